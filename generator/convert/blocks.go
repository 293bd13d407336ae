package convert

import (
	"regexp"
	"strings"
)

// line is a line of Markdown.
type line struct {
	text string
	n    int  // its number in the file, from 1
	code bool // whether it never changes, because it is code, or HTML that is not read as Markdown
}

// body converts the Markdown of one page.
type body struct {
	*converter
	page    *page
	scanned int // number of lines searched so far for the ends of boxes
}

// maxScan is the maximum number of lines that are searched for the ends of boxes on a
// page. It limits the time for a page of boxes without an end to a few seconds.
const maxScan = 300_000

// mayScan reports whether another line may be searched.
func (b *body) mayScan() bool {
	b.scanned++
	return b.scanned < maxScan
}

// maxNesting is the maximum depth of boxes within boxes. Deeper ones are not converted.
const maxNesting = 24

// walk is the state of a walk over lines.
type walk struct {
	in, out []line
	lists   []int  // columns at which the content of the open lists starts
	blank   bool   // whether the line before is blank
	code    bool   // whether the line before is indented code
	fence   string // the fence that ends the open code block, or ""
	end     string // the text that ends the open HTML, or ""
}

var (
	listItem  = regexp.MustCompile(`^([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]+|$)`)
	fenceLine = regexp.MustCompile("^[ \t]*(?:[-*+] +|[0-9]{1,9}[.)] +)*(`{3,}|~{3,})(.*)$")
	quoteLine = regexp.MustCompile(`^ {0,3}>`)
	pathEnd   = regexp.MustCompile(`[a-z]`)
)

// verbatim lists the starts and ends of HTML that is not read as Markdown.
var verbatim = [][2]string{{"<!--", "-->"}, {"<pre", "</pre>"}, {"<textarea", "</textarea>"}, {"<svg", "</svg>"}}

// blocks converts boxes, tabs and the like in lines that are not code.
func (b *body) blocks(in []line, depth int) []line {
	w := &walk{in: in, blank: true}
	for i := 0; i < len(w.in); {
		l := w.in[i]
		if l.code || w.verbatim(l) || w.indented(l) {
			l.code = true
			w.out = append(w.out, l)
			w.blank = false
			i++
			continue
		}
		w.code = false
		if depth < maxNesting {
			if next := b.box(w, i, depth); next > i {
				w.code, w.blank = false, len(w.out) == 0 || isBlank(w.out[len(w.out)-1])
				i = next
				continue
			}
		}
		w.follow(l)
		w.out = append(w.out, l)
		w.blank = isBlank(l)
		i++
	}
	return w.out
}

func isBlank(l line) bool { return strings.TrimSpace(l.text) == "" }

// verbatim reports whether a line is in a fenced code block, or in HTML that is not read
// as Markdown, or opens one of them.
func (w *walk) verbatim(l line) bool {
	t := strings.TrimSpace(l.text)
	switch {
	case w.fence != "":
		if strings.HasPrefix(t, w.fence) && strings.Trim(t, w.fence[:1]) == "" {
			w.fence = ""
		}
		return true
	case w.end != "":
		if strings.Contains(strings.ToLower(t), w.end) {
			w.end = ""
		}
		return true
	}
	if m := fenceLine.FindStringSubmatch(l.text); m != nil && !w.isCode(l) && (m[1][0] == '~' || !strings.Contains(m[2], "`")) {
		w.follow(l)
		w.fence = m[1]
		return true
	}
	lower := strings.ToLower(t)
	for _, v := range verbatim {
		rest, ok := strings.CutPrefix(lower, v[0])
		if !ok || v[0] != "<!--" && pathEnd.MatchString(rest[:min(len(rest), 1)]) {
			continue
		}
		if !strings.Contains(rest, v[1]) {
			w.end = v[1]
		}
		return true
	}
	return false
}

