package render

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"platmap/generator/site"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// Page is the data of a template: the subject of the page, and methods that turn
// texts, names and positions of the model into HTML for the page's language and
// path. Templates call the methods with $: {{$.Text .Summary}}.
type Page struct {
	Site   *site.Site
	Locale string // the language of the page
	Kind   string // the name of the template: "domain", "overview", …
	Path   string // such as "en/domains/cicd.html"; links are relative to its folder

	Subject             // the subject of the page
	Group   *site.Group // the group that the page is about, or nil
	Part    *Part       // the part of a divided view that the page shows, or nil

	Title       string // plain
	Description string // plain text of at most 160 characters
	Crumbs      []Crumb
	Contents    []Heading // table of contents; empty on short pages
	NoIndex     bool      // whether search engines should ignore it: 404, redirects and the search page
	Refresh     string    // the relative URL that a redirect points to

	hasLocator bool // whether the content has a locator

	isTwin    bool                // whether it is the Markdown twin
	root      string              // prefix of all addresses on the 404 page; "" for relative addresses
	explained map[*site.Term]bool // the terms that the page has explained; nil if it explains none
	r         *renderer
}

// maxDescription is the maximum length of a description in characters.
const maxDescription = 160

// page returns a page for a path in the main language.
func (r *renderer) page(kind, locale, main string) *Page {
	return &Page{Site: r.site, Locale: locale, Kind: kind, Path: r.localPath(main, locale), r: r}
}

// Root returns a page in the top folder. It gives names, texts and relative URLs in a
// language to code that is not for a page.
func (s *FS) Root(locale string) *Page { return s.r.root(locale) }

func (r *renderer) root(locale string) *Page {
	return &Page{Site: r.site, Locale: locale, Path: "index.html", r: r}
}

// entityPage returns the page about x.
func (r *renderer) entityPage(x site.Page, locale string) *Page {
	e := x.Base()
	p := r.page(string(e.Kind), locale, pagePath(e.Kind, e.ID))
	p.Entity = e
	kindOf(e.Kind).set(p, x)
	return p
}

// viewPage returns the page of a view.
func (r *renderer) viewPage(name, locale string) *Page {
	p := r.page(name, locale, viewPath(name))
	p.NoIndex = name == "search"
	return p
}

// redirect returns the page at a former id, which redirects to the page with the new
// id.
func (r *renderer) redirect(x site.Redirect, locale string) *Page {
	e := x.To.Base()
	p := r.page("redirect", locale, pagePath(e.Kind, x.Alias))
	p.NoIndex = true
	p.Title = e.Name.Plain(locale)
	p.Refresh = p.Href(x.To)
	return p
}

// buffers are reused: a page is rendered into a buffer and then copied.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render executes the page's template.
func (p *Page) render() ([]byte, error) {
	page := *p // use a copy, because several goroutines may render p
	page.fill()
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := p.r.Theme.Execute(buf, page.Kind, page.Locale, &page); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}

// fill sets the computed fields.
func (p *Page) fill() {
	if p.Title == "" {
		p.Title = p.title()
	}
	p.Description = p.description()
	p.Crumbs = p.crumbs()
	if p.Guide != nil || p.Domain != nil {
		p.explained = map[*site.Term]bool{}
	}
	if g := p.Guide; g != nil {
		p.Contents = contents(g.In(p.Locale).Doc)
	}
}

func (p *Page) title() string {
	switch {
	case p.Entity != nil:
		return p.Entity.Name.Plain(p.Locale)
	case p.Kind == "overview":
		return p.Site.Title.Plain(p.Locale)
	case p.Group != nil:
		name, plain := p.nameOf(p.Group)
		return cmp.Or(plain, name.Plain(p.Locale))
	}
	if p.Part != nil {
		return p.Say("view."+p.Kind) + p.Say("colon") + p.PartName(p.Part)
	}
	return p.Say("view." + p.Kind)
}

func (p *Page) description() string {
	s := p.ownDescription()
	if s == "" {
		s = p.defaultDescription()
	}
	return text.ShortenAtSpace(s, maxDescription)
}

// ownDescription returns the summary or the start of the text of a page, or "".
func (p *Page) ownDescription() string {
	s := ""
	switch {
	case p.Entity != nil && !p.Entity.Summary.IsZero():
		s = p.Plain(p.Entity.Summary)
	case p.Entity != nil:
		if summary := kindOf(p.Entity.Kind).summary; summary != nil {
			s = summary(p)
		}
	case p.Group != nil:
		s = p.Plain(p.Group.Text)
	case p.Kind == "overview":
		s = p.Plain(p.Site.Summary)
	}
	return text.OneLine(s)
}

