package site

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// frontKey is a key in the front matter of a guide.
type frontKey struct {
	Located
	value any // as JSON
}

// keysOfVersion are the keys that each language version of a guide has. All other keys
// are read only in the main version.
var keysOfVersion = []string{"title", "summary", "lang", "draft"}

// frontKeys returns the known keys of a front matter that are read only in the main
// version.
func frontKeys(front *tree.Node) []frontKey {
	var keys []frontKey
	known := shapeOf(reflect.TypeFor[Guide]()).keys
	for _, p := range front.Pairs {
		key := p.Key
		isKnown := known[key.Text] != nil || strings.HasPrefix(key.Text, "x-")
		if isKnown && !slices.Contains(keysOfVersion, key.Text) {
			keys = append(keys, frontKey{Located{key.Text, key.Pos, key.Len}, p.Value.JSON()})
		}
	}
	return keys
}

// check reports keys in a translation that have no effect, unless the main version has
// them with the same value.
func (g *Guide) check(c *checker) {
	parts := g.node.parts
	if len(parts) == 1 || slices.ContainsFunc(parts, func(p part) bool { return p.doc.KeysUnknown }) {
		return
	}
	main := parts[slices.IndexFunc(parts, func(p part) bool { return p.doc.File == g.File })].doc
	known := map[string]any{}
	for _, key := range main.front {
		known[key.Text] = key.value
	}
	for _, p := range parts {
		for _, key := range p.doc.front {
			value, inMain := known[key.Text]
			if p.doc == main || inMain && reflect.DeepEqual(value, key.value) {
				continue
			}
			help := "move it to " + main.File.Name + ", the main version"
			if inMain {
				help = fmt.Sprintf("remove it, or give it the same value as in %s, the main version", main.File.Name)
			}
			c.diags.Add(source.Diagnostic{Code: "site/translation-key", Severity: source.Warning, Pos: key.Pos, Len: key.Len, Help: help,
				Text: fmt.Sprintf("the key %q has no effect in a translation", key.Text)})
		}
	}
}
