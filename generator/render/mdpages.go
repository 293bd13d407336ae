package render

import (
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/text"
)

// What the twin of each kind of page says.

func (w *twin) guide(g *site.Guide) {
	v := g.In(w.p.Locale)
	body := strings.TrimSpace(v.Doc.Markdown(func(_ int, l *markdown.Link) (string, bool) {
		to, fault := w.p.Site.Resolve(l, v.File)
		if fault != nil {
			return "", false
		}
		return w.replacement(l, to), true
	}))
	if v.Doc.Title() != "" && w.p.repeatsTitle(v) { // it stands above already
		if _, rest, ok := strings.Cut(body, "\n"); ok {
			body = strings.TrimSpace(rest)
		}
	}
	w.linef("\n%s", body)
}

func (w *twin) domain(d *site.Domain) {
	w.paragraph(d.EssentialProblem)
	if len(d.Responsibilities) > 0 {
		w.heading("domain.responsibilities")
		for i := range d.Responsibilities {
			x := &d.Responsibilities[i]
			note := w.p.party(x.By)
			if x.Target.Text != "" {
				note += " → " + w.p.party(x.Target)
			}
			w.item(x.Item, note, 0)
			w.more(x.Why, 1)
			for _, g := range x.Guarantees {
				w.linef("  - %s%s", text.OneLine(w.text(g.Name)), w.limit(g.AtMost, g.AtLeast, g.Unit))
			}
		}
	}
	if len(d.Features) > 0 {
		w.heading("domain.features")
		for i := range d.Features {
			x := &d.Features[i]
			w.item(x.Item, w.variants(x)+w.lifecycle(x.Lifecycle), 0)
			w.more(x.Why, 1)
			w.facts(1, "really", refPages(x.Components), "guide", refPages([]site.Ref[site.Guide]{x.Guide}))
			if x.Issue != "" {
				w.linef("  - <%s>", x.Issue)
			}
		}
	}
	if len(d.Interfaces) > 0 {
		w.heading("domain.interfaces")
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			note := w.lifecycle(x.Lifecycle)
			if x.Kind != "" {
				note = w.p.Say("kind."+x.Kind) + ", " + note
			}
			for _, word := range []struct{ group, word string }{{"mode", x.Mode}, {"source", x.Source}} {
				if word.word != "" {
					note += ", " + w.p.Say(word.group+"."+word.word)
				}
			}
			w.item(x.Item, note, 0)
			w.more(x.Why, 1)
			w.facts(1, "guide", refPages([]site.Ref[site.Guide]{x.Doc, x.Guide}))
			if x.URL != "" {
				w.linef("  - <%s>", x.URL)
			}
		}
	}
	w.list("domain.stands_on", refPages(d.DependsOn))
	w.list("domain.carries", pagesOf(d.UsedBy))
	w.list("related", refPages(d.Related))
	if len(d.Metrics) > 0 {
		w.heading("domain.metrics")
		for i := range d.Metrics {
			w.metric(&d.Metrics[i])
		}
	}
	if len(d.Decisions) > 0 {
		w.heading("domain.decisions")
		for _, x := range d.Decisions {
			w.linef("- %s %s", string(x.Date), text.OneLine(w.text(x.Title)))
			w.more(x.Why, 1)
			w.more(x.Revisit, 1)
		}
	}
	w.notes(d.Notes)
	w.list("domain.guides", pagesOf(d.Guides))
	w.list("domain.components", pagesOf(components(d)))
	w.list("domain.scenarios", pagesOf(d.Scenarios))
}

func (w *twin) component(c *site.Component) {
	w.paragraph(c.Summary)
	facts := []string{w.p.Say("status." + string(c.Status))}
	for _, word := range []struct{ group, word string }{{"kind", c.ComponentKind}, {"source", c.Source}} {
		if word.word != "" {
			facts = append(facts, w.p.Say(word.group+"."+word.word))
		}
	}
	for _, date := range []struct {
		word string
		date site.Date
	}{{"offered.since", c.Since}, {"offered.until", c.Until}} {
		if !date.date.IsZero() {
			facts = append(facts, w.p.Say(date.word)+" "+string(date.date))
		}
	}
	w.linef("\n%s", strings.Join(facts, ", "))
	if c.Repo != "" {
		w.linef("\n<%s>", c.Repo)
	}
	w.paragraph(c.Why)
	if c.ReplacedBy.To != nil {
		w.linef("\n→ %s", w.link(c.ReplacedBy.To))
	}
	w.list("view.domains", refPages(c.Domains))
	w.list("depends_on", refPages(c.DependsOn))
	w.list("used_by", pagesOf(c.UsedBy))
	w.list("parts", pagesOf(c.Parts))
	w.notes(c.Notes)
	w.list("domain.guides", pagesOf(c.Guides))
}

func (w *twin) team(t *site.Team) {
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

func (w *twin) scenario(s *site.Scenario) {
	w.paragraph(s.Problem)
	w.heading("scenario.needs")
	for _, n := range s.Needs {
		domain := n.Domain.Text
		if n.Domain.To != nil {
			domain = w.link(n.Domain.To)
		}
		w.linef("- %s: %s (%s)", domain, text.OneLine(w.text(n.Need)), w.p.Say("state."+n.State))
	}
}

func (w *twin) view(kind string) {
	s := w.p.Site
	switch kind {
	case "overview", "why":
		w.paragraph(s.Why)
		for _, g := range w.p.Groups() {
			if !g.Name.IsZero() {
				w.linef("\n## %s\n", escapeMarkdown(w.p.Plain(g.Name)))
			} else {
				w.linef("")
			}
			for _, d := range g.Domains {
				w.linef("- %s: %s", w.link(d), text.OneLine(w.text(d.EssentialProblem)))
			}
		}
		if kind == "overview" {
			w.linef("")
			for _, v := range viewNames[1:] {
				if !w.p.r.empty(v) {
					w.linef("- %s", w.link(v))
				}
			}
		}
	case "interfaces":
		w.linef("")
		for _, row := range w.p.Index() {
			var domains []string
			for _, x := range row.Interfaces {
				domains = append(domains, w.link(x.Domain))
			}
			w.linef("- %s (%s): %s", text.OneLine(w.text(row.Name)), w.p.Say("kind."+row.Kind), strings.Join(domains, ", "))
		}
	case "glossary":
		for _, t := range s.Terms {
			w.linef("\n**%s**", escapeMarkdown(w.p.Plain(t.Term)))
			w.paragraph(t.Text)
		}
	case "guides":
		w.pages(pagesOf(s.Guides))
	case "components":
		w.pages(pagesOf(s.Components))
	case "scenarios":
		w.pages(pagesOf(s.Scenarios))
	case "teams":
		w.pages(pagesOf(s.Teams))
	}
}

func (w *twin) pages(pages []site.Page) {
	w.linef("")
	for _, x := range pages {
		line := "- " + w.link(x)
		if s := x.Base().Summary; !s.IsZero() {
			line += ": " + text.OneLine(w.text(s))
		}
		w.linef("%s", line)
	}
}
