package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"platmap/generator/source"
)

// tagFindings collects the findings about HTML that are reported at the end of a page, so
// that one mistake causes one finding, even if it affects the hundred tags of a table.
type tagFindings struct {
	refused      []refused // elements that are not allowed, one for each name
	arranged     []refused // elements whose tags are left out, one for each name
	placeholders []refused // all tags that are not HTML
	ended        map[string]bool
	stray        []refused // end tags without a start tag, one for each name
	unclosed     []unclosedTag
}

// refused is an HTML element that is not kept.
type refused struct {
	name, raw string
	off       int // offset of the first tag
	times     int
	inBlock   bool // whether it is in an HTML block, where backslashes have no effect
}

// unclosedTag is a start tag without an end tag in the same block.
type unclosedTag struct {
	name, raw string
	off       int
	phrasing  bool
	paired    bool // whether an end tag follows in another block
}

// partOf maps elements to the elements that they can be part of.
var partOf = map[string][]string{
	"option": {"select", "datalist"}, "optgroup": {"select"}, "track": {"video", "audio"}, "param": {"object"}, "area": {"map"},
}

// countTag adds a tag to a list with one entry for each name.
func countTag(list []refused, t *htmlTag) []refused {
	for i := range list {
		if list[i].name == t.name {
			list[i].times++
			return list
		}
	}
	if len(list) >= maxFindings {
		return list
	}
	return append(list, refused{name: t.name, raw: t.raw, off: t.off(0), times: 1})
}

// notAllowed records an element that is not allowed and is shown as text.
func (w *writer) notAllowed(t *htmlTag) {
	if !isHTML(t.name) || isPhrase(t.raw) {
		w.placeholder(t)
		return
	}
	if t.isEnd() {
		return
	}
	for _, parent := range partOf[t.name] {
		if w.reported["html "+parent] {
			return
		}
	}
	w.first("html " + t.name)
	w.refused = countTag(w.refused, t)
}

// isPhrase reports whether a tag is a placeholder of several words that starts with the
// name of an element, such as <link to the plan>.
func isPhrase(raw string) bool {
	attributes := attributesOf(strings.TrimSuffix(raw, ">"))
	return len(attributes) > 1 && !strings.Contains(raw, "=") && !slices.ContainsFunc(attributes, func(a attribute) bool { return withoutValue[a.name] })
}

// withoutValue are the HTML attributes that need no value.
var withoutValue = names(`async autofocus autoplay checked controls default defer disabled download hidden inert ismap loop
	multiple muted nomodule novalidate open playsinline readonly required reversed selected`)

// placeholder records a tag that is shown as text because it is not HTML.
func (w *writer) placeholder(t *htmlTag) {
	if t.isEnd() {
		if w.ended == nil {
			w.ended = map[string]bool{}
		}
		w.ended[t.name] = true
	}
	if len(w.placeholders) < maxTags {
		w.placeholders = append(w.placeholders, refused{t.name, t.raw, t.off(0), 1, w.ctx == inBlock})
	}
}

// arrange leaves out a tag that only arranges its content.
func (w *writer) arrange(t *htmlTag, class class) {
	w.groupOpened(t)
	w.arranged = countTag(w.arranged, t)
	w.breakText(class)
}

// groupOpened records a start tag that is left out, so that its end tag is left out too.
func (w *writer) groupOpened(t *htmlTag) {
	if t.kind != html.StartTagToken {
		return
	}
	if w.groups == nil {
		w.groups = map[string]int{}
	}
	w.groups[t.name]++
}

// pairUp records that an end tag follows for an element that was already closed without
// one. It reports whether there is such an element with the name.
func (w *writer) pairUp(name string) bool {
	for i := len(w.unclosed) - 1; i >= 0; i-- {
		if u := &w.unclosed[i]; u.name == name && !u.paired {
			u.paired = true
			return true
		}
	}
	return false
}

// finding reports a finding about HTML, at most maxFindings per page.
func (w *writer) finding(off int, raw, help, format string, args ...any) {
	if w.findings++; w.findings <= maxFindings {
		w.in.warn("markdown/html", off, len(raw), help, format, args...)
	}
}

// reportTags reports the findings that are known only at the end of the page.
func (w *writer) reportTags() {
	for _, r := range w.refused {
		help, ok := insteadOf[r.name]
		if !ok {
			help = "write it in Markdown, or put it between backticks to show it as code"
		}
		w.finding(r.off, r.raw, help, "<%s> is not allowed in a guide and is shown as text%s", r.name, times(r.times))
	}
	for _, r := range w.stray {
		w.finding(r.off, r.raw, "remove it, or put the start tag in the same paragraph", "</%s> has no start tag and is left out%s", r.name, times(r.times))
	}
	w.reportArranged()
	w.reportPlaceholders()
	w.reportUnclosed()
}

func times(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(", %d times on this page", n)
}

