package changes

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
	"platmap/schemas"
)

// Every property of a schema has a label, and every fixed value has a word. In Japanese
// the word differs from the key or the value.
func TestWords_Schemas(t *testing.T) {
	th := testsite.Theme(t)
	for _, kind := range source.SchemaKinds() {
		if key := "noun." + string(kind); th.Words("ja")[key] == "" {
			t.Errorf("%s has no word", key)
		}
		data, err := schemas.FS.ReadFile(string(kind) + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		var schema map[string]any
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		for list, properties := range propertiesOf("", schema) {
			for key, property := range properties {
				if label := In(th, "ja").Label(kind, diff.Item{List: list}, key); label == key && !nameKeys[key] {
					t.Errorf("%s %s.%s: no label", kind, list, key)
				}
				if slices.Contains([]string{"by", "target", "lang", "locales"}, key) { // these values may be ids
					continue
				}
				for _, value := range enumOf(property) {
					if In(th, "ja").word(kind, diff.Item{List: list}, key, value) == value {
						t.Errorf("%s %s.%s: no word for %s", kind, list, key, value)
					}
				}
			}
		}
	}
}

// lists maps the names of definitions in the schemas to the lists whose items they
// define.
var lists = map[string]string{"responsibility": "responsibilities", "feature": "features", "interface": "interfaces", "decision": "decisions", "metric": "metrics",
	"need": "needs", "work": "domains", "interaction": "interactions", "note": "notes", "guarantee": "guarantees"}

// propertiesOf returns the properties of each list in a schema.
func propertiesOf(list string, schema any) map[string]map[string]any {
	found := map[string]map[string]any{}
	switch x := schema.(type) {
	case map[string]any:
		for key, value := range x {
			inner := list
			if name, ok := lists[key]; ok {
				inner = name
			}
			if key == "properties" {
				if properties, ok := value.(map[string]any); ok {
					found[list] = properties
				}
			}
			for l, properties := range propertiesOf(inner, value) {
				if found[l] == nil {
					found[l] = map[string]any{}
				}
				for k, v := range properties {
					found[l][k] = v
				}
			}
		}
	case []any:
		for _, value := range x {
			for l, properties := range propertiesOf(list, value) {
				found[l] = properties
			}
		}
	}
	return found
}

func enumOf(property any) []string {
	m, _ := property.(map[string]any)
	all, _ := m["enum"].([]any)
	var list []string
	for _, x := range all {
		if s, ok := x.(string); ok {
			list = append(list, s)
		}
	}
	return list
}

// Every word about changes exists, and is used by this package or on a page.
func TestWords_Used(t *testing.T) {
	code, others := "", "" // the pages that show changes use words too
	for _, pattern := range []string{"*.go", "../render/*.go", "../../themes/default/*.html", "../../themes/default/parts/*.html"} {
		names, err := filepath.Glob(pattern)
		if err != nil || names == nil {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if pattern != "*.go" {
				others += string(text)
			} else if !strings.HasSuffix(name, "_test.go") {
				code += string(text)
			}
		}
	}
	words := testsite.Theme(t).Words("en")
	for key := range words {
		if strings.Contains(others, `"`+key+`"`) {
			continue
		}
		family, name, _ := strings.Cut(key, ".")
		if family != "change" && family != "changes" || slices.Contains(diff.Operations, name) || slices.Contains(diff.Weights, strings.TrimSuffix(name, ".about")) {
			continue
		}
		name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "added"), "removed"), "moved")
		if !strings.Contains(code, `"`+family+"."+name) && !slices.Contains([]string{"deprecated", "retired", "at_most", "at_least", "within", "re"}, name) {
			t.Errorf("%q is unused", key)
		}
	}
	for _, m := range regexp.MustCompile(`"(changes?\.[a-z_.]*[a-z])"`).FindAllStringSubmatch(code, -1) {
		if _, ok := words[m[1]]; !ok {
			t.Errorf("%q is in no list of words", m[1])
		}
	}
}
