// Package render turns a linked site and a theme into a file system of pages.
//
// [New] returns an [FS], which renders a file when it is opened. A build copies the
// FS to disk, the preview serves it by HTTP, a test reads one file of it. A page
// costs nothing until it is needed, and preview and build cannot differ.
//
// Every page exists once in each of the site's languages: those of the main language
// at the root, the others in a folder of their language. All links are relative and
// name the file, so that the site works below any path and from disk. Beside each
// page is its Markdown twin, and beside a page that answers a question is a CSV file with
// the rows. At the root are map.json, map.svg, llms.txt and, if the site has a base URL,
// sitemap.xml.
//
// Rendering reports no findings: linking has reported all of them. It does not
// change the site and does not depend on the time.
//
//	kinds.go      the kinds of pages; domain.go, component.go, team.go, scenario.go and
//	              guide.go contain the differences between the kinds
//	views.go      the pages about many things; most have a file with their name
//	paths.go      the paths of pages
//	page.go       Page, the data of templates; its other methods are in links.go,
//	              prose.go, format.go, references.go …
//	files.go      which files there are; fs.go makes them an fs.FS
//	lists.go      views with many rows, divided into several pages; filterdata.go has what
//	              their filters search
//	cards.go      the cards that js/cards.js shows for the targets of links
//	lines.go      the lines of sections, for js/report.js
//	mdwriter.go   the Markdown twins; mdentity.go has the parts that all kinds of pages
//	              have, mdviews.go the twins of views
//	searchdocs.go the documents of the search index
//	past.go       the changes in the past, and feed.go the feed of these changes
//	review.go     the additional data in the preview of a change
//	mapjson.go    map.json; calendar.go and export.go have the other files for programs
//	plan.go       the overview; lot.go has the content of its lots, and lotfit.go
//	              limits it to what fits; locator.go draws it as a small picture
package render

import (
	"io/fs"
	"strings"
	"sync"

	"platmap/generator/history"
	"platmap/generator/markdown"
	"platmap/generator/query"
	"platmap/generator/search"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Input is what a site is rendered from.
type Input struct {
	Site    *site.Site
	Theme   *theme.Theme
	Content fs.FS            // for the files beside guides
	BaseURL string           // replaces the base URL of site.yaml if not ""
	Review  *Review          // the additions for the preview of a change, or nil
	History *history.History // past changes, or nil
}

// New returns the rendered site. It takes the same time for any number of pages:
// data about the whole site is computed when a page needs it.
func New(in Input) *FS {
	r := newRenderer(in)
	return &FS{r: r, find: r.find, folders: sync.OnceValue(func() map[string][]fs.DirEntry { return list(r.names()) })}
}

// renderer is the data that all pages share.
type renderer struct {
	Input
	site      *site.Site
	baseURL   string             // without a final slash
	files     map[string]content // the files that exist in every site
	images    images
	lists     map[string]func(locale string) *viewRows // rows of the views that may be divided
	cards     map[string]func() map[string][]byte      // the files with cards in each language
	languages map[string]string                        // the name of each language
	menus     sync.Map                                 // [locale, folder, kind, root] → theme.HTML, see Page.Menu
	mdWords   map[string]*markdown.Words
	plans     map[string]func() *Plan     // the overview in each language
	terms     map[string]func() *termTree // the names of terms in each language
	shown     func() []viewDef            // the views that are not empty
	gaps      func() []query.Gap
	past      func() *past // past changes
	calendars func() bool  // whether there are calendars
	cells     func() *cells
	things    func() searchThings
	lines     func() map[string][]site.Page // the pages in each file with source lines
	search    func() *search.Index
	marks     func() *marks // the changes, in the preview of a change

	findingsOn func() map[*site.Entity]source.Diagnostics // by page, in the preview of content with errors
}

func newRenderer(in Input) *renderer {
	r := &renderer{Input: in, site: in.Site, languages: map[string]string{}, mdWords: map[string]*markdown.Words{}, plans: map[string]func() *Plan{}, terms: map[string]func() *termTree{}, cards: map[string]func() map[string][]byte{}}
	r.baseURL = strings.TrimSuffix(in.BaseURL, "/")
	if r.baseURL == "" {
		r.baseURL = strings.TrimSuffix(in.Site.BaseURL, "/")
	}
	for _, locale := range r.site.Locales {
		r.languages[locale] = languageName(locale, r.site.Locales)
		r.mdWords[locale] = markdownWords(func(key string) string { return r.Theme.Say(locale, key) })
		r.terms[locale] = sync.OnceValue(func() *termTree { return makeTermTree(r.site, locale) })
		r.cards[locale] = sync.OnceValue(func() map[string][]byte { return r.cardFiles(locale) })
		r.plans[locale] = sync.OnceValue(func() *Plan { return r.overview(locale) })
	}
	r.shown = sync.OnceValue(r.notEmpty)
	r.past = sync.OnceValue(r.makePast)
	r.gaps = sync.OnceValue(func() []query.Gap { return query.Gaps(r.site) })
	r.calendars = sync.OnceValue(func() bool { return len(calendarEvents(r.site)) > 0 })
	r.lists = r.divided()
	r.cells = sync.OnceValue(func() *cells { return newCells(r.site) })
	r.things = sync.OnceValue(r.makeThings)
	r.lines = sync.OnceValue(r.pagesByLines)
	r.search = sync.OnceValue(r.searchFiles)
	r.marks = sync.OnceValue(r.compare)
	r.findingsOn = sync.OnceValue(r.findingsByPage)
	r.files = r.table()
	return r
}
