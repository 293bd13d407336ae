package render

import (
	"fmt"
	"path"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/text"
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
	return "[" + escapeMarkdown(text.OneLine(plain)) + "](" + w.href(x) + ")"
}

func (w *twin) lifecycle(l site.Lifecycle) string {
	note := w.p.Say("status." + string(l.Status))
	if l.ReplacedBy.To != nil {
		note += " → " + w.link(l.ReplacedBy.To)
	}
	return note
}

// limit returns a goal in brackets, or "" if the goal has no number.
func (w *twin) limit(most, least site.Number, unit site.Text) string {
	if limit := w.p.Limit(most, least, unit); limit != "" {
		return " (" + limit + ")"
	}
	return ""
}

func (w *twin) variants(f *site.Feature) string {
	var list []string
	for _, v := range f.Variants {
		list = append(list, text.OneLine(w.text(v)))
	}
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, ", ") + "; "
}

func (w *twin) metric(m *site.Metric) {
	name := m.ID
	if !m.Name.IsZero() {
		name = text.OneLine(w.text(m.Name))
	}
	value := w.p.Say("metric.none")
	if v := m.Latest(); v != nil {
		value = string(v.Number) + " (" + string(v.Date) + ")"
	}
	w.linef("- %s%s: %s", name, w.limit(m.AtMost, m.AtLeast, m.Unit), value)
}

func (w *twin) notes(notes []site.Note) {
	if len(notes) == 0 {
		return
	}
	w.heading("notes")
	for _, n := range notes {
		w.linef("- %s", text.OneLine(w.text(n.Text)))
	}
}

// facts writes lists of links below an item: word, pages, word, pages …
func (w *twin) facts(level int, pairs ...any) {
	for i := 0; i < len(pairs); i += 2 {
		var links []string
		for _, x := range pairs[i+1].([]site.Page) {
			links = append(links, w.link(x))
		}
		if len(links) > 0 {
			w.linef("%s- %s: %s", strings.Repeat("  ", level), w.p.Say(pairs[i].(string)), strings.Join(links, ", "))
		}
	}
}

// refPages returns the pages that references lead to.
func refPages[T any](refs []site.Ref[T]) []site.Page {
	var pages []site.Page
	for _, r := range refs {
		if r.To != nil {
			pages = append(pages, any(r.To).(site.Page))
		}
	}
	return pages
}

// item writes a list item with its details nested below it.
func (w *twin) item(x site.Item, note string, level int) {
	line := text.OneLine(w.text(x.Name))
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
		w.linef("%s- %s", strings.Repeat("  ", level), text.OneLine(w.text(t)))
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
