package diff

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// entry is an element of a list, with the properties by which it is matched with those of
// another list.
type entry struct {
	id    string   // unique in the list, or ""
	names []string // its names, in several languages
	words sketch   // the words of its texts
}

// pair returns the index in news of the counterpart of each element of olds, or -1.
// Elements are matched by id, then by any of their names, then by similar texts. Swapping
// the arguments gives the same pairs.
func pair(olds, news []entry) []int { return pairWith(olds, news, 1) }

// pairWith is like pair, but similar texts must have at least least words in common.
func pairWith(olds, news []entry, least int) []int {
	m := newMatching(olds, news)
	m.byNames()
	m.similar(least)
	return m.to
}

// pairByName is like pair, but does not match by similar texts.
func pairByName(olds, news []entry) []int {
	m := newMatching(olds, news)
	m.byNames()
	return m.to
}

func newMatching(olds, news []entry) *matching {
	m := &matching{olds: olds, news: news, to: make([]int, len(olds)), taken: make([]bool, len(news))}
	for i := range m.to {
		m.to[i] = -1
	}
	return m
}

// byNames pairs elements with the same id, then those with the same name.
func (m *matching) byNames() {
	m.byName(func(e entry) []string {
		if e.id == "" {
			return nil
		}
		return []string{e.id}
	})
	const rounds = 4 // several rounds, because pairing one of two elements with the same name leaves the other one unambiguous
	for round := 0; round < rounds && m.byName(func(e entry) []string { return e.names }); round++ {
	}
}

// matching holds the state of pair.
type matching struct {
	olds, news []entry
	to         []int
	taken      []bool // of news
}

// candidate is an old and a new element that may be the same. The order of candidates
// does not depend on which list is the old one.
type candidate struct {
	i, j  int
	score float64
	rank  int
	name  string
}

func compareCandidates(a, b candidate) int {
	distance := func(c candidate) int { return max(c.i-c.j, c.j-c.i) }
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.rank, b.rank), cmp.Compare(distance(a), distance(b)),
		cmp.Compare(a.i+a.j, b.i+b.j), cmp.Compare(a.name, b.name), cmp.Compare(min(a.i, a.j), min(b.i, b.j)))
}

// use pairs candidates, the best first, and reports whether there were any.
func (m *matching) use(all []candidate) bool {
	stable.Sort(all, compareCandidates)
	for _, c := range all {
		if m.to[c.i] < 0 && !m.taken[c.j] {
			m.to[c.i], m.taken[c.j] = c.j, true
		}
	}
	return len(all) > 0
}

// byName pairs elements that have the same name. If several elements have it, they are
// paired in order.
func (m *matching) byName(names func(entry) []string) bool {
	type use struct{ element, rank int }
	free := map[string][]use{}
	for j, e := range m.news {
		if !m.taken[j] {
			for rank, name := range names(e) {
				free[name] = append(free[name], use{j, rank})
			}
		}
	}
	var all []candidate
	seen := map[string]int{}
	for i, e := range m.olds {
		if m.to[i] >= 0 {
			continue
		}
		for rank, name := range names(e) {
			if n := seen[name]; n < len(free[name]) {
				other := free[name][n]
				all = append(all, candidate{i: i, j: other.element, rank: rank + other.rank, name: name})
			}
			seen[name]++
		}
	}
	return m.use(all)
}

// similar pairs the remaining elements by the similarity of their texts.
func (m *matching) similar(least int) {
	var olds, news []int
	for i := range m.olds {
		if m.to[i] < 0 {
			olds = append(olds, i)
		}
	}
	for j := range m.news {
		if !m.taken[j] {
			news = append(news, j)
		}
	}
	of := func(list []entry, indexes []int) []sketch {
		sketches := make([]sketch, len(indexes))
		for k, i := range indexes {
			sketches[k] = list[i].words
		}
		return sketches
	}
	all := similarPairs(of(m.olds, olds), of(m.news, news), least)
	for k := range all {
		all[k].i, all[k].j = olds[all[k].i], news[all[k].j]
	}
	m.use(all)
}

