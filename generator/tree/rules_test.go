package tree

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"platmap/generator/source"
)

// Every rule repairs the file that it names.
func TestRules_UsedByTheirFile(t *testing.T) {
	files := findingsFiles(t)
	for _, r := range rules {
		text, ok := files[r.test]
		if !ok {
			t.Errorf("%s: no file %s", r.name, r.test)
			continue
		}
		found, _ := newPatchedText(&source.File{Text: text}, 0, len(text)).repair()
		var used []string
		for _, c := range found {
			used = append(used, c.rule.name)
		}
		if !strings.Contains(fmt.Sprint(used), r.name) {
			t.Errorf("%s: %s is repaired by %q", r.name, r.test, used)
		}
	}
}

// findingsFiles returns the YAML files of the archives in testdata/findings, by
// archive and file name: "yaml-lines/tab.yaml".
func findingsFiles(t *testing.T) map[string]string {
	archives, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			files[strings.TrimSuffix(filepath.Base(name), ".txtar")+"/"+path.Base(f.Name)] = string(f.Data)
		}
	}
	return files
}
