// Package site is the model of a platform map, and links separate documents to one [Site]
// in which names are pointers.
//
// A file goes through two steps. [Decode] and [DecodeGuide] turn one file into a
// [Document], which depends on no other file and never changes. [Link] makes the Site of
// all documents: it copies their pages, resolves every name, computes the reverse lists
// (a relation is written on one side only), applies inherited owners and review
// intervals, sorts, and reports what an author must fix. A name that cannot be resolved
// is reported and its pointer is nil, so the site is usable anyway.
//
// Link works page by page: a [resolver] resolves the names on a page, which gives edges
// to other pages; [node.deriveReverse] computes the lists of a page from the edges that
// lead to it. Therefore [Graph.Relink] can link a few pages again when their documents
// changed. It changes the Site in place, so nothing may read the Site meanwhile. Except
// for Relink a Site is immutable.
//
// The package reads no files, writes no HTML and does not know the syntax of YAML, only
// tree's nodes.
//
// Where to find what:
//
//	page.go           the fields that all pages have in common; the table of the kinds of pages
//	domain.go, component.go, team.go, scenario.go, guide.go
//	                  one kind each: its keys, and how it is linked and checked
//	frontmatter.go    which keys of a guide have an effect in a translation
//	item.go, metric.go
//	                  the lists of a domain: responsibilities, features, interfaces, metrics
//	asset.go          the files beside guides
//	document.go, decode.go
//	                  from YAML nodes to documents
//	graph.go          Link
//	collect.go, names.go
//	                  the index of names
//	resolver.go, relpath.go, wikiref.go
//	                  from names and links to targets
//	itemindex.go, anchorindex.go
//	                  the items of a domain, and the headings of a guide
//	suggest.go, brokenlink.go, fileindex.go
//	                  suggestions for unknown names and broken links
//	unresolved.go, renamed.go
//	                  the findings about them
//	owners.go, cycles.go, order.go
//	                  data that depends on all pages together
//	relink.go         linking single documents again
//	files.go          from files to pages and back
//	check.go, problem.go, retired.go, translations.go, codeowners.go, issues.go
//	                  warnings
package site

import (
	"platmap/generator/source"
	"platmap/generator/text"
)

// Site is the whole map.
type Site struct {
	Settings
	Lists
	Terms     []*Term
	Redirects []Redirect
	Assets    []*Asset
	Sources   int // number of source files, including those that do not parse

	pages []Page // by kind, and in the order of Lists
	names names
}

// Locale returns the main language.
func (s *Site) Locale() string { return s.Locales[0] }

// Pages returns all pages. The caller must not change the list.
func (s *Site) Pages() []Page { return s.pages }

// Page returns the page with an id or a former id, or nil. Its ID differs from id
// if id is a former id or in another Unicode form.
func (s *Site) Page(kind source.Kind, id string) Page {
	if p, ok := s.names.pages[kind][id]; ok {
		return p
	}
	return s.names.pages[kind][text.NFC(id)]
}

// Asset returns the asset with exactly this file name, or nil.
func (s *Site) Asset(name string) *Asset {
	if a := s.names.files[text.NFC(name)].Asset; a != nil && a.File.Name == name {
		return a
	}
	return nil
}

// Redirect is a former id and the page that had it.
type Redirect struct {
	Alias string
	To    Page
}

// Target is what a name or a link refers to.
type Target struct {
	Page   Page   // or nil
	Item   any    // *Responsibility, *Feature or *Interface on the page, its *Domain for a section of it, or nil
	Anchor string // on the page, or ""
	// Fragment is the part of the URL after the Anchor that is not an id on a page, or
	// "": page=12 of a PDF, top, or a text directive such as :~:text=word.
	Fragment string
	Asset    *Asset
	View     string // a view: "overview", "components", "glossary" …
	URL      string // of another site
}
