package site

import (
	"fmt"
	"maps"
	"slices"

	"platmap/generator/source"
)

// This file follows every name written under a key. Names in prose are in
// prose.go.

// resolve points a reference at what it names, and reports what it cannot.
// It gives nil for a name that was not written.
func resolve[T any](l *linker, r *Ref[T], kind source.Kind) *T {
	if r.Text == "" {
		return nil
	}
	p, fault := l.site.names.page(kind, r.Text)
	if fault != nil {
		l.report(fault, r.Pos, r.Len)
		return nil
	}
	r.To = any(p).(*T)
	return r.To
}

func (l *linker) report(f *Fault, pos source.Pos, length int) {
	if f.silent {
		return
	}
	d := source.Diagnostic{Code: f.Code, Pos: pos, Len: length, Text: f.Text, Help: f.Help}
	if f.hint != nil {
		d.Help = f.hint()
	}
	if f.Warning {
		d.Severity = source.Warning
	}
	l.diags.Add(d)
}

// refer adds a page to the list of those that name an entity, once for each way.
func refer(to *Entity, from Page, how How) {
	if to == from.Base() {
		return
	}
	to.ReferencedBy = addReference(to.ReferencedBy, Reference{from, how})
}

func addReference(refs []Reference, r Reference) []Reference {
	if slices.Contains(refs, r) {
		return refs
	}
	return append(refs, r)
}

func (l *linker) domain(d *Domain) {
	for i := range d.DependsOn {
		if on := resolve(l, &d.DependsOn[i], source.Domain); on != nil {
			if on == d {
				l.self(d.DependsOn[i].Word)
				continue
			}
			on.UsedBy = append(on.UsedBy, d)
			refer(&on.Entity, d, ByDependsOn)
		}
	}
	l.related(d, d.Related)
	if to := resolve(l, &d.ReplacedBy, source.Domain); to != nil {
		refer(&to.Entity, d, ByReplaced)
	}
	for i := range d.GuideRefs {
		if g := resolve(l, &d.GuideRefs[i], source.Guide); g != nil {
			d.Guides = appendNew(d.Guides, g)
			refer(&g.Entity, d, ByRelated)
		}
	}
	for i := range d.Responsibilities {
		r := &d.Responsibilities[i]
		l.related(d, r.Related)
		l.party(&r.By)
		l.party(&r.Target)
	}
	for i := range d.Features {
		l.feature(d, &d.Features[i])
	}
	for i := range d.Interfaces {
		l.iface(d, &d.Interfaces[i])
	}
	l.ownerOf(&d.Entity)
}

func (l *linker) related(d *Domain, refs []Ref[Domain]) {
	for i := range refs {
		if to := resolve(l, &refs[i], source.Domain); to == d {
			l.self(refs[i].Word)
		} else if to != nil {
			refer(&to.Entity, d, ByRelated)
		}
	}
}

func (l *linker) self(w Word) {
	l.diags.Errorf("ref/self", w.Pos, w.Len, "remove it", "%q names itself", w.Text)
}

// party finds the team of a party that is neither platform, shared nor product.
func (l *linker) party(p *Party) {
	switch p.Text {
	case "", Platform, Shared, Product:
		return
	}
	page, fault := l.site.names.page(source.Team, p.Text)
	if fault == nil {
		p.Team = page.(*Team)
		return
	}
	if !fault.silent {
		who := append([]string{Platform, Shared, Product}, slices.Sorted(maps.Keys(l.site.names.pages[source.Team]))...)
		help := "it takes " + source.Listed(p.Text, who)
		if near := source.Near(p.Text, who); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		l.diags.Errorf("ref/unknown", p.Pos, p.Len, help, "nobody is called %q", p.Text)
	}
	p.Text = "" // a word that means nothing must not reach a reader
}

func (l *linker) feature(d *Domain, f *Feature) {
	f.Domain = d
	if f.Status == "" {
		f.Status = Available
	}
	for i := range f.Components {
		if c := resolve(l, &f.Components[i], source.Component); c != nil {
			c.Features = append(c.Features, f)
			refer(&c.Entity, d, ByFeature)
		}
	}
	if g := resolve(l, &f.Guide, source.Guide); g != nil {
		g.Features = append(g.Features, f)
		refer(&g.Entity, d, ByFeature)
	}
	l.party(&f.By)
	l.party(&f.Target)
	l.itemRef(&f.ReplacedBy, d, AnyItem, d, ByReplaced)
}

