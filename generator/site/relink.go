package site

import (
	"slices"

	"platmap/generator/source"
)

// Relink puts documents in the place of those that were made from files of the
// same names, and links again what that concerns: the site is then what Link
// would have made of all documents. It works in proportion to what changed.
//
// It does so for what people do all day, writing: a new text, title, reference or
// item. When there is more to it, because a name came or went or the languages
// changed, it changes nothing and returns false, and it is for Link to make a
// new site.
//
// The site is changed in place, so nobody may be reading it.
func (l *Graph) Relink(docs []*Document) bool {
	changed := l.concerned(docs)
	if changed == nil {
		return false
	}
	again := l.dependents(changed)
	if len(again) > max(len(l.nodes)/4, 64) {
		return false // many hands make light work of Link
	}
	for _, doc := range docs {
		l.replace(doc)
	}
	heard := map[*node]bool{} // pages that hear of it
	for n := range again {
		heard[n] = true
		for i := range n.out {
			heard[n.out[i].to] = true
		}
	}
	for n := range heard {
		n.in = slices.DeleteFunc(n.in, func(x edge) bool { return again[x.from] })
	}
	nodes := l.inOrder(again)
	titles := titlesOf(changed)
	for _, n := range nodes {
		n.reset(l.Site.Locales)
	}
	if !slices.Equal(titles, titlesOf(changed)) {
		l.Site.names.hints.forget()
	}
	l.resolve(nodes)
	moved := l.resort(changed)
	for _, n := range nodes {
		for _, x := range n.out {
			heard[x.to] = true
		}
		n.addIncoming()
	}
	for n := range heard {
		n.sortIn()
		n.gather()
	}
	if moved {
		l.chainGuides(nil)
	}
	l.deriveSiteWide(nodes)
	if slices.ContainsFunc(changed, decidesForAll) {
		l.shared = newShared(l.Site, l.shared.options)
		l.check(l.nodes)
	} else {
		for _, n := range changed {
			for i := range n.in { // its owner may be theirs
				heard[n.in[i].from] = true
			}
		}
		l.check(l.inOrder(heard))
	}
	return true
}

// titlesOf returns the names of pages in all languages.
func titlesOf(nodes []*node) []string {
	var titles []string
	for _, n := range nodes {
		if n.page != nil {
			titles = append(append(titles, n.page.Base().ID), n.page.Base().Name.all()...)
		}
	}
	return titles
}

// decidesForAll reports whether findings about any page may depend on a page: by
// the name of a component, or by who a team is.
func decidesForAll(n *node) bool {
	switch n.page.(type) {
	case *Component, *Team:
		return true
	}
	return false
}

// concerned returns the nodes that documents are for, or nil if not all of them
// can take the place of one that was there.
func (l *Graph) concerned(docs []*Document) []*node {
	if l.shared.options.Translations {
		return nil // they are counted over all documents
	}
	files, seen := map[string]bool{}, map[*node]bool{}
	nodes := []*node{}
	for _, doc := range docs {
		name := doc.File.Name
		old := l.docs[name]
		if old == nil || !sameNames(old, doc) {
			return nil
		}
		files[name] = true
		for _, n := range l.byFile[name] {
			if !seen[n] {
				seen[n] = true
				nodes = append(nodes, n)
			}
		}
	}
	for _, d := range l.structural { // its place, or the place it mentions, may be another now
		if d.Pos.IsValid() && files[d.Pos.File.Name] || slices.ContainsFunc(d.Related, func(r source.Related) bool { return r.Pos.IsValid() && files[r.Pos.File.Name] }) {
			return nil
		}
	}
	return nodes
}

// sameNames reports whether two documents of one file make the same things known
// under the same names.
func sameNames(a, b *Document) bool {
	switch {
	case a.Domain != nil && b.Domain != nil:
		return sameEntity(&a.Domain.Entity, &b.Domain.Entity)
	case a.Team != nil && b.Team != nil:
		return sameEntity(&a.Team.Entity, &b.Team.Entity)
	case a.Scenario != nil && b.Scenario != nil:
		return sameEntity(&a.Scenario.Entity, &b.Scenario.Entity)
	case a.Guide != nil && b.Guide != nil:
		return sameEntity(&a.Guide.Entity, &b.Guide.Entity) &&
			a.Guide.IsDraft == b.Guide.IsDraft && a.Guide.Versions[0].Lang == b.Guide.Versions[0].Lang
	case a.Terms != nil || b.Terms != nil || a.Settings != nil || b.Settings != nil,
		a.Values != nil || b.Values != nil, a.Issues != nil || b.Issues != nil:
		return false
	}
	return slices.EqualFunc(a.Components, b.Components, func(a, b *Component) bool { return sameEntity(&a.Entity, &b.Entity) })
}

func sameEntity(a, b *Entity) bool {
	return a.ID == b.ID && slices.EqualFunc(a.Aliases, b.Aliases, func(a, b Located) bool { return a.Text == b.Text })
}

// dependents returns the nodes to link again when some have changed: these; those
// that name an item or a heading of theirs, which may have come or gone; and all
// whose names lead nowhere, for another page's name or title may be what was
// meant. Who names a page as a whole points at it still.
func (l *Graph) dependents(changed []*node) map[*node]bool {
	again := map[*node]bool{}
	for _, n := range l.nodes {
		if len(n.diags)+len(n.faults) > 0 {
			again[n] = true
		}
	}
	deep := func(n *node) {
		for i := range n.in {
			if n.in[i].deep {
				again[n.in[i].from] = true
			}
		}
	}
	for _, n := range changed {
		again[n] = true
		deep(n)
		if _, ok := n.page.(*Guide); ok {
			for i := range n.in {
				if from := n.in[i].from; n.in[i].how == ByInterface { // it has an interface that is called as the guide is
					again[from] = true
					deep(from)
				}
			}
		}
	}
	return again
}

// replace makes a document that of its nodes.
func (l *Graph) replace(doc *Document) {
	old := l.docs[doc.File.Name]
	l.docs[doc.File.Name] = doc
	for _, n := range l.byFile[doc.File.Name] {
		for i := range n.parts {
			if p := &n.parts[i]; p.doc == old {
				p.doc, p.prose = doc, doc.prose
				if doc.Components != nil {
					p.prose = doc.proseOf(p.nth)
				}
			}
		}
	}
}

// inOrder returns nodes in the order of the site.
func (l *Graph) inOrder(set map[*node]bool) []*node {
	nodes := make([]*node, 0, len(set))
	for n := range set {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b *node) int { return a.place - b.place })
	return nodes
}

// resort moves pages that have another name or place in the order now. It
// returns whether there were any.
func (l *Graph) resort(changed []*node) bool {
	moved := false
	s := l.Site
	for _, n := range changed {
		if n.page == nil {
			continue
		}
		key := l.key(n.page)
		if key.compare(&n.key) == 0 {
			continue
		}
		moved = true
		switch x := n.page.(type) {
		case *Domain:
			move(s.Domains, x, key)
		case *Component:
			move(s.Components, x, key)
		case *Team:
			move(s.Teams, x, key)
		case *Scenario:
			move(s.Scenarios, x, key)
		case *Guide:
			move(s.Guides, x, key)
		}
	}
	if moved {
		l.place()
	}
	return moved
}
