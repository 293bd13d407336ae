//go:build !unix

package main

// ignoreBackgroundRead does nothing on systems without job control.
func ignoreBackgroundRead() {}
