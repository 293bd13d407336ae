package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// lockName is the file that a build creates and locks while it uses the output folder.
// It contains the process and the host, and is removed at the end. The lock belongs to
// the open file, so the operating system releases it when the process ends, even if the
// process is killed; then the next build takes over the file.
const lockName = ".platmap-lock"

const (
	lockWait = 10 * time.Second // time to wait for another build
	lockPoll = 20 * time.Millisecond
)

// errLocked is the error of tryLock if another build has the lock.
var errLocked = errors.New("locked")

// LockedError reports that another build uses the output folder.
type LockedError struct {
	Dir    string // the folder, as given to Write
	Holder string // for example "process 1234 on host build-7"; "" if not known
}

func (e *LockedError) Error() string {
	holder := ""
	if e.Holder != "" {
		holder = " (" + e.Holder + ")"
	}
	return fmt.Sprintf("another build is writing to %s%s, so nothing was changed; wait until it ends, and build again", e.Dir, holder)
}

// lock locks the output folder. If another build has the lock, it waits for at most
// the given time, or until ctx is done.
func lock(ctx context.Context, dir string, root *os.Root, wait time.Duration) (unlock func(), err error) {
	if info, err := root.Lstat(lockName); err == nil && !info.Mode().IsRegular() {
		return nil, &ForeignError{Dir: dir, Name: lockName}
	}
	timeout := time.After(wait)
	poll := time.NewTicker(lockPoll)
	defer poll.Stop()
	for {
		f, err := tryLock(root)
		if err == nil {
			if err := recordHolder(f); err != nil {
				release(root, f)
				return nil, writeError(dir, lockName, err)
			}
			return func() { release(root, f) }, nil
		}
		if !errors.Is(err, errLocked) {
			return nil, writeError(dir, lockName, err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-timeout:
			return nil, &LockedError{Dir: dir, Holder: holder(root)}
		case <-poll.C:
		}
	}
}

// recordHolder writes the process that has the lock to the file.
func recordHolder(f *os.File) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "process %d on host %s", os.Getpid(), host)
	return err
}

// holder returns the process that has the lock, or "".
func holder(root *os.Root) string {
	text, err := fs.ReadFile(root.FS(), lockName)
	if err != nil || len(text) > 300 {
		return ""
	}
	return strings.ToValidUTF8(strings.TrimSpace(string(text)), "?")
}
