package site

import (
	"bytes"
	"cmp"
	"slices"

	"platmap/generator/text"
)

// sortKey determines the position of a page in the order of the site.
type sortKey struct {
	kind   int
	group  int    // of domains
	folder string // of guides
	order  float64
	name   []byte // collation key
	id     string
}

func (a *sortKey) compare(b *sortKey) int {
	return cmp.Or(
		cmp.Compare(a.kind, b.kind),
		cmp.Compare(a.group, b.group),
		cmp.Compare(a.folder, b.folder),
		cmp.Compare(a.order, b.order),
		bytes.Compare(a.name, b.name),
		cmp.Compare(a.id, b.id),
	)
}

func (g *Graph) sortKey(p Page) sortKey {
	base := p.Base()
	group, folder := p.section(g.Site)
	return sortKey{slices.Index(pageKinds, base.Kind), group, folder, base.Order, g.order.Key(base.Name.Plain(g.Site.Locale())), base.ID}
}

func compareKeys(a, b Page) int { return a.Base().node.key.compare(&b.Base().node.key) }

// sort puts everything in the order that readers see. Later changes use resort.
func (g *Graph) sort() {
	g.order = text.NewCollator(g.Site.Locale())
	for _, p := range g.Site.pages {
		p.Base().node.key = g.sortKey(p)
	}
	slices.SortFunc(g.Site.pages, compareKeys)
	g.setOrder()
	slices.SortStableFunc(g.nodes, func(a, b *node) int { return cmp.Compare(a.index, b.index) })
}

// setOrder sets what depends on the order of the pages.
func (g *Graph) setOrder() {
	for i, p := range g.Site.pages {
		p.Base().node.index = i + 1
	}
	for _, t := range pageTypes {
		t.setList(g.Site)
	}
}

// resort moves the pages that have a new sort key, and reports whether there are
// any.
func (g *Graph) resort(changed []*node) bool {
	moved := false
	for _, n := range changed {
		if n.page == nil {
			continue
		}
		key := g.sortKey(n.page)
		if key.compare(&n.key) == 0 {
			continue
		}
		// All other pages are sorted, so two searches are enough.
		pages := g.Site.pages
		from := slices.Index(pages, n.page)
		others := slices.Delete(pages, from, from+1)
		n.key = key
		to, _ := slices.BinarySearchFunc(others, n.page, compareKeys)
		g.Site.pages = slices.Insert(others, to, n.page)
		moved = true
	}
	if moved {
		g.setOrder()
	}
	return moved
}

// groups fills the layers of the overview.
func (g *Graph) groups() {
	for _, group := range g.Site.Groups {
		group.Domains = nil
	}
	for _, d := range g.Site.Domains {
		if d.In != nil {
			d.In.Domains = append(d.In.Domains, d)
		}
	}
}

// chainGuides sets the previous and the next guide in the same folder for the
// changed guides and their neighbours, or for all guides if changed is nil.
func (g *Graph) chainGuides(changed []*node) {
	guides := g.Site.Guides
	chain := func(i int) { // guide i and the one before it
		switch {
		case len(guides) == 0:
		case i == 0:
			guides[i].Prev = nil
		case i == len(guides):
			guides[i-1].Next = nil
		case guides[i-1].node.key.folder == guides[i].node.key.folder:
			guides[i-1].Next, guides[i].Prev = guides[i], guides[i-1]
		default:
			guides[i-1].Next, guides[i].Prev = nil, nil
		}
	}
	if changed == nil {
		for i := range len(guides) + 1 {
			chain(i)
		}
		return
	}
	for _, n := range changed {
		if _, ok := n.page.(*Guide); ok {
			i := n.index - guides[0].node.index
			chain(i)
			chain(i + 1)
		}
	}
}
