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

// A printed schema needs no other, and says of the sample and of a mistake what
// the whole set says.
func TestSchemaAlone(t *testing.T) {
	var diags source.Diagnostics
	files, err := source.Read(os.DirFS("../../content"), &diags)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range schemaKinds() {
		text, err := schemas.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "common.schema.json") || strings.Count(text, `"$schema"`) != 1 {
			t.Errorf("%s: it leans on another file", kind)
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
			set.Check(f.Kind, tree.Parse(f, &found), &found)
			for _, d := range found {
				t.Errorf("%s: %s: %s", kind, f.Name, d.Text)
			}
		}
		if checked == 0 && kind != string(source.Guide) {
			t.Errorf("%s: nothing of the sample was checked", kind)
		}
		var found source.Diagnostics
		wrong := &source.File{Name: "wrong.yaml", Kind: source.Kind(kind), Text: "title: {ja: 1, x y: 2}\nterm: {}\nreviewed: never\n"}
		if set.Check(wrong.Kind, tree.Parse(wrong, &found), &found) {
			t.Errorf("%s: it takes anything", kind)
		}
	}
}

// A printed schema says what the file says: the same keys in the same order.
func TestSchemaAloneKeepsAll(t *testing.T) {
	files, err := schemaFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range schemaKinds() {
		text, err := schemas.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		var alone, own, common map[string]any
		for into, from := range map[*map[string]any]string{&alone: text, &own: files[kind+".schema.json"], &common: files["common.schema.json"]} {
			if err := json.Unmarshal([]byte(from), into); err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
		}
		for key := range own {
			if _, ok := alone[key]; !ok {
				t.Errorf("%s: %s is lost", kind, key)
			}
		}
		defs := alone["$defs"].(map[string]any)
		for key := range mapAt(own, "$defs") {
			if _, ok := defs[key]; !ok {
				t.Errorf("%s: definition %s is lost", kind, key)
			}
		}
		for key := range mapAt(common, "$defs") {
			if _, ok := mapAt(mapAt(defs, "common"), "$defs")[key]; !ok {
				t.Errorf("%s: definition %s of common is lost", kind, key)
			}
		}
	}
}

func mapAt(m map[string]any, key string) map[string]any {
	inner, _ := m[key].(map[string]any)
	return inner
}

// Every schema that there is can be asked for.
func TestSchemaKinds(t *testing.T) {
	files, err := schemaFiles()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(schemaKinds())+1 {
		t.Errorf("%d schemas, %d kinds and common", len(files), len(schemaKinds()))
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
