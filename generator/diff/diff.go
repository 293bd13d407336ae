// Package diff compares two sites: what a change to the content means for the people who
// rely on the platform.
//
// [Sites] returns one [Change] for each thing, item or property that differs. It compares
// what authors wrote, so what Link computes from it, such as an inherited owner, is no
// change of its own. The package has neither words of an interface nor anything about git.
//
// Where to find what:
//
//	match.go      which thing of the old site is which thing of the new one
//	items.go      the same for the items of a list
//	moved.go      items that are in another domain now
//	similar.go    the most similar texts of two lists
//	compare.go    compares the properties of two things, by the types of the model
//	value.go      the values of properties
//	guide.go      languages, texts and headings of guides
//	weights.go    the weight of every property: a table
//	rules.go      weights that depend on the old and the new value
//	affected.go   who relies on what changed
//	position.go   where a value is written
package diff

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Weight is how much a change matters to those who rely on the platform.
type Weight uint8

// The weights, the heaviest first.
const (
	Promise Weight = iota // someone who relies on it must act, or will notice
	News                  // someone gains something
	Upkeep                // it matters to the team itself
	Wording               // only a text is different
)

// Weights are all weights by their names.
var Weights = []string{"promise", "news", "upkeep", "wording"}

func (w Weight) String() string { return Weights[w] }

// Operation is what happened to the subject of a change.
type Operation uint8

// The operations.
const (
	Added     Operation = iota // Old is absent
	Removed                    // New is absent
	Changed                    // the value of Field is another one; one of the two may be absent
	Renamed                    // the thing has another id
	Moved                      // the item of a domain is in another domain
	Reordered                  // the list Field has another order
)

// Operations are all operations by their names.
var Operations = []string{"added", "removed", "changed", "renamed", "moved", "reordered"}

func (o Operation) String() string { return Operations[o] }

// Change is one difference between two sites. Its subject is a thing; an item of the
// thing, if Item of a side is not zero; and a property of the item or the thing, if Field
// is not "".
//
//	a domain is new                    Added                        New.Page
//	an interface is removed            Removed                      Old.Item
//	a guarantee is looser              Changed    Field "at_most"   Old.Item, New.Item, Old.Value, New.Value
//	a domain requires another one      Added      Field "depends_on"  New.Value
//	a feature has other variants       Added, Removed or Changed for each variant, Field "variants"
//	a team has another channel         Changed    Field "contact.chat"
//
// An element of a list of texts or references is Added, Removed or Changed like an item,
// but it is a value of the Field with the name of the list.
type Change struct {
	Weight    Weight
	Operation Operation

	// Kind is the kind of the thing: one with pages, or Site for site.yaml, Glossary
	// for terms, or Asset.
	Kind source.Kind
	// Field is the path of a property from the item or the thing, as in the schema, such
	// as "at_most" or "contact.chat". These are in no schema: "body" is the Markdown of a
	// guide in one language; "headings" its headings; "name" and "kind" of an interface,
	// whose kind is a key in the file; "values" the measurements of a metric; "content"
	// that of an asset; "x-…" is a private key.
	Field string

	Old, New Side

	Affected []Affected // who relies on it, for a Promise
	// NeedsAlias reports whether the page has another address, or is removed, and the
	// old one does not redirect. Of a Renamed thing, Old.ID is the alias to add.
	NeedsAlias bool
}

// Side is a change in one of the two sites.
type Side struct {
	Page  site.Page // nil for a thing without a page, or if the thing is absent
	ID    string    // of the thing; the name of an asset; "" if the thing is absent
	Item  Item
	Value Value

	// Pos is where the value is written; if it is absent, where the item or the thing is.
	Pos source.Pos
	Len int
}

// Item is an element of a list of a thing, such as a feature. The zero Item is absent.
type Item struct {
	List   string    // the key of the list in its parent: "features", "guarantees", "details"
	Name   site.Text // what readers call it; zero for one that is named by a reference
	To     site.Page // that names it, such as the domain of a need; or nil
	ID     string    // as written, or ""
	Anchor string    // on the page of its domain, or ""
	Index  int       // in the list
	Parent *Item     // the item that has the list, or nil for a list of the thing
	Value  any       // a pointer to it in the linked site: *site.Feature, *site.Need, …
	// Absent reports whether the item is not in this site. Then List, Parent and Index are
	// where it would be, so that a page can show a removed item there.
	Absent bool
}

// IsZero reports whether the change is about no item.
func (i Item) IsZero() bool { return i.List == "" }

// Affected is someone who relies on what changed.
type Affected struct {
	Page  site.Page  // in the new site; of the old one if it is in that only
	How   site.How   // how it relies on it; ByOwner for what inherits an owner
	Owner *site.Team // whom to ask, or nil
}

// ByOwner is the reference of a page to the domain or site that it inherits its owner from.
const ByOwner site.How = "owner"

// Owner returns the team that owns the changed thing, in the new site if it is there, or
// nil.
func (c *Change) Owner() *site.Team {
	for _, s := range []Side{c.New, c.Old} {
		if s.Page != nil {
			return s.Page.Base().Owner.To
		}
	}
	return nil
}

// Sites returns what is different in the new site, by kind, in the order of the new site;
// what is removed follows what was before it. Changes of the same item are together.
func Sites(old, new *site.Site) []Change {
	d := newDiffer(old, new)
	d.settings()
	for _, kind := range source.PageKinds() {
		d.things(kind)
	}
	d.moved()
	d.terms()
	d.assets()
	for i := range d.changes {
		d.finish(&d.changes[i])
	}
	return d.changes
}
