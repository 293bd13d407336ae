package site

import (
	"platmap/generator/source"
	"platmap/generator/tree"
)

// Page is anything that has a page of its own: *Domain, *Component, *Team,
// *Scenario or *Guide.
type Page interface {
	Base() *Entity
}

// Entity is what every Page has.
type Entity struct {
	Kind source.Kind  // Domain, Component, Team, Scenario or Guide
	ID   string       // from the file's name; of a component in a list, its own key
	File *source.File // where it is written
	Pos  source.Pos   // where it starts
	Len  int          // bytes from there that stand for it in a message

	Name        Text      `key:"name"`
	Summary     Text      `key:"summary"`
	Lang        string    `key:"lang"` // language of bare strings in this file
	Owner       Ref[Team] `key:"owner"`
	Status      Status    `key:"status"`
	Aliases     []Located `key:"aliases"`  // former ids
	Aka         []Text    `key:"aka,free"` // other names, shown and searched
	Keywords    []Text    `key:"keywords,free"`
	Links       []WebLink `key:"links"`
	Notes       []Note    `key:"notes"`
	Reviewed    Date      `key:"reviewed"`
	ReviewEvery Span      `key:"review_every"` // own, or the site's after linking
	Order       float64   `key:"order"`
	X           X         `key:"x-"` // private keys, kept as written

	// Computed by Link.
	OwnerInherited bool        // the owner comes from the first domain or the site
	ReferencedBy   []Reference // who names this, each page once

	node *node // what linking knows of it
}

// Base returns the entity itself; it makes every embedding type a Page.
func (e *Entity) Base() *Entity { return e }

// ReviewDue returns the day on which somebody should look at it again, or no
// date if it was never reviewed or need not be.
func (e *Entity) ReviewDue() Date { return e.ReviewEvery.After(e.Reviewed) }

// Status is how far along something is.
type Status string

// The status words of features, interfaces and components. A domain is draft,
// active or retired; a scenario open, in-progress, solved or dropped.
const (
	Planned      Status = "planned"
	Experimental Status = "experimental"
	Available    Status = "available"
	Deprecated   Status = "deprecated" // works, do not start with it
	Retired      Status = "retired"

	Draft  Status = "draft"
	Active Status = "active"
)

func (s *Status) decode(n *tree.Node, _ *decoder) { *s = Status(n.Text) }

// Leaving reports whether something is on its way out or gone.
func (s Status) Leaving() bool { return s == Deprecated || s == Retired }

// Located is a plain string that knows where it stands.
type Located struct {
	Text string
	Pos  source.Pos
	Len  int
}

// decode takes the first language of a name given in several: a reference may
// be written in any.
func (w *Located) decode(n *tree.Node, _ *decoder) {
	if n.Kind == tree.Map && len(n.Pairs) > 0 {
		n = n.Pairs[0].Value
	}
	*w = Located{n.Text, n.Pos, n.Len}
}

// Ref is a name that must be the id of a T. Link fills in To.
type Ref[T any] struct {
	Located
	To *T // nil until linked, and when there is no such thing
}

// X holds private keys (x-…) as JSON values.
type X map[string]any

// WebLink is a link outside the prose.
type WebLink struct {
	URL   string `key:"url,bare"`
	Title Text   `key:"title"`
}

// Note is a remark about an entity.
type Note struct {
	Text Text   `key:"text,bare"`
	Kind string `key:"kind"` // naming, question or remark
	Date Date   `key:"date"`
}

// Reference tells that a page names another page, or an item on it.
type Reference struct {
	From Page
	How  How
}

// How is the way in which something is named.
type How string

// The ways of naming. Some relations have computed lists of their own
// (Domain.Components and so on); a Reference exists for every one.
const (
	ByProse     How = "mention"    // [[x]] or a link in a text
	ByDependsOn How = "depends_on" // stands on it
	ByRelated   How = "related"
	ByFeature   How = "feature"   // a feature is made of the component
	ByInterface How = "interface" // an interface is the component, or leads to the guide
	ByGuide     How = "guide"     // a guide is about it
	ByComponent How = "component" // a component belongs to the domain
	ByTeam      How = "team"
	ByScenario  How = "scenario"
	ByReplaced  How = "replaced_by"
	ByPartOf    How = "part_of"
)
