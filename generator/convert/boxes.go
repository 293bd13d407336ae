package convert

import (
	"regexp"
	"strings"

	"platmap/generator/text"
)

// alerts maps the kinds of boxes in other generators to kinds of alerts.
var alerts = map[string]string{
	"note": "NOTE", "tip": "TIP", "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION",
	"alert": "NOTE", "attention": "WARNING", "bug": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "failure": "CAUTION", "fail": "CAUTION",
	"hint": "TIP", "success": "TIP", "check": "TIP", "done": "TIP", "info": "NOTE", "information": "NOTE", "notice": "NOTE", "callout": "NOTE",
	"admonition": "NOTE", "primary": "NOTE", "secondary": "NOTE", "warn": "WARNING", "missing": "WARNING", "deprecated": "WARNING",
	"abstract": "NOTE", "summary": "NOTE", "tldr": "NOTE", "example": "NOTE", "snippet": "NOTE", "question": "NOTE", "help": "NOTE", "faq": "NOTE",
	"quote": "NOTE", "cite": "NOTE", "todo": "NOTE", "seealso": "NOTE",
}

// plain are the kinds of boxes that need no title, because the label of the alert has the
// same meaning.
const plain = " note tip important warning caution alert info information notice callout admonition hint warn primary secondary "

var (
	admonition = regexp.MustCompile(`^([ \t]*)(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)((?:[ \t]+[A-Za-z][\w-]*)*)[ \t]*(?:"(.*)")?[ \t]*$`)
	inlineBox  = regexp.MustCompile(`^(?:[ \t]+(?:inline|end))+[ \t]*$`)
	tabLine    = regexp.MustCompile(`^([ \t]*)===[!+]?[ \t]*"(.+)"[ \t]*$`)
	container  = regexp.MustCompile(`^([ \t]*)(:{3,})[ \t]*([A-Za-z][\w-]*)((?:[ \t\[{].*)?)$`)
	closing    = regexp.MustCompile(`^[ \t]*(:{3,})[ \t]*$`)
	alertMark  = regexp.MustCompile(`^\[!([A-Za-z]+)\]([+-]?)[ \t]*(.*)$`)
)

// box converts the box, tab or quote that starts at line i, and returns the index of the
// line after it. If none starts there, it returns i.
func (b *body) box(w *walk, i, depth int) int {
	l := w.in[i]
	for _, convert := range []func(*walk, int, int) int{b.quote, b.admonition, b.tab, b.container, b.component, b.shortcode} {
		if next := convert(w, i, depth); next > i {
			return next
		}
	}
	if t := strings.TrimSpace(l.text); (strings.EqualFold(t, "[TOC]") || strings.EqualFold(t, "[[toc]]") || t == "[[_TOC_]]") && w.blank {
		b.page.note(TableOfPage, l.n, "%s", t)
		return i + 1
	}
	return i
}

// alert returns the lines of an alert. title may be "".
func alert(kind, title string, n int, content []line) []line {
	kind = strings.ToLower(kind)
	word, known := alerts[kind]
	if !known {
		word = "NOTE"
	}
	if title == "" && !strings.Contains(plain, " "+kind+" ") {
		title = text.UpperFirst(strings.ReplaceAll(kind, "-", " "))
	}
	lines := []line{{text: "[!" + word + "]", n: n}}
	if title != "" {
		lines = append(lines, line{text: bold(title), n: n})
		if len(content) > 0 {
			lines = append(lines, line{n: n})
		}
	}
	return append(lines, content...)
}

func bold(s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "**") {
		return s
	}
	return "**" + s + "**"
}

// details returns the lines of a section that readers can expand.
func details(title string, open bool, n int, content []line) []line {
	tag := "<details>"
	if open {
		tag = "<details open>"
	}
	lines := []line{{text: tag, n: n}, {text: "<summary>" + title + "</summary>", n: n}, {n: n}}
	lines = append(lines, content...)
	return append(lines, line{n: n}, line{text: "</details>", n: n})
}

// admonition converts !!! note "Title" and ??? note "Title" with the indented text below
// them.
func (b *body) admonition(w *walk, i, depth int) int {
	m := admonition.FindStringSubmatch(w.in[i].text)
	if m == nil {
		return i
	}
	n, base := w.in[i].n, indent(m[1])
	content, next := indentedBody(w.in, i+1, base+4)
	content = trim(b.blocks(content, depth+1))
	title := strings.ReplaceAll(m[5], `\"`, `"`)
	if alerts[strings.ToLower(m[3])] == "" || m[4] != "" && !inlineBox.MatchString(m[4]) {
		b.page.note(Box, n, "%s", strings.TrimSpace(w.in[i].text))
	}
	if len(content) == 0 && title == "" {
		b.page.note(Box, n, "%s: it has no text; indent its text by four spaces", strings.TrimSpace(w.in[i].text))
		return i
	}
	if m[2] == "!!!" {
		w.emit(m[1]+"> ", alert(m[3], title, n, content), next)
		return next
	}
	if title == "" {
		title = text.UpperFirst(m[3])
	}
	w.emit(m[1], details(title, m[2] == "???+", n, content), next)
	return next
}

