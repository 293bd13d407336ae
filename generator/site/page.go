package site

import (
	"fmt"
	"slices"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// Page is a thing that has a page of its own: *Domain, *Component, *Team, *Scenario or
// *Guide. Each kind has a file with its keys and the methods in which it differs from
// Entity.
type Page interface {
	// Base returns the fields that all pages have in common.
	Base() *Entity

	// reset makes the page a copy of the parts of documents that define it.
	reset(parts []part, locales []string)
	// resolve sets defaults and resolves the names under keys, except owner.
	resolve(r *resolver)
	// clearReverse empties the lists of things that reference this page.
	clearReverse()
	// addReverse is called for each edge to the page. It adds the page or item at the
	// other end of the edge to one of the page's lists, if there is a list for it.
	addReverse(e *edge)
	// find returns the target of a reference to an item or a heading of the page.
	find(part string) (Target, *Unresolved)
	// inheritsFrom returns the domain from which the page inherits its owner, or
	// nil.
	inheritsFrom() *Domain
	// section returns the primary sort key of the page within its kind.
	section(s *Site) (group int, folder string)
	// check reports warnings about the page.
	check(c *checker)
}

// pageKinds are the kinds of pages in the order of Site.Pages.
var pageKinds = source.PageKinds()

// Lists has a list for each kind of page.
type Lists struct {
	Domains    []*Domain // by group, order and name
	Components []*Component
	Teams      []*Team
	Scenarios  []*Scenario
	Guides     []*Guide
}

// pageTypes has the Go type and the list of each kind of page.
var pageTypes = map[source.Kind]struct {
	newPage func(Entity) Page
	setList func(*Site)
}{
	source.Domain:    {func(e Entity) Page { return &Domain{Entity: e} }, func(s *Site) { s.Domains = pagesOf[*Domain](s) }},
	source.Component: {func(e Entity) Page { return &Component{Entity: e} }, func(s *Site) { s.Components = pagesOf[*Component](s) }},
	source.Team:      {func(e Entity) Page { return &Team{Entity: e} }, func(s *Site) { s.Teams = pagesOf[*Team](s) }},
	source.Scenario:  {func(e Entity) Page { return &Scenario{Entity: e} }, func(s *Site) { s.Scenarios = pagesOf[*Scenario](s) }},
	source.Guide:     {func(e Entity) Page { return &Guide{Entity: e} }, func(s *Site) { s.Guides = pagesOf[*Guide](s) }},
}

// newPage returns a page of e.Kind with only e set.
func newPage(e Entity) Page { return pageTypes[e.Kind].newPage(e) }

// pagesOf returns the pages of type P in their order.
func pagesOf[P Page](s *Site) []P {
	var list []P
	for _, p := range s.pages {
		if x, ok := p.(P); ok {
			list = append(list, x)
		}
	}
	return list
}

// Entity has the fields that all pages have in common.
type Entity struct {
	Kind source.Kind  // Domain, Component, Team, Scenario or Guide
	ID   string       // from the name of the file or, for a component in a list, from its key id
	File *source.File // the source file
	Pos  source.Pos   // its start in the file
	Len  int          // number of bytes from Pos that a finding marks

	Name        Text      `key:"name"`
	Summary     Text      `key:"summary"`
	Lang        string    `key:"lang"` // language of bare strings in this file
	Owner       Ref[Team] `key:"owner"`
	Status      Status    `key:"status"`
	Aliases     []Located `key:"aliases"`      // former ids
	Aka         []Text    `key:"aka,free"`     // other names, shown and searched
	Reading     Text      `key:"reading,free"` // the name in kana, by which the index of names sorts it
	Keywords    []Text    `key:"keywords,free"`
	Links       []WebLink `key:"links"`
	Notes       []Note    `key:"notes"`
	Reviewed    Date      `key:"reviewed"`
	ReviewEvery Span      `key:"review_every"` // its own or, after linking, that of the site
	Order       float64   `key:"order"`
	X           X         `key:"x-"` // private keys, unchanged

	// Computed by Link.
	OwnerInherited bool        // whether the owner is inherited from the first domain or the site
	ReferencedBy   []Reference // the pages that reference this one

	node       *node
	reviewedAt Located
}

// Base returns e. It makes every embedding type a Page.
func (e *Entity) Base() *Entity { return e }

// Written returns the page as it is in its file, before linking: without the values that
// Link computes, and with unknown names. A guide has one for each language, in the order
// of the files' names. The result is nil before linking.
func (e *Entity) Written() []Page {
	if e.node == nil {
		return nil
	}
	pages := make([]Page, len(e.node.parts))
	for i, p := range e.node.parts {
		pages[i] = p.page()
	}
	return pages
}

// HaveSameDocuments reports whether two pages, which may be on different sites, are made
// from the same parts of the same documents.
func HaveSameDocuments(p, q Page) bool {
	a, b := p.Base().node, q.Base().node
	return a != nil && b != nil && slices.Equal(a.parts, b.parts)
}

// ReviewDue returns the day of the next review, or "" for a page that was never
// reviewed or needs no review.
func (e *Entity) ReviewDue() Date { return e.ReviewEvery.After(e.Reviewed) }

// The methods of Page for kinds that do not define their own.

// reset panics, because a kind without its own method would lose all its keys. Entity has
// it only for templates, which pass an Entity as a Page.
func (e *Entity) reset([]part, []string) { panic("site: the kind " + e.Kind + " has no method reset") }

func (e *Entity) resolve(*resolver)           {}
func (e *Entity) clearReverse()               {}
func (e *Entity) addReverse(*edge)            {}
func (e *Entity) inheritsFrom() *Domain       { return nil }
func (e *Entity) section(*Site) (int, string) { return 0, "" }
func (e *Entity) check(*checker)              {}

func (e *Entity) find(part string) (Target, *Unresolved) {
	return Target{}, &Unresolved{Code: "link/anchor", Text: fmt.Sprintf("a %s page has no part %q", e.Kind, part), Help: "remove the # and what follows it"}
}

// Status is the stage of a page, a feature or an interface in its life cycle.
type Status string

// The status words of features, interfaces and components. A domain is draft,
// active or retired; a scenario open, in-progress, solved or dropped.
const (
	Planned      Status = "planned"
	Experimental Status = "experimental"
	Available    Status = "available"
	Deprecated   Status = "deprecated" // usable, but not for new users
	Retired      Status = "retired"

	Draft Status = "draft"
)

func (s *Status) decode(n *tree.Node, _ *decoder) { *s = Status(n.Text) }

// Notable returns the status, or "" if it is available, which is the default.
func (s Status) Notable() Status {
	if s == Available {
		return ""
	}
	return s
}

// Leaving reports whether the status is deprecated or retired.
func (s Status) Leaving() bool { return s == Deprecated || s == Retired }

// Located is a plain string with its position.
type Located struct {
	Text string
	Pos  source.Pos
	Len  int
}

// locate returns the text and the position of a value. n may be nil.
func locate(n *tree.Node) Located {
	if n == nil {
		return Located{}
	}
	return Located{n.Text, n.Pos, n.Len}
}

// decode uses the first language of a name in several languages, because a
// reference may be written in any of them. It ignores other mappings, such as {team: x},
// because the schema reports them.
func (w *Located) decode(n *tree.Node, _ *decoder) {
	if n.Kind == tree.Map && len(n.Pairs) > 0 {
		if key := n.Pairs[0].Key.Text; key == "id" || !localeCode.MatchString(key) {
			return
		}
		n = n.Pairs[0].Value
	}
	*w = Located{n.Text, n.Pos, n.Len}
}

// Ref is a reference to a T by its id.
type Ref[T any] struct {
	Located
	To *T // set by Link; nil if there is no such T
}

// Targets returns the pages to which references refer. Unknown names are left out.
func Targets[T any](refs []Ref[T]) []*T {
	var list []*T
	for _, ref := range refs {
		if ref.To != nil {
			list = append(list, ref.To)
		}
	}
	return list
}

// X contains private keys (x-…) as JSON values.
type X map[string]any

// WebLink is a link in a list of links, not in a text.
type WebLink struct {
	URL   string `key:"url,bare"`
	Title Text   `key:"title"`
}

// Note is a remark about a page.
type Note struct {
	Text Text   `key:"text,bare"`
	Kind string `key:"kind"` // naming, question or remark
	Date Date   `key:"date"`

	dateAt Located
}

func (x *Note) decoded(n *tree.Node, _ *decoder) { x.dateAt = locate(n.Get("date")) }

// Reference is a reference from another page to a page or an item on it.
type Reference struct {
	From Page
	How  How
}

// How is the kind of a reference, in most cases the key or the kind of page that contains
// it.
type How string

// The kinds of references. Those named after a kind of page, such as ByTeam, are in the
// file of that kind. Some relations also have their own lists, such as Domain.Components.
const (
	ByProse     How = "mention" // [[x]] or a link in a text
	ByDependsOn How = "depends_on"
	ByRelated   How = "related"
	ByFeature   How = "feature"   // a feature is implemented by the component or described by the guide
	ByInterface How = "interface" // an interface is the component or is described by the guide
	ByReplaced  How = "replaced_by"
	ByPartOf    How = "part_of"
)
