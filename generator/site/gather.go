package site

import (
	"cmp"
	"slices"

	"platmap/generator/source"
)

// A relation is written on one side only. The other side is gathered here: what
// is named by whom, from the edges that lead to it.

// node is a page with what linking knows of it. A text on no page, as in the
// glossary, has a node without one: it can name things, and wrongly.
type node struct {
	page  Page
	parts []part // what it is made of; of a guide one for every language
	key   sortKey
	place int // of the page in the order of the site, from 1; 0 without a page

	out, in  []edge             // in is in the order of the site
	faults   []written          // names that lead nowhere
	diags    source.Diagnostics // what else is wrong with names
	warnings source.Diagnostics // what is well-formed and makes little sense
}

// part is a document, or one component of a document with many.
type part struct {
	doc   *Document
	nth   int
	prose []mention // of the document, those on this page
}

// edge is that a page names another one.
type edge struct {
	from, to *node
	how      How
	via      any  // the *Feature, *Interface or *Interaction of from that to lists, or nil
	item     any  // what is named on the page of to: a *Feature, *Interface … or nil
	deep     bool // it names an item or a heading, which may go when to changes
}

// gather fills in what a page learns from the edges that lead to it.
func (n *node) gather() {
	if n.page == nil {
		return
	}
	e := n.page.Base()
	e.ReferencedBy = e.ReferencedBy[:0:0]
	n.clear()
	for i := range n.in {
		x := &n.in[i]
		if x.from.page == nil {
			continue
		}
		ref := Reference{x.from.page, x.how}
		if x.from != n {
			e.ReferencedBy = addReference(e.ReferencedBy, ref)
		}
		switch to := x.item.(type) {
		case *Feature:
			to.ReferencedBy = addReference(to.ReferencedBy, ref)
		case *Interface:
			to.ReferencedBy = addReference(to.ReferencedBy, ref)
		case nil:
			n.list(x)
		}
	}
}

// addReference adds a reference to those of the same page, which stand together
// at the end.
func addReference(refs []Reference, r Reference) []Reference {
	for i := len(refs) - 1; i >= 0 && refs[i].From == r.From; i-- {
		if refs[i] == r {
			return refs
		}
	}
	return append(refs, r)
}

// clear empties the lists of a page; what it names itself comes first.
func (n *node) clear() {
	switch x := n.page.(type) {
	case *Domain:
		x.Components, x.Guides, x.Scenarios, x.Teams, x.UsedBy = nil, nil, nil, nil, nil
		for _, r := range x.GuideRefs {
			if r.To != nil && !slices.Contains(x.Guides, r.To) {
				x.Guides = append(x.Guides, r.To)
			}
		}
		for i := range x.Features {
			x.Features[i].ReferencedBy = nil
		}
		for i := range x.Interfaces {
			x.Interfaces[i].ReferencedBy = nil
		}
	case *Component:
		x.Parts, x.UsedBy, x.Replaces, x.Features, x.Interfaces, x.Guides = nil, nil, nil, nil, nil, nil
	case *Team:
		x.Raised, x.With = nil, nil
	case *Guide:
		x.Interfaces, x.Features = nil, nil
	}
}

// list enters an edge into the list of the page that it belongs to, if there is
// one beside ReferencedBy.
func (n *node) list(x *edge) {
	switch to := n.page.(type) {
	case *Domain:
		switch from := x.from.page.(type) {
		case *Component:
			if x.how == ByComponent {
				to.Components = appendNew(to.Components, from)
			}
		case *Guide:
			if x.how == ByGuide && !slices.ContainsFunc(to.GuideRefs, func(r Ref[Guide]) bool { return r.To == from }) {
				to.Guides = appendNew(to.Guides, from)
			}
		case *Scenario:
			if x.how == ByScenario {
				to.Scenarios = appendNew(to.Scenarios, from)
			}
		case *Team:
			if x.how == ByTeam {
				to.Teams = appendNew(to.Teams, from)
			}
		case *Domain:
			if x.how == ByDependsOn {
				to.UsedBy = appendNew(to.UsedBy, from)
			}
		}
	case *Component:
		switch from := x.from.page.(type) {
		case *Component:
			switch x.how {
			case ByPartOf:
				to.Parts = append(to.Parts, from)
			case ByDependsOn:
				to.UsedBy = appendNew(to.UsedBy, from)
			case ByReplaced:
				to.Replaces = append(to.Replaces, from)
			}
		case *Guide:
			if x.how == ByGuide {
				to.Guides = appendNew(to.Guides, from)
			}
		case *Domain:
			to.Features, to.Interfaces = listItem(to.Features, to.Interfaces, x.via)
		}
	case *Team:
		switch from := x.from.page.(type) {
		case *Scenario:
			if x.how == ByScenario {
				to.Raised = appendNew(to.Raised, from)
			}
		case *Team:
			if i, ok := x.via.(*Interaction); ok {
				to.With = append(to.With, TeamInteraction{from, i})
			}
		}
	case *Guide:
		to.Features, to.Interfaces = listItem(to.Features, to.Interfaces, x.via)
	}
}

func listItem(features []*Feature, interfaces []*Interface, via any) ([]*Feature, []*Interface) {
	switch x := via.(type) {
	case *Feature:
		features = append(features, x)
	case *Interface:
		interfaces = append(interfaces, x)
	}
	return features, interfaces
}

// appendNew adds what is not the last one already: edges come page by page.
func appendNew[T comparable](list []T, x T) []T {
	if n := len(list); n > 0 && list[n-1] == x {
		return list
	}
	return append(list, x)
}

// sortIn puts the edges that lead to a page into the order of the site; those of
// one page stay as they are.
func (n *node) sortIn() {
	slices.SortStableFunc(n.in, func(a, b edge) int { return cmp.Compare(a.from.place, b.from.place) })
}
