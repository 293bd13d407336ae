package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// plain says in plain words what the disk refused. The system's own errors name the
// call and a path below dir; people know neither.
func plain(dir, name string, err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	} else if linkErr := (*os.LinkError)(nil); errors.As(err, &linkErr) {
		err = linkErr.Err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot write %s: %w; change who may write there, or choose another output folder", file, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: something removed files while they were written: is another build using %s? (%w)", file, dir, err)
	}
	return fmt.Errorf("cannot write %s: %w", file, err)
}