// reportArranged reports the elements that are left out, all in one finding.
func (w *writer) reportArranged() {
	var names []string
	n := 0
	for _, a := range w.arranged {
		if arranging[a.name] == void && len(w.arranged) > 1 {
			continue // <source> is part of <picture>
		}
		names, n = append(names, "<"+a.name+">"), n+a.times
	}
	if n == 0 {
		return
	}
	list, rest := names[0], "is left out%s: only its content is shown"
	if last := len(names) - 1; last > 0 {
		list, rest = strings.Join(names[:last], ", ")+" and "+names[last], "are left out%s: only their content is shown"
	}
	first := w.arranged[0]
	w.finding(first.off, first.raw, "remove the tags and keep what is between them", list+" "+rest, times(n))
}

// reportPlaceholders reports tags that are not HTML: one finding for tags of MDX, one
// for placeholders such as <tenant-id>.
func (w *writer) reportPlaceholders() {
	var found []refused
	for _, p := range w.placeholders {
		if strings.HasSuffix(p.raw, "/>") || isComponent(p.raw[1:]) && (w.ended[p.name] || strings.Contains(p.raw, "=")) {
			w.foreign("component", p.off, []byte(p.raw), plainHelp)
		} else if p.inBlock && w.afterBacktick(p) { // the author probably meant code
			w.markdownShown(p.off, p.raw)
		} else {
			found = append(found, p)
		}
	}
	if len(found) == 0 || w.findings >= maxFindings {
		return
	}
	w.findings++
	first := found[0]
	pos, length := w.in.pos(first.off, len(first.raw))
	d := source.Diagnostic{Code: "markdown/placeholder", Severity: source.Warning, Pos: pos, Len: length,
		Text: fmt.Sprintf("%s is not HTML and is shown as text", first.raw), Help: wordHelp(first.raw)}
	if first.inBlock {
		d.Help = fmt.Sprintf("write &lt;%s", first.raw[1:])
	} else if url := w.urlAround(first); url != "" {
		d.Help = fmt.Sprintf("write `%s` to show the URL as code", url)
	}
	if n := len(found); n > 1 {
		d.Text += fmt.Sprintf(", like %d more on this page", n-1)
	}
	if w.in.file != nil && len(w.placeholders) < maxTags {
		for _, p := range found {
			at := w.in.from + p.off
			if !p.inBlock && w.urlAround(p) != "" {
				continue // no escapes: the whole URL should be code
			}
			if p.inBlock {
				d.Fix = append(d.Fix, source.Edit{Start: at, End: at + 1, New: "&lt;"})
			} else {
				d.Fix = append(d.Fix, source.Edit{Start: at, End: at, New: `\`})
			}
		}
	}
	w.in.diags.Add(d)
}

// afterBacktick reports whether a backtick is before a tag.
func (w *writer) afterBacktick(t refused) bool {
	at := t.off - 1
	return at >= 0 && at < len(w.src) && w.src[at] == '`'
}

// urlAround returns the URL that a tag is part of, such as https://<host>/start, or "".
func (w *writer) urlAround(t refused) string {
	before, after := w.src[max(0, t.off-maxTag):t.off], w.src[min(t.off+len(t.raw), len(w.src)):]
	start := bytes.LastIndexAny(before, " \t\r\n([|\"'") + 1
	if !bytes.Contains(before[start:], []byte("://")) || strings.Contains(t.raw, "\n") {
		return ""
	}
	after = after[:min(len(after), maxTag)]
	if end := bytes.IndexAny(after, " \t\r\n)]|\"'`"); end >= 0 {
		after = after[:end]
	}
	return string(before[start:]) + t.raw + strings.TrimRight(string(after), ".,;:!?。、")
}

// reportUnclosed reports the elements without end tags, one finding for each name.
func (w *writer) reportUnclosed() {
	type key struct {
		name  string
		spans bool // whether it has an end tag, but in another paragraph
	}
	n := map[key]int{}
	for _, u := range w.unclosed {
		n[key{u.name, u.phrasing && u.paired}]++
	}
	for _, u := range w.unclosed {
		k := key{u.name, u.phrasing && u.paired}
		if n[k] == 0 {
			continue
		}
		if k.spans {
			w.finding(u.off, u.raw, fmt.Sprintf("write <%s> and </%s> in the same paragraph, or remove them", u.name, u.name), "<%s> ends with the paragraph or emphasis that it starts in, before </%s>%s", u.name, u.name, times(n[k]))
		} else {
			help := "write </" + u.name + "> where it ends, in the same paragraph or list item"
			if strings.HasSuffix(u.raw, "/>") { // HTML ignores the slash of a self-closing tag
				help = "remove it if it has no text, or write <" + u.name + "> before the text and </" + u.name + "> after it"
			}
			w.finding(u.off, u.raw, help, "<%s> is not closed%s", u.name, times(n[k]))
		}
		n[k] = 0
	}
}

// isComponent reports whether s starts with a name LikeThis, which only tags of MDX have.
func isComponent(s string) bool {
	s = strings.TrimPrefix(s, "/")
	if end := strings.IndexAny(s, " \t\r\n/>"); end >= 0 {
		s = s[:end]
	}
	return s != "" && 'A' <= s[0] && s[0] <= 'Z' && strings.ToUpper(s) != s
}
