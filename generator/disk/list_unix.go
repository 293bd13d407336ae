//go:build unix

package disk

import (
	"cmp"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// list returns the names and types in a folder, sorted by name. An os.Root would
// look at every single entry, which takes several times as long for a large folder
// and brings nothing: the folder itself tells types, and it cannot change under an
// open file.
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

// duplicate returns an open file that does not know that it is from an os.Root.
func duplicate(f *os.File) (*os.File, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return nil, err
	}
	var fd int
	var dupErr error
	err = conn.Control(func(from uintptr) {
		syscall.ForkLock.RLock() // as package syscall asks for
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
