package diff

import (
	"platmap/generator/source"
)

// RowOf returns the path of the row of a property in the table of weights. words reports
// whether its values are fixed words.
func RowOf(kind source.Kind, list, field string) (path string, words bool) {
	r, path := rowOf(kind, list, field)
	return path, r.words
}

// Rows returns the paths of all rows.
func Rows() []string {
	var paths []string
	add := func(name string, t table) {
		for path := range t {
			paths = append(paths, name+" "+path)
		}
	}
	for kind, t := range weights {
		add(string(kind), t)
	}
	add("common", common)
	add("parts", parts)
	return paths
}
