package publish

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Create and Update write files that then belong to authors, such as a new project or
// schemas for an editor. They do not use the manifest.

// Create writes new files, given as texts by slash-separated name, to the folder dir,
// which it creates if necessary. If a file already exists, or a file is where a folder is
// needed, it writes nothing and returns an [ExistsError] with all of these. After an
// error of the disk it removes what it has written.
func Create(dir string, files map[string]string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &ExistsError{dir, []string{"."}}
	}
	created := missingFolders(dir)
	root, err := open(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	existing, err := existingNames(dir, root, files)
	if err == nil && len(existing) > 0 {
		err = &ExistsError{dir, existing}
	}
	var written []string
	if err == nil {
		written, err = createAll(dir, root, files)
	}
	if err != nil {
		for _, name := range slices.Backward(written) {
			root.Remove(name)
		}
		for _, folder := range created { // Remove fails for a folder that is not empty
			os.Remove(folder)
		}
	}
	return err
}

// missingFolders returns dir and its parents, dir first, without the folders that
// exist.
func missingFolders(dir string) []string {
	var missing []string
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = append(missing, dir)
		dir = filepath.Dir(dir)
	}
}

// existingNames returns the names of files that exist, including files where a folder is
// needed.
func existingNames(dir string, root *os.Root, files map[string]string) ([]string, error) {
	existing := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := root.Lstat(name); err == nil {
			existing[name] = true
		}
		if err := checkFolders(dir, root, name); err != nil {
			return nil, err
		}
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			if info, err := root.Lstat(d); err == nil && !info.IsDir() {
				existing[d] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(existing)), nil
}

// checkFolders returns an error if a folder above a file is a symbolic link. Nothing is
// written through a link, because the author of a change may have created it to overwrite
// another file.
func checkFolders(dir string, root *os.Root, name string) error {
	for d := path.Dir(name); d != "."; d = path.Dir(d) {
		if info, err := root.Lstat(d); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("cannot write %s: %s is a symbolic link; replace it with a folder",
				filepath.Join(dir, filepath.FromSlash(name)), filepath.Join(dir, filepath.FromSlash(d)))
		}
	}
	return nil
}

// createAll creates files, and returns what it has created, each folder before its files.
func createAll(dir string, root *os.Root, files map[string]string) (created []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		var missing []string
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			if _, err := root.Lstat(d); err != nil {
				missing = append(missing, d)
			}
		}
		for _, d := range slices.Backward(missing) {
			if err := root.Mkdir(d, 0o777); err != nil {
				return created, writeError(dir, d, err)
			}
			created = append(created, d)
		}
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) { // created by another process since existingNames
			return created, &ExistsError{dir, []string{name}}
		} else if err != nil {
			return created, writeError(dir, name, err)
		}
		created = append(created, name)
		_, err = f.WriteString(files[name])
		if err = errors.Join(err, f.Close()); err != nil {
			return created, writeError(dir, name, err)
		}
	}
	return created, nil
}

// Update writes files, given as texts by slash-separated name, to the folder dir and
// changes no other file. It does not touch a file that has the text already, and
// replaces the others atomically; it replaces a symbolic link, not its target. It
// returns the number of files written.
func Update(dir string, files map[string]string) (written int, err error) {
	root, err := open(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := checkFolders(dir, root, name); err != nil {
			return written, err
		}
		if hasText(root, name, files[name]) {
			continue
		}
		if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
			return written, writeError(dir, name, err)
		}
		if err := replace(root, name, []byte(files[name])); err != nil {
			return written, writeError(dir, name, err)
		}
		written++
	}
	return written, nil
}

// hasText reports whether a name is a regular file with this text.
func hasText(root *os.Root, name, text string) bool {
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(text)) {
		return false
	}
	old, err := root.ReadFile(name)
	return err == nil && string(old) == text
}

// replace atomically replaces a file and keeps its permissions.
func replace(root *os.Root, name string, data []byte) error {
	perm := fs.FileMode(0o666)
	if info, err := root.Lstat(name); err == nil && info.Mode().IsRegular() {
		perm = info.Mode().Perm()
	}
	temporary := path.Join(path.Dir(name), ".platmap-"+rand.Text()) // its length does not depend on the length of name
	err := root.WriteFile(temporary, data, perm)
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		root.Remove(temporary)
	}
	return err
}
