// Package testsite has content, schemas and a theme for tests.
package testsite

import (
	"io/fs"
	"sync"
	"testing"

	"platmap/generator/schema"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

var compileSchemas = sync.OnceValues(func() (*schema.Set, error) { return schema.Compile(schemas.FS) })

// Schemas returns the schemas of the program. All tests of a package share them.
func Schemas(t testing.TB) *schema.Set {
	t.Helper()
	s, err := compileSchemas()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var loadTheme = sync.OnceValues(func() (*theme.Theme, error) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		return nil, err
	}
	return theme.Load(base, nil)
})

// Theme returns the default theme. All tests of a package share it.
func Theme(t testing.TB) *theme.Theme {
	t.Helper()
	th, err := loadTheme()
	if err != nil {
		t.Fatal(err)
	}
	return th
}
