package site

import (
	"slices"

	"platmap/generator/par"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Graph is a site, what linking found, and what it takes to link single
// documents of it anew (see Relink).
type Graph struct {
	Site *Site

	docs   map[string]*Document // by the name of the file
	nodes  []*node              // those with a page in the order of the site, after those without
	byFile map[string][]*node   // by the name of a file they are made from
	order  *text.Collator

	structural source.Diagnostics   // about what Relink does not change
	siteWide   source.Diagnostics   // about the site as a whole
	shared     *shared              // by checks
	values     map[string]*Document // measurements, by the id of their metric
}

// Link joins documents to a site and finds every name that leads nowhere, and
// what makes little sense. Documents must be given in the order of their files'
// names; they are not changed. broken are files that gave no document; what is
// wrong with them has been reported, and their ids count as known.
func Link(docs []*Document, broken, assets []*source.File, options CheckOptions) *Graph {
	l := &Graph{Site: &Site{Sources: len(docs) + len(broken) + len(assets)}, docs: make(map[string]*Document, len(docs)), byFile: make(map[string][]*node, len(docs)), values: map[string]*Document{}}
	l.settings(docs)
	l.collect(docs)
	l.hide(broken)
	l.assets(assets)
	l.sort()
	l.resolve(l.nodes)
	for _, n := range l.nodes {
		n.addIncoming()
	}
	par.Each(len(l.nodes), func(i int) { l.nodes[i].gather() })
	l.deriveSiteWide(nil)
	l.shared = newShared(l.Site, options)
	l.checkWhole(docs)
	l.check(l.nodes)
	return l
}

// resolve resolves all names of some pages, which must have been reset.
func (l *Graph) resolve(nodes []*node) {
	par.Each(len(nodes), func(i int) { l.nameDocs(nodes[i]) }) // so that items have their names
	par.Each(len(nodes), func(i int) { (&resolver{l.Site, nodes[i]}).resolve() })
}

// nameDocs gives interfaces that are guides the names of these.
func (l *Graph) nameDocs(n *node) {
	d, ok := n.page.(*Domain)
	if !ok {
		return
	}
	for i := range d.Interfaces {
		if x := &d.Interfaces[i]; x.Doc.Text != "" && x.URL == "" {
			if p, _ := l.Site.names.lookup(source.Guide, x.Doc.Text); p != nil {
				x.Name = p.Base().Name
			}
		}
	}
}

// Diagnostics returns everything that linking found, in no order.
func (l *Graph) Diagnostics() source.Diagnostics {
	all := slices.Concat(l.structural, l.siteWide)
	var faults []written
	for _, n := range l.nodes {
		all = append(append(all, n.diags...), n.warnings...)
		faults = append(faults, n.faults...)
	}
	worded := make(source.Diagnostics, len(faults))
	par.Each(len(faults), func(i int) { worded[i] = faults[i].diagnostic() })
	return append(all, worded...)
}

// report tells of a name that is on no page.
func (l *Graph) report(f *Unresolved, w Located) {
	if !f.silent {
		l.siteWide.Add(written{f, w.Pos, w.Len}.diagnostic())
	}
}

// send enters the edges that leave a node where they lead.
func (n *node) addIncoming() {
	for _, x := range n.out {
		x.to.in = append(x.to.in, x)
	}
}

// sum works out what depends on all pages together. changed are those that were
// linked since the last time; nil is all of them.
func (l *Graph) deriveSiteWide(changed []*node) {
	l.siteWide = nil
	l.chainGuides(changed)
	l.groups()
	l.metrics()
	l.owners()
	l.questions()
	l.cycles(changed)
}
