package render

import (
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The functions below write the body of a twin, below its title: one for each
// kind of page.

func (w *mdWriter) guide(g *site.Guide) {
	v := g.In(w.p.Locale)
	body := strings.TrimSpace(v.Doc.Markdown(w.linksOf(v.File)))
	if v.Doc.Title() != "" && w.p.repeatsTitle(v) {
		if _, rest, ok := strings.Cut(body, "\n"); ok {
			body = strings.TrimSpace(rest)
		}
	}
	w.linef("\n%s", body)
}

func (w *mdWriter) domain(d *site.Domain) {
	w.paragraph(d.EssentialProblem)
	w.responsibilities(d.Responsibilities)
	w.features(d.Features)
	w.interfaces(d.Interfaces)
	w.list("domain.depends_on", refPages(d.DependsOn...))
	w.list("domain.required_by", pagesOf(d.UsedBy))
	w.list("related", refPages(d.Related...))
	w.metrics(d.Metrics)
	w.heading("domain.decisions", len(d.Decisions))
	for _, x := range d.Decisions {
		w.linef("- %s %s", string(x.Date), w.line(x.Title))
		w.more(x.Why, 1)
		if !x.Revisit.IsZero() {
			w.linef("  - %s: %s", w.p.Say("revisit"), w.line(x.Revisit))
		}
	}
	w.notes(d.Notes)
	w.list("domain.guides", pagesOf(d.Guides))
	w.list("domain.components", pagesOf(components(d)))
	w.list("domain.scenarios", pagesOf(d.Scenarios))
}

func (w *mdWriter) responsibilities(list []site.Responsibility) {
	w.heading("domain.responsibilities", len(list))
	for _, x := range list {
		note := w.p.party(x.By)
		if x.Target.Text != "" {
			note += " → " + w.p.party(x.Target)
		}
		w.item(x.Item, note, 0)
		w.more(x.Why, 1)
		for _, g := range x.Guarantees {
			w.linef("  - %s%s", w.line(g.Name), w.limit(g.AtMost, g.AtLeast, g.Unit))
		}
	}
}

func (w *mdWriter) features(list []site.Feature) {
	w.heading("domain.features", len(list))
	for i := range list {
		x := &list[i]
		note := w.lifecycle(x.Lifecycle)
		if len(x.Variants) > 0 {
			note = w.join(convert(x.Variants, w.line)...) + separator + note
		}
		w.item(x.Item, note, 0)
		w.more(x.Why, 1)
		w.facts("built_from", refPages(x.Components...))
		w.facts("guide", refPages(x.Guide))
		w.url(x.Issue)
	}
}

func (w *mdWriter) interfaces(list []site.Interface) {
	w.heading("domain.interfaces", len(list))
	for i := range list {
		x := &list[i]
		w.item(x.Item, w.join(w.word("kind", x.Kind), w.lifecycle(x.Lifecycle), w.word("mode", x.Mode), w.word("source", x.Source)), 0)
		w.more(x.Why, 1)
		w.facts("guide", refPages(x.Doc, x.Guide))
		w.url(x.URL)
	}
}

func (w *mdWriter) metrics(list []site.Metric) {
	w.heading("domain.metrics", len(list))
	for i := range list {
		m := &list[i]
		name := m.ID
		if !m.Name.IsZero() {
			name = w.line(m.Name)
		}
		value := w.p.Say("metric.none")
		if v := m.Latest(); v != nil {
			value = string(v.Number) + w.p.Say("brackets", v.Date)
		}
		w.linef("- %s%s: %s", name, w.limit(m.AtMost, m.AtLeast, m.Unit), value)
	}
}

func (w *mdWriter) component(c *site.Component) {
	w.paragraph(c.Summary)
	w.linef("\n%s", w.join(w.p.Say("status."+string(c.Status)), w.word("kind", c.ComponentKind), w.word("source", c.Source),
		w.date("offered.since", c.Since), w.date("offered.until", c.Until)))
	if c.Repo != "" {
		w.linef("\n<%s>", c.Repo)
	}
	w.paragraph(c.Why)
	if c.ReplacedBy.To != nil {
		w.linef("\n→ %s", w.link(c.ReplacedBy.To))
	}
	w.list("view.domains", refPages(c.Domains...))
	w.list("depends_on", refPages(c.DependsOn...))
	w.list("used_by", pagesOf(c.UsedBy))
	w.list("parts", pagesOf(c.Parts))
	w.notes(c.Notes)
	w.list("domain.guides", pagesOf(c.Guides))
}

func (w *mdWriter) team(t *site.Team) {
	w.paragraph(t.Focus)
	w.list("view.domains", pagesOf(t.Owns))
	for _, era := range t.Eras {
		w.linef("\n## %s %s\n", w.p.period(era.From, era.Until), escapeMarkdown(w.p.Plain(era.Title)))
		w.more(era.Text, 0)
		for _, items := range [][]site.Item{era.What, era.How, era.Done} {
			for _, x := range items {
				w.item(x, "", 0)
			}
		}
	}
}

func (w *mdWriter) scenario(s *site.Scenario) {
	w.paragraph(s.Problem)
	w.heading("scenario.needs", len(s.Needs))
	for _, n := range s.Needs {
		domain := n.Domain.Text
		if n.Domain.To != nil {
			domain = w.link(n.Domain.To)
		}
		w.linef("- %s: %s%s", domain, w.line(n.Need), w.p.Say("brackets", w.p.Say("state."+n.State)))
	}
}

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
