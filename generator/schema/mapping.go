package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// badMapping is a mapping with unknown or missing keys.
type badMapping struct {
	subject
	def               // the schema with the properties
	location string   // location of that schema, if there are unknown keys
	path     string   // in the form for platmap explain, such as "domain.features"
	known    []string // the keys that are allowed, sorted
	free     []string // the known keys that can be added to the mapping
	missing  []string // the required keys that are missing, in the order of the schema
	hint     string   // an alternative to the missing keys, or ""
	unknown  []tree.Pair
	kindKeys []string // keys of which exactly one is required; set if the mapping has none or several of them
}

// mapping reports the unknown and missing keys of a mapping. It first looks for mistakes
// that explain several of them: a comma or a colon in a text, then misspelled keys.
func (c *check) mapping(v violation) {
	m := c.newBadMapping(v)
	for _, p := range m.unknown {
		c.removeWithin(p.Value)
	}
	if c.wrongLevel(&m) || c.commas(&m) || c.colon(&m) {
		return
	}
	c.interfaceKind(&m)
	guesses := c.guesses(&m)
	for i, p := range m.unknown {
		help := guesses[i].help
		if guesses[i].key == "" {
			help = c.unknownHelp(&m, p)
		}
		c.errorf("schema/unknown-key", p.Key, help, "unknown key %s in %s", quote(p.Key.Text), m.title())
		c.fix(guesses[i].edits...)
	}
	c.missing(&m)
}

// guesses returns a guess for each unknown key, and removes the guessed keys from the
// missing ones. If the guess is the same for several unknown keys, none of them is fixed.
// A synonym is not fixed while a required key is missing, because it may mean that key.
func (c *check) guesses(m *badMapping) []guess {
	list := make([]guess, len(m.unknown))
	count := map[string]int{}
	for i, p := range m.unknown {
		list[i] = c.guess(m, p)
		count[list[i].key]++
		m.missing = slices.DeleteFunc(m.missing, func(k string) bool { return k == list[i].key })
	}
	for i := range list {
		if count[list[i].key] > 1 || list[i].isSynonym && len(m.missing) > 0 {
			list[i].edits = nil
		}
	}
	return list
}

// maxUnknownKeys is the maximum number of unknown keys of one mapping that are reported.
// If there are very many, they most likely have one cause.
const maxUnknownKeys = 50

func (c *check) newBadMapping(v violation) badMapping {
	m := badMapping{subject: v.subject, def: c.set.docs.at(v.leaves[0].SchemaURL)}
	for _, leaf := range v.leaves {
		switch k := leaf.ErrorKind.(type) {
		case *kind.AdditionalProperties:
			m.def, m.location = c.set.docs.at(leaf.SchemaURL), leaf.SchemaURL
			m.path = c.path(leaf.InstanceLocation)
			unknown := make(map[string]bool, len(k.Properties))
			for _, key := range k.Properties {
				unknown[key] = true
			}
			for _, p := range v.node.Pairs {
				if unknown[p.Key.Text] && len(m.unknown) < maxUnknownKeys {
					m.unknown = append(m.unknown, p)
				}
			}
		case *kind.Required:
			m.missing = append(m.missing, k.Missing...)
			m.hint, _ = c.set.docs.at(leaf.SchemaURL).object["$comment"].(string)
		case *notOneKey:
			m.kindKeys = k.keys
		}
	}
	if len(m.def.keys()) == 0 { // "required" is beside the reference to the properties
		for _, d := range applicable([]def{m.titled()}) {
			if len(d.keys()) > 0 {
				m.def = d
				break
			}
		}
	}
	m.known = m.keys()
	m.free = m.freeKeys()
	return m
}

// path returns the location of a value without the numbers of items.
func (c *check) path(location []string) string {
	path := string(c.kind)
	for _, step := range location {
		if _, err := strconv.Atoi(step); err != nil {
			path += "." + step
		}
	}
	return path
}

// freeKeys returns the known keys that can be added to the mapping. If a mapping already
// has a kind of interface, no other kind can be added.
func (m *badMapping) freeKeys() []string {
	set := make(map[string]bool, len(m.node.Pairs))
	for _, p := range m.node.Pairs {
		set[p.Key.Text] = true
	}
	kinds := stringsOf(m.object["oneKeyOf"])
	hasKind := slices.ContainsFunc(kinds, func(k string) bool { return set[k] })
	return slices.DeleteFunc(slices.Clone(m.known), func(k string) bool { return set[k] || hasKind && slices.Contains(kinds, k) })
}

// parts returns a key and the long words in it, so that "problme" is close to
// essential_problem.
func parts(key string) []string {
	list := []string{key}
	for _, word := range strings.Split(key, "_") {
		if len(word) > 4 {
			list = append(list, word)
		}
	}
	return list
}

