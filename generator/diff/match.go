package diff

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"

	"platmap/generator/site"
	"platmap/generator/source"
)

// newDiffer matches the things of two sites: by id, then by the aliases of both sites, then
// by similar content.
func newDiffer(old, new *site.Site) *differ {
	d := &differ{
		sites: [2]*site.Site{old, new}, roots: map[*source.File]*root{},
		to: make(map[site.Page]site.Page, len(old.Pages())), from: make(map[site.Page]site.Page, len(new.Pages())),
		items: map[any]any{}, paired: map[site.Page]bool{},
	}
	for _, p := range old.Pages() {
		e := p.Base()
		if q := new.Page(e.Kind, e.ID); q != nil && d.from[q] == nil && old.Page(e.Kind, q.Base().ID) == p && !isAlias(q, e.ID) {
			d.match(p, q)
		}
	}
	for _, p := range old.Pages() {
		if d.to[p] == nil {
			for _, id := range append([]string{p.Base().ID}, aliasesOf(p)...) {
				d.match(p, new.Page(p.Base().Kind, id))
			}
		}
	}
	for _, q := range new.Pages() {
		if d.from[q] == nil {
			for _, id := range append([]string{q.Base().ID}, aliasesOf(q)...) {
				d.match(old.Page(q.Base().Kind, id), q)
			}
		}
	}
	for _, kind := range source.PageKinds() {
		d.matchContent(kind)
	}
	return d
}

// isAlias reports whether an id is an alias of a page.
func isAlias(p site.Page, id string) bool { return slices.Contains(aliasesOf(p), id) }

func aliasesOf(p site.Page) []string {
	var ids []string
	for _, a := range p.Base().Aliases {
		ids = append(ids, a.Text)
	}
	return ids
}

// match records that q is the new version of p, unless one of them is nil or already
// matched.
func (d *differ) match(p, q site.Page) {
	if p != nil && q != nil && d.to[p] == nil && d.from[q] == nil {
		d.to[p], d.from[q] = q, p
	}
}

// matchContent matches the remaining pages of a kind.
func (d *differ) matchContent(kind source.Kind) {
	var left [2][]site.Page
	for side, s := range d.sites {
		for _, p := range s.Pages() {
			if p.Base().Kind == kind && d.to[p] == nil && d.from[p] == nil {
				left[side] = append(left[side], p)
			}
		}
	}
	if left[before] == nil || left[after] == nil {
		return
	}
	var entries [2][]entry
	for side, pages := range left {
		for _, p := range pages {
			entries[side] = append(entries[side], contentOf(p))
		}
	}
	const least = 6 // so that two components of the same domain about which nothing else is known do not match
	for i, j := range pairWith(entries[before], entries[after], least) {
		if j >= 0 {
			d.match(left[before][i], left[after][j])
		}
	}
}

// contentOf returns the entry by which a page with a changed id is matched: it contains
// the whole content, and the words.
func contentOf(p site.Page) entry {
	var e entry
	s := sketcher{}
	for _, v := range p.Base().Name.Versions() {
		s.addStrong("name " + v.Doc.Source())
	}
	for _, w := range p.Base().Written() {
		if g, ok := w.(*site.Guide); ok {
			body := bodyOf(g)
			e.names = append(e.names, body)
			s.text(body)
		} else {
			s.value(reflect.ValueOf(w))
		}
	}
	e.words = s.sketch()
	return e
}

// things compares the things of a kind.
func (d *differ) things(kind source.Kind) {
	var pages [2][]site.Page
	for side, s := range d.sites {
		for _, p := range s.Pages() {
			if p.Base().Kind == kind {
				pages[side] = append(pages[side], p)
			}
		}
	}
	index := make(map[site.Page]int, len(pages[after]))
	for j, q := range pages[after] {
		index[q] = j
	}
	to := make([]int, len(pages[before]))
	for i, p := range pages[before] {
		if to[i] = -1; d.to[p] != nil {
			to[i] = index[d.to[p]]
		}
	}
	d.walk(to, len(pages[after]), func(i, j, _ int) {
		var p [2]site.Page
		if i >= 0 {
			p[before] = pages[before][i]
		}
		if j >= 0 {
			p[after] = pages[after][j]
		}
		d.thing(kind, p)
	})
}

// thing compares two versions of a thing. One of them may be nil.
func (d *differ) thing(kind source.Kind, p [2]site.Page) {
	if kind != source.Domain && p[before] != nil && p[after] != nil && site.HaveSameDocuments(p[before], p[after]) {
		return // true for most things if one file was edited; the measurements of a domain are in other documents
	}
	c := &context{kind: kind}
	var at [2]location
	for side := range p {
		if p[side] != nil {
			e := p[side].Base()
			c.sides[side] = Side{Page: p[side], ID: e.ID}
			d.setLang(side, p[side])
			at[side] = location{file: e.File, id: e.ID}
		}
	}
	switch {
	case p[before] == nil:
		d.add(c, Added, "", [2]Value{}, at)
		if kind == source.Domain {
			d.addLooseDomain(after, c)
		}
	case p[after] == nil:
		d.add(c, Removed, "", [2]Value{}, at)
		if kind == source.Domain {
			d.addLooseDomain(before, c)
		}
	default:
		if c.sides[before].ID != c.sides[after].ID {
			d.add(c, Renamed, "", [2]Value{}, at)
		}
		if sameFiles(p) {
			break
		}
		if g, ok := p[after].(*site.Guide); ok {
			d.languages(c, [2]*site.Guide{p[before].(*site.Guide), g})
		}
		d.structs(c, [2]value{written(p[before]), written(p[after])})
	}
	if kind == source.Domain && p[before] != nil && p[after] != nil {
		d.measurements(c, [2]*site.Domain{p[before].(*site.Domain), p[after].(*site.Domain)})
	}
}