// list compares two lists of structs.
func (d *differ) list(c *context, key string, v [2]value) {
	var entries [2][]entry
	for side := range v {
		entries[side] = d.entries(side, v[side])
	}
	to := pair(entries[before], entries[after])
	d.walk(to, v[after].written.Len(), func(i, j, index int) {
		inner := *c
		inner.list, inner.prefix = join(c.list, key), ""
		var at [2]location
		for side, k := range [2]int{i, j} {
			s := &inner.sides[side]
			item := Item{List: key, Index: index, Absent: true}
			if !s.Item.IsZero() {
				parent := s.Item
				item.Parent = &parent
			}
			at[side] = v[side].at
			if k >= 0 {
				e := v[side].element(k)
				d.fill(&item, side, e)
				item.Index, item.Absent, at[side] = k, false, e.at
			}
			s.Item = item
		}
		switch {
		case i < 0:
			d.add(&inner, Added, "", [2]Value{}, at)
			d.addLoose(after, &inner, v[after].element(j), entries[after][j])
		case j < 0:
			d.add(&inner, Removed, "", [2]Value{}, at)
			d.addLoose(before, &inner, v[before].element(i), entries[before][i])
		default:
			d.structs(&inner, [2]value{v[before].element(i), v[after].element(j)})
		}
	})
	if !slices.IsSorted(slices.DeleteFunc(slices.Clone(to), func(j int) bool { return j < 0 })) {
		d.add(c, Reordered, c.prefix+key, [2]Value{d.order(before, v[before]), d.order(after, v[after])}, [2]location{v[before].at, v[after].at})
	}
}

// walk calls do for each pair of elements and for each element without a counterpart, in
// the order of the new list. A removed element follows the one that preceded it in the
// old list. i and j are the indexes in the two lists, or -1. index is the index that a
// removed element would have in the new list, or an added one in the old list.
func (d *differ) walk(to []int, n int, do func(i, j, index int)) {
	from := make([]int, n)
	for j := range from {
		from[j] = -1
	}
	removed := make([][]int, n+1) // by the index of the new element that they precede
	last := -1
	for i, j := range to {
		if j >= 0 {
			from[j], last = i, j
		} else {
			removed[last+1] = append(removed[last+1], i)
		}
	}
	last = -1
	for j := 0; j <= n; j++ {
		for _, i := range removed[j] {
			do(i, -1, j)
		}
		if j == n {
			break
		}
		if from[j] >= 0 {
			last = from[j]
			do(last, j, j)
		} else {
			do(-1, j, last+1)
		}
	}
}

func join(list, key string) string {
	if list == "" {
		return key
	}
	return list + "." + key
}

// order returns the names of the elements of a list, in order.
func (d *differ) order(side int, v value) Value {
	list := Value{Kind: List}
	for k := range v.written.Len() {
		var item Item
		d.fill(&item, side, v.element(k))
		name := textValue(item.Name)
		if name.IsZero() && item.To != nil {
			name = Value{Kind: Reference, Plain: item.To.Base().ID, To: site.Target{Page: item.To}}
		} else if name.IsZero() {
			name = plain(Plain, item.ID)
		}
		list.List = append(list.List, name)
	}
	return list
}

// fill sets the fields that identify an item.
func (d *differ) fill(item *Item, side int, v value) {
	if v.linked.IsValid() {
		item.Value = v.linked.Addr().Interface()
	}
	page := func(kind source.Kind, id string) site.Page {
		if id == "" {
			return nil
		}
		return d.sites[side].Page(kind, id)
	}
	base := func(x site.Item) { item.Name, item.ID, item.Anchor = x.Name, x.ID, x.Anchor }
	switch x := v.written.Interface().(type) {
	case site.Responsibility:
		base(x.Item)
	case site.Feature:
		base(x.Item)
	case site.Interface:
		base(x.Item)
		if name := d.nameOf(side, &x); name.Kind == Reference { // if the interface is a guide, the title is its name
			item.To = name.To.Page
			if linked, ok := item.Value.(*site.Interface); ok {
				item.Name = linked.Name
			}
		}
	case site.Item:
		base(x)
	case site.Guarantee:
		item.Name = x.Name
	case site.Note:
		item.Name = x.Text
	case site.WebLink:
		item.Name, item.ID = x.Title, x.URL
	case site.Decision:
		item.Name = x.Title
	case site.Metric:
		item.Name, item.ID = x.Name, x.ID
	case site.TeamDomain:
		item.To, item.ID = page(source.Domain, x.Domain.Text), x.Domain.Text
	case site.Interaction:
		item.To, item.ID = page(source.Team, x.Team.Text), x.Team.Text
	case site.Era:
		item.Name, item.ID = x.Title, string(x.From)
	case site.Need:
		item.Name, item.To = x.Need, page(source.Domain, x.Domain.Text)
	case site.Group:
		item.Name, item.ID = x.Name, x.ID
	case site.Question:
		item.Name = x.Text
	case site.Term:
		item.Name, item.Anchor = x.Term, x.Anchor
	}
}

