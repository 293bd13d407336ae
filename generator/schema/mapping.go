package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// misfit is a mapping whose keys are not the ones wanted.
type misfit struct {
	place
	def              // the schema with the properties
	known   []string // keys it may have, sorted
	missing []string // keys it must have and lacks, in the order of the schema
	hint    string   // how to do without them, if there is a way
	strange []tree.Pair
	kinds   []string // keys of which exactly one must be there, if it has not
}

// mapping reports the keys of a mapping that are not known or not there. What
// explains most is looked for first: a comma, a colon, then slips of the pen.
func (c *check) mapping(f fault) {
	m := c.misfit(f)
	for _, p := range m.strange {
		c.within(p.Value)
	}
	if c.commas(&m) || c.colon(&m) {
		return
	}
	c.slips(&m)
	c.kinds(&m)
	for _, p := range m.strange {
		c.errorf("schema/unknown-key", p.Key, c.unknownHelp(&m, p.Key.Text), "unknown key %s in %s", quote(p.Key.Text), m.noun())
		c.fix(p.Key, text.Closest(p.Key.Text, m.known), &m)
	}
	c.missing(&m)
}

// mostStrange is how many unknown keys of one mapping are told. A thousand of
// them have one cause.
const mostStrange = 50

func (c *check) misfit(f fault) misfit {
	m := misfit{place: f.place, def: c.set.docs.at(f.leaves[0].SchemaURL)}
	for _, leaf := range f.leaves {
		switch k := leaf.ErrorKind.(type) {
		case *kind.AdditionalProperties:
			m.def = c.set.docs.at(leaf.SchemaURL)
			unknown := make(map[string]bool, len(k.Properties))
			for _, key := range k.Properties {
				unknown[key] = true
			}
			for _, p := range f.node.Pairs {
				if unknown[p.Key.Text] && len(m.strange) < mostStrange {
					m.strange = append(m.strange, p)
				}
			}
		case *kind.Required:
			m.missing = append(m.missing, k.Missing...)
			m.hint, _ = c.set.docs.at(leaf.SchemaURL).object["$comment"].(string)
		case *notOneKey:
			m.kinds = k.keys
		}
	}
	if len(m.def.keys()) == 0 { // "required" stands beside the reference to the properties
		for _, d := range spread([]def{m.around()}) {
			if len(d.keys()) > 0 {
				m.def = d
				break
			}
		}
	}
	m.known = m.keys()
	return m
}

// slips reports unknown keys that are close to a missing one; the two are one
// fault.
func (c *check) slips(m *misfit) {
	for _, missing := range slices.Clone(m.missing) {
		for i, p := range m.strange {
			if text.Closest(p.Key.Text, parts(missing)) == "" && !slices.Contains(synonyms[p.Key.Text], missing) {
				continue
			}
			c.errorf("schema/unknown-key", p.Key, fmt.Sprintf("did you mean %q?", missing), "unknown key %s in %s", quote(p.Key.Text), m.noun())
			c.fix(p.Key, missing, m)
			m.strange = slices.Delete(m.strange, i, i+1)
			m.missing = slices.DeleteFunc(m.missing, func(s string) bool { return s == missing })
			break
		}
	}
}

// parts returns a key and the long words it is made of: "problme" is close to
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

// kinds reports an interface that has no kind, an unknown one, or several.
func (c *check) kinds(m *misfit) {
	if m.kinds == nil {
		return
	}
	var found []tree.Pair
	for _, p := range m.node.Pairs {
		if slices.Contains(m.kinds, p.Key.Text) {
			found = append(found, p)
		}
	}
	if len(found) > 1 {
		c.errorf("schema/interface-kind", found[1].Key, "write two items, one for each",
			"an interface has one kind, this one has %s and %s", quote(found[0].Key.Text), quote(found[1].Key.Text))
		return
	}
	if c.kindAsValue(m) {
		return
	}
	all := strings.Join(m.kinds, ", ")
	if len(m.strange) == 0 {
		c.errorf("schema/interface-kind", m.node, "add its kind with the name as value, one of: "+all, "this interface has no kind")
		return
	}
	p := m.strange[0] // taken for the kind
	m.strange = m.strange[1:]
	help := "use one of: " + all
	if near := text.Closest(p.Key.Text, m.kinds); near != "" {
		help = fmt.Sprintf("did you mean %q? (one of: %s)", near, all)
	} else if p.Key.Text == "name" {
		help = "write the kind instead of name, one of: " + all
	} else if near := text.Closest(p.Key.Text, m.known); near != "" { // it is another key; the kind is missing as well
		help = fmt.Sprintf("did you mean %q? And add its kind, one of: %s", near, all)
	}
	c.errorf("schema/interface-kind", p.Key, help, "%s is not a kind of interface", quote(p.Key.Text))
}

// kindAsValue reports an interface written as "name: kube" and "type: cli", once.
func (c *check) kindAsValue(m *misfit) bool {
	var first *tree.Node
	word, name := "", "…"
	for _, p := range m.strange {
		switch v := p.Value; p.Key.Text {
		case "type", "kind":
			if v.IsScalar() && slices.Contains(m.kinds, strings.ToLower(v.Text)) {
				word = strings.ToLower(v.Text)
			}
		case "name", "title":
			if v.IsScalar() {
				name = bare(v.Text)
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
	m.strange = slices.DeleteFunc(m.strange, func(p tree.Pair) bool {
		return slices.Contains([]string{"type", "kind", "name", "title"}, p.Key.Text)
	})
	c.errorf("schema/interface-kind", first, fmt.Sprintf("write %s: %s", word, name), "the kind of an interface is a key, with the name as its value")
	return true
}

// missing reports the keys that must be there and are not, all at once.
func (c *check) missing(m *misfit) {
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
	pos, length := spot(m.node)
	c.found.Add(source.Diagnostic{Code: "schema/missing-key", Pos: pos, Len: length,
		Text: what + " in " + m.noun() + called(m.node), Help: missingHelp(m)})
}

// missingHelp gives the line to add, and what it is for; of several keys, the
// first.
func missingHelp(m *misfit) string {
	key := m.missing[0]
	p := m.property(key)
	help := "add " + key
	if s := sample(p); s != "" {
		help = "add " + key + ": " + s
	}
	if words := m.words(key); words != "" {
		help += ", one of: " + words
	}
	if about := p.text("description"); about != "" && m.words(key) == "" {
		first, _, _ := strings.Cut(about, ". ")
		help += " (" + strings.TrimSuffix(first, ".") + ")"
	}
	for _, k := range m.missing[1:] {
		if words := m.words(k); words != "" {
			help += "; " + k + " is one of: " + words
		}
	}
	if m.hint != "" {
		help += "; " + m.hint
	}
	return help
}

// words joins the words that a key may have as its value, where they are few.
func (m *misfit) words(key string) string {
	if words := texts(m.property(key).object["enum"]); len(words) <= 8 {
		return strings.Join(words, ", ")
	}
	return ""
}
