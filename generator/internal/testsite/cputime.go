//go:build unix

package testsite

import (
	"syscall"
	"testing"
	"time"
)

// CPUTime returns the processor time that this process has used. Other processes do not
// affect it.
func CPUTime(t testing.TB) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
