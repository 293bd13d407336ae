package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// refusal says in one line what the author can do about a system that refuses
// to watch.
func refusal(err error) string {
	reason, cure := err.Error(), ""
	switch {
	case runtime.GOOS != "linux" && errors.Is(err, syscall.EMFILE):
		reason, cure = "too many open files", "ulimit -n 65536"
	case errors.Is(err, syscall.ENOSPC):
		reason, cure = "the system's limit of watched folders is reached", sysctl("max_user_watches", 524288)
	case errors.Is(err, syscall.EMFILE):
		reason, cure = "the system's limit of watching programs is reached", sysctl("max_user_instances", 512)
	}
	text := fmt.Sprintf("changes are looked for every %v, because the system does not tell them: %s", period, reason)
	if cure != "" {
		text += "; raise it with: " + cure
	}
	return text
}

// sysctl returns the command that raises a limit, to at least twice what it is.
func sysctl(limit string, least int) string {
	text, _ := os.ReadFile("/proc/sys/fs/inotify/" + limit)
	now, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return fmt.Sprintf("sudo sysctl fs.inotify.%s=%d", limit, max(least, 2*now))
}

// excused tells whether a folder cannot be watched or read for its own sake:
// it has gone, or is closed to us.
func excused(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR)
}