// indent returns the column of the first character that is not a space.
func indent(s string) int {
	n := 0
	for _, c := range []byte(s) {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// base returns the column at which content starts in the innermost list that can contain
// a line with this indentation.
func (w *walk) base(indent int) int {
	for i := len(w.lists) - 1; i >= 0; i-- {
		if indent >= w.lists[i] {
			return w.lists[i]
		}
	}
	return 0
}

// isCode reports whether a line is indented far enough to be code.
func (w *walk) isCode(l line) bool {
	n := indent(l.text)
	return (w.blank || w.code) && n >= w.base(n)+4
}

// indented reports whether a line is indented code, and not a list item or a box.
func (w *walk) indented(l line) bool {
	if isBlank(l) || !w.isCode(l) || w.isBox(l) {
		return false
	}
	if m := listItem.FindStringSubmatch(l.text); m != nil && len(w.lists) > 0 && !w.code {
		return false // a nested list that is indented too far
	}
	w.code = true
	return true
}

// isBox reports whether a line can only be the start of a box, even if it is indented.
func (w *walk) isBox(l line) bool {
	return len(w.lists) > 0 && !w.code && admonition.MatchString(l.text)
}

// follow updates the open lists.
func (w *walk) follow(l line) {
	if isBlank(l) {
		return
	}
	n := indent(l.text)
	m := listItem.FindStringSubmatch(l.text)
	for len(w.lists) > 0 && n < w.lists[len(w.lists)-1] && (w.blank || m != nil) {
		w.lists = w.lists[:len(w.lists)-1]
	}
	if m == nil {
		return
	}
	content := n + len(m[2]) + max(1, indent(m[3]))
	if width := indent(m[3]); width > 4 || width == 0 { // the item begins with code or is empty
		content = n + len(m[2]) + 1
	}
	w.lists = append(w.lists, content)
}

// dedent removes the first n columns of lines.
func dedent(lines []line, n int) []line {
	out := make([]line, len(lines))
	for i, l := range lines {
		rest, column := l.text, 0
		for column < n && rest != "" && (rest[0] == ' ' || rest[0] == '\t') {
			next := column + 1
			if rest[0] == '\t' {
				next = column + 4 - column%4
			}
			rest, column = rest[1:], next
		}
		if column > n {
			rest = strings.Repeat(" ", column-n) + rest
		}
		out[i] = line{text: rest, n: l.n, code: l.code}
	}
	return out
}

// unindented removes the indentation of a box from its lines, and returns the prefix for
// the converted lines. If a line has less indentation, it returns the lines unchanged.
func unindented(lines []line, spaces string) ([]line, string) {
	n := indent(spaces)
	for _, l := range lines {
		if !isBlank(l) && indent(l.text) < n {
			return lines, ""
		}
	}
	return dedent(lines, n), spaces
}

// indentedBody returns the lines from index from on that are indented by at least n
// columns, without blank lines at the end, and the index of the next line.
func indentedBody(in []line, from, n int) (lines []line, next int) {
	next = from
	for i := from; i < len(in); i++ {
		if isBlank(in[i]) {
			continue
		}
		if indent(in[i].text) < n {
			break
		}
		next = i + 1
	}
	return dedent(in[from:next], n), next
}

// trim removes blank lines at the start and at the end.
func trim(lines []line) []line {
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// emit appends converted lines with a prefix to the output, separated by blank lines from
// the lines before and after them.
func (w *walk) emit(prefix string, lines []line, next int) {
	if len(lines) == 0 {
		return
	}
	if n := len(w.out); n > 0 && !isBlank(w.out[n-1]) {
		w.out = append(w.out, line{n: lines[0].n})
	}
	for _, l := range lines {
		l.text = strings.TrimRight(prefix+l.text, " ")
		if strings.TrimSpace(prefix) == "" && isBlank(l) {
			l.text = ""
		}
		w.out = append(w.out, l)
	}
	if next < len(w.in) && !isBlank(w.in[next]) {
		w.out = append(w.out, line{n: lines[len(lines)-1].n})
	}
}
