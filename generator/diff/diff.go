// Package diff compares two sites: what a change to the content means for the people who
// rely on the platform.
//
// [Sites] returns one [Change] for each thing, item or property that differs. A thing is
// a page, the settings, the glossary or an asset. Sites compares what authors wrote, so a
// difference in a value that Link computes, such as an inherited owner, is not a change.
// The package contains no words of the user interface, and does not use git.
//
// Where to find what:
//
//	match.go      matches the things of the old site with those of the new one
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

// Weight is how much a change matters to people who rely on the platform.
type Weight uint8

// The weights, from the highest to the lowest.
const (
	Promise Weight = iota // people who rely on it must act, or will notice
	News                  // people gain something
	Upkeep                // it matters only to the team that owns the thing
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
	Changed                    // the value of Field has changed; one of the two values may be absent
	Renamed                    // the thing has a new id
	Moved                      // the item of a domain is now in another domain
	Reordered                  // the elements of the list Field are in a different order
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
	// as "at_most" or "contact.chat". The schemas do not contain these: "body" is the
	// Markdown of a guide in one language; "headings" its headings; "name" and "kind" of
	// an interface, whose kind is a key in the file; "values" the measurements of a
	// metric; "content" is the content of an asset; "x-…" is a private key.
	Field string

	Old, New Side

	Affected []Affected // the pages that rely on it; set for a Promise
	// NeedsAlias reports whether the page has a new address, or is removed, and the old
	// address does not redirect. For a Renamed thing, Old.ID is the alias to add.
	NeedsAlias bool
}

// Side is the state of the subject of a change in one of the two sites.
type Side struct {
	Page  site.Page // nil for a thing without a page, or if the thing is absent
	ID    string    // the id of the thing, or the name of an asset; "" if the thing is absent
	Item  Item
	Value Value

	// Pos is the position of the value or, if it is absent, of the item or the thing.
	Pos source.Pos
	Len int
}

// Item is an element of a list in a thing, such as a feature. The zero Item is absent.
type Item struct {
	List   string    // the key of the list in its parent: "features", "guarantees", "details"
	Name   site.Text // the name for readers; zero for an item that is named by a reference
	To     site.Page // the page that names it, such as the domain of a need, or nil
	ID     string    // as written, or ""
	Anchor string    // on the page of its domain, or ""
	Index  int       // its index in the list
	Parent *Item     // the item that contains the list, or nil for a list of the thing
	Value  any       // a pointer to it in the linked site: *site.Feature, *site.Need, …
	// Absent reports whether the item is not in this site. List, Parent and Index are
	// then those that it would have, so that a page can show a removed item there.
	Absent bool
}

// IsZero reports whether i is the zero Item: the change is not about an item.
func (i Item) IsZero() bool { return i.List == "" }

// Affected is a page that relies on what changed.
type Affected struct {
	Page  site.Page  // in the new site, or in the old one if the new one does not have it
	How   site.How   // the kind of reference; ByOwner if it inherits the owner
	Owner *site.Team // the team to ask, or nil
}

// ByOwner is the kind of reference from a page to the domain or site whose owner it
// inherits.
const ByOwner site.How = "owner"

// Owner returns the owner of the changed thing: the owner in the new site if the thing
// exists there, otherwise the owner in the old site. It may be nil.
func (c *Change) Owner() *site.Team {
	for _, s := range []Side{c.New, c.Old} {
		if s.Page != nil {
			return s.Page.Base().Owner.To
		}
	}
	return nil
}

// Sites returns the differences between two sites, by kind, in the order of the new site.
// A removed thing follows the one that preceded it. Changes of the same item are
// consecutive.
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
