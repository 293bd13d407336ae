package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// pageKind is what this package knows about the pages of one kind.
type pageKind struct {
	kind     source.Kind
	set      func(p *Page, x site.Page) // sets the field of p that templates use
	summary  func(p *Page) string       // the summary of a page without one in its source file; or nil
	markdown func(w *mdWriter)          // writes the body of the twin
}

// pageKinds are the kinds that have pages of their own, in the order of lists of
// references.
var pageKinds = []pageKind{
	{
		kind:     source.Domain,
		set:      func(p *Page, x site.Page) { p.Domain = x.(*site.Domain) },
		summary:  func(p *Page) string { return p.Plain(p.Domain.EssentialProblem) },
		markdown: func(w *mdWriter) { w.domain(w.p.Domain) },
	},
	{
		kind:     source.Component,
		set:      func(p *Page, x site.Page) { p.Component = x.(*site.Component) },
		markdown: func(w *mdWriter) { w.component(w.p.Component) },
	},
	{
		kind:     source.Guide,
		set:      func(p *Page, x site.Page) { p.Guide = x.(*site.Guide) },
		summary:  func(p *Page) string { return p.opening(maxDescription) },
		markdown: func(w *mdWriter) { w.guide(w.p.Guide) },
	},
	{
		kind:     source.Scenario,
		set:      func(p *Page, x site.Page) { p.Scenario = x.(*site.Scenario) },
		summary:  func(p *Page) string { return p.Plain(p.Scenario.Problem) },
		markdown: func(w *mdWriter) { w.scenario(w.p.Scenario) },
	},
	{
		kind:     source.Team,
		set:      func(p *Page, x site.Page) { p.Team = x.(*site.Team) },
		summary:  func(p *Page) string { return p.Plain(p.Team.Focus) },
		markdown: func(w *mdWriter) { w.team(w.p.Team) },
	},
}

// kindOf returns the entry of a kind that has pages.
func kindOf(kind source.Kind) *pageKind {
	return &pageKinds[slices.IndexFunc(pageKinds, func(k pageKind) bool { return k.kind == kind })]
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