// tab converts === "Title" with the indented text below it.
func (b *body) tab(w *walk, i, depth int) int {
	m := tabLine.FindStringSubmatch(w.in[i].text)
	if m == nil {
		return i
	}
	content, next := indentedBody(w.in, i+1, indent(m[1])+4)
	lines := []line{{text: bold(m[2]), n: w.in[i].n}, {n: w.in[i].n}}
	w.emit(m[1], append(lines, trim(b.blocks(content, depth+1))...), next)
	return next
}

// container converts :::tip Title, :::tip[Title] and the like.
func (b *body) container(w *walk, i, depth int) int {
	m := container.FindStringSubmatch(w.in[i].text)
	if m == nil {
		return i
	}
	n := w.in[i].n
	end := b.containerEnd(w.in, i, len(m[2]))
	if end < 0 { // without an end, the container ends with the page
		b.page.note(Box, n, "%s: it has no end", short(w.in[i].text))
		end = len(w.in)
	}
	content, prefix := unindented(w.in[i+1:end], m[1])
	content = trim(b.blocks(content, depth+1))
	kind, title := strings.ToLower(m[3]), strings.TrimSpace(m[4])
	if at := strings.LastIndexByte(title, '{'); at >= 0 && strings.HasSuffix(title, "}") {
		if attributes := title[at:]; attributes != "{}" {
			b.page.note(Attributes, n, "%s", text.OneLine(attributes))
		}
		title = strings.TrimSpace(title[:at])
	}
	if strings.HasPrefix(title, "[") && strings.HasSuffix(title, "]") {
		title = title[1 : len(title)-1]
	}
	switch kind {
	case "details", "spoiler":
		if title == "" {
			title = "Details"
		}
		content = details(title, false, n, content)
	case "code-group", "tabs", "raw", "v-pre", "steps", "tabs-item", "tab":
		if title != "" {
			content = append([]line{{text: bold(title), n: n}, {n: n}}, content...)
		}
	default:
		if alerts[kind] == "" {
			b.page.note(Box, n, "%s", short(w.in[i].text))
		}
		content, prefix = alert(kind, title, n, content), prefix+"> "
	}
	next := min(end+1, len(w.in))
	w.emit(prefix, content, next)
	return next
}

// containerEnd returns the index of the line that ends a container, or -1. Nested
// containers have their own ends.
func (b *body) containerEnd(in []line, i, colons int) int {
	open := []int{colons}
	w := &walk{blank: true}
	for j := i + 1; j < len(in) && b.mayScan(); j++ {
		if in[j].code || w.verbatim(in[j]) {
			continue
		}
		if m := closing.FindStringSubmatch(in[j].text); m != nil {
			for len(open) > 0 && open[len(open)-1] < len(m[1]) && len(open) > 1 {
				open = open[:len(open)-1]
			}
			if open[len(open)-1] <= len(m[1]) {
				open = open[:len(open)-1]
			}
			if len(open) == 0 {
				return j
			}
		} else if m := container.FindStringSubmatch(in[j].text); m != nil {
			open = append(open, len(m[2]))
		}
	}
	return -1
}

// quote converts the content of a block quote, and the first line of an alert with a
// title or with a kind that platmap does not have.
func (b *body) quote(w *walk, i, depth int) int {
	if !quoteLine.MatchString(w.in[i].text) {
		return i
	}
	next := i
	var prefixes []string
	var inner []line
	for ; next < len(w.in) && !w.in[next].code && quoteLine.MatchString(w.in[next].text); next++ {
		s := w.in[next].text
		at := strings.IndexByte(s, '>') + 1
		if at < len(s) && s[at] == ' ' {
			at++
		}
		prefixes = append(prefixes, s[:at])
		inner = append(inner, line{text: s[at:], n: w.in[next].n})
	}
	head, rest := inner[:0:0], inner
	if m := alertMark.FindStringSubmatch(strings.TrimSpace(inner[0].text)); m != nil {
		title, kind := m[3], strings.ToLower(m[1])
		if isOurs := strings.Contains(" note tip important warning caution ", " "+kind+" "); title != "" || !isOurs || m[2] != "" {
			if alerts[kind] == "" && title != "" {
				b.page.note(Box, inner[0].n, "%s", strings.TrimSpace(inner[0].text))
			}
			head, rest = alert(kind, title, inner[0].n, nil), inner[1:]
			if len(head) > 1 && len(rest) > 0 && !isBlank(rest[0]) {
				head = append(head, line{n: inner[0].n})
			}
		}
	}
	changed := len(head) > 0
	converted := b.blocks(rest, depth+1)
	changed = changed || len(converted) != len(rest)
	for j, l := range append(head, converted...) {
		if !changed {
			l.text = prefixes[j] + l.text
		} else {
			l.text = strings.TrimRight("> "+l.text, " ")
		}
		w.out = append(w.out, l)
	}
	return next
}
