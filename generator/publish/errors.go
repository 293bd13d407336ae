package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ForeignError reports that the output folder contains files that platmap did not write.
type ForeignError struct {
	Dir  string // the folder, as given to Write
	Name string // the first such file, slash-separated, relative to Dir; "" if Dir itself is a file
	More int    // the number of other such files, at most maxForeign
}

// maxForeign limits the count, so that platmap does not read a whole home folder.
const maxForeign = 1000

func (e *ForeignError) Error() string {
	if e.Name == "" {
		return fmt.Sprintf("%s is a file, not a folder; choose another output folder or move the file", e.Dir)
	}
	more := ""
	switch {
	case e.More >= maxForeign:
		more = fmt.Sprintf(" and more than %d others", maxForeign)
	case e.More == 1:
		more = " and 1 other"
	case e.More > 1:
		more = fmt.Sprintf(" and %d others", e.More)
	}
	return fmt.Sprintf("%s contains files that platmap did not write (%s%s), so nothing was changed; choose another output folder or empty this one",
		e.Dir, filepath.Join(e.Dir, filepath.FromSlash(e.Name)), more)
}

// ExistsError reports that files that [Create] was to write already exist.
type ExistsError struct {
	Dir   string   // the folder, as given to Create
	Names []string // the existing files, sorted, slash-separated, relative to Dir; "." is Dir itself
}

func (e *ExistsError) Error() string {
	var b strings.Builder
	for _, name := range e.Names {
		fmt.Fprintf(&b, "%s already exists\n", filepath.Join(e.Dir, filepath.FromSlash(name)))
	}
	return b.String() + "no file was written"
}

// RenderErrors is the error of a site that cannot be rendered.
type RenderErrors struct {
	First []error // the errors of the first files, in the order of their names
	More  int     // number of other files that cannot be rendered
}

func (e *RenderErrors) Error() string {
	text := errors.Join(e.First...).Error()
	if e.More > 0 {
		text += fmt.Sprintf("\nand %d more files could not be rendered", e.More)
	}
	return text
}

// Unwrap returns the errors of the first files.
func (e *RenderErrors) Unwrap() []error { return e.First }

// writeError replaces the system call and the path in an error of package os by the path
// that users know.
func writeError(dir, name string, err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	} else if linkErr := (*os.LinkError)(nil); errors.As(err, &linkErr) {
		err = linkErr.Err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot write %s: %w; change the permissions or choose another folder", file, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: %w; files were removed during the build, perhaps by another build to %s", file, err, dir)
	}
	return fmt.Errorf("cannot write %s: %w", file, err)
}
