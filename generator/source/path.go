package source

import (
	"strings"
)

// Relative returns the path from a folder to a file. Both are relative to the same
// folder, which is called ".": Relative("a/b", "a/c.md") is "../c.md".
func Relative(dir, name string) string {
	if dir == "." {
		return name
	}
	for up := strings.Count(dir, "/") + 1; ; up-- {
		first, rest, _ := strings.Cut(dir, "/")
		below, ok := strings.CutPrefix(name, first+"/")
		if up == 0 || !ok {
			return strings.Repeat("../", up) + name
		}
		dir, name = rest, below
	}
}
