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
	from, to := strings.Split(dir, "/"), strings.Split(name, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
