// Package archivetest runs tests that are txtar archives. An archive has the files of a
// content folder and the expected results. Only tests import this package.
package archivetest

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// each runs a subtest for every archive that matches the pattern. The comment of an
// archive is the text before its first file.
func each(t *testing.T, pattern string, test func(t *testing.T, comment string, content fstest.MapFS)) {
	t.Helper()
	names, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive matches %s (%v)", pattern, err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		content := fstest.MapFS{}
		for _, f := range archive.Files {
			content[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			test(t, string(archive.Comment), content)
		})
	}
}
