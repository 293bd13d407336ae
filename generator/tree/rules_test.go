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

// Every rule is the one that repairs the file it names.
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

func TestUnknownErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"name: x\n}::\n", "a colon where no key can be"},
		{"name: x\n!:\n\n", `this line has neither a key nor "- "`},
		{"name: x\n}\\}\n", "this line fits neither the keys above it nor their values"},
		{"name: x\n\"&}\n", "a quote is not closed"},
		{"name: x\n`!a\n", "a text cannot start with this character"},
		{"name: x\n>!'\n", "text after | or >"},
		{"a: " + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001), fmt.Sprintf("nesting deeper than %d levels", MaxDepth)},
		{"name: x\n%-\\\n", "invalid YAML: "},
	} {
		_, diags := parse(test.text)
		if len(diags) == 0 || !strings.HasPrefix(diags[len(diags)-1].Text, test.want) {
			t.Errorf("%.40q: got %v, want %s", test.text, diags, test.want)
		}
	}
}
