package publish

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// Constants of CreateFile that package syscall lacks.
const (
	accessDelete      = 0x00010000
	flagDeleteOnClose = 0x04000000
)

// tryLock creates the lock file so that others can read but not write it, and so that
// the system removes it when it is closed. It returns errLocked if another process, or
// another call in this one, has the file open.
func tryLock(root *os.Root) (*os.File, error) {
	name := filepath.Join(root.Name(), lockName)
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(path,
		syscall.GENERIC_READ|syscall.GENERIC_WRITE|accessDelete,
		syscall.FILE_SHARE_READ|syscall.FILE_SHARE_DELETE, nil, syscall.OPEN_ALWAYS,
		syscall.FILE_ATTRIBUTE_NORMAL|syscall.FILE_FLAG_OPEN_REPARSE_POINT|flagDeleteOnClose, 0)
	const sharingViolation = syscall.Errno(32)
	// Access is denied while the file is being removed.
	if errors.Is(err, sharingViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED) {
		return nil, errLocked
	} else if err != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(handle), name), nil
}

// release removes the lock file by closing it.
func release(_ *os.Root, f *os.File) { f.Close() }
