package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// quote puts what an author wrote in quotes, shortened, on one line.
func quote(s string) string { return strconv.Quote(text.Shorten(s, 48)) }

// bare is a quoted text without the quotes: on one line, nothing unprintable.
func bare(text string) string {
	q := quote(text)
	return q[1 : len(q)-1]
}

// called returns the name of the thing that a mapping describes, to tell it
// from its neighbours.
func called(n *tree.Node) string {
	for _, key := range []string{"name", "id", "title", "term", "domain", "team", "text"} {
		v := n.Get(key)
		if v != nil && v.Kind == tree.Map && len(v.Pairs) > 0 {
			v = v.Pairs[0].Value
		}
		if v != nil && v.IsScalar() && v.Text != "" {
			return " " + quote(v.Text)
		}
	}
	return ""
}

// options joins keys, those that must be there first.
func options(d def, keys []string) string {
	list := texts(d.object["required"])
	for _, k := range keys {
		if !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	if len(list) > 8 {
		list = append(list[:7], "…")
	}
	return strings.Join(list, ", ")
}

// around returns the schema that speaks for d: itself, or the nearest one around
// it that has a title.
func (d def) around() def {
	for o := &d; o != nil; o = o.outer {
		if _, ok := o.object["title"]; ok {
			return *o
		}
	}
	return d
}

// example is a help line made of a schema's first example, or "".
func example(d def) string {
	if s := sample(d.around()); s != "" {
		return "such as " + s
	}
	return ""
}

// sample returns a schema's first example in YAML's flow form, or "".
func sample(d def) string {
	list := d.examples()
	if len(list) == 0 {
		return ""
	}
	return flow(list[0], true)
}

func flow(v any, top bool) string {
	switch v := v.(type) {
	case string:
		return text.YAML(v, !top)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = flow(e, false)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+": "+flow(v[k], false))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

// required returns the keys that a file of this kind must have.
func (s *Set) required(k source.Kind) []string {
	var keys []string
	for _, d := range spread([]def{s.docs.at(base + string(k) + suffix)}) {
		keys = append(keys, texts(d.object["required"])...)
	}
	return keys
}
