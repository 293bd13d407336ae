// Package testsite has content, schemas and a theme for tests.
package testsite

import (
	"io/fs"
	"testing"

	"platmap/generator/schema"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

// Schemas returns the schemas that the program has.
func Schemas(t testing.TB) *schema.Set {
	t.Helper()
	s, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Theme returns the default theme.
func Theme(t testing.TB) *theme.Theme {
	t.Helper()
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	th, err := theme.Load(base, nil)
	if err != nil {
		t.Fatal(err)
	}
	return th
}
