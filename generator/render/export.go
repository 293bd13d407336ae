package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// exports adds the files made for machines.
func (r *renderer) exports(files map[string]content) {
	files["map.json"] = r.mapJSON
	files["llms.txt"] = r.llms
	for _, locale := range r.site.Locales {
		p := r.page("overview", locale, "map.svg")
		files[p.Path] = func() ([]byte, error) { return r.figure(p) }
	}
	if r.baseURL != "" {
		files["sitemap.xml"] = r.sitemap
	}
}

// figure draws the overview as a file of its own, for slides.
func (r *renderer) figure(p *Page) ([]byte, error) {
	page := *p
	page.fill()
	page.Standalone = true
	var buf bytes.Buffer
	if err := r.Theme.Figure(&buf, page.Locale, &page); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// sitemap lists every page with its other languages.
func (r *renderer) sitemap() ([]byte, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, locale := range r.site.Locales {
		var pages []*Page
		for _, view := range viewNames {
			if !r.empty(view) {
				pages = append(pages, r.viewPage(view, locale))
			}
		}
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
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// llms lists the Markdown twins for programs that read rather than look:
// the form of llmstxt.org.
func (r *renderer) llms() ([]byte, error) {
	p := r.viewPage("overview", r.site.Locale())
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", p.Plain(r.site.Title))
	if !r.site.Summary.IsZero() {
		fmt.Fprintf(&b, "\n> %s\n", text.OneLine(p.Plain(r.site.Summary)))
	}
	b.WriteString("\nThe whole map as data: [map.json](map.json)\n")
	section := func(view string, pages []site.Page) {
		if len(pages) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n## %s\n\n", p.Say("view."+view))
		for _, x := range pages {
			page := r.entityPage(x, r.site.Locale())
			fmt.Fprintf(&b, "- [%s](%s)", escapeMarkdown(text.OneLine(page.title())), p.relative(page.twinPath()))
			if d := page.description(); d != "" {
				b.WriteString(": " + text.OneLine(d))
			}
			b.WriteByte('\n')
		}
	}
	section("domains", pagesOf(r.site.Domains))
	section("guides", pagesOf(r.site.Guides))
	section("scenarios", pagesOf(r.site.Scenarios))
	section("teams", pagesOf(r.site.Teams))
	section("components", pagesOf(r.site.Components))
	return []byte(b.String()), nil
}

func pagesOf[P site.Page](list []P) []site.Page {
	pages := make([]site.Page, len(list))
	for i, p := range list {
		pages[i] = p
	}
	return pages
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "|", `\|`)

func escapeMarkdown(s string) string { return markdownEscaper.Replace(s) }
