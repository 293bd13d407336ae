// Package disk opens a folder on disk as a file system from which no path leads outside.
package disk

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"
)

// ErrOutside is the error for a symbolic link to a target outside the folder.
var ErrOutside = errors.New("outside the folder")

// Folder is the file system of a folder. Neither ".." nor a symbolic link leads out of
// it. The folder may be removed and created again while it is in use, as Git does when
// a branch does not have it. All methods may be called concurrently.
type Folder struct {
	dir string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo // of root
}

// Open opens a folder.
func Open(dir string) (*Folder, error) {
	f := &Folder{dir: dir}
	_, err := f.current(".")
	return f, err
}

// current returns an os.Root for the folder that is currently at the path. An os.Root
// continues to refer to a removed folder. current checks for a replaced folder only if
// name is ".", because every complete read starts with it.
func (f *Folder) current(name string) (*os.Root, error) {
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
	f.root, f.info = root, info // the old root may still be in use; the garbage collector closes it
	return root, nil
}

// call calls do with the current folder and marks errors with [ErrOutside].
func call[T any](f *Folder, name string, do func(*os.Root) (T, error)) (T, error) {
	root, err := f.current(name)
	if err != nil {
		var zero T
		return zero, err
	}
	result, err := do(root)
	if err != nil && isOutside(root, err) {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrOutside}
	}
	return result, err
}

// isOutside reports whether err is the error of package os for a path that leaves root.
// Package os does not export that error, but Lstat returns it for "..".
func isOutside(root *os.Root, err error) bool {
	_, outside := root.Lstat("..")
	var want, got *fs.PathError
	return errors.As(outside, &want) && errors.As(err, &got) && got.Err == want.Err
}

// Open implements [fs.FS].
func (f *Folder) Open(name string) (fs.File, error) {
	return call(f, name, func(root *os.Root) (fs.File, error) { return root.FS().Open(name) })
}

// ReadDir implements [fs.ReadDirFS].
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := call(f, name, func(root *os.Root) ([]fs.DirEntry, error) { return list(root, name) })
	for i := range entries {
		entries[i] = entry{entries[i], f, path.Join(name, entries[i].Name())}
	}
	return entries, err
}

// Stat implements [fs.StatFS]. It follows symbolic links.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	return call(f, name, func(root *os.Root) (fs.FileInfo, error) { return fs.Stat(root.FS(), name) })
}

// Lstat implements [fs.ReadLinkFS]. It does not follow a symbolic link.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	return call(f, name, func(root *os.Root) (fs.FileInfo, error) { return fs.Lstat(root.FS(), name) })
}

// ReadLink implements [fs.ReadLinkFS]. It returns the target of a symbolic link.
func (f *Folder) ReadLink(name string) (string, error) {
	return call(f, name, func(root *os.Root) (string, error) { return fs.ReadLink(root.FS(), name) })
}

// entry is an entry of a folder that reads its file information on demand.
type entry struct {
	fs.DirEntry
	folder *Folder
	name   string // relative to the folder
}

func (e entry) Info() (fs.FileInfo, error) { return e.folder.Lstat(e.name) }
