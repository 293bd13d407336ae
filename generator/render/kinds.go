package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The package has a file for each kind of page, such as team.go: its pageKind, the
// methods that only its template uses, the body of its twin, and its part of
// map.json. This file lists them. To add a kind, add a line to each of pageKinds,
// Subject, jsonPages, viewDefs and mdViews.

// pageKind is what this package knows about the pages of one kind.
type pageKind struct {
	kind     source.Kind
	set      func(p *Page, x site.Page)       // sets the kind's field of Subject
	summary  func(p *Page) string             // the summary of a page without one in its source file; or nil
	markdown func(w *mdWriter)                // writes the body of the twin
	mapJSON  func(m *jsonPages, s *site.Site) // sets the kind's list in map.json
}

// pageKinds are the kinds that have pages of their own, in the order of lists of
// references. They are set by init, because the twins of the kinds use that order.
var pageKinds []pageKind

func init() { pageKinds = []pageKind{domainKind, componentKind, guideKind, scenarioKind, teamKind} }

// Subject is what a page is about: Entity and the field of its kind. All are nil on
// views.
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

// viewDef is a view: a page about many things.
type viewDef struct {
	name    string
	kinds   []source.Kind           // the kinds of things that it shows; nil for the glossary
	isEmpty func(s *site.Site) bool // nil if the view is always shown
}

// viewDefs are the views in the order of the navigation.
var viewDefs = []viewDef{
	{name: "overview", kinds: []source.Kind{source.Domain}},
	{name: "why", kinds: []source.Kind{source.Domain}},
	{name: "interfaces", kinds: []source.Kind{source.Domain}},
	{"guides", []source.Kind{source.Guide}, func(s *site.Site) bool { return len(s.Guides) == 0 }},
	{"components", []source.Kind{source.Component, source.Domain}, func(s *site.Site) bool { return len(s.Components) == 0 }},
	{"scenarios", []source.Kind{source.Scenario, source.Domain}, func(s *site.Site) bool { return len(s.Scenarios) == 0 }},
	{"teams", []source.Kind{source.Team}, func(s *site.Site) bool { return len(s.Teams) == 0 }},
	{"glossary", nil, func(s *site.Site) bool { return len(s.Terms) == 0 }},
}

// shownViews returns the names of the views that are not empty.
func (r *renderer) shownViews() []string {
	var names []string
	for _, v := range viewDefs {
		if v.isEmpty == nil || !v.isEmpty(r.site) {
			names = append(names, v.name)
		}
	}
	return names
}
