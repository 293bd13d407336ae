package site

import (
	"cmp"
	"slices"

	"platmap/generator/par"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// Graph is a site with the data that is needed to link single documents again (see
// Relink), and the findings of linking.
type Graph struct {
	Site *Site

	docs   map[string]*Document // by file name
	nodes  []*node              // nodes without a page, then the others in the order of the site
	byFile map[string][]*node   // the nodes made from a file
	values map[string]*Document // measurements, by the id of their metric
	checks *sharedChecks

	structural source.Diagnostics // findings about parts that Relink does not change
	siteWide   source.Diagnostics // findings that depend on all pages
	unresolved []unresolvedAt     // references that have no target

	cyclic           bool // a reference was removed because it is part of a cycle
	languagesUnknown bool // whether locales is unknown because of a mistake in site.yaml
}

// node is a page in the graph. A document without a page, such as the glossary,
// has a node without one, because its texts have links too.
type node struct {
	page  Page   // or nil
	parts []part // a guide has one for each language
	key   sortKey
	index int // number of the page in the order of the site, from 1; 0 without a page

	out, in    []edge // in is in the order of the site
	unresolved []unresolvedAt
	diags      source.Diagnostics // other findings about references
	warnings   source.Diagnostics
}

// part is a page in a document, or a document without pages.
type part struct {
	doc *Document
	nth int // index in doc.Pages
}

func (p part) page() Page { return p.doc.Pages[p.nth] }

// edge is a reference from one page to another.
type edge struct {
	from, to *node
	how      How
	via      any  // the *Feature, *Interface or *Interaction that has the reference, or nil
	item     any  // the *Feature, *Interface, … that is referenced, or nil for the whole page
	deep     bool // whether it refers to an item or a heading, which may not exist after the target changes
}

// Link makes a site from documents. It resolves every reference, and reports those that
// cannot be resolved, and warnings. The documents must be sorted by the names of their
// files; they are not changed. broken are files without a document. Their errors are
// already reported, so references to their ids are not reported.
func Link(docs []*Document, broken, assets []*source.File, options CheckOptions) *Graph {
	g := &Graph{
		Site:   &Site{Sources: len(docs) + len(broken) + len(assets)},
		docs:   make(map[string]*Document, len(docs)),
		byFile: make(map[string][]*node, len(docs)),
		values: map[string]*Document{},
	}
	g.collectSettings(docs, broken)
	g.collectPages(docs)
	g.collectBroken(broken)
	g.collectAssets(assets)
	g.sort()
	g.resolve(g.nodes)
	for _, n := range g.nodes {
		n.addIncoming()
	}
	par.Each(len(g.nodes), func(i int) { g.nodes[i].deriveReverse() })
	g.deriveSiteWide(nil)
	g.checks = newSharedChecks(g.Site, options)
	g.checkDocuments(docs)
	g.check(g.nodes)
	return g
}

// resolve resolves all names on the pages of some nodes. These pages must have
// been reset.
func (g *Graph) resolve(nodes []*node) {
	par.Each(len(nodes), func(i int) { // before everything else, because other pages refer to interfaces by name
		if d, ok := nodes[i].page.(*Domain); ok {
			d.nameDocs(g.Site)
		}
	})
	par.Each(len(nodes), func(i int) { (&resolver{site: g.Site, node: nodes[i]}).resolve() })
}

// Diagnostics returns all findings of linking, in no order.
func (g *Graph) Diagnostics() source.Diagnostics {
	all := slices.Concat(g.structural, g.siteWide)
	for _, n := range g.nodes {
		all = append(append(all, n.diags...), n.warnings...)
	}
	found, named := g.unresolvedFindings()
	all = slices.DeleteFunc(all, func(d source.Diagnostic) bool { return d.Code == "map/no-guide" && named[d.Pos] })
	return append(all, found...)
}

// deriveSiteWide computes the data that depends on all pages together. changed are the
// pages that were linked since the last call, or nil for all.
func (g *Graph) deriveSiteWide(changed []*node) {
	g.siteWide, g.unresolved = nil, nil
	g.chainGuides(changed)
	g.groups()
	g.metrics()
	g.owners()
	g.questions()
	g.cycles(changed)
}

// addIncoming adds the outgoing edges of a node to the incoming edges of their
// targets.
func (n *node) addIncoming() {
	for _, e := range n.out {
		e.to.in = append(e.to.in, e)
	}
}

// deriveReverse computes the lists of a page that come from its incoming edges. A
// relation is written on one side only; these lists are the other side.
func (n *node) deriveReverse() {
	if n.page == nil {
		return
	}
	base := n.page.Base()
	base.ReferencedBy = nil
	n.page.clearReverse()
	for i := range n.in {
		e := &n.in[i]
		if e.from.page == nil {
			continue
		}
		ref := Reference{e.from.page, e.how}
		if e.from != n {
			base.ReferencedBy = addReference(base.ReferencedBy, ref)
		}
		switch item := e.item.(type) {
		case *Feature:
			item.ReferencedBy = addReference(item.ReferencedBy, ref)
		case *Interface:
			item.ReferencedBy = addReference(item.ReferencedBy, ref)
		case nil:
			n.page.addReverse(e)
		}
	}
}

// addReference adds a reference unless it is in the list. References from the
// same page are at the end of the list.
func addReference(refs []Reference, r Reference) []Reference {
	for i := len(refs) - 1; i >= 0 && refs[i].From == r.From; i-- {
		if refs[i] == r {
			return refs
		}
	}
	return append(refs, r)
}

// appendIf appends x if the condition is true and x is not the last element. This
// prevents duplicates, because edges are in the order of pages.
func appendIf[T comparable](condition bool, list []T, x T) []T {
	if n := len(list); !condition || n > 0 && list[n-1] == x {
		return list
	}
	return append(list, x)
}

// addItem adds an item that references a page to a list of that page.
func addItem(features *[]*Feature, interfaces *[]*Interface, via any) {
	switch x := via.(type) {
	case *Feature:
		*features = append(*features, x)
	case *Interface:
		*interfaces = append(*interfaces, x)
	}
}

// refill returns a copy of a list for a page that is reset. If the lengths are
// equal it overwrites the old list, because pages that are not linked again may
// have pointers to its items.
func refill[T any](old, from []T) []T {
	if len(old) != len(from) || len(from) == 0 { // keep the difference between empty and nil
		return slices.Clone(from)
	}
	copy(old, from)
	return old
}

// sortIncoming sorts the incoming edges of a node by the order of their source pages.
// Edges from the same page keep their order.
func (n *node) sortIncoming() {
	stable.Sort(n.in, func(a, b edge) int { return cmp.Compare(a.from.index, b.from.index) })
}
