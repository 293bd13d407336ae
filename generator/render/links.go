package render

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Href returns the relative address of a page, a feature, an interface, a
// target or a view ("interfaces"), in the page's language.
func (p *Page) Href(x any) string {
	address, anchor := p.address(x)
	if strings.Contains(address, "://") || strings.HasPrefix(address, "mailto:") {
		return address
	}
	href := ""
	if address != p.Path || anchor == "" {
		href = p.relative(address)
	}
	if anchor != "" {
		href += "#" + url.PathEscape(anchor)
	}
	return href
}

// address returns where something is in the site, from the top, unescaped.
func (p *Page) address(x any) (address, anchor string) {
	switch x := x.(type) {
	case string:
		return p.local(viewPath(x)), ""
	case *site.Feature:
		address, _ = p.address(x.Domain)
		return address, x.Anchor
	case *site.Interface:
		address, _ = p.address(x.Domain)
		return address, x.Anchor
	case *site.Term:
		return p.local(viewPath("glossary")), x.Anchor
	case *site.Target:
		return p.address(*x)
	case site.Target:
		switch {
		case x.Page != nil:
			address, _ = p.address(x.Page)
			if g, ok := x.Page.(*site.Guide); ok {
				return address, g.AnchorIn(p.Locale, x.Anchor)
			}
			return address, x.Anchor
		case x.Asset != nil:
			return x.Asset.File.Name, ""
		case x.View != "":
			return p.local(viewPath(x.View)), ""
		}
		return x.URL, ""
	case site.Page:
		e := x.Base()
		return p.local(entityPath(e.Kind, e.ID)), ""
	}
	panic(fmt.Sprintf("render: no address for a %T", x))
}

// local puts an address into the page's language.
func (p *Page) local(address string) string {
	if p.Locale != p.Site.Locale() {
		return p.Locale + "/" + address
	}
	return address
}

// Link returns a link to whatever Href takes, with its name.
func (p *Page) Link(x any) theme.HTML {
	return theme.HTML(`<a href="` + theme.Escape(p.Href(x)) + `">` + string(p.Name(x)) + `</a>`)
}

// Name returns the name of whatever Href takes, as HTML.
func (p *Page) Name(x any) theme.HTML {
	t, plain := p.nameOf(x)
	if plain != "" {
		return theme.HTML(theme.Escape(plain))
	}
	v := t.In(p.Locale)
	name := theme.Escape(v.Doc.Plain(nil))
	if v.Lang != p.Locale && site.Foreign(name, v.Lang) {
		return theme.HTML(`<span lang="` + theme.Escape(v.Lang) + `">` + name + `</span>`)
	}
	return theme.HTML(name)
}

func (p *Page) nameOf(x any) (t site.Text, plain string) {
	switch x := x.(type) {
	case string:
		return t, p.Say("view." + x)
	case *site.Feature:
		return x.Name, ""
	case *site.Interface:
		return x.Name, ""
	case *site.Responsibility:
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
		case x.View == "index":
			return p.Site.Title, ""
		case x.View != "":
			return t, p.Say("view." + x.View)
		}
		return t, x.URL
	case site.Page:
		return x.Base().Name, ""
	}
	panic(fmt.Sprintf("render: no name for a %T", x))
}

// Edit returns the address where a place in the content can be edited, or "".
func (p *Page) Edit(pos source.Pos) string {
	repo := strings.TrimSuffix(p.Site.Repo, "/")
	if repo == "" || !pos.IsValid() {
		return ""
	}
	branch := p.Site.Branch
	if branch == "" {
		branch = "main"
	}
	address := fmt.Sprintf("%s/edit/%s/%s", repo, escapePath(branch), escapePath(path.Join(p.Site.ContentPath(), pos.File.Name)))
	if line, _ := pos.LineColumn(); line > 1 {
		address += fmt.Sprintf("#L%d", line)
	}
	return address
}

// File returns the name of the file that the page is written in, or "".
func (p *Page) File() string {
	if p.Entity == nil {
		return ""
	}
	return path.Join(p.Site.ContentPath(), p.source().File.Name)
}

// EditPage returns the address where the page's file can be edited, or "".
func (p *Page) EditPage() string {
	if p.Entity == nil {
		return ""
	}
	return p.Edit(p.source())
}

// source is where the page's subject starts in its file; of a guide, the
// version that is shown.
func (p *Page) source() source.Pos {
	if p.Guide != nil {
		return source.Pos{File: p.Guide.In(p.Locale).File}
	}
	return p.Entity.Pos
}

// Absolute returns the page's full address, or "" when the site does not know
// its own.
func (p *Page) Absolute() string {
	if p.r.baseURL == "" {
		return ""
	}
	return p.r.baseURL + "/" + escapePath(p.Path)
}

// AbsoluteOf returns the full address for a relative one.
func (p *Page) AbsoluteOf(href string) string {
	if p.r.baseURL == "" {
		return ""
	}
	return p.r.baseURL + "/" + path.Join(escapePath(p.dir()), href)
}

// Asset returns the relative address of one of the theme's assets.
func (p *Page) Asset(name string) string { return p.relative(p.r.Theme.Asset(name)) }

// escapePath escapes a path for use in an address, keeping its slashes.
func escapePath(s string) string {
	parts := strings.Split(s, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}
