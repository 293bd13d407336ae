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

// pollingWarning returns one line that says why files are polled, and the command
// that raises the limit of the operating system if one is reached.
func pollingWarning(err error) string {
	reason, command := err.Error(), ""
	switch {
	case runtime.GOOS != "linux" && errors.Is(err, syscall.EMFILE):
		reason, command = "too many open files", "ulimit -n 65536"
	case errors.Is(err, syscall.ENOSPC):
		reason, command = "the limit of watched folders is reached", sysctl("max_user_watches", 524288)
	case errors.Is(err, syscall.EMFILE):
		reason, command = "the limit of programs that watch folders is reached", sysctl("max_user_instances", 512)
	}
	text := fmt.Sprintf("polling for file changes every %v, because the system cannot watch all folders: %s", pollInterval, reason)
	if command != "" {
		text += "; raise it with: " + command
	}
	return text
}

// sysctl returns the command that raises a limit to at least twice its value.
func sysctl(limit string, least int) string {
	text, _ := os.ReadFile("/proc/sys/fs/inotify/" + limit)
	now, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return fmt.Sprintf("sudo sysctl fs.inotify.%s=%d", limit, max(least, 2*now))
}

// isFolderError reports whether an error is about one folder, which is missing or
// may not be read. Other errors mean that the system cannot watch any more folders.
func isFolderError(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR)
}
