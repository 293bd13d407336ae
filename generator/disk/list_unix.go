//go:build unix

package disk

import (
	"cmp"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// list returns the entries of a folder, sorted by name. ReadDir of a file from an
// os.Root calls lstat for every entry, which is several times slower in a large folder.
// It is not needed here: the entries have their types, and an open folder cannot be
// replaced by another one.
func list(root *os.Root, name string) ([]fs.DirEntry, error) {
	opened, err := root.FS().Open(name)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	same, err := duplicate(opened.(*os.File))
	if err != nil {
		return nil, err
	}
	defer same.Close()
	entries, err := same.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

// duplicate returns the same open file without its connection to an os.Root.
func duplicate(f *os.File) (*os.File, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return nil, err
	}
	var fd int
	var dupErr error
	err = conn.Control(func(from uintptr) {
		syscall.ForkLock.RLock() // as syscall.ForkLock documents
		defer syscall.ForkLock.RUnlock()
		if fd, dupErr = syscall.Dup(int(from)); dupErr == nil {
			syscall.CloseOnExec(fd)
		}
	})
	if err = cmp.Or(err, dupErr); err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: f.Name(), Err: err}
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}
