package render

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// markdown renders the page's twin: the same content as plain Markdown. Its links
// lead to other twins.
func (p *Page) markdown() ([]byte, error) {
	page := *p
	if page.Title == "" {
		page.Title = page.title()
	}
	w := &mdWriter{p: &page}
	w.linef("# %s", escapeMarkdown(page.Title))
	if page.Entity == nil {
		w.view(page.Kind)
	} else {
		kindOf(page.Entity.Kind).markdown(w)
		w.about(page.Entity)
	}
	return []byte(w.b.String()), nil
}

// mdWriter writes a twin. Headings, paragraphs and lists below a heading start with
// a blank line.
type mdWriter struct {
	b strings.Builder
	p *Page
}

func (w *mdWriter) linef(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

// heading writes the heading of a list unless the list is empty.
func (w *mdWriter) heading(word string, elements int) {
	if elements > 0 {
		w.linef("\n## %s\n", w.p.Say(word))
	}
}

func (w *mdWriter) paragraph(t site.Text) {
	if !t.IsZero() {
		w.linef("\n%s", strings.TrimSpace(w.text(t)))
	}
}

// text returns a text as Markdown.
func (w *mdWriter) text(t site.Text) string {
	v := t.In(w.p.Locale)
	return v.Doc.Markdown(w.linksOf(v.Pos.File))
}

// line returns a text as one line of Markdown.
func (w *mdWriter) line(t site.Text) string { return text.OneLine(w.text(t)) }

// linksOf returns a function that returns the replacement of a link in a file: a
// whole Markdown link for a [[name]], only the URL for any other link.
func (w *mdWriter) linksOf(f *source.File) func(int, *markdown.Link) (string, bool) {
	return func(_ int, l *markdown.Link) (string, bool) {
		to, unresolved := w.p.Site.Resolve(l, f)
		if unresolved != nil {
			return "", false
		}
		href := w.href(to)
		if l.Kind != markdown.WikiRef {
			return href, true
		}
		label := l.Text
		if label == "" {
			label, _ = w.p.label(to)
		}
		return "[" + escapeMarkdown(label) + "](" + href + ")", true
	}
}

// href returns the relative URL of x; if x is a page, the URL of its twin.
func (w *mdWriter) href(x any) string {
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

func (w *mdWriter) link(x any) string {
	t, plain := w.p.nameOf(x)
	if plain == "" {
		plain = t.Plain(w.p.Locale)
	}
	return "[" + escapeMarkdown(text.OneLine(plain)) + "](" + w.href(x) + ")"
}

func (w *mdWriter) links(pages []site.Page) string {
	return w.join(convert(pages, func(x site.Page) string { return w.link(x) })...)
}

// join joins the non-empty elements of a list with the comma of the page's language.
func (w *mdWriter) join(list ...string) string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	return strings.Join(list, w.p.Say("comma"))
}

// list writes a heading and a list of links.
func (w *mdWriter) list(word string, pages []site.Page) {
	w.heading(word, len(pages))
	for _, x := range pages {
		w.linef("- %s", w.link(x))
	}
}

// facts writes links on one line below an item.
func (w *mdWriter) facts(word string, pages []site.Page) {
	if len(pages) > 0 {
		w.linef("  - %s: %s", w.p.Say(word), w.links(pages))
	}
}

// item writes a list item with its details nested below it.
func (w *mdWriter) item(x site.Item, note string, level int) {
	line := w.line(x.Name)
	if note != "" {
		line += w.p.Say("brackets", note)
	}
	w.linef("%s- %s", strings.Repeat("  ", level), line)
	w.more(x.Text, level+1)
	for _, d := range x.Details {
		w.item(d, "", level+1)
	}
}

// more writes a text as a list item.
func (w *mdWriter) more(t site.Text, level int) {
	if !t.IsZero() {
		w.linef("%s- %s", strings.Repeat("  ", level), w.line(t))
	}
}

// url writes a URL below an item.
func (w *mdWriter) url(s string) {
	if s != "" {
		w.linef("  - <%s>", s)
	}
}

func (w *mdWriter) lifecycle(l site.Lifecycle) string {
	note := w.p.Say("status." + string(l.Status))
	if l.ReplacedBy.To != nil {
		note += " → " + w.link(l.ReplacedBy.To)
	}
	return note
}

// limit returns a goal in brackets, or "" if the goal has no number.
func (w *mdWriter) limit(most, least site.Number, unit site.Text) string {
	if limit := w.p.Limit(most, least, unit); limit != "" {
		return w.p.Say("brackets", limit)
	}
	return ""
}

// word returns the theme's word for a value, or "" if the value is empty.
func (w *mdWriter) word(group, value string) string {
	if value == "" {
		return ""
	}
	return w.p.Say(group + "." + value)
}

// date returns a date with a label, or "".
func (w *mdWriter) date(label string, d site.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.p.Say(label) + " " + string(d)
}

func (w *mdWriter) notes(notes []site.Note) {
	w.heading("notes", len(notes))
	for _, n := range notes {
		w.linef("- %s", w.line(n.Text))
	}
}

// about writes the owner and the last review at the end of a twin.
func (w *mdWriter) about(e *site.Entity) {
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

// pagesOf converts a list of pages of one type to a list of site.Page.
func pagesOf[P site.Page](list []P) []site.Page {
	return convert(list, func(p P) site.Page { return p })
}

// refPages returns the pages that references resolve to.
func refPages[T any](refs ...site.Ref[T]) []site.Page {
	var pages []site.Page
	for _, r := range refs {
		if r.To != nil {
			pages = append(pages, any(r.To).(site.Page))
		}
	}
	return pages
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "|", `\|`)

func escapeMarkdown(s string) string { return markdownEscaper.Replace(s) }
