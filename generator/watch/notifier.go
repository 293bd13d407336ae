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

// notifier gets the events of the operating system. It is replaced by a new one
// when it may no longer match the disk: fsnotify keeps the old paths below a
// renamed folder and refuses to watch the new ones.
type notifier struct {
	system  *fsnotify.Watcher
	given   string          // path of the folder as given
	dir     string          // the same path without symbolic links
	root    fs.FileInfo     // the folder; nil if it does not exist
	folders map[string]bool // watched folders by path
	links   links
	refuse  func(folder string) error // for tests, see settings
}

// newNotifier watches everything below a folder.
func newNotifier(given string, refuse func(string) error) (*notifier, error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{system: system, given: given, dir: given, folders: map[string]bool{}, links: newLinks(), refuse: refuse}
	if real, err := filepath.EvalSymlinks(given); err == nil {
		n.dir = real
	}
	// The parents are watched first, so that there is an event if the folder is
	// created later.
	for _, dir := range []string{n.given, n.dir} {
		_ = system.Add(filepath.Dir(dir)) // if this fails, tick detects changes
	}
	if err := n.watchTree(".", &batch{}); err != nil {
		n.close()
		return nil, err
	}
	n.root, _ = os.Stat(given)
	return n, nil
}

// close returns when the goroutine of fsnotify has ended.
func (n *notifier) close() {
	_ = n.system.Close()
	for range n.system.Events {
	}
}

// handle adds the changes that an event means to the batch.
func (n *notifier) handle(event fsnotify.Event, b *batch) error {
	created := event.Has(fsnotify.Create)
	removed := event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)
	isRoot, isFolder := event.Name == n.dir || event.Name == n.given, n.folders[event.Name]
	switch {
	case isRoot && (created || removed), isFolder && removed:
		b.setAll()
		return nil
	case isRoot, isFolder && !created:
		return nil // a file in it has an event of its own
	}
	name, inside := n.name(event.Name)
	if b.all || !inside {
		return nil
	}
	if event.Op == fsnotify.Chmod {
		if info, err := os.Lstat(event.Name); err == nil && info.IsDir() && !isHidden(name) {
			return n.watchTree(name, b) // it may have been unreadable before
		} else if !isEmpty(event.Name) { // some systems have no other event for truncation
			return nil
		}
	}
	for _, link := range n.links.links[name] {
		b.add(link)
	}
	if (created || removed) && len(n.links.targets) > 0 {
		b.linksChanged = true
		b.touch()
	}
	if isHidden(name) {
		return nil
	}
	if created {
		return n.addCreated(name, b)
	}
	b.add(name)
	return nil
}

// addCreated adds a new file, link or folder.
func (n *notifier) addCreated(name string, b *batch) error {
	info, err := os.Lstat(n.path(name))
	if err == nil && info.IsDir() {
		return n.watchTree(name, b)
	}
	b.add(name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return n.addLink(name)
	}
	return nil
}

// watchTree watches a folder and the folders below it, and adds the files in them.
// It watches a folder before it lists it, so that no file is missed.
func (n *notifier) watchTree(folder string, b *batch) error {
	if err := n.watchFolder(folder); err != nil {
		return err
	}
	entries, err := os.ReadDir(n.path(folder))
	if errors.Is(err, fs.ErrPermission) {
		b.setAll() // the receiver reports the folder when it reads everything
	}
	if err != nil && !isFolderError(err) {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case isHidden(e.Name()):
			continue
		case e.IsDir():
			err = n.watchTree(name, b)
		case e.Type()&fs.ModeSymlink != 0:
			b.add(name)
			err = n.addLink(name)
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

// watchFolder watches one folder. It does nothing if the folder does not exist.
func (n *notifier) watchFolder(folder string) error {
	name := n.path(folder)
	var err error
	if n.refuse != nil {
		err = n.refuse(folder)
	}
	if err == nil {
		err = n.system.Add(name)
	}
	// Checked after Add, which accepts files and follows links.
	info, statErr := os.Lstat(name)
	switch {
	case statErr != nil || !info.IsDir():
		_ = n.system.Remove(name)
		return nil
	case err != nil && !isFolderError(err):
		return err
	case err == nil:
		n.folders[name] = true
	}
	return nil
}

func (n *notifier) path(name string) string { return filepath.Join(n.dir, filepath.FromSlash(name)) }

// name returns the name of a path, relative to the watched folder.
func (n *notifier) name(path string) (name string, inside bool) {
	name, inside = strings.CutPrefix(path, strings.TrimSuffix(n.dir, string(filepath.Separator))+string(filepath.Separator))
	return filepath.ToSlash(name), inside
}

// isHidden reports whether any element of a name begins with a dot.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}
