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

// No sample file and no file that a project starts with has anything underlined,
// and each names the schema that says so.
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
		for _, d := range e.faults(name) {
			t.Errorf("%s:%d:%d: %s", name, d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
		}
		// Without a schema there would be no fault either, but nothing to read.
		if at, ok := firstKey(text); ok && e.hover(name, at) == "" {
			t.Errorf("%s: no schema is in force", name)
		}
	}
}

// started returns what platmap init and platmap new write, each in a content
// folder of its own.
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
		files, err := starter.Project(content, []string{"ja", "en"})
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

// firstKey returns a place inside the first key of a file, if it has one.
func firstKey(text string) (at place, ok bool) {
	for i, line := range strings.Split(text, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			return place{Line: i, Character: len(line) - len(strings.TrimLeft(line, "- ")) + 1}, true
		}
	}
	return place{}, false
}

// A schema of which a part cannot be read is one fault at the top of the file,
// and says nothing of the rest. None of ours is in that state.
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
		faults := e.faults(name)
		unknown := slices.ContainsFunc(faults, func(d diagnostic) bool {
			return d.Range.Start.Line == 2 && strings.Contains(d.Message, "知らないキー")
		})
		off := len(faults) == 1 && faults[0].Range.Start.Line == 1 && strings.Contains(faults[0].Message, "Unable to load schema")
		if ours := kind != "broken" && kind != "missing"; unknown != ours || off == ours {
			t.Errorf("%s: got %v", kind, faults)
		}
	}
}
