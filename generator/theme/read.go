package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"platmap/generator/disk"
	"platmap/generator/source"
)

// files are the files of a theme by their slash-separated names.
type files map[string]*source.File

// names returns the names, sorted.
func (f files) names() []string { return slices.Sorted(maps.Keys(f)) }

// readAll reads every file of a folder, which may be nil.
func readAll(folder fs.FS) (files, error) {
	all := files{}
	if folder == nil {
		return all, nil
	}
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		text, err := readFile(folder, name, d)
		if !strings.HasPrefix(name, "static/") { // files in static are published unchanged
			text = strings.ReplaceAll(text, "\r\n", "\n")
		}
		all[name] = &source.File{Name: name, Text: text}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return all, nil
}

// readFile reads a file. It does not open a named pipe or a device, which could block
// permanently, and explains why a symbolic link cannot be read.
func readFile(folder fs.FS, name string, d fs.DirEntry) (string, error) {
	mode := d.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(folder, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("%s: the target of this symbolic link does not exist", name)
		case errors.Is(err, disk.ErrOutside):
			return "", fmt.Errorf("%s: the target of this symbolic link is outside the theme folder", name)
		case err != nil:
			return "", err
		case info.IsDir():
			return "", fmt.Errorf("%s: symbolic links to folders are not followed", name)
		}
		mode = info.Mode()
	}
	if !mode.IsRegular() {
		return "", fmt.Errorf("%s is not a regular file", name)
	}
	text, err := fs.ReadFile(folder, name)
	return string(text), err
}
