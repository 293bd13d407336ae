//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// inBackground lets a process that a shell runs in the background read its input
// in vain, instead of being halted for it.
func inBackground() { signal.Ignore(syscall.SIGTTIN) }
