package editortest

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/starter"
)

// Sample files and files of new projects have no diagnostics, and each of them names its
// schema.
func (e *editor) testSamples(t *testing.T) {
	texts := started(t)
	samples := os.DirFS(filepath.Join(e.dir, "content"))
	must(t, fs.WalkDir(samples, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".yaml" {
			var b []byte
			b, err = fs.ReadFile(samples, name)
			texts["content/"+name] = string(b)
		}
		return err
	}))
	if len(texts) < 60 {
		t.Fatalf("only %d files", len(texts))
	}
	for name, text := range texts {
		e.show(name, text)
	}
	for name, text := range texts {
		for _, d := range e.diagnosticsOf(name) {
			t.Errorf("%s:%d:%d: %s", name, d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
		}
		// A file without a schema would have no diagnostics either; but it would have no
		// hover.
		if at, ok := firstKey(text); ok && e.hover(name, at) == "" {
			t.Errorf("%s: no schema is used", name)
		}
	}
}

// started returns the files that platmap init and platmap new write, each in its own
// content folder.
func started(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	add := func(dir string, files map[string]string) {
		for name, text := range files {
			if path.Ext(name) == ".yaml" {
				texts[path.Join(dir, name)] = text
			}
		}
	}
	for _, content := range []string{starter.Examples, starter.Empty, starter.Twelve} {
		files, err := starter.Project{Content: content, Locales: []string{"ja", "en"}}.Files()
		must(t, err)
		for name, text := range files {
			if name, ok := strings.CutPrefix(name, "content/"); ok {
				add("content-"+content, map[string]string{name: text})
			}
		}
	}
	for _, kind := range source.PageKinds() {
		files, err := starter.Specimen{Kind: kind, ID: "new-one", Locales: []string{"en"}, Domain: "computing", Modeline: true}.Files()
		must(t, err)
		add("content-new", files)
	}
	return texts
}

// firstKey returns a position in the first key of a file, if it has one.
func firstKey(text string) (at position, ok bool) {
	for i, line := range strings.Split(text, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			return position{Line: i, Character: len(line) - len(strings.TrimLeft(line, "- ")) + 1}, true
		}
	}
	return position{}, false
}

// An invalid schema causes one diagnostic at the start of the file and no others. No
// schema of platmap is invalid.
func (e *editor) testInForce(t *testing.T) {
	file := filepath.Join(e.dir, "schemas", "broken.schema.json")
	must(t, os.WriteFile(file, []byte(`{"$ref": "nowhere.schema.json#/$defs/x", "additionalProperties": false}`), 0o666))
	for _, kind := range append(kinds(t), "broken", "missing") {
		text := "x-one: x\n知らないキー: x\n"
		if kind == "glossary" {
			text = "- x-one: x\n  知らないキー: x\n"
		}
		name := "content/force/" + kind + ".yaml"
		e.show(name, e.modeline(kind)+text)
		faults := e.diagnosticsOf(name)
		unknown := slices.ContainsFunc(faults, func(d diagnostic) bool {
			return d.Range.Start.Line == 2 && strings.Contains(d.Message, "知らないキー")
		})
		off := len(faults) == 1 && faults[0].Range.Start.Line == 1 && strings.Contains(faults[0].Message, "Unable to load schema")
		if ours := kind != "broken" && kind != "missing"; unknown != ours || off == ours {
			t.Errorf("%s: got %v", kind, faults)
		}
	}
}
