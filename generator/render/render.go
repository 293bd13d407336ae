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

// New returns the rendered site.
func New(in Input) *FS {
	r := newRenderer(in)
	files := map[string]content{}
	for _, locale := range r.site.Locales {
		r.views(files, locale)
		for _, p := range r.site.Pages() {
			r.add(files, r.entityPage(p, locale))
		}
		for _, redirect := range r.site.Redirects {
			r.redirect(files, redirect, locale)
		}
	}
	r.exports(files)
	r.assets(files)
	return newFS(files)
}

// renderer is what all pages share.
type renderer struct {
	Input
	site    *site.Site
	baseURL string // without a slash at its end
	images  images
	menus   sync.Map // [locale, folder, view] → []View
	mdWords map[string]*markdown.Words
	maps    map[string]func() *Map // the overview figure in each language, laid out once
	index   []IndexRow
	hues    map[*site.Domain]int
}

func newRenderer(in Input) *renderer {
	r := &renderer{Input: in, site: in.Site, mdWords: map[string]*markdown.Words{}, maps: map[string]func() *Map{}, hues: map[*site.Domain]int{}}
	r.baseURL = strings.TrimSuffix(in.BaseURL, "/")
	if r.baseURL == "" {
		r.baseURL = strings.TrimSuffix(in.Site.BaseURL, "/")
	}
	for i, d := range r.site.Domains {
		r.hues[d] = i % Hues
	}
	for _, locale := range r.site.Locales {
		r.mdWords[locale] = markdownWords(func(key string) string { return r.Theme.Say(locale, key) })
		r.maps[locale] = sync.OnceValue(func() *Map { return r.layout(locale) })
	}
	r.index = interfaceIndex(r.site)
	return r
}

// views adds the pages about many things.
func (r *renderer) views(files map[string]content, locale string) {
	for _, v := range viewNames {
		r.add(files, r.viewPage(v, locale))
	}
	notFound := r.page("404", locale, "404.html")
	notFound.Title = notFound.Say("notfound.title")
	notFound.NoIndex = true
	files[notFound.Path] = deferred(notFound.render)
}

// add enters a page and its Markdown twin.
func (r *renderer) add(files map[string]content, p *Page) {
	files[p.Path] = deferred(p.render)
	if twin := p.twinPath(); twin != "" {
		files[twin] = deferred(p.markdown)
	}
}

// redirect adds a page at a former id that leads to the thing's page.
func (r *renderer) redirect(files map[string]content, redirect site.Redirect, locale string) {
	e := redirect.To.Base()
	p := r.page("redirect", locale, entityPath(e.Kind, redirect.Alias))
	if _, taken := files[p.Path]; taken {
		return
	}
	p.NoIndex = true
	p.Title = e.Name.Plain(locale)
	p.Refresh = p.Href(redirect.To)
	files[p.Path] = deferred(p.render)
}

// assets adds the theme's files and those beside the guides.
func (r *renderer) assets(files map[string]content) {
	for _, a := range r.Theme.Assets() {
		files[a.Path] = fixed(a.Data)
	}
	for _, a := range r.site.Assets {
		name := a.File.Name
		files[name] = deferred(func() ([]byte, error) { return fs.ReadFile(r.Content, name) })
	}
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
	page := *p // details are worked out on a copy, so that the listing stays small
	page.fill()
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := p.r.Theme.Execute(buf, page.Kind, &page); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}

// dir returns the folder the page is in.
func (p *Page) dir() string { return path.Dir(p.Path) }
