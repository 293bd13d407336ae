//go:build !unix

package disk

import (
	"io/fs"
	"os"
)

// list returns the entries of a folder, sorted by name.
func list(root *os.Root, name string) ([]fs.DirEntry, error) { return fs.ReadDir(root.FS(), name) }
