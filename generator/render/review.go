package render

import (
	"fmt"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/source"
)

// Review is the data that pages of the preview of a change show in addition to the
// content. Without it a site has none of these pages, parts and assets:
//
//	review.go    the pages that only a preview has, and the bar on all pages
//	findings.go  the findings of content with errors
//	marks.go     the changes, beside the changed parts of pages
//	diffpage.go  the list of all changes
type Review struct {
	Base        string               // the name of the state that the site is compared with, such as "main"; or ""
	Changes     func() []diff.Change // the changes since then; nil if they are not known yet, or without Base
	NotCompared []changes.Incomplete // files that could not be compared completely because of errors

	Findings source.Diagnostics             // the findings that would prevent a normal build, and others
	PageAt   func(pos source.Pos) site.Page // returns the page that shows a position, or nil; needed for Findings
}

// reviewDefs are the pages that only a preview has.
var reviewDefs []viewDef

func init() {
	reviewDefs = []viewDef{
		{name: "diff", markdown: (*mdWriter).diff},
		{name: "findings", markdown: (*mdWriter).findings},
	}
}

// reviewPages returns the pages that only a preview has, in a language.
func (r *renderer) reviewPages(locale string) []*Page {
	var pages []*Page
	if r.Review == nil {
		return nil
	}
	if r.Review.Base != "" {
		p := r.viewPage("diff", locale)
		p.Title = p.Say("review.title", r.Review.Base)
		pages = append(pages, p)
	}
	if len(r.Review.Findings) > 0 {
		pages = append(pages, r.viewPage("findings", locale))
	}
	for _, p := range pages {
		p.NoIndex = true
	}
	return pages
}

// isReviewAsset reports whether only the pages of a preview load an asset.
func isReviewAsset(name string) bool { return name == "review.css" || name == "review.js" }

// IsReview reports whether the page has the bar of a preview.
func (p *Page) IsReview() bool { return p.r.Review != nil && p.Kind != "404" && p.Kind != "redirect" }

// ReviewBar is the bar at the top of the pages of a preview.
type ReviewBar struct {
	Base     string // the name of the state to which the site is compared, or ""
	Pending  bool   // whether the comparison is not ready yet
	Changes  int
	Promises int
	Here     int    // number of marks on the page
	Prev     string // the relative URL of the last mark before the page, or ""
	Next     string // the relative URL of the first mark after the page, or ""

	Findings     string           // the numbers of errors and warnings as a text, or ""
	Severity     string           // "error" if one of them is an error, otherwise "warning"
	FindingsHere []*ReviewFinding // findings about the page
}

// Review returns the bar of the page.
func (p *Page) Review() *ReviewBar {
	in := p.r.Review
	bar := &ReviewBar{Base: in.Base, Pending: in.Base != "" && in.Changes == nil, Findings: p.findingCount(), Severity: source.Warning.String()}
	if in.Findings.HaveError() {
		bar.Severity = source.Error.String()
	}
	if p.Entity != nil {
		bar.FindingsHere = convert(p.r.findingsOn()[p.Entity], p.reviewFinding)
	}
	if m := p.r.marks(); m != nil {
		bar.Changes, bar.Promises = len(m.changes), m.promises
		bar.Here = m.count[p.subject()]
		bar.Prev, bar.Next = p.turn(m)
	}
	return bar
}

// subject is what a page with marks is about: an *site.Entity, or a view.
func (p *Page) subject() any {
	if p.Entity != nil {
		return p.Entity
	}
	if p.Part != nil || p.Group != nil {
		return nil
	}
	return p.Kind
}

// turn returns the links to the marks on the pages before and after the page. On a page
// without marks, they are the links to the last and the first mark of the site.
func (p *Page) turn(m *marks) (prev, next string) {
	order := m.order
	before, after := len(order)-1, 0
	if i, ok := m.position[p.subject()]; ok {
		before, after = i-1, i+1
	}
	if before >= 0 {
		prev = p.Href(order[before]) + "#" + lastMark
	}
	if after < len(order) {
		next = p.Href(order[after]) + "#" + firstMark
	}
	return prev, next
}

// Links with these anchors lead to the first or the last mark of a page: js/review
// replaces the anchor. Without the script they lead to the top of the page.
const (
	firstMark = "pm-first"
	lastMark  = "pm-last"
)

// markID returns the id of the mark for a change, by its index in the comparison.
func markID(i int) string { return fmt.Sprintf("pm-change-%d", i+1) }
