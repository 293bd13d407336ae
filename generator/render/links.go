package render

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// Href returns the relative URL of a page, a feature, an interface, a term, a group, a
// target or a view ("interfaces") in the page's language.
func (p *Page) Href(x any) string {
	if t, ok := x.(*site.Target); ok {
		x = *t
	}
	if t, ok := x.(site.Target); ok && t.URL != "" {
		return t.URL
	}
	address, anchor := p.address(x)
	if t, ok := x.(site.Target); ok && t.Fragment != "" {
		anchor += t.Fragment
	}
	href := ""
	if address != p.Path || anchor == "" {
		href = p.relative(address)
	}
	if anchor != "" {
		href += "#" + (&url.URL{Fragment: anchor}).EscapedFragment()
	}
	return href
}

// address returns the path of x in the site, or the URL of another site, and the
// anchor on that page.
func (p *Page) address(x any) (address, anchor string) {
	switch x := x.(type) {
	case string:
		return p.r.localPath(viewPath(x), p.Locale), ""
	case *site.Feature:
		address, _ = p.address(x.Domain)
		return address, x.Domain.AnchorIn(p.Locale, x.Anchor)
	case *site.Interface:
		address, _ = p.address(x.Domain)
		return address, x.Domain.AnchorIn(p.Locale, x.Anchor)
	case *site.Term:
		return p.r.localPath(viewPath("glossary"), p.Locale), x.AnchorIn(p.Locale)
	case *site.Group:
		if p.r.hasGroupPages() {
			return p.r.localPath(groupPath(x), p.Locale), ""
		}
		return p.r.localPath(viewPath("overview"), p.Locale), groupAnchor(x)
	case *site.Target:
		return p.address(*x)
	case site.Target:
		switch {
		case x.Page != nil:
			address, _ = p.address(x.Page)
			if y, ok := x.Page.(interface {
				AnchorIn(locale, anchor string) string
			}); ok { // a guide or a domain
				return address, y.AnchorIn(p.Locale, x.Anchor)
			}
			return address, x.Anchor
		case x.Asset != nil:
			return x.Asset.File.Name, ""
		case x.View != "":
			return p.address(x.View)
		}
		return x.URL, ""
	case site.Page:
		e := x.Base()
		return p.r.localPath(pagePath(e.Kind, e.ID), p.Locale), ""
	}
	panic(fmt.Sprintf("render: no address for a %T", x))
}

// ItemAnchor returns the anchor of an item of the page's domain, given its Anchor.
func (p *Page) ItemAnchor(anchor string) string { return p.Domain.AnchorIn(p.Locale, anchor) }

// relative returns the relative URL of a path in the site.
func (p *Page) relative(address string) string {
	if p.root != "" {
		return p.root + escapePath(address)
	}
	return escapePath(source.Relative(path.Dir(p.Path), address))
}

// Link returns a link to any argument of Href, with its name.
func (p *Page) Link(x any) theme.HTML {
	return theme.HTML(`<a href="` + theme.Escape(p.Href(x)) + `">` + string(p.Name(x)) + `</a>`)
}

// Name returns the name of any argument of Href, or a text, as HTML.
func (p *Page) Name(x any) theme.HTML {
	t, plain := p.nameOf(x)
	if plain != "" {
		return theme.HTML(markdown.ProseHTML(plain))
	}
	v := t.In(p.Locale)
	name := v.Doc.Plain(nil)
	html := markdown.ProseHTML(name)
	if v.Lang != p.Locale && site.Foreign(name, v.Lang) {
		html = `<span lang="` + theme.Escape(v.Lang) + `">` + html + `</span>`
	}
	return theme.HTML(html)
}

// NameText returns the name of any argument of Href, without markup.
func (p *Page) NameText(x any) string {
	t, plain := p.nameOf(x)
	if plain == "" {
		plain = t.Plain(p.Locale)
	}
	return text.OneLine(plain)
}

// nameOf returns the name of x, either as a text of the model or as a string.
func (p *Page) nameOf(x any) (t site.Text, plain string) {
	switch x := x.(type) {
	case string:
		return t, p.Say("view." + x)
	case *site.Feature:
		return x.Name, ""
	case *site.Interface:
		return x.Name, ""
	case *site.Term:
		return x.Term, ""
	case *site.Responsibility:
		return x.Name, ""
	case site.Text:
		return x, ""
	case *site.Group:
		if x.Name.IsZero() {
			return t, p.Say("group.none")
		}
		return x.Name, ""
	case *site.Target:
		return p.nameOf(*x)
	case site.Target:
		switch {
		case x.Item != nil:
			return p.nameOf(x.Item)
		case x.Page != nil:
			return p.nameOf(x.Page)
		case x.Asset != nil:
			return t, path.Base(x.Asset.File.Name)
		case x.View == source.Site.View():
			return p.Site.Title, ""
		case x.View != "":
			return p.nameOf(x.View)
		}
		return t, x.URL
	case site.Page:
		return x.Base().Name, ""
	}
	panic(fmt.Sprintf("render: no name for a %T", x))
}

// Root returns the relative URL of the root of the site: "", "../" and so on.
func (p *Page) Root() string {
	if p.root != "" {
		return p.root
	}
	return strings.Repeat("../", strings.Count(p.Path, "/"))
}

// Home returns the relative URL of the home page in the page's language.
func (p *Page) Home() string { return p.Href("overview") }

// Asset returns the relative URL of one of the theme's assets.
func (p *Page) Asset(name string) string { return p.relative(p.r.Theme.Asset(name)) }

// Twin returns the relative URL of the page's twin, or "".
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
	if p.Part != nil { // the twin of the view has the rows of all parts
		return p.r.viewPage(p.Kind, p.Locale).twinPath()
	}
	return strings.TrimSuffix(p.Path, ".html") + ".md"
}

// Absolute returns the page's full URL, or "" if the site has no base URL. The 404 page
// is shown at other URLs.
func (p *Page) Absolute() string {
	if p.r.baseURL == "" || p.Kind == "404" {
		return ""
	}
	return p.r.baseURL + "/" + escapePath(p.Path)
}

// AbsoluteOf returns the full URL for a relative one, or "".
func (p *Page) AbsoluteOf(href string) string {
	if p.r.baseURL == "" {
		return ""
	}
	return p.r.baseURL + "/" + path.Join(escapePath(path.Dir(p.Path)), href)
}

// escapePath escapes a path for a URL, except for its slashes. It also escapes colons,
// because the text before a colon at the start of a relative URL would be a scheme.
func escapePath(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !isPlainInPath(r) }) {
		return s // most paths need no escapes
	}
	s = strings.ReplaceAll(url.PathEscape(s), "%2F", "/")
	return strings.ReplaceAll(s, ":", "%3A")
}

// isPlainInPath reports whether a character is the same in the path of a URL.
func isPlainInPath(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '-' || r == '/' || r == '.' || r == '_'
}
