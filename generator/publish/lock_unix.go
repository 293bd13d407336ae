//go:build unix

package publish

import (
	"errors"
	"os"
	"syscall"
)

// tryLock creates and locks the lock file. It returns errLocked if another process, or
// another call in this one, has the lock.
func tryLock(root *os.Root) (*os.File, error) {
	f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
			return nil, errLocked
		}
		return nil, err
	}
	// The last holder may have removed the file after it was opened here. Then a lock on
	// it does not exclude a build that creates the file again.
	ours, err := f.Stat()
	current, statErr := root.Lstat(lockName)
	if err != nil || statErr != nil || !os.SameFile(ours, current) {
		f.Close()
		return nil, errLocked
	}
	return f, nil
}

// release removes the lock file while it is still locked.
func release(root *os.Root, f *os.File) {
	root.Remove(lockName)
	f.Close()
}
