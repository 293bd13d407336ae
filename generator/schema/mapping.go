package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// misfit is a mapping whose keys are not the ones wanted.
type misfit struct {
	place
	def              // the schema with the properties
	known   []string // keys it may have, sorted
	missing []string // keys it must have and lacks, in the order of the schema
	strange []tree.Pair
	kinds   []string // keys of which exactly one must be there, if it has not
}

// mapping reports the keys of a mapping that are not known or not there. What
// explains most is looked for first: a comma, a colon, then slips of the pen.
func (c *check) mapping(f fault) {
	m := c.misfit(f)
	if c.commas(&m) || c.colon(&m) {
		return
	}
	c.slips(&m)
	c.kinds(&m)
	for _, p := range m.strange {
		c.errorf("schema/unknown-key", p.Key, c.unknownHelp(&m, p.Key.Text), "unknown key %s in %s", quote(p.Key.Text), m.noun())
	}
	c.missing(&m)
}

func (c *check) misfit(f fault) misfit {
	m := misfit{place: f.place, def: c.set.docs.at(f.leaves[0].SchemaURL)}
	for _, leaf := range f.leaves {
		switch k := leaf.ErrorKind.(type) {
		case *kind.AdditionalProperties:
			m.def = c.set.docs.at(leaf.SchemaURL)
			for _, p := range f.node.Pairs {
				if slices.Contains(k.Properties, p.Key.Text) {
					m.strange = append(m.strange, p)
				}
			}
		case *kind.Required:
			m.missing = append(m.missing, k.Missing...)
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

// commas reports texts that a comma has cut. It returns whether that explains
// everything.
func (c *check) commas(m *misfit) bool {
	pairs, found := m.node.Pairs, false
	for i := 1; i < len(pairs); i++ {
		if !cut(m.node, pairs[i]) || !m.isStrange(pairs[i].Key.Text) || !pairs[i-1].Value.IsScalar() {
			continue
		}
		whole, first := pairs[i-1].Value.Text, pairs[i].Key
		for ; i < len(pairs) && cut(m.node, pairs[i]); i++ {
			whole += ", " + pairs[i].Key.Text
			m.strange = slices.DeleteFunc(m.strange, func(p tree.Pair) bool { return p.Key == pairs[i].Key })
		}
		found = true
		c.errorf("schema/comma", first, "put the whole text in quotes: "+quote(whole),
			"the comma before %s ends the text, so that this is read as a key", quote(first.Text))
	}
	languages := !slices.ContainsFunc(pairs, func(p tree.Pair) bool { return !cut(m.node, p) && !languageShape.MatchString(p.Key.Text) })
	return found && languages && m.wantsText() // {ja: CPU, メモリ, en: x} was meant as text
}

func (m *misfit) isStrange(key string) bool {
	return slices.ContainsFunc(m.strange, func(p tree.Pair) bool { return p.Key.Text == key })
}

// colon reports a text that became a mapping because it contains ": ".
func (c *check) colon(m *misfit) bool {
	if len(m.strange) == 0 || len(m.strange) != len(m.node.Pairs) || !m.wantsText() || !m.strange[0].Value.IsScalar() {
		return false
	}
	key, value := m.strange[0].Key, m.strange[0].Value
	if len(m.known) == 0 && !m.item { // text in several languages
		return false
	}
	for _, s := range synonyms[key.Text] {
		if slices.Contains(m.missing, s) {
			return false
		}
	}
	if Near(key.Text, m.known) != "" || isFlow(m.node) && len(m.node.Pairs) > 1 {
		return false
	}
	if m.kinds != nil && slugOf(key.Text) == "" { // a lone word: meant as a kind of interface
		return false
	}
	help := "put it in quotes: " + quote(key.Text+": "+value.Text)
	if slices.Contains(m.known, "name") {
		help += ", or write name: " + quote(key.Text) + " and say the rest in text"
	}
	c.errorf("schema/unknown-key", key, help, "%s is read as a key and its value, not as text", quote(key.Text+": "+value.Text))
	return true
}

// wantsText reports whether plain text could stand in the mapping's place.
func (m *misfit) wantsText() bool {
	for o := &m.def; o != nil; o = o.outer {
		if types := o.types(); types != nil {
			return slices.Contains(types, "string")
		}
	}
	return false
}

// slips reports unknown keys that are close to a missing one; the two are one
// fault.
func (c *check) slips(m *misfit) {
	for _, missing := range slices.Clone(m.missing) {
		for i, p := range m.strange {
			if Near(p.Key.Text, parts(missing)) == "" && !slices.Contains(synonyms[p.Key.Text], missing) {
				continue
			}
			c.errorf("schema/unknown-key", p.Key, fmt.Sprintf("did you mean %q?", missing), "unknown key %s in %s", quote(p.Key.Text), m.noun())
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
	all := strings.Join(m.kinds, ", ")
	if len(m.strange) == 0 {
		c.errorf("schema/interface-kind", m.node, "add its kind with the name as value, one of: "+all, "this interface has no kind")
		return
	}
	p := m.strange[0] // taken for the kind
	m.strange = m.strange[1:]
	help := "use one of: " + all
	if near := Near(p.Key.Text, m.kinds); near != "" {
		help = fmt.Sprintf("did you mean %q? (one of: %s)", near, all)
	} else if p.Key.Text == "name" {
		help = "write the kind instead of name, one of: " + all
	} else if near := Near(p.Key.Text, m.known); near != "" { // it is another key; the kind is missing as well
		help = fmt.Sprintf("did you mean %q? And add its kind, one of: %s", near, all)
	}
	c.errorf("schema/interface-kind", p.Key, help, "%s is not a kind of interface", quote(p.Key.Text))
}

// synonyms are keys that other catalogues use for ours.
var synonyms = map[string][]string{
	"description": {"summary", "text"},
	"title":       {"name"},
	"name":        {"title", "term"},
	"tags":        {"keywords"},
	"labels":      {"keywords"},
	"team":        {"owner"},
	"problem":     {"essential_problem"},
	"lifecycle":   {"status"},
	"dependsOn":   {"depends_on"},
	"reason":      {"why"},
	"system":      {"domains"},
	"domain":      {"domains"},
	"layer":       {"group"},
}

var languageShape = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z0-9]+)*$`)

// unknownHelp says what to do about a key that is not known.
func (c *check) unknownHelp(m *misfit, key string) string {
	if len(m.known) == 0 {
		return "the keys of a text are language codes such as ja and en; a text that contains \": \" needs quotes"
	}
	if near := Near(key, m.known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	for _, s := range synonyms[key] {
		if slices.Contains(m.known, s) {
			return fmt.Sprintf("here it is called %q", s)
		}
	}
	if top := c.set.Keys(c.kind); !m.root && slices.Contains(top, key) {
		return fmt.Sprintf("%q is a key of the %s; write it at the start of a line", key, c.kind)
	}
	if languageShape.MatchString(key) && m.node.Get("name") != nil {
		return "languages go below the key they belong to: name: {ja: …, en: …}"
	}
	if key == "details" {
		return "details go two levels deep; say the rest in text"
	}
	return "known keys: " + listed(key, m.known) + "; a key of your own starts with x-"
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
	if about := p.text("description"); about != "" {
		first, _, _ := strings.Cut(about, ". ")
		help += " (" + strings.TrimSuffix(first, ".") + ")"
	}
	return help
}
