package source

import (
	"io/fs"
	"strings"
)

// Count returns how many files Read returns, without reading one.
func Count(content fs.FS) (int, error) {
	n := 0
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case !hidden && !d.IsDir() && KindOf(name) != "":
			n++
		}
		return nil
	})
	return n, err
}