// setLang sets the language of those texts of a thing that do not specify one.
func (d *differ) setLang(side int, p site.Page) {
	d.lang[side] = cmp.Or(p.Base().Lang, d.sites[side].Locale())
}

// sameFiles reports whether the files of two pages have the same text. Then no property
// differs, although the targets of references may.
func sameFiles(p [2]site.Page) bool {
	a, b := p[before].Base().Written(), p[after].Base().Written()
	return slices.EqualFunc(a, b, func(a, b site.Page) bool {
		f, g := a.Base().File, b.Base().File
		return f == g || f.Text == g.Text && f.Unreadable == g.Unreadable
	})
}

// written returns a page as it is written in its file. For a guide it is the file with
// the main version.
func written(p site.Page) value {
	e := p.Base()
	v := value{linked: reflect.ValueOf(p).Elem(), at: location{file: e.File, id: e.ID}}
	v.written = v.linked
	for _, w := range e.Written() {
		if w.Base().File == e.File {
			v.written = reflect.ValueOf(w).Elem()
		}
	}
	return v
}

// measurements compares the measurements of metrics, which are in files of their own.
func (d *differ) measurements(c *context, domains [2]*site.Domain) {
	if len(domains[before].Metrics) == 0 || len(domains[after].Metrics) == 0 {
		return
	}
	var lists [2]value
	var entries [2][]entry
	for side, domain := range domains {
		v := reflect.ValueOf(&domain.Metrics).Elem()
		lists[side] = value{written: v, linked: v}
		entries[side] = d.entries(side, lists[side])
	}
	for i, j := range pair(entries[before], entries[after]) {
		if j < 0 || slices.Equal(valuesOf(domains[before].Metrics[i]), valuesOf(domains[after].Metrics[j])) {
			continue
		}
		inner := *c
		inner.list = "metrics"
		var values [2]Value
		var at [2]location
		for side, k := range [2]int{i, j} {
			m := &domains[side].Metrics[k]
			item := Item{List: "metrics", Index: k}
			d.fill(&item, side, lists[side].element(k))
			inner.sides[side].Item = item
			if v := m.Latest(); v != nil {
				values[side] = Value{Kind: Number, Plain: string(v.Number)}
			}
			at[side] = written(domains[side]).at.under("metrics").under(strconv.Itoa(k))
		}
		d.add(&inner, Changed, "values", values, at)
	}
}

// measured is a measurement without its position.
type measured struct {
	date   site.Date
	number site.Number
}

func valuesOf(m site.Metric) []measured {
	var list []measured
	for _, v := range m.Values {
		list = append(list, measured{v.Date, v.Number})
	}
	return list
}

// settings compares the settings of the sites.
func (d *differ) settings() {
	c := &context{kind: source.Site}
	var v [2]value
	for side, s := range d.sites {
		d.lang[side] = s.Locale()
		x := reflect.ValueOf(&s.Settings).Elem()
		v[side] = value{written: x, linked: x, at: location{file: s.File}}
	}
	d.structs(c, v)
	d.matchGroups()
}

// matchGroups matches the groups of the two sites by the same rules as elements of lists.
func (d *differ) matchGroups() {
	d.groups = map[string]string{}
	var entries [2][]entry
	for side, s := range d.sites {
		v := reflect.ValueOf(&s.Groups).Elem()
		entries[side] = d.entries(side, value{written: v, linked: v})
	}
	for i, j := range pair(entries[before], entries[after]) {
		if j >= 0 {
			d.groups[d.sites[before].Groups[i].ID] = d.sites[after].Groups[j].ID
		}
	}
}

// terms compares the glossaries.
func (d *differ) terms() {
	c := &context{kind: source.Glossary}
	var v [2]value
	for side, s := range d.sites {
		d.lang[side] = s.Locale()
		x := reflect.ValueOf(&s.Terms).Elem()
		v[side] = value{written: x, linked: x, at: location{file: glossaryOf(s)}}
	}
	d.list(c, "terms", v)
}

// glossaryOf returns the file of the glossary, or nil if the glossary has no terms.
func glossaryOf(s *site.Site) *source.File {
	for _, t := range s.Terms {
		for _, v := range t.Term.Versions() {
			return v.Pos.File
		}
	}
	return nil
}

// differs reports whether two assets have different content. It compares only the size of
// assets that are not SVG images, because their content is not read.
func differs(a, b *source.File) bool {
	if a.IsBinary() {
		return a.Size() != b.Size()
	}
	return withUnixLines(a.Text) != withUnixLines(b.Text)
}

// assets compares the files beside guides.
func (d *differ) assets() {
	names := map[string][2]*site.Asset{}
	var all []string
	for side, s := range d.sites {
		for _, a := range s.Assets {
			both := names[a.File.Name]
			if both == [2]*site.Asset{} {
				all = append(all, a.File.Name)
			}
			both[side] = a
			names[a.File.Name] = both
		}
	}
	slices.Sort(all)
	for _, name := range all {
		c := &context{kind: source.Asset}
		var at [2]location
		both := names[name]
		for side, a := range both {
			if a != nil {
				c.sides[side].ID, at[side] = name, location{file: a.File}
			}
		}
		switch {
		case both[before] == nil:
			d.add(c, Added, "", [2]Value{}, at)
		case both[after] == nil:
			d.add(c, Removed, "", [2]Value{}, at)
		case differs(both[before].File, both[after].File):
			d.add(c, Changed, "content", [2]Value{}, at)
		}
	}
}
