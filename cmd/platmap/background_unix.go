//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreBackgroundRead lets a background job of a shell fail to read its input instead
// of being stopped for it.
func ignoreBackgroundRead() { signal.Ignore(syscall.SIGTTIN) }
