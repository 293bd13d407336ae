package render

import (
	"strings"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// A mark shows a change on a page: at an item of a list, at a part of the page, or below
// its title.

// Mark is the changes that are marked at one location of a page.
type Mark struct {
	ID        string    // its anchor
	Operation string    // "added", "removed", "renamed", "moved" or "changed"; the word is mark.OPERATION
	Item      diff.Item // the removed item, for a struck row
	Changes   []*diff.Change
	atItem    bool // whether it is at the changed item, which shows the name
}

// place is the location of a mark on a page.
type place struct {
	on    any    // the page, in the form of Page.subject
	part  string // the key of a list, or one of the constants below
	index int    // index of the item in the list; -1 for the part itself
	gone  bool   // whether it is a removed row before the item
}

// The parts of pages other than lists that can have a mark.
const (
	partHead    = "head"    // below the title, for changes that belong to no other part
	partOwner   = "byline"  // the owner and the last review
	partProblem = "problem" // the essential problem of a domain
	partFacts   = "facts"   // the facts of a component
	partContact = "api"     // the contact of a team
	partTarget  = "target"  // the target of a scenario
	partBody    = "body"    // the text of a guide
)

// markedLists are the lists whose items can have marks. In other lists, such as links, a
// mark would need more space than the item.
var markedLists = map[string]bool{
	"responsibilities": true, "features": true, "interfaces": true, "decisions": true, "metrics": true,
	"notes": true, "needs": true, "domains": true, "terms": true,
}

// partsOfKeys are the parts of pages that show the keys of a kind. All other keys belong
// to partHead.
var partsOfKeys = map[source.Kind]map[string]string{
	source.Domain: {"owner": partOwner, "reviewed": partOwner, "review_every": partOwner, "essential_problem": partProblem},
	source.Component: {"owner": partOwner, "reviewed": partOwner, "review_every": partOwner,
		"status": partFacts, "replaced_by": partFacts, "why": partFacts, "since": partFacts, "until": partFacts, "source": partFacts, "value": partFacts,
		"toil": partFacts, "repo": partFacts, "match": partFacts, "domains": partFacts, "part_of": partFacts, "depends_on": partFacts},
	source.Team:     {"contact": partContact, "expectations": partContact, "reviewed": partContact, "review_every": partContact},
	source.Scenario: {"owner": partOwner, "reviewed": partOwner, "review_every": partOwner, "target": partTarget},
	source.Guide:    {"owner": partOwner, "reviewed": partOwner, "review_every": partOwner, "body": partBody, "headings": partBody},
}

// marks holds the changes between two sites, and the marks that show them.
type marks struct {
	changes  []diff.Change
	of       []*Mark // the mark of each change; nil if no page shows it
	on       []any   // the subject of the page with the mark of each change
	at       map[place][]*Mark
	count    map[any]int // number of marks of each page
	order    []any       // the pages with marks; those whose changes have the highest weight are first
	position map[any]int // index of a page in order
	promises int         // number of promises
}

// compare returns the marks of the site, or nil without a comparison.
func (r *renderer) compare() *marks {
	if r.Review == nil || r.Review.Changes == nil {
		return nil
	}
	m := &marks{changes: changes.Condense(r.Review.Changes()), at: map[place][]*Mark{}, count: map[any]int{}, position: map[any]int{}}
	m.of, m.on = make([]*Mark, len(m.changes)), make([]any, len(m.changes))
	weights := map[any]diff.Weight{}
	for i := range m.changes {
		c := &m.changes[i]
		if c.Weight == diff.Promise {
			m.promises++
		}
		at := placeOf(c)
		if at.on == nil {
			continue
		}
		mark := m.add(at, c, markID(i))
		m.of[i], m.on[i] = mark, at.on
		if w, known := weights[at.on]; !known {
			m.order = append(m.order, at.on)
			weights[at.on] = c.Weight
		} else {
			weights[at.on] = min(w, c.Weight)
		}
	}
	stable.Sort(m.order, func(a, b any) int { return int(weights[a]) - int(weights[b]) })
	for i, on := range m.order {
		m.position[on] = i
	}
	return m
}

// add adds a change to the mark at a place. Each removed item has a mark of its own.
func (m *marks) add(at place, c *diff.Change, id string) *Mark {
	list := m.at[at]
	if n := len(list); n > 0 && !at.gone {
		mark := list[n-1]
		mark.Changes = append(mark.Changes, c)
		mark.Operation = operationOf(mark.Changes, at)
		return mark
	}
	mark := &Mark{ID: id, Changes: []*diff.Change{c}, atItem: at.index >= 0}
	mark.Operation = operationOf(mark.Changes, at)
	if at.gone {
		mark.Item = rootOf(c.Old.Item)
	}
	m.at[at] = append(list, mark)
	m.count[at.on]++
	return mark
}

// operationOf returns the operation that a mark shows.
func operationOf(changes []*diff.Change, at place) string {
	for _, c := range changes {
		isItem := at.index >= 0 && c.Field == "" && c.New.Item.Parent == nil && c.Old.Item.Parent == nil
		isThing := at.index < 0 && c.Field == "" && c.New.Item.IsZero() && c.Old.Item.IsZero()
		if isItem || isThing {
			return c.Operation.String()
		}
	}
	return diff.Changed.String()
}

// placeOf returns the location at which a page shows a change. Its field on is nil if no
// page does.
func placeOf(c *diff.Change) place {
	at := place{part: partHead, index: -1}
	switch {
	case c.New.Page != nil:
		at.on = c.New.Page.Base()
	case c.Kind == source.Glossary || c.Kind == source.Site:
		at.on = c.Kind.View()
	default: // a removed page, or a file
		return at
	}
	root := rootOf(c.New.Item)
	if root.IsZero() || !markedLists[root.List] {
		at.part = partOf(c)
		return at
	}
	if root.Absent && isHidden(c.New.Page, root.List) {
		return at
	}
	at.part, at.index, at.gone = root.List, root.Index, root.Absent
	return at
}

// rootOf returns the outermost item that contains an item, or the item itself.
func rootOf(item diff.Item) diff.Item {
	for item.Parent != nil {
		item = *item.Parent
	}
	return item
}

// partOf returns the part of a page that shows a change of the thing itself.
func partOf(c *diff.Change) string {
	key, _, _ := strings.Cut(c.Field, ".")
	part := partsOfKeys[c.Kind][key]
	switch x := c.New.Page.(type) {
	case *site.Domain:
		if part == partProblem && x.EssentialProblem.IsZero() {
			return partHead
		}
	case *site.Scenario:
		if part == partTarget && x.Goal.IsZero() {
			return partHead
		}
	}
	if part == "" || !c.New.Item.IsZero() {
		return partHead
	}
	return part
}

// isHidden reports whether a page does not show a list because it is now empty.
func isHidden(x site.Page, list string) bool {
	switch x := x.(type) {
	case *site.Domain:
		switch list {
		case "metrics":
			return x.Metrics == nil
		case "decisions":
			return x.Decisions == nil
		}
	case *site.Team:
		if list == "domains" {
			return x.Domains == nil
		}
	}
	return list == "notes" && x != nil && x.Base().Notes == nil
}

// Mark returns the mark at an item of a list or, if index is -1, at a part of the page.
// It may be nil.
func (p *Page) Mark(part string, index int) *Mark {
	if m := p.r.marks(); m != nil {
		for _, mark := range m.at[place{p.subject(), part, index, false}] {
			return mark
		}
	}
	return nil
}

// Struck returns the removed rows before an item of a list or, if index is the length of
// the list, at its end.
func (p *Page) Struck(list string, index int) []*Mark {
	if m := p.r.marks(); m != nil {
		return m.at[place{p.subject(), list, index, true}]
	}
	return nil
}

// Sign returns the operation on a page that a view lists, or "" if the page has no marks.
func (p *Page) Sign(x site.Page) string {
	m := p.r.marks()
	if m == nil || m.count[x.Base()] == 0 {
		return ""
	}
	if head := m.at[place{x.Base(), partHead, -1, false}]; head != nil {
		return head[0].Operation
	}
	return diff.Changed.String()
}

// RemovedPages returns the pages of a kind that only the old site has.
func (p *Page) RemovedPages(kind string) []*diff.Change {
	m := p.r.marks()
	if m == nil {
		return nil
	}
	var list []*diff.Change
	for i := range m.changes {
		if c := &m.changes[i]; string(c.Kind) == kind && c.Operation == diff.Removed && c.Old.Page != nil && c.Field == "" && c.Old.Item.IsZero() {
			list = append(list, c)
		}
	}
	return list
}