func (l *linker) iface(d *Domain, i *Interface) {
	i.Domain = d
	if i.Status == "" {
		i.Status = Available
	}
	if c := resolve(l, &i.Component, source.Component); c != nil {
		c.Interfaces = append(c.Interfaces, i)
		refer(&c.Entity, d, ByInterface)
	}
	if i.Doc.Text != "" && i.URL == "" {
		if g := resolve(l, &i.Doc, source.Guide); g != nil {
			i.Name = g.Name
			g.Interfaces = append(g.Interfaces, i)
			refer(&g.Entity, d, ByInterface)
		}
	}
	if g := resolve(l, &i.Guide, source.Guide); g != nil {
		g.Interfaces = append(g.Interfaces, i)
		refer(&g.Entity, d, ByInterface)
	}
	l.itemRef(&i.ReplacedBy, d, AnyItem, d, ByReplaced)
}

// itemRef follows a reference to a feature or an interface.
func (l *linker) itemRef(r *ItemRef, in *Domain, kind ItemKind, from Page, how How) {
	if r.Text == "" {
		return
	}
	to, fault := l.site.names.item(r.Text, in, kind)
	if fault != nil {
		l.report(fault, r.Pos, r.Len)
		return
	}
	r.To = to
	referTarget(*to, from, how)
}

// referTarget tells a page, and the item on it, who names them.
func referTarget(to Target, from Page, how How) {
	if to.Page == nil {
		return
	}
	refer(to.Page.Base(), from, how)
	switch x := to.Item.(type) {
	case *Feature:
		x.ReferencedBy = addReference(x.ReferencedBy, Reference{from, how})
	case *Interface:
		x.ReferencedBy = addReference(x.ReferencedBy, Reference{from, how})
	}
}

func (l *linker) component(c *Component) {
	if c.Status == "" {
		c.Status = Available
	}
	for i := range c.Domains {
		if d := resolve(l, &c.Domains[i], source.Domain); d != nil {
			d.Components = appendNew(d.Components, c)
			refer(&d.Entity, c, ByComponent)
		}
	}
	if whole := resolve(l, &c.PartOf, source.Component); whole != nil {
		whole.Parts = append(whole.Parts, c)
		refer(&whole.Entity, c, ByPartOf)
	}
	for i := range c.DependsOn {
		if on := resolve(l, &c.DependsOn[i], source.Component); on == c {
			l.self(c.DependsOn[i].Word)
		} else if on != nil {
			on.UsedBy = appendNew(on.UsedBy, c)
			refer(&on.Entity, c, ByDependsOn)
		}
	}
	if to := resolve(l, &c.ReplacedBy, source.Component); to != nil {
		to.Replaces = append(to.Replaces, c)
		refer(&to.Entity, c, ByReplaced)
	}
	l.ownerOf(&c.Entity)
}

func (l *linker) team(t *Team) {
	for i := range t.Domains {
		if d := resolve(l, &t.Domains[i].Domain, source.Domain); d != nil {
			d.Teams = appendNew(d.Teams, t)
			refer(&d.Entity, t, ByTeam)
		}
	}
	for i := range t.Interactions {
		if other := resolve(l, &t.Interactions[i].Team, source.Team); other != nil {
			other.With = append(other.With, TeamInteraction{t, &t.Interactions[i]})
			refer(&other.Entity, t, ByTeam)
		}
	}
	l.ownerOf(&t.Entity)
}

func (l *linker) scenario(s *Scenario) {
	if s.Status == "" {
		s.Status = "open"
	}
	if s.Lead.Text != NoDomain {
		if d := resolve(l, &s.Lead, source.Domain); d != nil {
			d.Scenarios = appendNew(d.Scenarios, s)
			refer(&d.Entity, s, ByScenario)
		}
	}
	for i := range s.RaisedBy {
		if t := resolve(l, &s.RaisedBy[i], source.Team); t != nil {
			t.Raised = appendNew(t.Raised, s)
			refer(&t.Entity, s, ByScenario)
		}
	}
	for i := range s.Needs {
		n := &s.Needs[i]
		if d := resolve(l, &n.Domain, source.Domain); d != nil {
			d.Scenarios = appendNew(d.Scenarios, s)
			refer(&d.Entity, s, ByScenario)
		}
		l.itemRef(&n.Feature, n.Domain.To, OnlyFeatures, s, ByScenario)
		l.itemRef(&n.Interface, n.Domain.To, OnlyInterfaces, s, ByScenario)
	}
	l.ownerOf(&s.Entity)
}

func (l *linker) guide(g *Guide) {
	for i := range g.Domains {
		if d := resolve(l, &g.Domains[i], source.Domain); d != nil {
			d.Guides = appendNew(d.Guides, g)
			refer(&d.Entity, g, ByGuide)
		}
	}
	for i := range g.Components {
		if c := resolve(l, &g.Components[i], source.Component); c != nil {
			c.Guides = appendNew(c.Guides, g)
			refer(&c.Entity, g, ByGuide)
		}
	}
	l.ownerOf(&g.Entity)
}

// ownerOf follows an owner that was written; owners does those that were not.
func (l *linker) ownerOf(e *Entity) { resolve(l, &e.Owner, source.Team) }

func appendNew[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}
