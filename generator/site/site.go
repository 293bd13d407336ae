// Package site is the model: what a platform map consists of, and the linking
// of it, from separate documents to one [Site] in which names are pointers.
//
// A file goes through it in two steps. [Decode] and [DecodeGuide] turn one
// file into a [Document], which depends on nothing else and never changes.
// [Link] takes all documents and makes the Site: pages are copies of what the
// documents say, every name is resolved, every reverse list computed (a relation
// is written on one side only), owners and review spans are handed down,
// everything is put in order, and what an author must fix is reported. A name
// that leads nowhere is reported and left nil; the site is usable all the same.
//
// Linking goes page by page: [resolver] follows what a page names, which gives
// edges; [node.gather] fills in what a page learns from the edges that lead to
// it. So a few pages can be linked anew when their documents changed, which is
// what [Graph.Relink] does for the preview. It does it in place, and nobody may
// read the Site meanwhile; else a Site never changes.
//
// The package reads no files and writes no HTML; it does not know YAML's syntax,
// only tree's nodes.
//
// The types are in one file per kind: domain.go, component.go, team.go,
// scenario.go, guide.go, settings.go; what they share in entity.go and text.go.
package site

import (
	"platmap/generator/source"
)

// Site is the whole map, complete. Nobody but Relink changes it.
type Site struct {
	Settings
	Domains    []*Domain // by group, order and name
	Components []*Component
	Teams      []*Team
	Scenarios  []*Scenario
	Guides     []*Guide
	Terms      []*Term
	Redirects  []Redirect
	Assets     []*Asset
	Sources    int // source files that it was linked from, those that do not parse included

	names names
}

// Locale returns the main language.
func (s *Site) Locale() string { return s.Locales[0] }

// Redirect is a former id that leads to where the thing is now.
type Redirect struct {
	Alias string
	To    Page
}

// Asset is a file beside the guides that is published as it is.
type Asset struct {
	File *source.File // its text is not read
}

// Target is what a name leads to.
type Target struct {
	Page   Page   // nil when it leads to none of the model's things
	Item   any    // *Responsibility, *Feature or *Interface on the page, its *Domain for a section of it, or nil
	Anchor string // on the page, or ""
	Asset  *Asset
	View   string // a page about many things: "index", "components", "glossary" …
	URL    string // of another site
}

// Pages returns everything that has a page of its own.
func (s *Site) Pages() []Page {
	pages := make([]Page, 0, len(s.Domains)+len(s.Components)+len(s.Teams)+len(s.Scenarios)+len(s.Guides))
	for _, d := range s.Domains {
		pages = append(pages, d)
	}
	for _, c := range s.Components {
		pages = append(pages, c)
	}
	for _, t := range s.Teams {
		pages = append(pages, t)
	}
	for _, x := range s.Scenarios {
		pages = append(pages, x)
	}
	for _, g := range s.Guides {
		pages = append(pages, g)
	}
	return pages
}
