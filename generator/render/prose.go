package render

import (
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Say returns a text of the theme in the page's language. For an invalid value, such as
// an unknown status, it returns the value itself; only a preview can have such values.
func (p *Page) Say(key string, args ...any) string {
	word := p.r.Theme.Say(p.Locale, key, args...)
	if _, value, ok := strings.Cut(key, "."); ok && word == key {
		return value
	}
	return word
}

// Text returns a text as HTML in the page's language, with its links. If it is
// not translated, it is returned in another language and marked as such.
func (p *Page) Text(t site.Text) theme.HTML {
	if t.IsZero() {
		return ""
	}
	v := t.In(p.Locale)
	html := v.Doc.HTML(p.filler(v.Pos.File))
	if v.Lang == p.Locale || !site.Foreign(v.Doc.Plain(nil), v.Lang) {
		return theme.HTML(html)
	}
	tag := "span"
	if v.Doc.Block {
		tag = "div"
	}
	return theme.HTML(`<` + tag + ` class="foreign" lang="` + theme.Escape(v.Lang) + `">` + html + `</` + tag + `>`)
}

// Plain returns a text without markup in the page's language.
func (p *Page) Plain(t site.Text) string {
	v := t.In(p.Locale)
	return v.Doc.Plain(p.plainFiller(v.Pos.File))
}

// plainFiller fills in the names of references in a text of a file, for plain text, in
// which links have no address.
func (p *Page) plainFiller(from *source.File) *markdown.Filler {
	return &markdown.Filler{Link: func(_ int, l *markdown.Link) (a markdown.Anchor, _ bool) {
		if l.Kind == markdown.WikiRef {
			if to, unresolved := p.Site.Resolve(l, from); unresolved == nil && to.URL == "" {
				a.Label, a.Lang = p.label(to)
			}
		}
		return a, true
	}}
}

// filler resolves the links and images in a text of a file for this page.
func (p *Page) filler(from *source.File) *markdown.Filler {
	return &markdown.Filler{
		Words:        p.r.mdWords[p.Locale],
		Highlight:    true,
		NoPermalinks: true,
		Link: func(_ int, l *markdown.Link) (markdown.Anchor, bool) {
			to, unresolved := p.Site.Resolve(l, from)
			if unresolved != nil {
				return markdown.Anchor{Label: l.Dest}, false
			}
			a := markdown.Anchor{Href: p.Href(to)}
			switch {
			case to.URL != "":
				a.Class = "external"
				if l.Text == l.Dest {
					a.Class = "external bare" // the text of the link is its URL
				}
			case l.Kind == markdown.WikiRef:
				a.Label, a.Lang = p.label(to)
			}
			return a, true
		},
		Image: func(_ int, l *markdown.Link) (markdown.Picture, bool) {
			to, unresolved := p.Site.Resolve(l, from)
			if unresolved != nil || to.Asset == nil {
				return markdown.Picture{}, false // the CSP forbids images from other sites
			}
			w, h := p.r.images.size(p.r.Content, to.Asset)
			return markdown.Picture{Src: p.Href(to), Width: w, Height: h}, true
		},
	}
}

// label returns the name of a target in the page's language. If there is none, it
// returns the name in another language, and lang is that language.
func (p *Page) label(to site.Target) (label, lang string) {
	if to.Item == nil && to.Page != nil && to.Anchor != "" {
		if g, ok := to.Page.(*site.Guide); ok {
			return headingText(g, p.Locale, g.AnchorIn(p.Locale, to.Anchor)), ""
		}
	}
	t, plain := p.nameOf(to)
	if plain != "" {
		return plain, ""
	}
	v := t.In(p.Locale)
	if label = v.Doc.Plain(nil); v.Lang != p.Locale && site.Foreign(label, v.Lang) {
		lang = v.Lang
	}
	return label, lang
}

// markdownWords returns the words that package markdown inserts.
func markdownWords(word func(key string) string) *markdown.Words {
	return &markdown.Words{
		Note: word("alert.note"), Tip: word("alert.tip"), Important: word("alert.important"),
		Warning: word("alert.warning"), Caution: word("alert.caution"),
		Footnotes: word("footnotes"), Footnote: word("footnote"), Back: word("footnote.back"),
		Permalink: word("permalink"), Table: word("table"), Code: word("code"), Details: word("details"),
	}
}
