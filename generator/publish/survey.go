package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
)

// ForeignError reports that the output folder holds something platmap did not write.
type ForeignError struct {
	Dir  string // the folder, as given to Write
	Name string // the first such file, slash-separated, below Dir; "" if Dir itself is a file
	More int    // how many more there are; counting ends at 1000
}

const countUpTo = 1000 // somebody's home folder need not be walked to its end

func (e *ForeignError) Error() string {
	if e.Name == "" {
		return fmt.Sprintf("%s is a file, not a folder: choose another output folder, or move the file away", e.Dir)
	}
	more := ""
	switch {
	case e.More >= countUpTo:
		more = fmt.Sprintf(" (and more than %d others)", countUpTo)
	case e.More == 1:
		more = " (and 1 other)"
	case e.More > 1:
		more = fmt.Sprintf(" (and %d others)", e.More)
	}
	return fmt.Sprintf("%s was not written by platmap%s, so nothing in %s was changed: choose another output folder, or empty this one yourself",
		filepath.Join(e.Dir, filepath.FromSlash(e.Name)), more, e.Dir)
}

// stagePattern matches the folders this package parks files in, and the files therein.
var stagePattern = regexp.MustCompile(`^\.platmap-new-[A-Z2-7]{26}(/[0-9]+)?$`)

// bystanders are left by git, file managers and file systems in any folder. They are
// nobody's work, so they are neither a reason to refuse a folder nor ever removed.
var bystanders = []string{".git", ".gitignore", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"}

// survey reads the manifest and walks the folder. It fails with a ForeignError if
// something is there that no earlier build wrote, and changes nothing.
func (w *writer) survey() error {
	if err := w.readManifest(); err != nil {
		return err
	}
	ours := parents(w.known) // folders an earlier build made or was about to make
	first, count := "", 0
	foreign := func(name string) error {
		if count++; count == 1 {
			first = name
		}
		if count > countUpTo {
			return fs.SkipAll
		}
		return nil
	}
	err := fs.WalkDir(w.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		_, known := w.known[name]
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil // another build removed it just now
		case err != nil:
			return plain(w.dir, name, err)
		case name == ".", name == manifestName && d.Type().IsRegular():
			return nil
		case stagePattern.MatchString(name) && d.IsDir() == (path.Dir(name) == "."):
			if d.IsDir() {
				w.leftovers = append(w.leftovers, name)
			}
			return nil
		case slices.Contains(bystanders, path.Base(name)) && !known && !w.wants(name):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && (ours[name] || !w.wants(name)):
			w.dirs[name] = true
			return nil
		case d.Type().IsRegular() && known:
			w.files[name] = true
			return nil
		}
		return foreign(name)
	})
	if err == nil && count > 0 {
		err = &ForeignError{Dir: w.dir, Name: first, More: count - 1}
	}
	return err
}

// wants reports whether the site has a file of that name, or one that is a folder's
// name on the way to it: whatever stands there would have to go.
func (w *writer) wants(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if _, ok := w.wanted[name]; ok {
			return true
		}
	}
	return false
}

// parents returns all folders above the names.
func parents[V any](names map[string]V) map[string]bool {
	dirs := map[string]bool{}
	for name := range names {
		for d := path.Dir(name); d != "." && !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	return dirs
}
