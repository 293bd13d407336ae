package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
)

// owners hands owners and review spans down: from the first domain to what
// belongs to it, and from the site to the rest.
func (l *Graph) owners() {
	s := l.Site
	if s.Owner.To = nil; s.Owner.Text != "" {
		p, fault := s.names.page(source.Team, s.Owner.Text)
		if fault != nil {
			l.report(fault, s.Owner.Located)
		} else {
			s.Owner.To = p.(*Team)
		}
	}
	inherit := func(e *Entity, domain *Domain) {
		if e.ReviewEvery == "" {
			e.ReviewEvery = s.ReviewEvery
		}
		if e.Owner.Text != "" && !e.OwnerInherited {
			return
		}
		e.OwnerInherited = true
		if domain != nil && domain.Owner.To != nil {
			e.Owner = domain.Owner
		} else {
			e.Owner = s.Owner
		}
	}
	for _, t := range s.Teams {
		t.Owns, t.OwnsParts = nil, nil
		if t.Owner.Text == "" { // a team's page is the team's own
			t.Owner = Ref[Team]{Located: Located{Text: t.ID}, To: t}
		}
		inherit(&t.Entity, nil)
	}
	for _, d := range s.Domains {
		inherit(&d.Entity, nil)
		if t := d.Owner.To; t != nil {
			t.Owns = append(t.Owns, d)
		}
	}
	for _, c := range s.Components {
		inherit(&c.Entity, firstDomain(c.Domains))
		if t := c.Owner.To; t != nil {
			t.OwnsParts = append(t.OwnsParts, c)
		}
	}
	for _, x := range s.Scenarios {
		inherit(&x.Entity, x.Lead.To)
	}
	for _, g := range s.Guides {
		inherit(&g.Entity, firstDomain(g.Domains))
	}
}

func firstDomain(refs []Ref[Domain]) *Domain {
	for _, r := range refs {
		if r.To != nil {
			return r.To
		}
	}
	return nil
}

// cycles reports chains of replaced_by and part_of that come back to where
// they started. Domains may depend on each other: they do entangle.
//
// Only when a component was linked can there be another than before.
func (l *Graph) cycles(changed []*node) {
	isComponent := func(n *node) bool { _, ok := n.page.(*Component); return ok }
	if changed != nil && !slices.ContainsFunc(changed, isComponent) {
		return
	}
	l.chain("replaced_by", func(c *Component) *Ref[Component] { return &c.ReplacedBy })
	l.chain("part_of", func(c *Component) *Ref[Component] { return &c.PartOf })
}

func (l *Graph) chain(key string, next func(*Component) *Ref[Component]) {
	done := map[*Component]bool{}
	for _, start := range l.Site.Components {
		var path []*Component
		on := map[*Component]bool{}
		c := start
		for c != nil && !done[c] && !on[c] {
			on[c] = true
			path = append(path, c)
			c = next(c).To
		}
		if c != nil && on[c] {
			l.cycle(key, path, c, next)
		}
		for _, c := range path {
			done[c] = true
		}
	}
}

// cycle reports one cycle, from its smallest id on, and breaks it.
func (l *Graph) cycle(key string, path []*Component, back *Component, next func(*Component) *Ref[Component]) {
	for path[0] != back {
		path = path[1:]
	}
	first := 0
	for i, c := range path {
		if c.ID < path[first].ID {
			first = i
		}
	}
	path = append(path[first:len(path):len(path)], path[:first]...)
	var ids []string
	var related []source.Related
	for i, c := range path {
		ids = append(ids, c.ID)
		if i > 0 {
			related = append(related, source.Related{Pos: next(c).Pos, Text: fmt.Sprintf("%s continues here", c.ID)})
		}
	}
	ids = append(ids, path[0].ID)
	ref := next(path[0])
	path[0].node.diags.Add(source.Diagnostic{Code: "ref/cycle", Pos: ref.Pos, Len: ref.Len, Help: "drop one of them", Related: related,
		Text: fmt.Sprintf("%s goes round in a circle: %s", key, strings.Join(ids, " → "))})
	ref.To = nil
}
