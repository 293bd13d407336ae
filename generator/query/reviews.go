package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Review is a page, with its last and its next review.
type Review struct {
	Page  site.Page
	Owner *site.Team // nil if the page has no owner
	Due   site.Date  // "" if it was never reviewed, or does not need reviews

	today site.Date
}

// The states of a review.
const (
	Overdue  = "overdue"
	DueSoon  = "due" // within 30 days
	UpToDate = "ok"
	Never    = "never"
)

// soon is how long before its date a review counts as due.
const soon = site.Span("30d")

var reviews = Query{
	Name: "reviews",
	Asks: "What must be checked again?",
	Columns: []Column{
		ids("owner", source.Team), fixedWords("kind", kindNames()...), ids("id", source.PageKinds()...), texts("name"),
		texts("reviewed"), texts("due"), fixedWords("state", Overdue, DueSoon, UpToDate, Never),
	},
	rows: func(s *site.Site, today site.Date) []Row {
		var rows []Row
		for _, r := range Reviews(s) {
			r.today = today
			rows = append(rows, r)
		}
		return rows
	},
}

func kindNames() []string {
	var names []string
	for _, k := range source.PageKinds() {
		names = append(names, string(k))
	}
	return names
}

// Reviews answers which pages need a review: it returns all pages except those of retired
// things, in the order of the site.
func Reviews(s *site.Site) []Review {
	var rows []Review
	for _, p := range s.Pages() {
		if e := p.Base(); e.Status != site.Retired {
			rows = append(rows, Review{Page: p, Owner: e.Owner.To, Due: e.ReviewDue()})
		}
	}
	return rows
}

// State returns the state of the review on a day. If today is "", it returns Never or "".
func (r Review) State(today site.Date) string {
	switch {
	case r.Page.Base().Reviewed.IsZero():
		return Never
	case today == "":
		return ""
	case r.Due == "":
		return UpToDate
	case r.Due < today:
		return Overdue
	case r.Due <= soon.After(today):
		return DueSoon
	}
	return UpToDate
}

func (r Review) Position() source.Pos { return r.Page.Base().Pos }

func (r Review) cells() []any {
	e, owner := r.Page.Base(), ""
	if r.Owner != nil {
		owner = r.Owner.ID
	}
	return []any{owner, string(e.Kind), e.ID, e.Name, string(e.Reviewed), string(r.Due), r.State(r.today)}
}
