package site

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// sortKey determines the position of a page in the order of the site.
type sortKey struct {
	kind   int
	group  int    // of domains
	folder string // of guides
	index  int    // 0 for the README of a folder, which is first; otherwise 1
	order  float64
	number string // the number at the start of the name of a guide's file
	name   []byte // text.SortKey
	id     string
}

func (a *sortKey) compare(b *sortKey) int {
	return cmp.Or(
		cmp.Compare(a.kind, b.kind),
		cmp.Compare(a.group, b.group),
		cmp.Compare(a.folder, b.folder),
		cmp.Compare(a.index, b.index),
		cmp.Compare(a.order, b.order),
		cmp.Compare(a.number, b.number),
		bytes.Compare(a.name, b.name),
		cmp.Compare(a.id, b.id),
	)
}

func (g *Graph) sortKey(p Page) sortKey {
	base := p.Base()
	group, folder := p.section(g.Site)
	key := sortKey{kind: slices.Index(pageKinds, base.Kind), group: group, order: base.Order, name: text.SortKey(base.Name.Plain(g.Site.Locale())), id: base.ID}
	if base.Kind == source.Guide {
		key.folder, key.number = numbered(folder), number(path.Base(base.ID))
		if !isIndex(base.ID) {
			key.index = 1
		}
	}
	return key
}

// unnumbered sorts after every number.
const unnumbered = "~"

// number returns a sort key for the number at the start of a file name, as in 0001-x
// and 2.10_x, or unnumbered.
func number(name string) string {
	key := ""
	for {
		digits := strings.TrimLeft(name, "0123456789")
		n := len(name) - len(digits)
		if n == 0 || digits != "" && strings.IndexByte("-_. ", digits[0]) < 0 {
			break
		}
		value := strings.TrimLeft(name[:n], "0")
		key += strings.Repeat("0", max(0, 20-len(value))) + value + " "
		name = strings.TrimLeft(digits, "-_. ")
	}
	return cmp.Or(key, unnumbered)
}

// numbered returns a sort key for a path with numbers at the start of the names of its
// folders.
func numbered(folder string) string {
	if folder == "" {
		return ""
	}
	var key strings.Builder
	for name := range strings.SplitSeq(folder, "/") {
		key.WriteString(number(name) + name + "\x00") // makes a folder sort before longer names
	}
	return key.String()
}

func compareKeys(a, b Page) int { return a.Base().node.key.compare(&b.Base().node.key) }

// sort puts everything into the order for readers. After later changes, resort does.
func (g *Graph) sort() {
	for _, p := range g.Site.pages {
		p.Base().node.key = g.sortKey(p)
	}
	stable.Sort(g.Site.pages, compareKeys)
	g.setOrder()
	stable.Sort(g.nodes, func(a, b *node) int { return cmp.Compare(a.index, b.index) })
}

// setOrder sets the fields that depend on the order of the pages.
func (g *Graph) setOrder() {
	for i, p := range g.Site.pages {
		p.Base().node.index = i + 1
	}
	for _, t := range pageTypes {
		t.setList(g.Site)
	}
}

// resort moves the pages whose sort key has changed, and reports whether there are any.
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
		// all other pages are sorted, so two binary searches are enough
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
