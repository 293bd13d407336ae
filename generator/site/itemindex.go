package site

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"platmap/generator/text"
)

// itemIndex finds the items of a domain by name. It is made at the first search, after
// all names are known, because most domains have no references to items.
type itemIndex struct {
	once  sync.Once
	items [4]map[string]foundItem // by ItemKind, and by a name, an id or an anchor
	names [4]*text.Words          // by ItemKind; AnyItem has features and interfaces
}

// foundItem is an item, or the domain for a section of its page, and its anchor.
type foundItem struct {
	item   any
	anchor string
}

// itemIndex returns the index. It reads only the names of items, because other
// goroutines may write the other fields.
func (d *Domain) itemIndex() *itemIndex {
	x := d.index
	if x == nil { // the domain is not linked
		x = &itemIndex{}
	}
	x.once.Do(func() {
		x.items = [4]map[string]foundItem{{}, {}, {}, {}}
		var names [4][]string
		add := func(item any, i *Item, doc string, kinds ...ItemKind) {
			for _, kind := range kinds {
				keys := append(i.Name.all(), i.ID, i.Anchor, doc)
				for _, locale := range slices.Sorted(maps.Keys(d.anchors)) {
					keys = append(keys, d.anchors[locale][i.Anchor])
				}
				for _, key := range keys {
					if _, taken := x.items[kind][key]; !taken && key != "" {
						x.items[kind][key] = foundItem{item, i.Anchor}
					}
				}
				names[kind] = append(names[kind], i.Name.all()...)
			}
		}
		for i := range d.Interfaces {
			add(&d.Interfaces[i], &d.Interfaces[i].Item, d.Interfaces[i].Doc.Text, AnyItem, OnlyInterfaces)
		}
		for i := range d.Features {
			add(&d.Features[i], &d.Features[i].Item, "", AnyItem, OnlyFeatures)
		}
		anyItem := names[AnyItem]
		for i := range d.Responsibilities {
			add(&d.Responsibilities[i], &d.Responsibilities[i].Item, "", AnyItem, OnlyResponsibilities)
		}
		names[AnyItem] = anyItem // not with responsibilities, because few references are to these
		for kind, list := range names {
			x.names[kind] = text.NewWords(list)
		}
	})
	return x
}

// Find returns the feature, interface or responsibility with a name (in any
// language), an id or an anchor, and its anchor; for a section of the page, the
// domain; otherwise nil.
func (d *Domain) Find(name string, kind ItemKind) (item any, anchor string) {
	items := d.itemIndex().items[kind]
	for _, key := range []string{name, text.Anchor(name)} {
		if found, ok := items[key]; ok {
			return found.item, found.anchor
		}
	}
	if kind == AnyItem && slices.Contains(domainSections, name) {
		return d, name
	}
	return nil, ""
}

func (d *Domain) unknownItem(name string, kind ItemKind) *Unresolved {
	if slices.Contains(d.node.parts[0].doc.dropped, name) {
		return &Unresolved{reported: true} // the item may be under an unknown key, such as featurs
	}
	what := [...]string{"feature or interface", "feature", "interface", "responsibility"}[kind]
	return &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("domain %q has no %s %q", d.ID, what, name),
		suggest: func() suggestion {
			near := d.itemIndex().names[kind].Closest(name)
			return suggestion{help: didYouMean(near, func() string { return "copy its name from " + d.File.Name })}
		}}
}
