package publish

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
)

// stagePattern matches staging folders and the files in them.
var stagePattern = regexp.MustCompile(`^\.platmap-new-[A-Z2-7]{26}(/[0-9]+)?$`)

// ignored are the names of files that Git, file managers and file systems create in any
// folder. They are neither a reason to refuse a folder nor removed.
var ignored = []string{".git", ".gitignore", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"}

// scan reads the manifest and lists the folder, without changing it. It returns a
// ForeignError if the folder contains something that no earlier build wrote.
func (w *writer) scan() error {
	if err := w.readManifest(); err != nil {
		return err
	}
	ours := parents(w.known) // folders that an earlier build created or was about to create
	first, count := "", 0
	foreign := func(name string) error {
		if count++; count == 1 {
			first = name
		}
		if count > maxForeign {
			return fs.SkipAll
		}
		return nil
	}
	err := fs.WalkDir(w.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		_, known := w.known[name]
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil // removed by another build
		case err != nil:
			return writeError(w.dir, name, err)
		case name == ".", (name == manifestName || name == lockName) && d.Type().IsRegular():
			return nil
		case stagePattern.MatchString(name) && d.IsDir() == (path.Dir(name) == "."):
			if d.IsDir() {
				w.leftovers = append(w.leftovers, name)
			}
			return nil
		case slices.Contains(ignored, path.Base(name)) && !known && !w.wants(name):
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

// wants reports whether the site has a file with this name or below it. If so, the
// existing file or folder must be removed.
func (w *writer) wants(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if _, ok := w.wanted[name]; ok {
			return true
		}
	}
	return false
}

// parents returns all folders that contain the names.
func parents[V any](names map[string]V) map[string]bool {
	dirs := map[string]bool{}
	for name := range names {
		for d := path.Dir(name); d != "." && !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	return dirs
}
