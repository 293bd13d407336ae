package publish

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/par"
)

// publish makes the staged site visible. After each step the folder is in a state that
// scan accepts and from which another Write can finish the work.
func (w *writer) publish() error {
	if err := w.recordPlanned(); err != nil {
		return err
	}
	blocking, rest := w.stale()
	if err := w.prune(blocking); err != nil {
		return err
	}
	if err := w.install(); err != nil {
		return err
	}
	// After install, so that no page links to a removed one.
	if err := w.prune(rest); err != nil {
		return err
	}
	return w.record()
}

// install moves the staged files to their names.
func (w *writer) install() error {
	need := map[string]bool{}
	for i, name := range w.names {
		if w.rendered[i].staged {
			need[path.Dir(name)] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(need)) {
		if err := w.root.MkdirAll(dir, 0o777); err != nil {
			return writeError(w.dir, dir, err)
		}
	}
	return par.EachErr(len(w.names), func(i int) error {
		if !w.rendered[i].staged {
			return nil
		}
		return w.move(i, w.names[i])
	})
}

// move renames staged file n to name and replaces a file of that name.
func (w *writer) move(n int, name string) error {
	err := w.root.Rename(w.stageName+"/"+strconv.Itoa(n), name)
	if err != nil {
		return writeError(w.dir, name, err)
	}
	return nil
}

// stale returns the files of earlier builds that are not in the site any more, sorted by
// name. Those in blocking must be removed before install: a file may have become a
// folder, or a folder a file, and on a disk that ignores case, an old name may differ
// from a new one only in case, so that removing it later would remove the new file.
func (w *writer) stale() (blocking, rest []string) {
	newDirs := parents(w.wanted)
	folded := make(map[string]bool, len(w.wanted))
	for name := range w.wanted {
		folded[strings.ToLower(name)] = true
	}
	foldedDirs := make(map[string]bool, len(newDirs))
	for dir := range newDirs {
		foldedDirs[strings.ToLower(dir)] = true
	}
	blocks := func(name string) bool {
		if low := strings.ToLower(name); folded[low] || foldedDirs[low] {
			return true
		}
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			if low := strings.ToLower(d); folded[low] || foldedDirs[low] && !newDirs[d] {
				return true
			}
		}
		return false
	}
	for _, name := range slices.Sorted(maps.Keys(w.known)) {
		if _, ok := w.wanted[name]; ok {
			continue
		}
		if blocks(name) {
			blocking = append(blocking, name)
		} else {
			rest = append(rest, name)
		}
	}
	return blocking, rest
}

// prune removes the files of earlier builds that still exist, and then their parent
// folders that became empty.
func (w *writer) prune(names []string) error {
	above := map[string]bool{}
	for _, name := range names {
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			above[d] = true
		}
		if !w.files[name] {
			continue
		}
		if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return writeError(w.dir, name, err)
		}
	}
	needed := parents(w.wanted)
	// In reverse order a folder comes after the folders in it. A name that was not a
	// folder during scan may be a file by now. Remove keeps a folder that is not empty;
	// if a file needs its name, move returns an error.
	for _, d := range slices.Backward(slices.Sorted(maps.Keys(above))) {
		if w.dirs[d] && !needed[d] {
			w.root.Remove(d)
		}
	}
	return nil
}