// interfaceKind reports an interface without a kind, with an unknown one or with
// several.
func (c *check) interfaceKind(m *badMapping) {
	if m.kindKeys == nil {
		return
	}
	var found []tree.Pair
	for _, p := range m.node.Pairs {
		if slices.Contains(m.kindKeys, p.Key.Text) {
			found = append(found, p)
		}
	}
	if len(found) > 1 {
		c.errorf("schema/interface-kind", found[1].Key, "write one item for each",
			"this interface has more than one kind: %s and %s", quote(found[0].Key.Text), quote(found[1].Key.Text))
		return
	}
	if c.kindAsValue(m) {
		return
	}
	all := strings.Join(m.kindKeys, ", ")
	if len(m.unknown) == 0 {
		c.errorf("schema/interface-kind", m.node, "add its kind as a key with the name as its value, one of: "+all, "this interface has no kind")
		return
	}
	p := m.unknown[0] // the unknown key was most likely meant as the kind
	m.unknown = m.unknown[1:]
	meant := c.guess(m, p)
	help := "write one of: " + all
	switch near := text.Closest(p.Key.Text, m.kindKeys); {
	case slices.Contains(m.kindKeys, meant.key):
		help = meant.help
	case near != "":
		help = fmt.Sprintf("did you mean %q? (one of: %s)", near, all)
	case p.Key.Text == "name":
		help = "write the kind instead of name, one of: " + all
	case meant.key != "": // the unknown key has a guess, and the kind is missing too
		help = fmt.Sprintf("did you mean %q? Also add the kind, one of: %s", meant.key, all)
	}
	c.errorf("schema/interface-kind", p.Key, help, "unknown kind of interface %s", quote(p.Key.Text))
	if slices.Contains(m.kindKeys, meant.key) {
		c.fix(meant.edits...)
	}
}

// kindAsValue reports an interface written as "name: kube" and "type: cli", with
// one finding for both keys.
func (c *check) kindAsValue(m *badMapping) bool {
	var first *tree.Node
	word, name := "", "…"
	for _, p := range m.unknown {
		switch v := p.Value; p.Key.Text {
		case "type", "kind":
			if v.IsScalar() && slices.Contains(m.kindKeys, strings.ToLower(v.Text)) {
				word = strings.ToLower(v.Text)
			}
		case "name", "title":
			if v.IsScalar() {
				name = text.YAML(v.Text, true)
			}
		default:
			continue
		}
		if first == nil {
			first = p.Key
		}
	}
	if word == "" {
		return false
	}
	m.unknown = slices.DeleteFunc(m.unknown, func(p tree.Pair) bool {
		return slices.Contains([]string{"type", "kind", "name", "title"}, p.Key.Text)
	})
	c.errorf("schema/interface-kind", first, fmt.Sprintf("write %s: %s", word, name), "the kind of an interface is a key, with the name as its value")
	return true
}

// missing reports all missing keys in one finding.
func (c *check) missing(m *badMapping) {
	if len(m.missing) == 0 {
		return
	}
	keys := make([]string, len(m.missing))
	for i, k := range m.missing {
		keys[i] = quote(k)
	}
	what := "missing key " + keys[0]
	if last := len(keys) - 1; last > 0 {
		what = "missing keys " + strings.Join(keys[:last], ", ") + " and " + keys[last]
	}
	pos, length := mark(m.node)
	c.found.Add(source.Diagnostic{Code: "schema/missing-key", Pos: pos, Len: length,
		Text: what + " in " + m.title() + nameOf(m.node), Help: c.missingHelp(m)})
}

// missingHelp returns the help for missing keys: the line to add for the first of
// them, and what the key means.
func (c *check) missingHelp(m *badMapping) string {
	key := m.missing[0]
	p := m.property(key)
	help := "add " + key
	if key == "id" {
		help = idHelp(m.node)
	} else if s := c.example(p); s != "" {
		help = "add " + key + ": " + s
	}
	if values := m.values(key); values != "" {
		help += ", one of: " + values
	}
	if about := p.text("description"); about != "" && m.values(key) == "" {
		first, _, _ := strings.Cut(about, ". ")
		help += " (" + strings.TrimSuffix(first, ".") + ")"
	}
	for _, k := range m.missing[1:] {
		if values := m.values(k); values != "" {
			help += "; " + k + " is one of: " + values
		}
	}
	if m.hint != "" {
		help += "; " + m.hint
	}
	return help
}

// idHelp returns the help for a missing id: an id made from the name, which is
// different for every item of a list, or the form of ids.
func idHelp(n *tree.Node) string {
	names := []*tree.Node{n.Get("name"), n.Get("title")}
	for _, name := range names {
		if name != nil && name.Kind == tree.Map {
			for _, p := range name.Pairs {
				names = append(names, p.Value)
			}
		}
	}
	for _, name := range names {
		if name != nil && name.IsScalar() {
			if id := text.SuggestID(name.Text); len(id) > 1 {
				return "add id: " + id
			}
		}
	}
	return "add id: and lower-case letters, digits or hyphens after it"
}

// values joins the allowed values of a key if there are at most eight.
func (m *badMapping) values(key string) string {
	if values := stringsOf(m.property(key).object["enum"]); len(values) <= 8 {
		return strings.Join(values, ", ")
	}
	return ""
}
