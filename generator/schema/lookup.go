package schema

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"platmap/generator/source"
)

// base makes file names absolute, which the library wants. It stands for no
// place on a disk or a network.
const base = "platmap:///"

// documents are the schemas as written, by address, to look up the words that
// the compiled form has dropped.
type documents map[string]any

// def is one schema object as written.
type def struct {
	docs    documents
	address string // of its document
	object  map[string]any
	outer   *def // the schema object it stands in, or nil
}

// at returns the schema object at an address such as a validation error bears.
func (docs documents) at(address string) def {
	doc, pointer, _ := strings.Cut(address, "#")
	root, _ := docs[doc].(map[string]any)
	d := def{docs: docs, address: doc, object: root}
	var v any = root
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if step == "" {
			continue
		}
		if plain, err := url.PathUnescape(step); err == nil {
			step = plain
		}
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		m, _ := v.(map[string]any)
		v = m[step]
		if o, ok := v.(map[string]any); ok {
			outer := d
			d = def{docs: docs, address: doc, object: o, outer: &outer}
		}
	}
	return d
}

// target returns the schema that d refers to, if it does.
func (d def) target() (def, bool) {
	ref, ok := d.object["$ref"].(string)
	if !ok {
		return def{}, false
	}
	if strings.HasPrefix(ref, "#") {
		return d.docs.at(d.address + ref), true
	}
	return d.docs.at(base + ref), true
}

// text returns a text of the schema, its own or that of what it refers to.
func (d def) text(keyword string) string {
	for ok := true; ok; d, ok = d.target() {
		if s, ok := d.object[keyword].(string); ok {
			return s
		}
	}
	return ""
}

// examples returns the schema's examples, its own or those of what it refers to.
func (d def) examples() []any {
	for ok := true; ok; d, ok = d.target() {
		if list, ok := d.object["examples"].([]any); ok {
			return list
		}
	}
	return nil
}

// noun returns the word for what the schema describes: its title, or that of
// the nearest schema around it.
func (d def) noun() string {
	for o := &d; o != nil; o = o.outer {
		if s, ok := o.object["title"].(string); ok {
			return s
		}
	}
	return "mapping"
}

// keys returns the names of the properties, sorted.
func (d def) keys() []string {
	props, _ := d.object["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(props))
}

// property returns the schema of a key.
func (d def) property(name string) def {
	props, _ := d.object["properties"].(map[string]any)
	o, _ := props[name].(map[string]any)
	return def{docs: d.docs, address: d.address, object: o}
}

// types returns the types that the value may have.
func (d def) types() []string {
	return texts(d.object["type"])
}

// Keys returns the keys that a mapping may have, sorted, private ones aside.
// path leads to the mapping from the top of a file, one key per step, with [] for
// the items of a list: Keys("domain"), Keys("domain", "features", "[]").
// It is nil when there is no such mapping.
func (s *Set) Keys(k source.Kind, path ...string) []string {
	level := []def{s.docs.at(base + string(k) + suffix)}
	for _, step := range path {
		var next []def
		for _, d := range spread(level) {
			if step == "[]" {
				if o, ok := d.object["items"].(map[string]any); ok {
					next = append(next, def{docs: d.docs, address: d.address, object: o})
				}
			} else if p := d.property(step); p.object != nil {
				next = append(next, p)
			}
		}
		level = next
	}
	var names []string
	for _, d := range spread(level) {
		names = append(names, d.keys()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// spread returns the schemas and all that apply to the same value with them.
func spread(list []def) []def {
	var all []def
	for _, d := range list {
		all = append(all, d)
		if t, ok := d.target(); ok {
			all = append(all, spread([]def{t})...)
		}
		for _, keyword := range []string{"then", "else"} {
			if o, ok := d.object[keyword].(map[string]any); ok {
				all = append(all, spread([]def{{docs: d.docs, address: d.address, object: o}})...)
			}
		}
	}
	return all
}

// texts returns the texts of a JSON value that is one text or a list of them.
func texts(v any) []string {
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
