package render

import (
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Page is what a template is given: the thing the page is about, and the means
// to turn texts, names and places of the model into HTML that suits the page's
// language and address. Templates call its methods with $: {{$.Text .Summary}}.
type Page struct {
	Site   *site.Site
	Locale string // of the reader
	Kind   string // the template: "domain", "overview", …
	Path   string // "en/domains/cicd.html"; links are relative to its folder

	// What the page is about; all nil on pages about many things.
	Entity    *site.Entity
	Domain    *site.Domain
	Component *site.Component
	Team      *site.Team
	Scenario  *site.Scenario
	Guide     *site.Guide

	Title       string // plain
	Description string // plain, at most 160 characters
	Crumbs      []Crumb
	Contents    []Heading // table of contents; empty on short pages
	NoIndex     bool      // not for search engines: 404 and redirects
	Refresh     string    // where a redirect leads, relative
	Standalone  bool      // the overview figure as a file of its own

	r *renderer
}

// Crumb is one step of the way from the home page; the last one has no Href.
type Crumb struct {
	Text string
	Href string
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level int // 2 or 3
	ID    string
	Text  string
}

// viewNames are the pages about many things, in the order of the navigation.
var viewNames = []string{"overview", "why", "interfaces", "guides", "components", "scenarios", "teams", "glossary"}

// viewOf tells to which view a page of the model belongs.
var viewOf = map[source.Kind]string{
	source.Domain: "overview", source.Component: "components", source.Team: "teams",
	source.Scenario: "scenarios", source.Guide: "guides",
}

func viewPath(name string) string {
	if name == "overview" || name == "index" {
		return "index.html"
	}
	return name + ".html"
}

// viewPage starts a page about many things.
func (r *renderer) viewPage(name, locale string) *Page {
	return r.page(name, locale, viewPath(name))
}

// fill works out what every template asks for.
func (p *Page) fill() {
	if p.Title == "" {
		p.Title = p.title()
	}
	p.Description = p.description()
	p.Crumbs = p.crumbs()
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
	}
	return p.Say("view." + p.Kind)
}

// description is the first thing said about the page's subject.
func (p *Page) description() string {
	s := ""
	switch {
	case p.Entity != nil && !p.Entity.Summary.IsZero():
		s = p.Plain(p.Entity.Summary)
	case p.Domain != nil:
		s = p.Plain(p.Domain.EssentialProblem)
	case p.Team != nil:
		s = p.Plain(p.Team.Focus)
	case p.Scenario != nil:
		s = p.Plain(p.Scenario.Problem)
	case p.Guide != nil:
		s = p.opening(160)
	case p.Kind == "overview":
		s = p.Plain(p.Site.Summary)
	}
	return text.ShortenAtSpace(text.OneLine(s), 160)
}

func (p *Page) crumbs() []Crumb {
	if p.Kind == "overview" || p.Kind == "404" || p.Kind == "redirect" {
		return nil
	}
	crumbs := []Crumb{{p.Site.Title.Plain(p.Locale), p.Home()}}
	if p.Entity == nil {
		return append(crumbs, Crumb{Text: p.Title})
	}
	if view := viewOf[p.Entity.Kind]; view != "overview" {
		crumbs = append(crumbs, Crumb{p.Say("view." + view), p.Href(view)})
	} else if d := p.Domain; d != nil && d.In != nil {
		crumbs = append(crumbs, Crumb{d.In.Name.Plain(p.Locale), p.Home() + "#" + "pm-group-" + d.In.ID})
	}
	return append(crumbs, Crumb{Text: p.Title})
}

// View is an entry of the main navigation.
type View struct {
	Name    string // "overview", "why", "interfaces", …; its word is view.NAME
	Href    string
	Current bool // the page itself, or one that belongs to it
}

// Views returns the main navigation. Views that would be empty are left out.
func (p *Page) Views() []View {
	current := p.Kind
	if p.Entity != nil {
		current = viewOf[p.Entity.Kind]
	}
	key := [...]string{p.Locale, p.dir(), current} // it is the same all over a folder
	if views, ok := p.r.menus.Load(key); ok {
		return views.([]View)
	}
	var views []View
	for _, name := range viewNames {
		if !p.r.empty(name) {
			views = append(views, View{name, p.relative(p.local(viewPath(name))), name == current})
		}
	}
	if p.Kind != "404" { // which the preview shows at any address
		p.r.menus.Store(key, views)
	}
	return views
}

func (r *renderer) empty(view string) bool {
	switch view {
	case "guides":
		return len(r.site.Guides) == 0
	case "components":
		return len(r.site.Components) == 0
	case "scenarios":
		return len(r.site.Scenarios) == 0
	case "teams":
		return len(r.site.Teams) == 0
	case "glossary":
		return len(r.site.Terms) == 0
	}
	return false
}

// Alternate is the same page in one of the site's languages.
type Alternate struct {
	Locale  string
	Name    string // in its own language: 日本語
	Href    string
	Current bool
}

// Alternates returns the page in all languages, or nothing on a site with one.
func (p *Page) Alternates() []Alternate {
	if len(p.Site.Locales) < 2 {
		return nil
	}
	own := p.Path
	if p.Locale != p.Site.Locale() {
		own = strings.TrimPrefix(own, p.Locale+"/")
	}
	var all []Alternate
	for _, locale := range p.Site.Locales {
		address := own
		if locale != p.Site.Locale() {
			address = locale + "/" + own
		}
		all = append(all, Alternate{
			Locale: locale, Name: languageName(locale), Href: p.relative(address),
			Current: locale == p.Locale,
		})
	}
	return all
}

// Root returns the relative way to the top of the site: "" or "../" and so on.
func (p *Page) Root() string { return strings.Repeat("../", strings.Count(p.Path, "/")) }

// Home returns the relative address of the home page in the page's language.
func (p *Page) Home() string { return p.Href("overview") }

// relative returns the relative address of a file of the site, escaped.
func (p *Page) relative(address string) string {
	return escapePath(source.Relative(p.dir(), address))
}

// Twin returns the relative address of the page's Markdown twin, or "".
func (p *Page) Twin() string {
	if twin := p.twinPath(); twin != "" {
		return p.relative(twin)
	}
	return ""
}

func (p *Page) twinPath() string {
	if p.Kind == "404" || p.Kind == "redirect" {
		return ""
	}
	return strings.TrimSuffix(p.Path, ".html") + ".md"
}
