package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"platmap/generator"
	"platmap/generator/source"
)

// chosen returns a function that reports whether a file of the content is an argument of
// check or in a folder that is one. It also returns the number of these files.
func (f *checkFlags) chosen(in generator.Input, args []string) (isChosen func(name string) bool, n int, err error) {
	if f.fix || f.update {
		return nil, 0, errors.New("--fix and --update-baseline are for all files; leave out the names of files, or the flag")
	}
	root, err := realPath(f.content)
	if err != nil {
		return nil, 0, err
	}
	var names []string
	for _, arg := range args {
		if arg == "" { // a variable of a script without a value
			return nil, 0, errors.New("empty file name; leave out all names to check all files")
		}
		file, err := realPath(arg)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, 0, fmt.Errorf("file %s not found", printable(arg))
		} else if err != nil {
			return nil, 0, err
		}
		name := localPath(root, file)
		if name == "" {
			return nil, 0, fmt.Errorf("%s is not in the content folder %s; for the content in another folder, use --content FOLDER", printable(arg), printable(shown(f.content)))
		}
		names = append(names, name)
	}
	isChosen = func(name string) bool {
		return slices.ContainsFunc(names, func(x string) bool { return x == "." || name == x || strings.HasPrefix(name, x+"/") })
	}
	all, _, err := source.List(in.Content)
	for _, name := range all {
		if source.KindOf(name) != "" && isChosen(name) {
			n++
		}
	}
	return isChosen, n, err
}

// realPath returns the absolute path of a file that exists, without symbolic links.
func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}
