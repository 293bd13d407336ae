package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/text"
)

// Candidates are the names that references may use, in the order in which editors
// list them.
type Candidates struct {
	Domains, Components, Teams, Guides, Groups, Metrics []Name
	Features, Interfaces                                []Name // written domain#name
	Responsibilities                                    []Name // names of all domains; a reference may use only those of its own domain
}

// Name is one candidate.
type Name struct {
	ID    string // the text of the reference
	About string // a short description
}

// forDefinition returns the candidates for a definition of common.schema.json, and
// reports whether that definition is a reference at all.
func (c *Candidates) forDefinition(name string) (names []Name, isRef bool) {
	switch name {
	case "domain":
		return c.Domains, true
	case "lead":
		return append([]Name{{"none", "It fits no domain: a sign that the map may have to change."}}, c.Domains...), true
	case "component":
		return c.Components, true
	case "team", "carrier":
		return c.Teams, true
	case "group":
		return c.Groups, true
	case "metric":
		return c.Metrics, true
	case "guide", "document":
		return c.Guides, true
	case "feature_name":
		return c.Features, true
	case "interface_name":
		return c.Interfaces, true
	case "responsibility_name":
		return c.Responsibilities, true
	case "item_name":
		return slices.Concat(c.Features, c.Interfaces), true
	}
	return nil, false
}

// WithCompletions returns the bundled schema of a kind in which every reference
// offers its candidates for completion. It accepts exactly the values that the plain
// schema accepts: platmap itself reports unknown names, and suggests a similar one.
//
// The candidates are snippets, because editors list all values of an enum in every
// hover and error message. Examples of references are removed: they would be listed
// with the candidates, but do not exist.
func WithCompletions(kind string, candidates *Candidates) ([]byte, error) {
	text, err := Bundle(kind)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := decode(d)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind, err)
	}
	c := completer{root: v.(*object), candidates: candidates, refs: map[*object]string{}, visited: map[*object]bool{}}
	shared := c.find(commonRef + "$defs")
	for _, name := range shared.keys {
		if _, isRef := candidates.forDefinition(name); isRef {
			c.refs[shared.object(name)] = name
		}
	}
	c.visit(c.root)
	var b bytes.Buffer
	b.Grow(2 * len(text))
	encode(&b, c.root, "\n")
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// completer adds candidates to a schema.
type completer struct {
	root       *object
	candidates *Candidates
	refs       map[*object]string // names of the definitions that are references
	visited    map[*object]bool
}

// visit adds candidates to a schema object and to all schemas that apply with it.
// Unused definitions are not changed.
func (c *completer) visit(s *object) {
	if s == nil || c.visited[s] {
		return
	}
	c.visited[s] = true
	target := c.find(s.ref())
	if name := c.refName(s); name != "" {
		if c.refs[s] != "" {
			c.inline(s)
		}
		s.remove("examples")
		// For a value of several types, yaml-language-server looks into the branches
		// only when there is a value, so the candidates are needed here too.
		if c.refs[s] != "" || s.object("then") != nil {
			names, _ := c.candidates.forDefinition(name)
			snippets, _ := s.values["defaultSnippets"].([]any)
			s.set("defaultSnippets", append(snippets, snippetsFor(names)...))
		}
	} else if name := c.refName(s.object("items")); name != "" {
		// Without an example of the list, editors offer its items without the hyphen.
		s.remove("examples")
		if names, _ := c.candidates.forDefinition(name); len(names) > 0 {
			s.set("examples", []any{[]any{encodeScalar(names[0].ID)}})
		}
	} else if target != nil && c.refName(target.object("items")) != "" {
		s.remove("examples")
	}
	c.visit(target)
	for _, key := range []string{"if", "then", "else", "items"} {
		c.visit(s.object(key))
	}
	for _, key := range []string{"properties", "patternProperties"} {
		if named := s.object(key); named != nil {
			for _, name := range named.keys {
				c.visit(named.object(name))
			}
		}
	}
}

// inline replaces the $ref of a schema object with its target, because editors
// ignore snippets beside a $ref.
func (c *completer) inline(s *object) {
	for target := c.find(s.ref()); target != nil; target = c.find(s.ref()) {
		s.remove("$ref")
		for _, key := range target.keys {
			if _, own := s.values[key]; !own {
				s.set(key, target.values[key])
			}
		}
	}
}

// refName returns the name of the reference that a schema object describes, or "".
// The object may describe it only for values that are text.
func (c *completer) refName(s *object) string {
	for s != nil {
		if name := c.refs[s]; name != "" {
			return name
		}
		if then := s.object("then"); then != nil {
			s = then
		} else {
			s = c.find(s.ref())
		}
	}
	return ""
}

// find returns the schema object that ref points to, or nil.
func (c *completer) find(ref string) *object {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	s := c.root
	for step := range strings.SplitSeq(pointer, "/") {
		s = s.object(step)
	}
	return s
}

// snippetsFor returns a snippet for each name. The body of a snippet is a text: if a
// body may be a mapping, yaml-language-server searches all its completions once per
// snippet.
func snippetsFor(names []Name) []any {
	list := make([]any, 0, len(names))
	for _, n := range names {
		list = append(list, encodeScalar(struct {
			Label       string `json:"label"`
			Description string `json:"description,omitempty"`
			Body        string `json:"bodyText"`
		}{n.ID, n.About, snippetEscaper.Replace(text.YAML(n.ID, true))}))
	}
	return list
}

var snippetEscaper = strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`)
