package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// readAll reads every file of a theme, the overlay's in place of the base's.
func readAll(layers ...fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, layer := range layers {
		if layer == nil {
			continue
		}
		err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
				return err
			}
			text, err := readFile(layer, name, d)
			files[name] = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
	}
	return files, nil
}

// readFile says what is wrong with a link in words that name no mechanism.
func readFile(layer fs.FS, name string, d fs.DirEntry) ([]byte, error) {
	text, err := fs.ReadFile(layer, name)
	if err == nil || d.Type()&fs.ModeSymlink == 0 {
		return text, err
	}
	info, statErr := fs.Stat(layer, name)
	switch {
	case statErr == nil && info.IsDir():
		return nil, fmt.Errorf("%s: a symbolic link to a folder is not followed", name)
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: this symbolic link leads nowhere", name)
	case strings.Contains(err.Error(), "escapes"): // package os has no value for it
		return nil, fmt.Errorf("%s: this symbolic link leaves the theme folder", name)
	}
	return nil, err
}
