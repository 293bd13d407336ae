package schemas_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/tree"
	"platmap/schemas"
)

// Every key that refers to something uses the definition of a reference and not of a
// plain id, so that names can be completed. The keys in definesName are not references.
func TestEveryReferenceHasADefinition(t *testing.T) {
	definesName := []string{"id", "anchor", "aliases", "items", "then", "domain", "lead", "component", "team", "group", "metric", "guide"}
	var visit func(file, key string, v any)
	visit = func(file, key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			ref, _ := v["$ref"].(string)
			_, name, _ := strings.Cut(ref, "#/$defs/")
			isCommon := file == "common.schema.json"
			if slices.Contains([]string{"id", "ids", "path", "paths"}, name) && !(key == "id" || key == "aliases" || isCommon && slices.Contains(definesName, key) || file == "component.schema.json" && key == "then") {
				t.Errorf("%s: %s is a reference without a definition of its own: %v", file, key, v)
			}
			for key, inner := range v {
				visit(file, key, inner)
			}
		case []any:
			for _, inner := range v {
				visit(file, key, inner)
			}
		}
	}
	names, err := fs.Glob(schemas.FS, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(schemas.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		visit(name, "", v)
	}
}

// The schema of a kind contains the candidates that this kind of file can refer to, and
// no others. Equal candidates give equal bytes.
func TestWithCompletions(t *testing.T) {
	one := func(id string) []schemas.Name { return []schemas.Name{{ID: id, About: "<b> & " + id}} }
	candidates := &schemas.Candidates{
		Domains: one("the-domain"), Components: one("the-component"), Teams: one("the-team"), Guides: one("the-guide"), Groups: one("the-group"),
		Metrics: one("the-metric"), Features: one("d#the-feature"), Interfaces: one("d#the-interface"), Responsibilities: one("the-responsibility"),
	}
	for kind, want := range map[string]string{
		"site": "the-team", "glossary": "",
		"domain":    "the-domain the-component the-team the-guide the-group d#the-feature d#the-interface the-responsibility",
		"component": "the-domain the-component the-team",
		"team":      "the-domain the-team",
		"scenario":  "the-domain the-team the-metric d#the-feature d#the-interface",
		"guide":     "the-domain the-component the-team",
	} {
		text, err := schemas.WithCompletions(kind, candidates)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := schemas.WithCompletions(kind, candidates)
		if !bytes.Equal(text, again) {
			t.Errorf("%s: the second result differs", kind)
		}
		if !json.Valid(text) || bytes.Contains(text, []byte("common.schema.json")) || bytes.Count(text, []byte(`"$schema"`)) != 1 {
			t.Errorf("%s: it is not a complete schema", kind)
		}
		for _, list := range [][]schemas.Name{candidates.Domains, candidates.Components, candidates.Teams, candidates.Guides, candidates.Groups, candidates.Metrics, candidates.Features, candidates.Interfaces} {
			id := list[0].ID
			if got, want := bytes.Contains(text, []byte(`"bodyText":"`+id+`"`)), slices.Contains(strings.Fields(want), id); got != want {
				t.Errorf("%s: contains %s: %v, want %v", kind, id, got, want)
			}
		}
	}
	if _, err := schemas.WithCompletions("nothing", candidates); err == nil {
		t.Error("WithCompletions(\"nothing\") returned no error")
	}
}

// A completed name is read as that name, in every form of list.
func TestWithCompletionsQuotesYAML(t *testing.T) {
	for _, id := range []string{
		"kube", "on", "NULL", "true", "2024", "2026-11-02", "1e3", "0x1f", ".inf", "~", "-x", "new-app/start.v2", "_draft/x",
		"d#a: b", "d#a #b", "d#it's", `d#"x"`, "d#a, b", "d#[x]", "d#{x}", "d#切り戻し", "d#${1:x}", `d#\n`, "d#x:", "d##ask", "d#x ", "d# x", "d#a - b", "d#@x", "d#100%", "d#gRPC (Go)",
	} {
		text, err := schemas.WithCompletions("team", &schemas.Candidates{Domains: []schemas.Name{{ID: id}}})
		if err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Defs struct {
				Common struct {
					Defs struct {
						Domain struct {
							DefaultSnippets []struct{ Label, BodyText string }
						}
					} `json:"$defs"`
				}
			} `json:"$defs"`
		}
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		snippets := schema.Defs.Common.Defs.Domain.DefaultSnippets
		if len(snippets) != 1 || snippets[0].Label != id {
			t.Fatalf("%s: completions are %v", id, snippets)
		}
		written := strings.NewReplacer(`\\`, `\`, `\$`, "$", `\}`, "}").Replace(snippets[0].BodyText)
		for _, form := range []string{"x: [a, %, b]\n", "x:\n  - a\n  - %\n  - b\n", "x: [a, {y: %}, b]\n"} {
			var diags source.Diagnostics
			root := tree.Parse(&source.File{Name: "x.yaml", Text: strings.Replace(form, "%", written, 1)}, &diags)
			if root == nil {
				t.Errorf("%q is written as %s, which does not parse: %v", id, written, diags)
				continue
			}
			got := root.JSON().(map[string]any)["x"].([]any)[1]
			if m, ok := got.(map[string]any); ok {
				got = m["y"]
			}
			if got != id {
				t.Errorf("%q is written as %s and read as %v", id, written, got)
			}
		}
	}
}
