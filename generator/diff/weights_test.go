package diff_test

import (
	"slices"
	"testing"

	"platmap/generator/diff"
	"platmap/generator/source"
)

// notInSchemas are the rows of compared values that are not properties of a schema.
var notInSchemas = []string{
	"domain ", "component ", "team ", "scenario ", "guide ", "asset ", // the thing itself
	"domain interfaces.kind", "domain interfaces.name", "domain metrics.values",
	"site history", // the value is true, or a mapping with its own rows
	"guide body", "guide headings", "asset content",
}

// Every property of every schema has a weight, and every row belongs to a property.
func TestWeights(t *testing.T) {
	used := slices.Clone(notInSchemas)
	words := []string{"status", "true"} // words that are Go types of their own
	for _, kind := range source.SchemaKinds() {
		for _, p := range properties(t, kind) {
			if p.isMap && !p.isList {
				continue // its properties have rows
			}
			path, isWord := diff.RowOf(kind, p.list, p.field)
			if path == "" {
				t.Errorf("%s %s.%s has no row in weights.go", kind, p.list, p.field)
			}
			used = append(used, path)
			if p.isList && p.isMap {
				path, _ := diff.RowOf(kind, p.list+"."+p.field, "")
				used = append(used, path)
			}
			if isWord != (p.enum != nil) && !slices.Contains(words, p.field) {
				t.Errorf("%s %s.%s: words is %v, and the fixed words of the schema are %q", kind, p.list, p.field, isWord, p.enum)
			}
		}
	}
	for _, row := range diff.Rows() {
		if !slices.Contains(used, row) {
			t.Errorf("the row %s is no property of a schema", row)
		}
	}
}
