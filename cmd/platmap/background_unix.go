//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreBackgroundRead makes reads from the terminal fail in a background job.
// Otherwise the shell would stop the job.
func ignoreBackgroundRead() { signal.Ignore(syscall.SIGTTIN) }
