// Package disk opens a folder of this machine as a file system.
package disk

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// Folder is a folder that cannot be left, neither by .. nor by a symbolic link. It
// may be removed and made anew while it is read, as git does with one that another
// branch does not have. All its methods may be called side by side.
type Folder struct {
	dir string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo // of the root
}

// Open opens a folder.
func Open(dir string) (*Folder, error) {
	f := &Folder{dir: dir}
	_, err := f.now(".")
	return f, err
}

// now returns the folder that has the name now: an os.Root would go on with one
// that is gone. Whether it is still the same one is found out when its top is
// looked at, which comes first whenever all is read.
func (f *Folder) now(name string) (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root != nil && name != "." {
		return f.root, nil
	}
	info, err := os.Stat(f.dir)
	if err != nil {
		return nil, err
	}
	if f.root != nil && os.SameFile(info, f.info) {
		return f.root, nil
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	f.root, f.info = root, info // the old one may still be in use; the collector closes it
	return root, nil
}

// Open opens a file. This and the other methods are those of package fs.
func (f *Folder) Open(name string) (fs.File, error) {
	root, err := f.now(name)
	if err != nil {
		return nil, err
	}
	return root.FS().Open(name)
}

// ReadDir lists a folder.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	root, err := f.now(name)
	if err != nil {
		return nil, err
	}
	entries, err := list(root, name)
	for i := range entries {
		entries[i] = entry{entries[i], f, path.Join(name, entries[i].Name())}
	}
	return entries, err
}

// Stat follows symbolic links.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	root, err := f.now(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(root.FS(), name)
}

// Lstat does not follow a symbolic link.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	root, err := f.now(name)
	if err != nil {
		return nil, err
	}
	return fs.Lstat(root.FS(), name)
}

// ReadLink tells where a symbolic link leads.
func (f *Folder) ReadLink(name string) (string, error) {
	root, err := f.now(name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(root.FS(), name)
}

// entry is an entry of a folder that is looked at when somebody wants more than
// its name and type.
type entry struct {
	fs.DirEntry
	folder *Folder
	name   string // from the top
}

func (e entry) Info() (fs.FileInfo, error) { return e.folder.Lstat(e.name) }
