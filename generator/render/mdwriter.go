package render

import (
	"fmt"
	"path"
	"regexp"
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
	page.isTwin = true
	if page.Title == "" {
		page.Title = page.title()
	}
	w := &mdWriter{p: &page}
	switch {
	case page.Group != nil:
		w.group()
	case page.Entity == nil:
		w.view(page.Kind)
	default:
		w.title(page.Title, page.titleFootnoteMarks())
		kindOf(page.Entity.Kind).markdown(w)
	}
	return []byte(w.b.String()), nil
}

// mdWriter writes a twin. It writes the blocks of the page in their order; blocks are
// separated by a blank line.
type mdWriter struct {
	b strings.Builder
	p *Page
}

func (w *mdWriter) linef(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

// blank writes a blank line unless there is one already.
func (w *mdWriter) blank() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.b.WriteByte('\n')
	}
}

func (w *mdWriter) title(s, marks string) { w.linef("# %s%s\n", escapeHeading(s), marks) }

// heading writes the heading of a section of the page.
func (w *mdWriter) heading(word string) { w.headingOf(w.p.Say(word)) }

// headingOf writes a heading with a plain text.
func (w *mdWriter) headingOf(s string) {
	w.blank()
	w.linef("## %s\n", escapeHeading(s))
}

// headingOr writes the heading of a list, with a sentence below it if the list is empty.
func (w *mdWriter) headingOr(word string, elements int, none string) {
	w.heading(word)
	if elements == 0 {
		w.linef("%s", w.p.Say(none))
	}
}

// block writes Markdown as a block of its own, or nothing if it is empty.
func (w *mdWriter) block(markdown string) {
	if markdown != "" {
		w.blank()
		w.linef("%s", markdown)
	}
}

func (w *mdWriter) paragraph(t site.Text) { w.block(w.text(t)) }

// bullet writes a list item, or nothing if it is empty. Level is its depth in the list.
func (w *mdWriter) bullet(level int, markdown string) {
	if markdown == "" {
		return
	}
	indent := strings.Repeat("  ", level)
	w.b.WriteString(indent + "-")
	first, _, _ := strings.Cut(markdown, "\n")
	if strings.Trim(first, "- ") == "" || first[0] == ' ' { // "- ---" would be a thematic break
		markdown = "\n" + markdown
	} else {
		w.b.WriteByte(' ')
	}
	for i, line := range strings.Split(markdown, "\n") {
		if i > 0 && line != "" {
			w.b.WriteString(indent + "  ")
		}
		w.linef("%s", line)
	}
}

// fact writes a list item with a label, or nothing if the value is empty.
func (w *mdWriter) fact(level int, word, value string) {
	if value != "" {
		w.bullet(level, w.p.Say(word)+w.p.Say("colon")+value)
	}
}

// factText writes a text as a list item with a label. Lists, tables and other blocks
// start below the label.
func (w *mdWriter) factText(level int, word string, t site.Text) {
	s := w.text(t)
	if doc := t.In(w.p.Locale).Doc; doc.Block && !strings.HasPrefix(doc.HTML(nil), "<p>") {
		w.bullet(level, strings.TrimRight(w.p.Say(word)+w.p.Say("colon"), " ")+"\n\n"+s)
		return
	}
	w.fact(level, word, s)
}

// text returns a text as Markdown. An inline text is one line.
func (w *mdWriter) text(t site.Text) string {
	v := t.In(w.p.Locale)
	s := v.Doc.Markdown(w.linksOf(v.Pos.File))
	if !v.Doc.Block {
		return text.EscapeStart(text.OneLine(markdown.JoinLines(s)))
	}
	return trimBlank(markdown.JoinLines(s))
}

// trimBlank removes the blank lines around Markdown. A first line may be indented code.
func trimBlank(s string) string {
	s = strings.TrimRight(s, " \t\r\n")
	for {
		line, rest, found := strings.Cut(s, "\n")
		if !found || strings.TrimSpace(line) != "" {
			return s
		}
		s = rest
	}
}

// line returns a text as one line of Markdown.
func (w *mdWriter) line(t site.Text) string {
	v := t.In(w.p.Locale)
	return text.EscapeStart(text.OneLine(markdown.JoinLines(v.Doc.Markdown(w.linksOf(v.Pos.File)))))
}

