package diff

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// loose is an item of a domain that exists on one side only.
type loose struct {
	change  int // index of its change, or -1 if its whole domain exists on that side only
	context context
	value   value
	entry   entry
}

// looseItems are the loose items of one side, by the key of their list.
type looseItems map[string][]*loose

// addLoose records an item of a domain whose Added or Removed change was just appended.
func (d *differ) addLoose(side int, c *context, v value, e entry) {
	if c.kind != source.Domain || !slices.Contains(referableLists, c.list) {
		return
	}
	if d.loose[side] == nil {
		d.loose[side] = looseItems{}
	}
	d.loose[side][c.list] = append(d.loose[side][c.list], &loose{
		change: len(d.changes) - 1, context: *c, value: v, entry: e,
	})
}

// addLooseDomain records the items of a domain that exists on one side only. These items
// have no changes of their own.
func (d *differ) addLooseDomain(side int, c *context) {
	v := written(c.sides[side].Page)
	for _, f := range fieldsOf(v.written.Type()) {
		if list := v.field(f); slices.Contains(referableLists, f.key) {
			for k, e := range d.entries(side, list) {
				inner := *c
				inner.list = f.key
				item := Item{List: f.key, Index: k}
				d.fill(&item, side, list.element(k))
				inner.sides[side].Item = item
				d.addLoose(side, &inner, list.element(k), e)
				l := d.loose[side][f.key]
				l[len(l)-1].change = -1
			}
		}
	}
}

// moved finds items that are removed from one domain and added to another, which have the
// same id or name. It replaces their two changes by a Moved, and by the changes of their
// properties.
func (d *differ) moved() {
	drop := map[int]bool{}
	with := map[int][]Change{} // index of a change → its replacement
	for _, key := range referableLists {
		olds, news := d.loose[before][key], d.loose[after][key]
		for i, j := range pairByName(entriesOf(olds), entriesOf(news)) {
			if j < 0 || olds[i].change < 0 && news[j].change < 0 {
				continue
			}
			at := news[j].change
			if at < 0 {
				at = olds[i].change
			} else if olds[i].change >= 0 {
				drop[olds[i].change] = true
			}
			with[at] = d.move(olds[i], news[j])
		}
	}
	if len(with) == 0 {
		return
	}
	var all []Change
	for i, c := range d.changes {
		if list, ok := with[i]; ok {
			all = append(all, list...)
		} else if !drop[i] {
			all = append(all, c)
		}
	}
	d.changes = all
}

// move returns the changes of an item that has moved.
func (d *differ) move(old, now *loose) []Change {
	c := now.context
	c.sides[before] = old.context.sides[before]
	for side, s := range c.sides {
		d.setLang(side, s.Page)
	}
	changes := d.changes
	d.changes = nil
	d.add(&c, Moved, "", [2]Value{}, [2]location{old.value.at, now.value.at})
	d.structs(&c, [2]value{old.value, now.value})
	moved := d.changes
	d.changes = changes
	return moved
}

func entriesOf(items []*loose) []entry {
	list := make([]entry, len(items))
	for i, l := range items {
		list[i] = l.entry
	}
	return list
}

// referableLists are the lists of a domain whose items have addresses.
var referableLists = []string{"responsibilities", "features", "interfaces"}

// movedItem returns the weight of an item that has moved to the page of another domain: a
// promise if there is now another team to ask, otherwise news, because readers look for
// it.
func movedItem(c *Change) Weight {
	owner := func(p site.Page) *site.Team { return p.Base().Owner.To }
	if a, b := owner(c.Old.Page), owner(c.New.Page); (a == nil) != (b == nil) || a != nil && a.ID != b.ID {
		return Promise
	}
	return News
}
