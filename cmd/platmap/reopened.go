package main

import (
	"io/fs"
	"os"
	"sync"
)

// reopened is a folder that may be removed and made anew while it is read, as git
// does with one that another branch does not have. An os.Root would go on with
// the folder that is gone.
type reopened struct {
	dir string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo // of the root
}

// now returns the folder that has the name now. Whether it is still the same one
// is found out when its top is looked at, which comes first whenever all is read.
func (r *reopened) now(name string) (fs.FS, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.root != nil && name != "." {
		return r.root.FS(), nil
	}
	info, err := os.Stat(r.dir)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: r.dir, Err: fs.ErrNotExist}
	}
	if r.root != nil && os.SameFile(info, r.info) {
		return r.root.FS(), nil
	}
	root, err := os.OpenRoot(r.dir)
	if err != nil {
		return nil, err
	}
	r.root, r.info = root, info // the old one may still be in use; the collector closes it
	return root.FS(), nil
}

func (r *reopened) Open(name string) (fs.File, error) {
	root, err := r.now(name)
	if err != nil {
		return nil, err
	}
	return root.Open(name)
}

func (r *reopened) ReadDir(name string) ([]fs.DirEntry, error) {
	root, err := r.now(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(root, name)
}

func (r *reopened) Stat(name string) (fs.FileInfo, error) {
	root, err := r.now(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(root, name)
}

func (r *reopened) Lstat(name string) (fs.FileInfo, error) {
	root, err := r.now(name)
	if err != nil {
		return nil, err
	}
	return fs.Lstat(root, name)
}

func (r *reopened) ReadLink(name string) (string, error) {
	root, err := r.now(name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(root, name)
}