// Description returns a short plain text: the summary of a page in a language or, if it
// has none, the start of its text.
func (s *FS) Description(x site.Page, locale string) string {
	return text.ShortenAtSpace(s.r.entityPage(x, locale).ownDescription(), maxDescription)
}

// defaultDescription returns a description for a page that has no summary: the sentence
// at the top of a view, or the names of the page, its view and the site.
func (p *Page) defaultDescription() string {
	switch {
	case p.Kind == "overview" && len(p.Site.Domains) == 0:
		return p.Say("overview.none")
	case p.Kind == "overview":
		return p.Say("overview.lead", len(p.Site.Domains))
	case p.Entity == nil && p.Group == nil && p.Part == nil:
		if lead, ok := p.r.Theme.Words(p.Locale)[p.Kind+".lead"]; ok {
			return lead
		}
	}
	var names []string
	for _, c := range p.crumbs() {
		names = append(names, c.Text)
	}
	slices.Reverse(names)
	return strings.Join(names, " – ")
}

// Crumb is a step of the path from the home page to the page itself, whose Href is "".
type Crumb struct {
	Text string
	Href string
}

func (p *Page) crumbs() []Crumb {
	if p.Kind == "overview" || p.Kind == "404" || p.Kind == "redirect" {
		return nil
	}
	crumbs := []Crumb{{p.Site.Title.Plain(p.Locale), p.Home()}}
	if p.Entity != nil {
		if view := p.Entity.Kind.View(); view != "overview" {
			crumbs = append(crumbs, Crumb{p.Say("view." + view), p.Href(view)})
		} else if d := p.Domain; d != nil && d.In != nil {
			crumbs = append(crumbs, Crumb{d.In.Name.Plain(p.Locale), p.Href(d.In)})
		}
	}
	if p.Part != nil {
		return append(crumbs, Crumb{p.Say("view." + p.Kind), p.Href(p.Kind)}, Crumb{Text: p.PartName(p.Part)})
	}
	return append(crumbs, Crumb{Text: p.Title})
}

// View is an entry of the header.
type View struct {
	Name    string // "overview", "why", "interfaces", …; its label is the word view.NAME
	Href    string
	Current bool // whether it is the current page, or leads to it
}

// Views returns the entries of the header. On a page that has no entry, the entry of
// the page views is the current one, which leads to all of them.
func (p *Page) Views() []View {
	current := p.Kind
	if p.Group != nil {
		current = "overview"
	} else if p.Entity != nil {
		current = p.Entity.Kind.View()
	}
	if v := viewNamed(current); v != nil && !v.inMenu {
		current = "views"
	}
	var views []View
	for _, v := range p.r.shownViews() {
		if v.inMenu {
			views = append(views, View{v.name, p.Href(v.name), v.name == current})
		}
	}
	return views
}

// Menu returns Views as list items. It is the same for all pages of a kind in a folder,
// so it is made once for these pages and not by the template.
func (p *Page) Menu() theme.HTML {
	key := [...]string{p.Locale, path.Dir(p.Path), p.Kind, p.root}
	if menu, ok := p.r.menus.Load(key); ok {
		return menu.(theme.HTML)
	}
	var b strings.Builder
	for _, v := range p.Views() {
		b.WriteString(`<li><a href="` + theme.Escape(v.Href) + `"`)
		switch {
		case v.Current && v.Name == p.Kind:
			b.WriteString(` aria-current="page"`)
		case v.Current:
			b.WriteString(` aria-current="true"`)
		}
		b.WriteString(`>` + theme.Escape(p.Say("view."+v.Name)) + `</a></li>`)
	}
	menu := theme.HTML(b.String())
	p.r.menus.Store(key, menu)
	return menu
}

// Alternate is the same page in another language.
type Alternate struct {
	Locale  string
	Name    string // name of the language in that language, such as 日本語
	Href    string
	Current bool
}

// Alternates returns the page in all languages, or nil if the site has only one. It also
// returns nil for the 404 page, which contains all languages.
func (p *Page) Alternates() []Alternate {
	if len(p.Site.Locales) < 2 || p.Kind == "404" {
		return nil
	}
	_, main := p.r.splitLocale(p.Path)
	var all []Alternate
	for _, locale := range p.Site.Locales {
		all = append(all, Alternate{locale, p.r.languages[locale], p.relative(p.r.localPath(main, locale)), locale == p.Locale})
	}
	return all
}
