package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// This file follows every name written under a key. Names in prose are in
// prose.go, and what the pages that are named learn of it in gather.go.

// resolver follows the names of one page. It fills in the page, and notes edges
// and what leads nowhere in the page's node. Of other pages it reads only what
// names a thing: many joiners work side by side.
type resolver struct {
	site *Site
	node *node
}

// resolve resolves all names of a page.
func (j *resolver) resolve() {
	j.node.out, j.node.faults, j.node.diags = j.node.out[:0], nil, nil
	switch x := j.node.page.(type) {
	case *Domain:
		j.domain(x)
	case *Component:
		j.component(x)
	case *Team:
		j.team(x)
	case *Scenario:
		j.scenario(x)
	case *Guide:
		j.guide(x)
	}
	if j.node.page != nil {
		resolveRef(j, &j.node.page.Base().Owner, source.Team) // owners does those that were not written
	}
	for _, part := range j.node.parts {
		j.prose(part)
	}
}

// edge notes that the page names another one. via is the feature, interface or
// interaction that does so, if the other page lists it.
func (j *resolver) edge(to Page, how How, via any) {
	j.node.out = append(j.node.out, edge{from: j.node, to: to.Base().node, how: how, via: via})
}

// deepEdge notes that the page names another one, or something on it.
func (j *resolver) deepEdge(to *Target, how How) {
	j.node.out = append(j.node.out, edge{from: j.node, to: to.Page.Base().node, how: how, item: to.Item, deep: to.Item != nil || to.Anchor != ""})
}

// resolve points a reference at what it names, and reports what it cannot.
// It gives nil for a name that was not written.
func resolveRef[T any](j *resolver, r *Ref[T], kind source.Kind) *T {
	if r.Text == "" {
		return nil
	}
	p, fault := j.site.names.page(kind, r.Text)
	if fault != nil {
		j.report(fault, r.Pos, r.Len)
		return nil
	}
	r.To = any(p).(*T)
	return r.To
}

// report keeps a fault, unless it was reported elsewhere.
func (j *resolver) report(f *Unresolved, pos source.Pos, length int) {
	if !f.silent {
		j.node.faults = append(j.node.faults, written{f, pos, length})
	}
}

// written is a fault at its place.
type written struct {
	*Unresolved
	pos source.Pos
	len int
}

// diagnostic words it, which takes time.
func (f written) diagnostic() source.Diagnostic {
	d := source.Diagnostic{Code: f.Code, Pos: f.pos, Len: f.len, Text: f.Text, Help: f.Help}
	if f.hint != nil {
		d.Help = f.hint()
	}
	if f.Warning {
		d.Severity = source.Warning
	}
	return d
}

func (j *resolver) domain(d *Domain) {
	j.group(d)
	for i := range d.DependsOn {
		if on := resolveRef(j, &d.DependsOn[i], source.Domain); on == d {
			j.self(d.DependsOn[i].Located)
		} else if on != nil {
			j.edge(on, ByDependsOn, nil)
		}
	}
	j.related(d, d.Related)
	if to := resolveRef(j, &d.ReplacedBy, source.Domain); to != nil {
		j.edge(to, ByReplaced, nil)
	}
	for i := range d.GuideRefs {
		if g := resolveRef(j, &d.GuideRefs[i], source.Guide); g != nil {
			j.edge(g, ByRelated, nil)
		}
	}
	for i := range d.Responsibilities {
		r := &d.Responsibilities[i]
		j.related(d, r.Related)
		j.party(&r.By)
		j.party(&r.Target)
	}
	for i := range d.Features {
		j.feature(d, &d.Features[i])
	}
	for i := range d.Interfaces {
		j.iface(d, &d.Interfaces[i])
	}
}

// group finds the layer of the overview that a domain is in.
func (j *resolver) group(d *Domain) {
	for _, g := range j.site.Groups {
		if g.ID == d.Group.Text {
			d.In = g
			return
		}
	}
	if d.Group.Text == "" {
		return
	}
	var ids []string
	for _, g := range j.site.Groups {
		ids = append(ids, g.ID)
	}
	help := "site.yaml lists no groups yet; add it there"
	if len(ids) > 0 {
		help = fmt.Sprintf("site.yaml has: %s", strings.Join(ids, ", "))
	}
	j.node.diags.Errorf("ref/unknown", d.Group.Pos, d.Group.Len, help, "no group %q", d.Group.Text)
}

func (j *resolver) related(d *Domain, refs []Ref[Domain]) {
	for i := range refs {
		if to := resolveRef(j, &refs[i], source.Domain); to == d {
			j.self(refs[i].Located)
		} else if to != nil {
			j.edge(to, ByRelated, nil)
		}
	}
}

func (j *resolver) self(w Located) {
	j.node.diags.Errorf("ref/self", w.Pos, w.Len, "remove it", "%q names itself", w.Text)
}

