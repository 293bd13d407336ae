package render

import (
	"encoding/xml"
	"fmt"
	"strings"

	"platmap/generator/text"
)

// exports adds the files that are for programs.
func (r *renderer) exports(files map[string]content) {
	files["map.json"] = r.mapJSON
	files["llms.txt"] = r.llms
	for _, locale := range r.site.Locales {
		p := r.page("map.svg", locale, "map.svg")
		p.Title = r.site.Title.Plain(locale)
		files[p.Path] = p.render
	}
	if r.baseURL != "" {
		files["sitemap.xml"] = r.sitemap
		r.feeds(files)
	}
}

// sitemap lists every page with its other languages.
func (r *renderer) sitemap() ([]byte, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, locale := range r.site.Locales {
		var pages []*Page
		for _, view := range r.shownViews() {
			if p := r.viewPage(view.name, locale); !p.NoIndex {
				pages = append(pages, p)
			}
		}
		pages = append(pages, r.listPages(locale)...)
		pages = append(pages, r.groupPages(locale)...)
		for _, x := range r.site.Pages() {
			pages = append(pages, r.entityPage(x, locale))
		}
		for _, p := range pages {
			b.WriteString("<url><loc>" + escapeXML(p.Absolute()) + "</loc>")
			for _, a := range p.Alternates() {
				fmt.Fprintf(&b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, escapeXML(a.Locale), escapeXML(p.AbsoluteOf(a.Href)))
			}
			b.WriteString("</url>\n")
		}
	}
	b.WriteString("</urlset>\n")
	return []byte(b.String()), nil
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never returns an error
	return b.String()
}

// llms lists the twins for language models, in the format of llmstxt.org.
func (r *renderer) llms() ([]byte, error) {
	home := r.viewPage("overview", r.site.Locale())
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", home.Plain(r.site.Title))
	if !r.site.Summary.IsZero() {
		fmt.Fprintf(&b, "\n> %s\n", text.OneLine(home.Plain(r.site.Summary)))
	}
	fmt.Fprintf(&b, "\n%s%s[map.json](map.json)\n", home.Say("llms.data"), home.Say("colon"))
	for _, k := range llmsOrder() {
		pages := r.pagesOfKind(k.kind)
		if len(pages) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n", home.Say("view."+k.kind.Dir()))
		}
		for _, x := range pages {
			p := r.entityPage(x, r.site.Locale())
			fmt.Fprintf(&b, "- [%s](%s)", escapeMarkdown(text.OneLine(p.title())), home.relative(p.twinPath()))
			if d := p.ownDescription(); d != "" { // the default description repeats the title and the section
				b.WriteString(": " + text.ShortenAtSpace(d, maxDescription)) // programs expect this colon in every language
			}
			b.WriteByte('\n')
		}
	}
	return []byte(b.String()), nil
}
