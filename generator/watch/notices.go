package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// notices is what the system tells. It is thrown away and made anew whenever it
// may no longer fit what is on the disk: fsnotify keeps the old names of what lies
// in a renamed folder, and refuses to learn the new ones.
type notices struct {
	system  *fsnotify.Watcher
	given   string          // the folder's path as it was given
	dir     string          // the same without symbolic links
	root    fs.FileInfo     // the folder itself; nil if it is not there
	folders map[string]bool // the watched ones, by their path
	links   links
	refuse  func(folder string) error // nil but in tests
}

// listen asks the system to tell of everything below a folder.
func listen(given string, refuse func(string) error) (*notices, error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notices{system: system, given: given, dir: given, folders: map[string]bool{}, links: newLinks(), refuse: refuse}
	if real, err := filepath.EvalSymlinks(given); err == nil {
		n.dir = real
	}
	// The parents first: a folder that comes after this is told of.
	for _, dir := range []string{n.given, n.dir} {
		// What cannot be watched, tick will see.
		_ = system.Add(filepath.Dir(dir))
	}
	if err := n.watch(".", &batch{}); err != nil {
		n.close()
		return nil, err
	}
	n.root, _ = os.Stat(given)
	return n, nil
}

// close returns when fsnotify's goroutine has ended.
func (n *notices) close() {
	_ = n.system.Close()
	for range n.system.Events {
	}
}

// hear adds to the batch what an event means.
func (n *notices) hear(event fsnotify.Event, b *batch) error {
	shape := event.Has(fsnotify.Create) || event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)
	root, folder := event.Name == n.dir || event.Name == n.given, n.folders[event.Name]
	switch {
	case root && shape, folder && (event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)):
		b.lose()
		return nil
	case root, folder && !shape:
		return nil // something in it changed, which has an event of its own
	}
	name, inside := n.name(event.Name)
	if b.all || !inside {
		return nil
	}
	if event.Op == fsnotify.Chmod {
		if info, err := os.Lstat(event.Name); err == nil && info.IsDir() && !hidden(name) {
			return n.watch(name, b) // perhaps it could not be read before
		} else if !isEmpty(event.Name) {
			// A file that is emptied has no other event on some systems.
			return nil
		}
	}
	for _, link := range n.links.to[name] {
		b.add(link)
	}
	if shape && len(n.links.from) > 0 {
		b.linked = true
		b.touch()
	}
	if hidden(name) {
		return nil
	}
	if event.Has(fsnotify.Create) {
		return n.found(name, b)
	}
	b.add(name)
	return nil
}

// found adds a name that is new.
func (n *notices) found(name string, b *batch) error {
	info, err := os.Lstat(n.path(name))
	switch {
	case err != nil: // gone again
	case info.IsDir():
		return n.watch(name, b)
	case info.Mode()&fs.ModeSymlink != 0:
		b.add(name)
		return n.link(name)
	}
	b.add(name)
	return nil
}

// watch watches a folder and those below it, and adds the files that are there
// already. It watches before it reads, so that nothing slips between.
func (n *notices) watch(folder string, b *batch) error {
	if err := n.add(folder); err != nil {
		return err
	}
	entries, err := os.ReadDir(n.path(folder))
	if errors.Is(err, fs.ErrPermission) {
		b.lose() // whoever looks at everything finds it
	}
	if err != nil && !excused(err) {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case hidden(e.Name()):
			continue
		case e.IsDir():
			err = n.watch(name, b)
		case e.Type()&fs.ModeSymlink != 0:
			b.add(name)
			err = n.link(name)
		default:
			b.add(name)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add watches one folder, if it is one.
func (n *notices) add(folder string) error {
	name := n.path(folder)
	var err error
	if n.refuse != nil {
		err = n.refuse(folder)
	}
	if err == nil {
		err = n.system.Add(name)
	}
	// Both systems and fsnotify would watch a file, and follow a link.
	info, gone := os.Lstat(name)
	switch {
	case gone != nil || !info.IsDir():
		_ = n.system.Remove(name)
		return nil
	case err != nil && !excused(err):
		return err
	case err == nil:
		n.folders[name] = true
	}
	return nil
}

func (n *notices) path(name string) string { return filepath.Join(n.dir, filepath.FromSlash(name)) }

// name returns the name of a path inside of the folder.
func (n *notices) name(path string) (name string, inside bool) {
	name, inside = strings.CutPrefix(path, strings.TrimSuffix(n.dir, string(filepath.Separator))+string(filepath.Separator))
	return filepath.ToSlash(name), inside
}

// hidden tells whether a name, or a folder on the way to it, begins with a dot.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}
