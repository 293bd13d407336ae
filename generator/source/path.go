package source

import "strings"

// Relative returns the way from a folder to a file, both named from the same
// top: Relative("a/b", "a/c.md") is "../c.md". The top itself is ".".
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
