package generator

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// archives returns the content of every archive that matches the pattern, by file name.
// Package archivetest cannot be used here, because it imports this package.
func archives(t *testing.T, pattern string) map[string]fstest.MapFS {
	t.Helper()
	names, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive matches %s (%v)", pattern, err)
	}
	content := map[string]fstest.MapFS{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		content[name] = fstest.MapFS{}
		for _, f := range archive.Files {
			content[name][f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return content
}
