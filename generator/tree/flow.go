package tree

import (
	"slices"
	"strings"

	"platmap/generator/source"
)

// span is a range of bytes in a line's text.
type span struct{ from, to int }

// flowValues returns the values inside the brackets or braces of a line as they
// were meant: a bracket or a second colon inside a text does not end it. It stops
// at a comment and at a bracket that is not closed.
func (d *patchedText) flowValues(l line) []span {
	i := l.at
	if !l.isFlow() {
		if !d.insideFlow(l.number) {
			return nil
		}
		i = l.body
	}
	text := strings.TrimRight(l.text, " \t")
	var list []span
	for i < len(text) && len(list) < maxFindings {
		if strings.IndexByte(" \t[]{},:", text[i]) >= 0 {
			i++
			continue
		}
		from, to := flowValue(text, i)
		switch {
		case to < 0:
			return list
		case from == to:
			i = from // another bracket
		default:
			list = append(list, span{from, from + len(strings.TrimRight(text[from:to], " \t"))})
			i = to
		}
	}
	return list
}

// flowValue returns the start and the end of the value of the entry at an offset.
// If the entry has a key, the value is after it. The end is -1 if it is
// uncertain.
func flowValue(text string, from int) (start, end int) {
	start = from
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case i == start && (c == '"' || c == '\''):
			n := quoteEnd(text[i:])
			if n < 0 {
				return start, len(text)
			}
			i += n - 1
		case i == start && (c == '[' || c == '{'):
			return start, start
		case c == '[' || c == '{':
			depth++
		case depth > 0 && (c == ']' || c == '}'):
			depth--
		case depth == 0 && strings.IndexByte(",]}", c) >= 0:
			return start, i
		case c == '#' && i > start && text[i-1] == ' ':
			return start, -1
		case c == ':' && depth == 0 && start == from && strings.HasPrefix(text[i+1:], " "):
			start = i + 1 + countBlanks(text[i+1:])
			i = start - 1
		}
	}
	if depth > 0 {
		return start, -1
	}
	return start, len(text)
}

// insideFlow reports whether a line seems to be inside brackets that are opened
// on one of the 30 lines above it.
func (d *patchedText) insideFlow(number int) bool {
	for n := number - 1; n >= max(d.firstLine(), number-30); n-- {
		if l := d.line(n); l.isFlow() {
			end, _ := matchBrackets(d.file.Text[l.start+l.at : d.file.LineStart(number)])
			return end < 0
		}
	}
	return false
}

var closing = map[byte]string{'[': "]", '{': "}"}

// openBracket recognises a bracket that is not closed, on the failing line or on
// one of the 100 lines above it. The closing bracket may be missing on the line
// of the bracket, on the line above the failing one, or on the failing one.
func openBracket(d *patchedText, failing line) []candidate {
	var list []candidate
	for n := failing.number; n >= max(d.firstLine(), failing.number-100); n-- {
		l := d.line(n)
		if !l.isFlow() {
			continue
		}
		at := l.start + l.at
		for _, m := range []int{n, max(n, failing.number-1), failing.number} {
			x := d.line(m)
			end := len(strings.TrimRight(x.text, " \t"))
			if m == n {
				end = l.at + len(l.value)
			}
			_, open := matchBrackets(d.file.Text[at : x.start+end])
			if len(open) == 0 {
				continue
			}
			var closers strings.Builder
			for _, o := range slices.Backward(open) {
				closers.WriteString(closing[d.file.Text[at+o]])
			}
			c := x.replaced(source.Edit{Start: end, End: end, New: closers.String()})
			c.at, c.length = at+open[len(open)-1], 1
			c.found, c.write = d.file.Text[c.at:c.at+1], closers.String()+": "+c.write
			list = append(list, c)
		}
		break
	}
	return list
}