// entries returns the elements of a list of structs as entries.
func (d *differ) entries(side int, v value) []entry {
	list := make([]entry, v.written.Len())
	for k := range list {
		e := v.element(k)
		var item Item
		d.fill(&item, side, e)
		switch x := e.written.Interface().(type) {
		case site.TeamDomain, site.Interaction: // these are identified by a reference
			list[k].names = d.namesOf(side, Value{Plain: item.ID, To: site.Target{Page: item.To}})
		case site.Interface:
			list[k].id = item.ID
			if name := d.nameOf(side, &x); name.Kind == Reference {
				list[k].names = d.namesOf(side, name)
			}
		default:
			list[k].id = item.ID
		}
		for _, version := range item.Name.Versions() {
			list[k].names = append(list[k].names, version.Doc.Source())
		}
		list[k].words = sketchOf(e.written, true)
	}
	return list
}

// values compares two lists of texts or references.
func (d *differ) values(c *context, key string, v [2]value) {
	row := c.row(c.prefix + key)
	var all [2][]Value
	var entries [2][]entry
	var indexes [2][]int // indexes in the written lists
	for side := range v {
		for k := range v[side].written.Len() {
			e := v[side].element(k)
			x := d.valueOf(side, c, e.written, row)
			if key == "aliases" && c.isOtherID(side, x.Plain) {
				continue
			}
			item := entry{names: d.namesOf(side, x)}
			if x.Kind == Text {
				item.names = nil
				for _, version := range x.Text.Versions() {
					item.names = append(item.names, version.Doc.Source())
				}
			}
			if x.Kind != Reference && key != "aliases" {
				item.words = sketchOf(e.written, true)
			}
			all[side], entries[side], indexes[side] = append(all[side], x), append(entries[side], item), append(indexes[side], k)
		}
	}
	to := pair(entries[before], entries[after])
	d.walk(to, len(all[after]), func(i, j, _ int) {
		var values [2]Value
		at := [2]location{v[before].at, v[after].at}
		for side, k := range [2]int{i, j} {
			if k >= 0 {
				values[side], at[side] = all[side][k], at[side].under(strconv.Itoa(indexes[side][k]))
			}
		}
		switch {
		case i < 0:
			d.add(c, Added, c.prefix+key, values, at)
		case j < 0:
			d.add(c, Removed, c.prefix+key, values, at)
		case !d.same(values[before], values[after]):
			d.add(c, Changed, c.prefix+key, values, at)
		}
	})
	if !slices.IsSorted(slices.DeleteFunc(slices.Clone(to), func(j int) bool { return j < 0 })) {
		d.add(c, Reordered, c.prefix+key, [2]Value{{Kind: List, List: all[before]}, {Kind: List, List: all[after]}}, [2]location{v[before].at, v[after].at})
	}
}

// isOtherID reports whether an alias is the id of the renamed thing on the other side.
func (c *context) isOtherID(side int, alias string) bool {
	other := c.sides[1-side].ID
	return alias == other && other != c.sides[side].ID
}

// namesOf returns names of a value that are comparable between the two sides: the written
// text and, for a reference, the target in the new site.
func (d *differ) namesOf(side int, v Value) []string {
	names := []string{"=" + v.Plain}
	p, item := v.To.Page, v.To.Item
	if p == nil {
		return names
	}
	if q := d.to[p]; side == before && q != nil {
		p = q
		if other := d.counterpart(v.To); other != nil {
			item = other
		}
	}
	return append([]string{fmt.Sprint("page ", p.Base().Kind, " ", p.Base().ID, itemIn(item))}, names...)
}

// itemIn returns a text that identifies an item within its domain.
func itemIn(item any) string {
	switch x := item.(type) {
	case *site.Responsibility:
		return " responsibility " + x.Anchor
	case *site.Feature:
		return " feature " + x.Anchor
	case *site.Interface:
		return " interface " + x.Anchor
	}
	return ""
}

// counterpart returns the item of the new site that matches an item of the old one, or
// nil.
func (d *differ) counterpart(old site.Target) any {
	from, ok := old.Page.(*site.Domain)
	to, both := d.to[old.Page].(*site.Domain)
	if old.Item == nil || !ok || !both {
		return nil
	}
	if !d.paired[from] {
		d.paired[from] = true
		v := [2]value{written(from), written(to)}
		for _, f := range fieldsOf(reflect.TypeFor[site.Domain]()) {
			if slices.Contains(referableLists, f.key) {
				lists := [2]value{v[before].field(f), v[after].field(f)}
				for i, j := range pair(d.entries(before, lists[before]), d.entries(after, lists[after])) {
					if j >= 0 {
						d.items[lists[before].element(i).linked.Addr().Interface()] = lists[after].element(j).linked.Addr().Interface()
					}
				}
			}
		}
	}
	return d.items[old.Item]
}
