// Package render turns a linked site and a theme into a file system of pages.
//
// [New] is the one verb. Nothing is rendered by it: the [FS] it returns renders
// a file when the file is opened. build copies it to disk, serve hands it to
// HTTP, a test reads one file of it; so a page costs nothing until somebody
// wants it, and preview and build cannot differ.
//
// Every page of the model is there once in each of the site's languages: those
// of the main language at the top, the others below a folder of their own. All
// links are relative and name the file, so that the site works below any path
// and from disk. Beside a page stands its Markdown twin; beside them all map.json,
// map.svg, llms.txt and, when the site knows its address, sitemap.xml.
//
// Rendering finds no faults of authors: linking has found them all. It never
// changes the site and never looks at the clock.
package render

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"sync"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Input is what a site is rendered from.
type Input struct {
	Site    *site.Site
	Theme   *theme.Theme
	Content fs.FS  // for the files beside guides
	BaseURL string // the site's address, or ""; overrides the one of site.yaml
}

// New returns the rendered site. It takes the same time for any number of
// pages: whatever is about the whole site is worked out when a page needs it.
func New(in Input) *FS {
	r := newRenderer(in)
	return &FS{r: r, find: r.find, folders: sync.OnceValue(func() map[string][]fs.DirEntry { return list(r.names()) })}
}

// renderer is what all pages share.
type renderer struct {
	Input
	site    *site.Site
	baseURL string             // without a slash at its end
	files   map[string]content // those that are there whatever the site holds
	images  images
	menus   sync.Map // [locale, folder, view] → []View
	mdWords map[string]*markdown.Words
	maps    map[string]func() *Map // the overview figure in each language, laid out once
	index   func() []IndexRow
	hues    func() map[*site.Domain]int
}

func newRenderer(in Input) *renderer {
	r := &renderer{Input: in, site: in.Site, mdWords: map[string]*markdown.Words{}, maps: map[string]func() *Map{}}
	r.baseURL = strings.TrimSuffix(in.BaseURL, "/")
	if r.baseURL == "" {
		r.baseURL = strings.TrimSuffix(in.Site.BaseURL, "/")
	}
	for _, locale := range r.site.Locales {
		r.mdWords[locale] = markdownWords(func(key string) string { return r.Theme.Say(locale, key) })
		r.maps[locale] = sync.OnceValue(func() *Map { return r.layout(locale) })
	}
	r.index = sync.OnceValue(func() []IndexRow { return interfaceIndex(r.site) })
	r.hues = sync.OnceValue(func() map[*site.Domain]int { return hues(r.site) })
	r.files = r.table()
	return r
}

// page starts a page at an address within its language.
func (r *renderer) page(kind, locale, address string) *Page {
	if locale != r.site.Locale() {
		address = locale + "/" + address
	}
	return &Page{Site: r.site, Locale: locale, Kind: kind, Path: address, r: r}
}

// entityPage starts the page of one of the model's things.
func (r *renderer) entityPage(x site.Page, locale string) *Page {
	e := x.Base()
	p := r.page(string(e.Kind), locale, entityPath(e.Kind, e.ID))
	p.Entity = e
	switch x := x.(type) {
	case *site.Domain:
		p.Domain = x
	case *site.Component:
		p.Component = x
	case *site.Team:
		p.Team = x
	case *site.Scenario:
		p.Scenario = x
	case *site.Guide:
		p.Guide = x
	}
	return p
}

// redirect starts the page at a former id that leads to the thing's page.
func (r *renderer) redirect(x site.Redirect, locale string) *Page {
	e := x.To.Base()
	p := r.page("redirect", locale, entityPath(e.Kind, x.Alias))
	p.NoIndex = true
	p.Title = e.Name.Plain(locale)
	p.Refresh = p.Href(x.To)
	return p
}

// entityPath returns the address of a thing's page within its language.
func entityPath(kind source.Kind, id string) string { return folders[kind] + "/" + id + ".html" }

var folders = map[source.Kind]string{
	source.Domain: "domains", source.Component: "components", source.Team: "teams",
	source.Scenario: "scenarios", source.Guide: "guides",
}

// buffers are reused: a page is rendered into one and copied out at its size.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes the page through the theme.
func (p *Page) render() ([]byte, error) {
	page := *p // details are worked out on a copy: the page may be rendered by many at once
	page.fill()
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := p.r.Theme.Execute(buf, page.Kind, page.Locale, &page); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}

// dir returns the folder the page is in.
func (p *Page) dir() string { return path.Dir(p.Path) }
