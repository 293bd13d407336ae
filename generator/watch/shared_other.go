//go:build !linux

package watch

// sharedDisk returns "": shared disks are detected on Linux only.
func sharedDisk(string) string { return "" }
