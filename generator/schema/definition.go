package schema

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"platmap/generator/source"
)

// base turns file names into URLs, which the library requires. Nothing is read
// from these URLs.
const base = "platmap:///"

// documents are the parsed schema files by URL. They have the titles and examples,
// which compiled schemas lack.
type documents struct {
	byURL map[string]any
	found sync.Map // results of at, by address: the schemas have few, and each is needed often
}

// def is one schema object of a document.
type def struct {
	docs   *documents
	url    string // of the document
	object map[string]any
	outer  *def // the schema object that contains it, or nil
}

// at returns the schema object at a URL with a JSON pointer, as in the SchemaURL of
// a validation error.
func (docs *documents) at(address string) def {
	if d, ok := docs.found.Load(address); ok {
		return d.(def)
	}
	d := docs.find(address)
	docs.found.Store(address, d)
	return d
}

func (docs *documents) find(address string) def {
	doc, pointer, _ := strings.Cut(address, "#")
	root, _ := docs.byURL[doc].(map[string]any)
	d := def{docs: docs, url: doc, object: root}
	var v any = root
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if step == "" {
			continue
		}
		if plain, err := url.PathUnescape(step); err == nil {
			step = plain
		}
		step = pointerEscapes.Replace(step)
		m, _ := v.(map[string]any)
		v = m[step]
		if o, ok := v.(map[string]any); ok {
			outer := d
			d = def{docs: docs, url: doc, object: o, outer: &outer}
		}
	}
	return d
}

// pointerEscapes decodes the escapes of a JSON pointer.
var pointerEscapes = strings.NewReplacer("~1", "/", "~0", "~")

// root returns the schema of a kind of file.
func (s *Set) root(k source.Kind) def { return s.docs.at(base + k.SchemaName()) }

// with returns a def for another schema object of the same document.
func (d def) with(object map[string]any) def {
	return def{docs: d.docs, url: d.url, object: object}
}

// target returns the schema that the $ref of d refers to.
func (d def) target() (def, bool) {
	ref, ok := d.object["$ref"].(string)
	if !ok {
		return def{}, false
	}
	if strings.HasPrefix(ref, "#") {
		return d.docs.at(d.url + ref), true
	}
	return d.docs.at(base + ref), true
}

// text returns the text of a keyword in d or in the schema that d refers to, or "".
func (d def) text(keyword string) string {
	for ok := true; ok; d, ok = d.target() {
		if s, ok := d.object[keyword].(string); ok {
			return s
		}
	}
	return ""
}

// examples returns the examples of d or of the schema that d refers to.
func (d def) examples() []any {
	for ok := true; ok; d, ok = d.target() {
		if list, ok := d.object["examples"].([]any); ok {
			return list
		}
	}
	return nil
}

// title returns the word for the value in messages: the title of d or of the
// innermost schema around d that has one.
func (d def) title() string {
	if s, ok := d.titled().object["title"].(string); ok {
		return s
	}
	return "mapping"
}

// titled returns the innermost schema with a title: d or one that contains it.
func (d def) titled() def {
	for o := &d; o != nil; o = o.outer {
		if _, ok := o.object["title"]; ok {
			return *o
		}
	}
	return d
}

// keys returns the keys of the properties, sorted.
func (d def) keys() []string {
	props, _ := d.object["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(props))
}

// has reports whether a key is allowed.
func (d def) has(key string) bool {
	props, _ := d.object["properties"].(map[string]any)
	return props[key] != nil
}

// property returns the schema of a key.
func (d def) property(name string) def {
	props, _ := d.object["properties"].(map[string]any)
	o, _ := props[name].(map[string]any)
	return d.with(o)
}

// types returns the allowed types of the value.
func (d def) types() []string {
	return stringsOf(d.object["type"])
}

// Keys returns the keys that are allowed in a mapping, sorted, without private ones.
// path has the keys from the top of the file to the mapping, and "[]" for the items
// of a list: Keys("domain"), Keys("domain", "features", "[]"). The result is nil if
// there is no such mapping.
func (s *Set) Keys(k source.Kind, path ...string) []string {
	level := []def{s.root(k)}
	for _, step := range path {
		var next []def
		for _, d := range applicable(level) {
			if step == "[]" {
				if o, ok := d.object["items"].(map[string]any); ok {
					next = append(next, d.with(o))
				}
			} else if p := d.property(step); p.object != nil {
				next = append(next, p)
			}
		}
		level = next
	}
	var names []string
	for _, d := range applicable(level) {
		names = append(names, d.keys()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// applicable returns the schemas and all others that apply to the same value.
func applicable(list []def) []def {
	var all []def
	for _, d := range list {
		all = append(all, d)
		if t, ok := d.target(); ok {
			all = append(all, applicable([]def{t})...)
		}
		for _, keyword := range []string{"then", "else"} {
			if o, ok := d.object[keyword].(map[string]any); ok {
				all = append(all, applicable([]def{d.with(o)})...)
			}
		}
	}
	return all
}

// stringsOf returns the strings of a JSON value that is a string or a list.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}
