package render

import (
	"fmt"
	"path"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
)

// markdown writes the page's twin: the same content as plain Markdown, for
// readers and programs that prefer it. Links lead to twins.
func (p *Page) markdown() ([]byte, error) {
	page := *p
	if page.Title == "" {
		page.Title = page.title()
	}
	w := &twin{p: &page}
	w.linef("# %s", escapeMarkdown(page.Title))
	switch {
	case page.Guide != nil:
		w.guide(page.Guide)
	case page.Domain != nil:
		w.domain(page.Domain)
	case page.Component != nil:
		w.component(page.Component)
	case page.Team != nil:
		w.team(page.Team)
	case page.Scenario != nil:
		w.scenario(page.Scenario)
	default:
		w.view(page.Kind)
	}
	if page.Entity != nil {
		w.about(page.Entity)
	}
	return []byte(w.b.String()), nil
}

// twin writes Markdown. Every method but linef starts with a blank line.
type twin struct {
	b strings.Builder
	p *Page
}

func (w *twin) linef(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *twin) heading(word string) { w.linef("\n## %s\n", w.p.Say(word)) }

func (w *twin) paragraph(t site.Text) {
	if !t.IsZero() {
		w.linef("\n%s", strings.TrimSpace(w.text(t)))
	}
}

// text returns a text as Markdown with its links pointed at twins.
func (w *twin) text(t site.Text) string {
	v := t.In(w.p.Locale)
	return v.Doc.Markdown(func(_ int, l *markdown.Link) (string, bool) {
		to, fault := w.p.Site.Resolve(l, v.Pos.File)
		if fault != nil {
			return "", false
		}
		return w.replacement(l, to), true
	})
}

// replacement is what stands for a link in a twin: all of a [[name]], and of
// others where they lead.
func (w *twin) replacement(l *markdown.Link, to site.Target) string {
	href := w.href(to)
	if l.Kind != markdown.WikiRef {
		return href
	}
	label := l.Text
	if label == "" {
		label, _ = w.p.label(to)
	}
	return "[" + escapeMarkdown(label) + "](" + href + ")"
}

// href returns the address of a twin where there is one.
func (w *twin) href(x any) string {
	href := w.p.Href(x)
	if strings.Contains(href, "://") {
		return href
	}
	file, anchor, found := strings.Cut(href, "#")
	if path.Ext(file) == ".html" {
		file = strings.TrimSuffix(file, ".html") + ".md"
	}
	if found {
		file += "#" + anchor
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(file)
}

func (w *twin) link(x any) string {
	t, plain := w.p.nameOf(x)
	if plain == "" {
		plain = t.Plain(w.p.Locale)
	}
	return "[" + escapeMarkdown(oneLine(plain)) + "](" + w.href(x) + ")"
}

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
		}
	}
	if len(d.Features) > 0 {
		w.heading("domain.features")
		for i := range d.Features {
			x := &d.Features[i]
			w.item(x.Item, w.lifecycle(x.Lifecycle), 0)
			w.more(x.Why, 1)
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
			w.item(x.Item, note, 0)
			w.more(x.Why, 1)
		}
	}
	w.list("domain.guides", pagesOf(d.Guides))
	w.list("domain.components", pagesOf(d.Components))
	w.list("domain.scenarios", pagesOf(d.Scenarios))
}

func (w *twin) lifecycle(l site.Lifecycle) string {
	note := w.p.Say("status." + string(l.Status))
	if l.ReplacedBy.To != nil {
		note += " → " + w.link(l.ReplacedBy.To)
	}
	return note
}

// item writes a list item with its details nested below it.
func (w *twin) item(x site.Item, note string, level int) {
	line := oneLine(w.text(x.Name))
	if note != "" {
		line += " (" + note + ")"
	}
	w.linef("%s- %s", strings.Repeat("  ", level), line)
	w.more(x.Text, level+1)
	for _, d := range x.Details {
		w.item(d, "", level+1)
	}
}

func (w *twin) more(t site.Text, level int) {
	if !t.IsZero() {
		w.linef("%s- %s", strings.Repeat("  ", level), oneLine(w.text(t)))
	}
}

func (w *twin) list(word string, pages []site.Page) {
	if len(pages) == 0 {
		return
	}
	w.heading(word)
	for _, x := range pages {
		w.linef("- %s", w.link(x))
	}
}

func (w *twin) component(c *site.Component) {
	w.paragraph(c.Summary)
	w.linef("\n%s", w.p.Say("status."+string(c.Status)))
	w.paragraph(c.Why)
	if c.ReplacedBy.To != nil {
		w.linef("\n→ %s", w.link(c.ReplacedBy.To))
	}
	var domains []site.Page
	for _, r := range c.Domains {
		if r.To != nil {
			domains = append(domains, r.To)
		}
	}
	w.list("view.domains", domains)
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
		w.linef("- %s: %s (%s)", domain, oneLine(w.text(n.Need)), w.p.Say("state."+n.State))
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
				w.linef("- %s: %s", w.link(d), oneLine(w.text(d.EssentialProblem)))
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
			w.linef("- %s (%s): %s", oneLine(w.text(row.Name)), w.p.Say("kind."+row.Kind), strings.Join(domains, ", "))
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
			line += ": " + oneLine(w.text(s))
		}
		w.linef("%s", line)
	}
}

// about ends a twin with who to ask and when somebody last looked.
func (w *twin) about(e *site.Entity) {
	var parts []string
	if e.Owner.To != nil {
		parts = append(parts, w.p.Say("owner")+": "+w.link(e.Owner.To))
	}
	if !e.Reviewed.IsZero() {
		parts = append(parts, w.p.Say("reviewed")+": "+string(e.Reviewed))
	}
	if len(parts) > 0 {
		w.linef("\n---\n\n%s", strings.Join(parts, " · "))
	}
}
