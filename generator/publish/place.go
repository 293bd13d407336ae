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

// publish makes the staged site visible. Each step leaves the folder in a state that
// survey accepts and another Write completes.
func (w *writer) publish() error {
	if err := w.promise(); err != nil {
		return err
	}
	inTheWay, rest := w.stale()
	if err := w.prune(inTheWay); err != nil {
		return err
	}
	if err := w.place(); err != nil {
		return err
	}
	// Last, so that no page links to one that is gone already.
	if err := w.prune(rest); err != nil {
		return err
	}
	return w.record()
}

// place moves the parked files to their names.
func (w *writer) place() error {
	need := map[string]bool{}
	for i, name := range w.names {
		if w.drafts[i].parked {
			need[path.Dir(name)] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(need)) {
		if err := w.root.MkdirAll(dir, 0o777); err != nil {
			return plain(w.dir, dir, err)
		}
	}
	return par.EachErr(len(w.names), func(i int) error {
		if !w.drafts[i].parked {
			return nil
		}
		return w.move(i, w.names[i])
	})
}

// move gives the parked file number n its name; whatever had the name is replaced.
func (w *writer) move(n int, name string) error {
	err := w.root.Rename(w.stageName+"/"+strconv.Itoa(n), name)
	if err != nil {
		return plain(w.dir, name, err)
	}
	return nil
}

// stale returns the names of earlier builds that the site no longer has, sorted: first
// those that stand in the way of a new name. A file may have become a folder, or a
// folder a file; and where the disk does not tell upper from lower case, a name may
// differ in case only, so that removing the old one later would remove the new one.
func (w *writer) stale() (inTheWay, rest []string) {
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
			inTheWay = append(inTheWay, name)
		} else {
			rest = append(rest, name)
		}
	}
	return inTheWay, rest
}

// prune removes files of earlier builds, those that are still there, and then the
// folders above them that became empty.
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
			return plain(w.dir, name, err)
		}
	}
	kept := parents(w.wanted)
	// Backwards, so that a folder comes after the folders in it. Only what survey saw
	// to be a folder: a killed build may have put a file there already. A folder that
	// is not empty stays, and if it is in the way of a file, move will say so.
	for _, d := range slices.Backward(slices.Sorted(maps.Keys(above))) {
		if w.dirs[d] && !kept[d] {
			w.root.Remove(d)
		}
	}
	return nil
}
