package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The package has a file for each kind of page, such as team.go: its pageKind, the
// methods that only its template uses, the body of its twin, its search document, and
// its part of map.json. This file lists them. To add a kind, add a line to each of pageKinds,
// Subject, jsonPages and viewDefs.

// pageKind describes the pages of one kind.
type pageKind struct {
	kind     source.Kind
	set      func(p *Page, x site.Page)       // sets the kind's field of Subject
	summary  func(p *Page) string             // returns the summary of a page without one in its source file; may be nil
	markdown func(w *mdWriter)                // writes the body of the twin
	search   func(w *searchWriter)            // adds the parts of the search document, whose anchors are those of the template
	mapJSON  func(m *jsonPages, s *site.Site) // sets the kind's list in map.json
}

// pageKinds are the kinds that have pages, in the order of lists of references. init sets
// them, because the twins refer to this variable.
var pageKinds []pageKind

func init() { pageKinds = []pageKind{domainKind, componentKind, guideKind, scenarioKind, teamKind} }

// Subject is what a page is about: Entity, and the field of its kind. On views, all
// fields are nil.
type Subject struct {
	Entity    *site.Entity
	Domain    *site.Domain
	Component *site.Component
	Team      *site.Team
	Scenario  *site.Scenario
	Guide     *site.Guide
}

// jsonPages are the lists of pages in map.json, in its order.
type jsonPages struct {
	Domains    []jsonDomain    `json:"domains"`
	Components []jsonComponent `json:"components"`
	Teams      []jsonTeam      `json:"teams"`
	Scenarios  []jsonScenario  `json:"scenarios"`
	Guides     []jsonGuide     `json:"guides"`
}

// kindOf returns the entry of a kind that has pages.
func kindOf(kind source.Kind) *pageKind {
	return &pageKinds[slices.IndexFunc(pageKinds, func(k pageKind) bool { return k.kind == kind })]
}

// llmsOrder returns the kinds in the order of llms.txt: that of pageKinds, but
// components are last, because they are the longest section.
func llmsOrder() []pageKind {
	last := slices.IndexFunc(pageKinds, func(k pageKind) bool { return k.kind == source.Component })
	return append(slices.Delete(slices.Clone(pageKinds), last, last+1), pageKinds[last])
}

// pagesOfKind returns the pages of one kind, in the order of the site.
func (r *renderer) pagesOfKind(kind source.Kind) []site.Page {
	var pages []site.Page
	for _, x := range r.site.Pages() {
		if x.Base().Kind == kind {
			pages = append(pages, x)
		}
	}
	return pages
}
