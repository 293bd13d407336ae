package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/generator/tree"
	"platmap/schemas"
)

// A bundled schema needs no other file, accepts the sample and rejects a mistake.
func TestBundle(t *testing.T) {
	t.Parallel()
	files, _, err := source.Read(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range schemaKinds() {
		text, err := schemas.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "common.schema.json") || strings.Count(text, `"$schema"`) != 1 {
			t.Errorf("%s: it refers to another file", kind)
		}
		name := kind + ".schema.json"
		set, err := schema.Compile(fstest.MapFS{name: {Data: []byte(text)}})
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		checked := 0
		for _, f := range files {
			if f.Kind != source.Kind(kind) || f.Kind == source.Guide {
				continue
			}
			checked++
			var found source.Diagnostics
			set.Check(f.Kind, tree.Parse(f, &found), "en", &found)
			for _, d := range found {
				t.Errorf("%s: %s: %s", kind, f.Name, d.Text)
			}
		}
		if checked == 0 && kind != string(source.Guide) {
			t.Errorf("%s: the sample has no such file", kind)
		}
		var found source.Diagnostics
		wrong := &source.File{Name: "wrong.yaml", Kind: source.Kind(kind), Text: "title: {ja: 1, x y: 2}\nterm: {}\nreviewed: never\n"}
		if set.Check(wrong.Kind, tree.Parse(wrong, &found), "en", &found) {
			t.Errorf("%s: it accepts a wrong file", kind)
		}
	}
}

// A bundled schema has all keys and definitions of the files that it is made from.
func TestBundle_Complete(t *testing.T) {
	t.Parallel()
	files, err := schemas.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range schemaKinds() {
		text, err := schemas.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		var bundle, own, common map[string]any
		for into, from := range map[*map[string]any]string{&bundle: text, &own: files[kind+".schema.json"], &common: files["common.schema.json"]} {
			if err := json.Unmarshal([]byte(from), into); err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
		}
		for key := range own {
			if _, ok := bundle[key]; !ok {
				t.Errorf("%s: %s is missing", kind, key)
			}
		}
		defs := bundle["$defs"].(map[string]any)
		for key := range mapAt(own, "$defs") {
			if _, ok := defs[key]; !ok {
				t.Errorf("%s: definition %s is missing", kind, key)
			}
		}
		for key := range mapAt(common, "$defs") {
			if _, ok := mapAt(mapAt(defs, "common"), "$defs")[key]; !ok {
				t.Errorf("%s: definition %s of common is missing", kind, key)
			}
		}
	}
}

func mapAt(m map[string]any, key string) map[string]any {
	inner, _ := m[key].(map[string]any)
	return inner
}

// Every schema file is the schema of a kind.
func TestSchemaKinds(t *testing.T) {
	files, err := schemas.Files()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(schemaKinds())+1 {
		t.Errorf("%d schema files for %d kinds and common", len(files), len(schemaKinds()))
	}
	for _, kind := range schemaKinds() {
		if files[kind+".schema.json"] == "" {
			t.Errorf("no schema %s", kind)
		}
	}
	if _, err := fs.Stat(os.DirFS("../../schemas"), "common.schema.json"); err != nil {
		t.Error(err)
	}
}
