//go:build !unix

package main

// inBackground does nothing where there is no such thing as a job in the
// background of a terminal.
func inBackground() {}
