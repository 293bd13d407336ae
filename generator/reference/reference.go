// Package reference describes the keys of the content files: type, default, example, and
// the pages that show a key. [Read] makes the descriptions from the JSON Schemas, so
// every key has one. platmap explain prints them, and the guides in the folder reference
// of the sample map are generated from them.
//
//	schema.go   the keys of a schema
//	types.go    the type of a value in words
//	shown.go    the pages of each key
//	find.go     keys by path or name
//	terminal.go text for a terminal
//	guides.go   guides in Japanese and English
//	ja.json     the English texts of the schemas, with their translation
//	shown.tsv   the pages that show each key, which a test in package generator determines
package reference

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"

	"platmap/generator/source"
)

//go:embed ja.json shown.tsv
var files embed.FS

// Kind is the description of a kind of file.
type Kind struct {
	Name  source.Kind
	File  string // the path of such a file: "domains/ID.yaml"
	About string
	Keys  []*Key
}

// Key is the description of a key.
type Key struct {
	Name     string
	Path     string // the path from the top of the file, such as "responsibilities.by"
	Type     string // in words
	Required string // when it is required, in words; "" for an optional key
	Default  string // the default in words, or ""
	Example  string // the key with a value, in YAML, or ""
	About    string
	Words    []Word   // the values that are allowed, if they are fixed
	Shown    []string // the pages that show it, by name, or a command
	Keys     []*Key   // the keys of its value, or of each item if that is a list
	Items    string   // a description of an item, if the value is a list of mappings
}

// Word is a fixed word and its meaning.
type Word struct{ Name, About string }

// Read returns the description of every kind of file that has a schema, in Japanese if
// lang is "ja", otherwise in English.
func Read(lang string) ([]*Kind, error) {
	r := &reader{phrases: wordsOf(lang), used: map[string]bool{}}
	if lang == "ja" {
		if err := readJSON("ja.json", &r.translation); err != nil {
			return nil, err
		}
	}
	var err error
	if r.shown, err = shownIn(cmp.Or(map[string]string{"ja": "ja"}[lang], "en"), r.phrases); err != nil {
		return nil, err
	}
	var kinds []*Kind
	for _, kind := range source.SchemaKinds() {
		k, err := r.read(kind)
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, k)
	}
	if len(r.missing) > 0 {
		return nil, fmt.Errorf("reference/ja.json has no translation of %q", r.missing)
	}
	return kinds, nil
}

func readJSON(name string, v any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("reference/%s: %w", name, err)
	}
	return nil
}
