package schema

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// quote returns a text from a file in quotes, shortened, on one line.
func quote(s string) string { return strconv.Quote(text.Shorten(s, 48)) }

// maxPasted is the maximum number of characters of a text that a help repeats. A longer
// text is left out as a whole, so that no one pastes part of it.
const maxPasted = 200

// pasted returns a help with a text in quotes, if it is short enough.
func pasted(help, s string) string {
	if utf8.RuneCountInString(s) > maxPasted {
		return help
	}
	return help + ": " + strconv.Quote(s)
}

// nameOf returns the name of the thing that a mapping describes, with a space before it,
// or "".
func nameOf(n *tree.Node) string {
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

// keyList joins keys, the required ones first.
func keyList(d def, keys []string) string {
	list := stringsOf(d.object["required"])
	for _, k := range keys {
		if !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	return strings.Join(list, ", ")
}

// exampleHelp returns a help with an example of a schema, or "".
func (c *check) exampleHelp(d def) string {
	if s := c.example(d.titled()); s != "" {
		return "write a value such as " + s
	}
	return ""
}

// example returns an example of a schema in YAML's flow style, or "". It is the first one
// or, if the file is in Japanese, the first one with kana or kanji.
func (c *check) example(d def) string {
	first := ""
	for _, x := range d.examples() {
		s := flowYAML(x, true)
		if first = cmp.Or(first, s); c.lang != "ja" {
			break
		}
		if strings.ContainsFunc(s, func(r rune) bool { return r > '\u3040' }) {
			return s
		}
	}
	return first
}

func flowYAML(v any, top bool) string {
	switch v := v.(type) {
	case string:
		return text.YAML(v, !top)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = flowYAML(e, false)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+": "+flowYAML(v[k], false))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

// required returns the required keys of a file of this kind.
func (s *Set) required(k source.Kind) []string {
	var keys []string
	for _, d := range applicable([]def{s.root(k)}) {
		keys = append(keys, stringsOf(d.object["required"])...)
	}
	return keys
}
