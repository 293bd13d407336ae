package publish

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The two verbs here write files that people own from then on: a project to start
// from, a specimen, schemas for an editor. They know no manifest.

// ExistsError reports that files to be created are there already.
type ExistsError struct {
	Dir   string   // the folder, as given to Create
	Names []string // what is in the way, sorted, slash-separated, below Dir; "." is Dir itself
}

func (e *ExistsError) Error() string {
	var b strings.Builder
	for _, name := range e.Names {
		fmt.Fprintf(&b, "%s is there already\n", filepath.Join(e.Dir, filepath.FromSlash(name)))
	}
	return b.String() + "nothing was written"
}

// Create writes new files, texts by slash-separated name, below the folder dir, which
// is created if missing. If any of them is there already, or something else is in the
// way, it writes nothing and fails with an ExistsError that names everything in the
// way. After an error of the disk, what it has written is removed again.
func Create(dir string, files map[string]string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &ExistsError{dir, []string{"."}}
	}
	made := foldersToMake(dir)
	root, err := open(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	inTheWay, err := obstacles(dir, root, files)
	if err == nil && len(inTheWay) > 0 {
		err = &ExistsError{dir, inTheWay}
	}
	var written []string
	if err == nil {
		written, err = createAll(dir, root, files)
	}
	if err != nil {
		for _, name := range slices.Backward(written) {
			root.Remove(name)
		}
		for _, folder := range made { // what is not empty stays
			os.Remove(folder)
		}
	}
	return err
}

// foldersToMake returns the folders that are not there yet, dir first, then what is
// above it.
func foldersToMake(dir string) []string {
	var missing []string
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = append(missing, dir)
		dir = filepath.Dir(dir)
	}
}

// obstacles returns the names that are taken: files, and files where a folder must be.
func obstacles(dir string, root *os.Root, files map[string]string) ([]string, error) {
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := root.Lstat(name); err == nil {
			taken[name] = true
		}
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			info, err := root.Stat(d)
			if _, there := root.Lstat(d); there != nil {
				continue // nothing has this name
			}
			if err != nil {
				return nil, plain(dir, d, err) // a link that leads nowhere, or out
			}
			if !info.IsDir() {
				taken[d] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(taken)), nil
}

// createAll returns what it made, folders before what is in them.
func createAll(dir string, root *os.Root, files map[string]string) (made []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		var missing []string
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			if _, err := root.Lstat(d); err != nil {
				missing = append(missing, d)
			}
		}
		for _, d := range slices.Backward(missing) {
			if err := root.Mkdir(d, 0o777); err != nil {
				return made, plain(dir, d, err)
			}
			made = append(made, d)
		}
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) { // somebody was quicker
			return made, &ExistsError{dir, []string{name}}
		} else if err != nil {
			return made, plain(dir, name, err)
		}
		made = append(made, name)
		_, err = f.WriteString(files[name])
		if err = errors.Join(err, f.Close()); err != nil {
			return made, plain(dir, name, err)
		}
	}
	return made, nil
}

// Update makes the files, texts by slash-separated name, stand below the folder dir
// as they are given, and leaves all else there alone. A file that is right is not
// touched; every other is replaced as a whole. It returns how many were written.
func Update(dir string, files map[string]string) (written int, err error) {
	root, err := open(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, []byte(files[name])) {
			continue
		}
		if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
			return written, plain(dir, name, err)
		}
		if err := replace(root, name, []byte(files[name])); err != nil {
			return written, plain(dir, name, err)
		}
		written++
	}
	return written, nil
}

// replace gives a file another text, whole at any moment. Its permissions stay. A
// link within the folder stays a link, and what it leads to is written; one that leads
// elsewhere is replaced by a file.
func replace(root *os.Root, name string, data []byte) error {
	perm := fs.FileMode(0o666)
	if info, err := root.Stat(name); err == nil {
		perm = info.Mode().Perm()
	}
	if info, err := root.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if root.WriteFile(name, data, perm) == nil {
			return nil
		}
	}
	temporary := name + ".new-" + rand.Text()
	err := root.WriteFile(temporary, data, perm)
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		root.Remove(temporary)
	}
	return err
}
