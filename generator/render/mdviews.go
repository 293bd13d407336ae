package render

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// view writes the body of the twin of a view, below its title.
func (w *mdWriter) view(name string) {
	switch name {
	case "overview":
		w.problems()
		w.linef("")
		for _, v := range w.p.r.shownViews()[1:] {
			w.linef("- %s", w.link(v))
		}
	case "why":
		w.problems()
	case "interfaces":
		w.linef("")
		for _, row := range w.p.Index() {
			domains := convert(row.Interfaces, func(x *site.Interface) site.Page { return x.Domain })
			w.linef("- %s%s: %s", w.line(row.Name), w.p.Say("brackets", w.p.Say("kind."+row.Kind)), w.links(domains))
		}
	case "glossary":
		for _, t := range w.p.Site.Terms {
			w.linef("\n**%s**", escapeMarkdown(w.p.Plain(t.Term)))
			w.paragraph(t.Text)
		}
	default:
		for _, kind := range source.PageKinds() {
			if kind.View() == name {
				w.pages(w.p.r.pagesOfKind(kind))
			}
		}
	}
}

// problems lists the essential problems of all domains.
func (w *mdWriter) problems() {
	w.paragraph(w.p.Site.Why)
	for _, g := range w.p.Groups() {
		if !g.Name.IsZero() {
			w.linef("\n## %s\n", escapeMarkdown(w.p.Plain(g.Name)))
		} else {
			w.linef("")
		}
		for _, d := range g.Domains {
			w.linef("- %s: %s", w.link(d), w.line(d.EssentialProblem))
		}
	}
}

// pages lists pages with their summaries.
func (w *mdWriter) pages(pages []site.Page) {
	w.linef("")
	for _, x := range pages {
		line := "- " + w.link(x)
		if s := x.Base().Summary; !s.IsZero() {
			line += ": " + w.line(s)
		}
		w.linef("%s", line)
	}
}