// named returns the name of an item with a note. If the name has lists or other blocks,
// the note is below them.
func (w *mdWriter) named(name site.Text, note string) string {
	if w.hasBlocks(name) {
		return strings.TrimSpace(w.text(name) + "\n\n" + note)
	}
	return w.line(name) + note
}

// hasBlocks reports whether a text is more than one paragraph.
func (w *mdWriter) hasBlocks(t site.Text) bool {
	doc := t.In(w.p.Locale).Doc
	html := doc.HTML(nil)
	return doc.Block && !(strings.HasPrefix(html, "<p>") && strings.Index(html, "</p>") == len(html)-len("</p>"))
}

// linksOf returns a function that returns the replacement of a link in a file. For a
// [[name]] that is a whole Markdown link, and for any other link only its URL. Links to
// other sites do not change.
func (w *mdWriter) linksOf(f *source.File) func(int, *markdown.Link) (string, bool) {
	return func(_ int, l *markdown.Link) (string, bool) {
		to, unresolved := w.p.Site.Resolve(l, f)
		if unresolved != nil || to.URL != "" {
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
	return parentheses.Replace(file)
}

var (
	parentheses   = strings.NewReplacer("(", "%28", ")", "%29")
	angleBrackets = strings.NewReplacer("<", "%3C", ">", "%3E")
)

// link returns a link with the name of x.
func (w *mdWriter) link(x any) string { return "[" + w.name(x) + "](" + w.href(x) + ")" }

func (w *mdWriter) name(x any) string {
	t, plain := w.p.nameOf(x)
	if plain == "" {
		plain = t.Plain(w.p.Locale)
	}
	return escapeMarkdown(text.OneLine(plain))
}

func (w *mdWriter) links(pages []site.Page) string {
	return w.join(convert(pages, func(x site.Page) string { return w.link(x) })...)
}

// webLink returns a link to another site, or "" without a URL.
func (w *mdWriter) webLink(word, url string) string {
	if url == "" {
		return ""
	}
	return "[" + w.p.Say(word) + "](" + angle(url) + ")"
}

// angle returns a URL in angle brackets, which is valid as a link and as the destination
// of a link.
func angle(url string) string {
	return "<" + angleBrackets.Replace(url) + ">"
}

// join joins the non-empty elements of a list with the comma of the page's language.
func (w *mdWriter) join(list ...string) string { return joinWith(w.p.Say("comma"), list) }

func joinWith(separator string, list []string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), separator)
}

// note returns facts in brackets, or "".
func (w *mdWriter) note(facts ...string) string {
	if s := w.join(facts...); s != "" {
		return w.p.Say("brackets", s)
	}
	return ""
}

// list writes a heading and a list of links, or nothing if there are none.
func (w *mdWriter) list(word string, pages []site.Page) {
	if len(pages) == 0 {
		return
	}
	w.heading(word)
	for _, x := range pages {
		note := ""
		switch x := x.(type) {
		case *site.Domain:
			note = w.note(w.word("status", string(x.NotableStatus())))
		case *site.Component:
			if x.Status.Leaving() {
				note = w.note(w.word("status", string(x.Status)))
			}
		}
		w.bullet(0, w.link(x)+note)
	}
}

// item writes a list item with its details nested below it.
func (w *mdWriter) item(x site.Item, note string, level int) {
	w.bullet(level, w.named(x.Name, note))
	w.bullet(level+1, w.text(x.Text))
	w.details(x, level+1)
}

func (w *mdWriter) details(x site.Item, level int) {
	for _, d := range x.Details {
		w.item(d, "", level)
	}
}

// word returns the theme's word for a value, or "" if the value is empty.
func (w *mdWriter) word(group, value string) string {
	if value == "" {
		return ""
	}
	return w.p.Say(group + "." + value)
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

// escapeMarkdown returns a plain text as inline Markdown.
func escapeMarkdown(s string) string { return text.EscapeMarkdown(s) }

var (
	closingRun = regexp.MustCompile(`(^|\s)(#+)$`)
	headingID  = regexp.MustCompile(`\{(#[^{}]*\}|/\*[^{}]*\})$`)
)

// escapeHeading returns a plain text as the text of a heading.
func escapeHeading(s string) string {
	s = escapeMarkdown(text.OneLine(s))
	s = headingID.ReplaceAllString(s, `\{$1`)
	return closingRun.ReplaceAllString(s, `$1\$2`)
}

// codeSpan returns a plain text as inline code, or "" if it is empty.
func codeSpan(s string) string { return text.CodeSpan(s) }
