package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Known are the names that references may bear, in the order in which they are
// to be offered.
type Known struct {
	Domains, Components, Teams, Guides, Groups, Metrics []Name
	Features, Interfaces                                []Name // written domain#name
}

// Name is one of them.
type Name struct {
	ID    string // as it is written
	About string // what it names, in a few words
}

// at returns what may be written where a definition of common.schema.json is
// referred to, and whether that definition is one of a reference.
func (k *Known) at(definition string) (names []Name, reference bool) {
	switch definition {
	case "domain":
		return k.Domains, true
	case "lead":
		return append([]Name{{"none", "It fits no domain: a sign that the map may have to change."}}, k.Domains...), true
	case "component":
		return k.Components, true
	case "team", "carrier":
		return k.Teams, true
	case "group":
		return k.Groups, true
	case "metric":
		return k.Metrics, true
	case "guide", "document":
		return k.Guides, true
	case "feature_name":
		return k.Features, true
	case "interface_name":
		return k.Interfaces, true
	case "item_name":
		return slices.Concat(k.Features, k.Interfaces), true
	}
	return nil, false
}

// Offering returns the schema of a kind, alone, with which an editor offers the
// names that are known wherever one may be referred to. What fits it is what fits
// the schema without them: a name that nobody knows is for platmap to judge, which
// can tell what was probably meant.
//
// The names are snippets and no enum, which an editor would list in every hover
// and in every message. Examples of references, which would stand among the names
// and exist nowhere, are left out.
func Offering(kind string, known *Known) ([]byte, error) {
	text, err := Alone(kind)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := read(d)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind, err)
	}
	o := offering{root: v.(*object), known: known, references: map[*object]string{}, seen: map[*object]bool{}}
	for _, name := range o.find(strings.TrimSuffix(common, "/")).keys {
		if _, ok := known.at(name); ok {
			o.references[o.find(common+name)] = name
		}
	}
	o.visit(o.root)
	var b bytes.Buffer
	b.Grow(2 * len(text))
	write(&b, o.root, "\n")
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// common is how a schema that stands alone refers to what is shared.
const common = "#/$defs/common/$defs/"

// offering puts names into a schema.
type offering struct {
	root       *object
	known      *Known
	references map[*object]string // the definitions of references, with their names
	seen       map[*object]bool
}

// visit puts names into a schema object and all that applies with it. Definitions
// that nothing leads to stay as they are.
func (o *offering) visit(s *object) {
	if s == nil || o.seen[s] {
		return
	}
	o.seen[s] = true
	target := o.find(s.ref())
	if one := o.kind(s); one != "" {
		if o.references[s] != "" {
			o.settle(s)
		}
		s.remove("examples")
		// Where a text or a mapping may stand, an editor looks at the branches only
		// when there is something already.
		if o.references[s] != "" || s.object("then") != nil {
			names, _ := o.known.at(one)
			snippets, _ := s.values["defaultSnippets"].([]any)
			s.set("defaultSnippets", append(snippets, offered(names)...))
		}
	} else if many := o.kind(s.object("items")); many != "" {
		// Without an example of the list an editor would offer what its items may be,
		// and forget the hyphen.
		s.remove("examples")
		if names, _ := o.known.at(many); len(names) > 0 {
			s.set("examples", []any{[]any{encoded(names[0].ID)}})
		}
	} else if target != nil && o.kind(target.object("items")) != "" {
		s.remove("examples")
	}
	o.visit(target)
	for _, key := range []string{"if", "then", "else", "items"} {
		o.visit(s.object(key))
	}
	for _, key := range []string{"properties", "patternProperties"} {
		if named := s.object(key); named != nil {
			for _, name := range named.keys {
				o.visit(named.object(name))
			}
		}
	}
}

// settle puts into a schema object what it refers to. Editors pass over snippets
// that stand beside a $ref.
func (o *offering) settle(s *object) {
	for target := o.find(s.ref()); target != nil; target = o.find(s.ref()) {
		s.remove("$ref")
		for _, key := range target.keys {
			if _, own := s.values[key]; !own {
				s.set(key, target.values[key])
			}
		}
	}
}

// kind returns which reference a value is by a schema, be it only where the value
// is a text; or "".
func (o *offering) kind(s *object) string {
	for s != nil {
		if name := o.references[s]; name != "" {
			return name
		}
		if then := s.object("then"); then != nil {
			s = then
		} else {
			s = o.find(s.ref())
		}
	}
	return ""
}

// find returns the schema object that is referred to.
func (o *offering) find(ref string) *object {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	s := o.root
	for step := range strings.SplitSeq(pointer, "/") {
		s = s.object(step)
	}
	return s
}

// offered returns snippets that write names. What they write is given as text: a
// body may be a mapping, for which yaml-language-server looks through everything
// that it offers, once for each snippet.
func offered(names []Name) []any {
	var b bytes.Buffer
	b.Grow(200 * len(names))
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, n := range names {
		_ = e.Encode(struct {
			Label       string `json:"label"`
			Description string `json:"description,omitempty"`
			Body        string `json:"bodyText"`
		}{n.ID, n.About, inserted.Replace(scalar(n.ID))})
	}
	list := make([]any, 0, len(names))
	for line := range bytes.Lines(b.Bytes()) {
		list = append(list, json.RawMessage(bytes.TrimSuffix(line, []byte("\n"))))
	}
	return list
}

// inserted keeps what a snippet means from its characters.
var inserted = strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`)

// scalar returns a text as it is written in YAML, in a list of any form.
func scalar(text string) string {
	if plain.MatchString(text) && !strings.Contains(text, " #") && !strings.HasSuffix(text, " ") && !slices.Contains(words, strings.ToLower(text)) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// plain texts begin with a letter, so that they are no number and no date, and hold
// nothing that ends a text.
var plain = regexp.MustCompile(`^\pL[\pL\pM\pN_./#+() -]*$`)

// words are those that YAML 1.1 or 1.2 takes for something else than text.
var words = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
