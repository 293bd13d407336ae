package site

import (
	"bytes"
	"cmp"
	"slices"

	"platmap/generator/text"
)

// sortKey is where a page stands among those of its kind: domains by group,
// guides by folder; and within it by their order key and then by name.
type sortKey struct {
	first  int
	folder string
	order  float64
	name   []byte
	id     string
}

func (a *sortKey) compare(b *sortKey) int {
	return cmp.Or(
		cmp.Compare(a.first, b.first),
		cmp.Compare(a.folder, b.folder),
		cmp.Compare(a.order, b.order),
		bytes.Compare(a.name, b.name),
		cmp.Compare(a.id, b.id),
	)
}

// key returns where a page stands.
func (l *Graph) key(p Page) sortKey {
	e := p.Base()
	k := sortKey{order: e.Order, id: e.ID}
	switch x := p.(type) {
	case *Domain:
		k.first = slices.IndexFunc(l.Site.Groups, func(g *Group) bool { return g.ID == x.Group.Text })
		if k.first < 0 {
			k.first = len(l.Site.Groups)
		}
	case *Guide:
		k.folder = x.Folder()
	}
	k.name = l.order.Key(e.Name.Plain(l.Site.Locale()))
	return k
}

// sort puts everything into the order readers see, for the first time.
func (l *Graph) sort() {
	l.order = text.NewCollator(l.Site.Locale())
	for _, n := range l.nodes {
		if n.page != nil {
			n.key = l.key(n.page)
		}
	}
	s := l.Site
	sortPages(s.Domains)
	sortPages(s.Components)
	sortPages(s.Teams)
	sortPages(s.Scenarios)
	sortPages(s.Guides)
	l.place()
	slices.SortStableFunc(l.nodes, func(a, b *node) int { return cmp.Compare(a.place, b.place) })
}

func sortPages[P Page](pages []P) {
	slices.SortFunc(pages, func(a, b P) int { return a.Base().node.key.compare(&b.Base().node.key) })
}

// place numbers the pages in the order of the site.
func (l *Graph) place() {
	for i, p := range l.Site.Pages() {
		p.Base().node.place = i + 1
	}
}

// move puts a page whose key has changed where it belongs. The others must be
// in order.
func move[P Page](pages []P, p P, key sortKey) {
	i := slices.IndexFunc(pages, func(x P) bool { return x.Base() == p.Base() })
	copy(pages[i:], pages[i+1:])
	rest := pages[:len(pages)-1]
	p.Base().node.key = key
	to, _ := slices.BinarySearchFunc(rest, &key, func(x P, k *sortKey) int { return x.Base().node.key.compare(k) })
	copy(pages[to+1:], pages[to:len(pages)-1])
	pages[to] = p
}

// groups fills the layers of the overview.
func (l *Graph) groups() {
	for _, g := range l.Site.Groups {
		g.Domains = nil
	}
	for _, d := range l.Site.Domains {
		if d.In != nil {
			d.In.Domains = append(d.In.Domains, d)
		}
	}
}

// chainGuides lets guides know the ones before and after them in their folder.
// Those between two guides that did not change know already; nil is all.
func (l *Graph) chainGuides(changed []*node) {
	guides := l.Site.Guides
	join := func(i int) { // a guide and the one before it
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
			join(i)
		}
		return
	}
	if len(guides) == 0 {
		return
	}
	first := guides[0].node.place
	for _, n := range changed {
		if _, ok := n.page.(*Guide); ok {
			join(n.place - first)
			join(n.place - first + 1)
		}
	}
}
