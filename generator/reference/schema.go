package reference

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
	"platmap/schemas"
)

// reader makes the description of the schemas in one language.
type reader struct {
	phrases     phrasesOf
	translation map[string]string // by English text; nil for English
	missing     []string          // texts without a translation
	used        map[string]bool   // texts that have been translated
	shown       map[string][]string
	kind        source.Kind
	root        *tree.Node // the schema of the kind, with all definitions that it references
}

// definition is a schema object together with other objects that apply to the same value:
// the targets of its references, and the branch for a mapping.
type definition struct {
	nodes []*tree.Node
	names []string // names of the referenced shared definitions, outermost first
}

// read returns the description of a kind.
func (r *reader) read(kind source.Kind) (*Kind, error) {
	bundle, err := schemas.Bundle(string(kind))
	if err != nil {
		return nil, err
	}
	// JSON is YAML, and a tree keeps the order of the keys.
	var diags source.Diagnostics
	r.kind, r.root = kind, tree.Parse(&source.File{Name: kind.SchemaName(), Text: bundle}, &diags)
	if diags.HaveError() {
		return nil, fmt.Errorf("%s: %s", kind.SchemaName(), diags[0].Text)
	}
	k := &Kind{Name: kind, File: kind.FileName("ID"), About: r.translate(r.root.Get("description"))}
	top := r.definition(r.root)
	required := r.required(top)
	switch list := top.get("items"); {
	case list != nil: // the file is a list
		top = r.definition(list)
		required = r.required(top)
	case r.root.Get("then") != nil: // the file may be a list
		for key := range r.required(r.definition(r.root.Get("then").Get("items"))) {
			required[key] = r.phrases.requiredInList
		}
	case r.root.Get("else") != nil:
		for _, key := range r.root.Get("else").Get("required").Items {
			required[key.Text] = r.phrases.requiredUnlessDraft
		}
	}
	k.Keys = r.keys(top, "", required)
	return k, nil
}

// definition returns the definition of a node.
func (r *reader) definition(n *tree.Node) definition {
	s := definition{nodes: []*tree.Node{n}}
	add := func(inner definition) {
		s.nodes, s.names = append(s.nodes, inner.nodes...), append(s.names, inner.names...)
	}
	if ref := n.Get("$ref"); ref != nil {
		target := r.root
		for step := range strings.SplitSeq(strings.TrimPrefix(ref.Text, "#/"), "/") {
			target = target.Get(step)
		}
		if name, isShared := strings.CutPrefix(ref.Text, "#/$defs/common/$defs/"); isShared {
			s.names = append(s.names, name)
		}
		add(r.definition(target))
	}
	if other := n.Get("else"); other != nil {
		add(r.definition(other))
	}
	return s
}

// get returns the value of the outermost schema that has the keyword, or nil.
func (s definition) get(keyword string) *tree.Node {
	for _, n := range s.nodes {
		if v := n.Get(keyword); v != nil {
			return v
		}
	}
	return nil
}

// required returns, for each required key of a mapping, when it is required, in words.
func (r *reader) required(s definition) map[string]string {
	required := map[string]string{}
	for _, n := range s.nodes {
		if oneOf := n.Get("oneKeyOf"); oneOf != nil {
			for _, key := range oneOf.Items {
				required[key.Text] = r.phrases.oneRequired
			}
		}
		if list := n.Get("required"); list != nil {
			for _, key := range list.Items {
				required[key.Text] = r.phrases.required
			}
		}
	}
	return required
}

// keys returns the keys of a mapping at a path.
func (r *reader) keys(s definition, path string, required map[string]string) []*Key {
	properties := s.get("properties")
	if properties == nil {
		return nil
	}
	var keys []*Key
	for _, p := range properties.Pairs {
		keys = append(keys, r.key(p, strings.TrimPrefix(path+"."+p.Key.Text, "."), required[p.Key.Text]))
	}
	return keys
}

func (r *reader) key(p tree.Pair, path, required string) *Key {
	s := r.definition(p.Value)
	k := &Key{Name: p.Key.Text, Path: path, Required: required, Type: r.typeOf(s), Shown: r.shown[string(r.kind)+"."+path]}
	k.About, k.Default = r.splitDefault(r.translate(s.get("description")))
	if words := s.get("enum"); words != nil {
		for i, word := range words.Items {
			k.Words = append(k.Words, Word{word.Text, r.translate(s.get("enumDescriptions").Items[i])})
		}
	}
	k.Example = k.Name + ": " + r.example(s, false)
	if item := s.get("items"); item != nil {
		s = r.definition(item)
		if s.get("properties") != nil {
			k.Items = r.translate(s.get("description"))
		}
	}
	k.Keys = r.keys(s, path, r.required(s))
	return k
}

// example returns a value as YAML on one line: an example of the schema, or one made from
// the examples of its parts.
func (r *reader) example(s definition, inFlow bool) string {
	if examples := s.get("examples"); examples != nil {
		return yamlOf(examples.Items[0], inFlow)
	}
	if words := s.get("enum"); words != nil {
		return words.Items[0].Text
	}
	if item := s.get("items"); item != nil {
		return "[" + r.example(r.definition(item), true) + "]"
	}
	properties := s.get("properties")
	if properties == nil {
		return ""
	}
	required := r.required(s)
	var parts []string
	for i, p := range properties.Pairs {
		if required[p.Key.Text] == r.phrases.required || len(required) == 0 && i == 0 {
			parts = append(parts, p.Key.Text+": "+r.example(r.definition(p.Value), true))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// yamlOf returns a value in YAML on one line.
func yamlOf(n *tree.Node, inFlow bool) string {
	var parts []string
	switch n.Kind {
	case tree.List:
		for _, item := range n.Items {
			parts = append(parts, yamlOf(item, true))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case tree.Map:
		for _, p := range n.Pairs {
			parts = append(parts, p.Key.Text+": "+yamlOf(p.Value, true))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case tree.Text:
		if !number.MatchString(n.Text) && n.Text[0] >= '0' && n.Text[0] <= '9' { // a date or a span
			return n.Text
		}
		return text.YAML(n.Text, inFlow)
	}
	return n.Text
}

// number matches digits that YAML reads as a number.
var number = regexp.MustCompile(`^[0-9]+([eE.][0-9]*)?$`)

// translate returns a text of a schema in the language of the reader.
func (r *reader) translate(n *tree.Node) string {
	if n == nil || r.translation == nil {
		return textOf(n)
	}
	r.used[n.Text] = true
	translated, ok := r.translation[n.Text]
	if !ok && !slices.Contains(r.missing, n.Text) {
		r.missing = append(r.missing, n.Text)
	}
	return cmp.Or(translated, n.Text)
}

func textOf(n *tree.Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}

// splitDefault splits a description into the sentence with the default and the rest.
func (r *reader) splitDefault(about string) (rest, value string) {
	before, after, found := strings.Cut(about, r.phrases.defaultMark)
	if !found {
		return about, ""
	}
	value, after, _ = strings.Cut(after, r.phrases.period)
	return strings.TrimSuffix(before+after, " "), strings.TrimSuffix(value, strings.TrimSpace(r.phrases.period))
}
