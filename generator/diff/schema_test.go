package diff_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/schemas"
)

// schemaFiles returns the schemas by the name of their file.
func schemaFiles(t testing.TB) map[string]map[string]any {
	t.Helper()
	files := map[string]map[string]any{}
	for _, kind := range append(source.SchemaKinds(), "common") {
		data, err := fs.ReadFile(schemas.FS, kind.SchemaName())
		if err != nil {
			t.Fatal(err)
		}
		var schema map[string]any
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		files[kind.SchemaName()] = schema
	}
	return files
}

// property is a property of a schema.
type property struct {
	list   string // path of the list of mappings that it is in, without indexes, or ""
	field  string // path within an element of list
	isList bool
	isMap  bool // whether its value, or each element of it, has keys
	enum   []string
}

// properties returns all properties of a kind. For components they are those of a single
// component, and for terms those below "terms".
func properties(t testing.TB, kind source.Kind) []property {
	w := schemaWalker{files: schemaFiles(t)}
	root := w.apply(kind.SchemaName(), w.files[kind.SchemaName()])
	if kind == source.Glossary {
		w.all = append(w.all, property{list: "", field: "terms", isList: true, isMap: true})
		w.walk(w.child(root, "items"), "terms", "")
	} else {
		w.walk(root, "", "")
	}
	return w.all
}

type schemaWalker struct {
	files map[string]map[string]any
	all   []property
}

// located is a schema and the file that its relative references refer to.
type located struct {
	file   string
	schema map[string]any
}

// apply returns a schema and all other schemas that apply to the same value.
func (w *schemaWalker) apply(file string, schema map[string]any) []located {
	all := []located{{file, schema}}
	if ref, ok := schema["$ref"].(string); ok {
		name, path, _ := strings.Cut(ref, "#/")
		if name == "" {
			name = file
		}
		to := w.files[name]
		for _, step := range strings.Split(path, "/") {
			to = to[step].(map[string]any)
		}
		all = append(all, w.apply(name, to)...)
	}
	for _, keyword := range []string{"then", "else"} {
		if inner, ok := schema[keyword].(map[string]any); ok {
			all = append(all, w.apply(file, inner)...)
		}
	}
	return all
}

// child returns the schemas that are the value of a keyword.
func (w *schemaWalker) child(all []located, keyword string) []located {
	var list []located
	for _, l := range all {
		if inner, ok := l.schema[keyword].(map[string]any); ok {
			list = append(list, w.apply(l.file, inner)...)
		}
	}
	return list
}

func (w *schemaWalker) walk(all []located, list, prefix string) {
	inner := map[string][]located{}
	for _, l := range all {
		if keys, ok := l.schema["properties"].(map[string]any); ok {
			for key, schema := range keys {
				inner[key] = append(inner[key], w.apply(l.file, schema.(map[string]any))...)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(inner)) {
		p := property{list: list, field: prefix + key}
		elements := w.child(inner[key], "items")
		p.isList = elements != nil
		of := inner[key]
		if p.isList {
			of = elements
		}
		for _, l := range of {
			_, hasKeys := l.schema["properties"]
			p.isMap = p.isMap || hasKeys
			if words, ok := l.schema["enum"].([]any); ok {
				for _, word := range words {
					p.enum = append(p.enum, word.(string))
				}
			}
		}
		w.all = append(w.all, p)
		if p.isMap && p.isList {
			w.walk(elements, strings.TrimPrefix(list+"."+prefix+key, "."), "")
		} else if p.isMap {
			w.walk(of, list, prefix+key+".")
		}
	}
}