// party finds the team of a party that is neither platform, shared nor product.
func (j *resolver) party(p *Party) {
	switch p.Text {
	case "", Platform, Shared, Product:
		return
	}
	page, fault := j.site.names.page(source.Team, p.Text)
	if fault == nil {
		p.Team = page.(*Team)
		return
	}
	if !fault.silent {
		who := append([]string{Platform, Shared, Product}, slices.Sorted(maps.Keys(j.site.names.pages[source.Team]))...)
		help := "it takes " + text.ListClosest(p.Text, who)
		if near := text.Closest(p.Text, who); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		j.node.diags.Errorf("ref/unknown", p.Pos, p.Len, help, "nobody is called %q", p.Text)
	}
	p.Text = "" // a word that means nothing must not reach a reader
}

func (j *resolver) feature(d *Domain, f *Feature) {
	f.Domain = d
	if f.Status == "" {
		f.Status = Available
	}
	for i := range f.Components {
		if c := resolveRef(j, &f.Components[i], source.Component); c != nil {
			j.edge(c, ByFeature, f)
		}
	}
	if g := resolveRef(j, &f.Guide, source.Guide); g != nil {
		j.edge(g, ByFeature, f)
	}
	j.party(&f.By)
	j.party(&f.Target)
	j.item(&f.ReplacedBy, d, AnyItem, ByReplaced)
}

func (j *resolver) iface(d *Domain, i *Interface) {
	i.Domain = d
	if i.Status == "" {
		i.Status = Available
	}
	if i.Component.Text == "" {
		// An interface that has more to tell becomes a component with its name as id.
		id := i.Name.Plain(j.site.Locale())
		if c, ok := j.site.names.pages[source.Component][id].(*Component); ok {
			i.Component = Ref[Component]{Located: Located{Text: id}, To: c}
		}
	} else {
		resolveRef(j, &i.Component, source.Component)
	}
	if c := i.Component.To; c != nil {
		j.edge(c, ByInterface, i)
	}
	if i.Doc.Text != "" && i.URL == "" {
		if g := resolveRef(j, &i.Doc, source.Guide); g != nil {
			j.edge(g, ByInterface, i)
		}
	}
	if g := resolveRef(j, &i.Guide, source.Guide); g != nil {
		j.edge(g, ByInterface, i)
	}
	j.item(&i.ReplacedBy, d, AnyItem, ByReplaced)
}

// item follows a reference to a feature or an interface.
func (j *resolver) item(r *ItemRef, in *Domain, kind ItemKind, how How) {
	if r.Text == "" {
		return
	}
	to, fault := j.site.names.item(r.Text, in, kind)
	if fault != nil {
		j.report(fault, r.Pos, r.Len)
		return
	}
	r.To = to
	j.deepEdge(to, how)
}

func (j *resolver) component(c *Component) {
	if c.Status == "" {
		c.Status = Available
	}
	for i := range c.Domains {
		if d := resolveRef(j, &c.Domains[i], source.Domain); d != nil {
			j.edge(d, ByComponent, nil)
		}
	}
	if whole := resolveRef(j, &c.PartOf, source.Component); whole != nil {
		j.edge(whole, ByPartOf, nil)
	}
	for i := range c.DependsOn {
		if on := resolveRef(j, &c.DependsOn[i], source.Component); on == c {
			j.self(c.DependsOn[i].Located)
		} else if on != nil {
			j.edge(on, ByDependsOn, nil)
		}
	}
	if to := resolveRef(j, &c.ReplacedBy, source.Component); to != nil {
		j.edge(to, ByReplaced, nil)
	}
}

func (j *resolver) team(t *Team) {
	for i := range t.Domains {
		if d := resolveRef(j, &t.Domains[i].Domain, source.Domain); d != nil {
			j.edge(d, ByTeam, nil)
		}
	}
	for i := range t.Interactions {
		if other := resolveRef(j, &t.Interactions[i].Team, source.Team); other != nil {
			j.edge(other, ByTeam, &t.Interactions[i])
		}
	}
}

func (j *resolver) scenario(s *Scenario) {
	if s.Status == "" {
		s.Status = "open"
	}
	if s.Lead.Text != NoDomain {
		if d := resolveRef(j, &s.Lead, source.Domain); d != nil {
			j.edge(d, ByScenario, nil)
		}
	}
	for i := range s.RaisedBy {
		if t := resolveRef(j, &s.RaisedBy[i], source.Team); t != nil {
			j.edge(t, ByScenario, nil)
		}
	}
	for i := range s.Needs {
		n := &s.Needs[i]
		if d := resolveRef(j, &n.Domain, source.Domain); d != nil {
			j.edge(d, ByScenario, nil)
		}
		j.item(&n.Feature, n.Domain.To, OnlyFeatures, ByScenario)
		j.item(&n.Interface, n.Domain.To, OnlyInterfaces, ByScenario)
	}
}

func (j *resolver) guide(g *Guide) {
	for i := range g.Domains {
		if d := resolveRef(j, &g.Domains[i], source.Domain); d != nil {
			j.edge(d, ByGuide, nil)
		}
	}
	for i := range g.Components {
		if c := resolveRef(j, &g.Components[i], source.Component); c != nil {
			j.edge(c, ByGuide, nil)
		}
	}
}
