package render

import (
	"net/url"

	"platmap/generator/theme"
)

// Static hosts show 404.html at any address that does not exist, so its links cannot be
// relative. With a base URL they start at the root of the host. Without one the page
// loads no file, and a script in it finds the root of the site.

// notFound returns the 404 page of a language. Its addresses start with root, such as
// "/map/". If root is "", the location of the site is not known.
func (r *renderer) notFound(locale, root string) *Page {
	p := r.page("404", locale, "404.html")
	p.Title = p.Say("notfound.title")
	p.NoIndex = true
	p.root = root
	return p
}

// rootPath returns the path of the site on its host, such as "/map/", or "" without a
// base URL.
func (r *renderer) rootPath() string {
	u, err := url.Parse(r.baseURL)
	if err != nil || r.baseURL == "" {
		return ""
	}
	return u.EscapedPath() + "/"
}

// IsBare reports whether the page can be shown at any address and does not know the
// location of the site.
func (p *Page) IsBare() bool { return p.Kind == "404" && p.root == "" }

// NotFoundText is the content of the 404 page in one language.
type NotFoundText struct {
	Locale, Title, Lead string
	Links               []NotFoundLink
}

// NotFoundLink is a link of the 404 page. Path is its target from the root of the site.
type NotFoundLink struct{ Text, Href, Path string }

// NotFound returns the content of the 404 page in all languages, the page's own language
// first, because most hosts show the same page for all addresses.
func (p *Page) NotFound() []NotFoundText {
	texts := []NotFoundText{p.notFoundText()}
	for _, locale := range p.Site.Locales {
		if locale != p.Locale {
			other := *p
			other.Locale = locale
			texts = append(texts, other.notFoundText())
		}
	}
	return texts
}

func (p *Page) notFoundText() NotFoundText {
	t := NotFoundText{Locale: p.Locale, Title: p.Say("notfound.title"), Lead: p.Say("notfound.lead")}
	for _, view := range []string{"overview", "interfaces", "guides"} {
		if view != "guides" || len(p.Site.Guides) > 0 {
			path := escapePath(p.r.localPath(viewPath(view), p.Locale))
			t.Links = append(t.Links, NotFoundLink{p.Say("view." + view), p.Href(view), path})
		}
	}
	return t
}

// Probe returns the path of a file by which a script recognizes the root of the site.
func (p *Page) Probe() string { return p.r.Theme.Asset("style.css") }

// InlineStyle, InlineScript and InlineSource return a file of the theme that is inlined
// in the page, and the source that allows it in the content security policy.

func (p *Page) InlineStyle(name string) theme.CSS {
	text, _ := p.r.Theme.Inline(name)
	return theme.CSS(text)
}

func (p *Page) InlineScript(name string) theme.JS {
	text, _ := p.r.Theme.Inline(name)
	return theme.JS(text)
}

func (p *Page) InlineSource(name string) string {
	_, source := p.r.Theme.Inline(name)
	return source
}
