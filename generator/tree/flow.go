package tree

import (
	"slices"
	"strings"

	"platmap/generator/source"
)

// span is a range of bytes in a line's text.
type span struct{ from, to int }

// flowEntry matches an entry inside brackets or braces: its key, if it has one,
// and its value as it was meant, which may have brackets or a colon in it.
var flowEntry = re(`(?:^|[\[{,])[ \t]*(?:(?:` + quotedShape + `|[^,\[\]{}"']*?): +)?` +
	`((?:` + quotedShape + `|[^,\[\]{} \t])(?:[^,\[\]{}]|\[[^\[\]]*\]|\{[^{}]*\})*)`)

// flowValues returns the values inside the brackets or braces of a line.
func (d *patchedText) flowValues(l line) []span {
	start := l.at
	if !l.isFlow() {
		if !d.insideFlow(l.number) {
			return nil
		}
		start = l.body
	}
	var list []span
	for _, m := range flowEntry.FindAllStringSubmatchIndex(l.text[start:], maxFindings) {
		from, to := start+m[2], start+m[3]
		if to == len(l.text) || strings.IndexByte("[{", l.text[to]) < 0 { // not a key before a bracket
			list = append(list, span{from, from + len(strings.TrimRight(l.text[from:to], " \t"))})
		}
	}
	return list
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

var closing = map[byte]byte{'[': ']', '{': '}'}

// openBracket recognises a bracket that is not closed, on the failing line or on
// one of the 100 lines above it. The closing bracket may be missing on the line
// of the bracket, on the line above the failing one, or on the failing one.
func openBracket(d *patchedText, failing line) []candidate {
	l := failing
	for l.number > max(1, failing.number-100) && !l.isFlow() {
		l = d.line(l.number - 1)
	}
	at := l.start + l.at
	var list []candidate
	for _, x := range []line{l, d.line(max(l.number, failing.number-1)), failing} {
		end := x.at + len(x.value)
		_, open := matchBrackets(d.file.Text[at : x.start+end])
		if !l.isFlow() || len(open) == 0 {
			continue
		}
		var closers []byte
		for _, o := range slices.Backward(open) {
			closers = append(closers, closing[d.file.Text[at+o]])
		}
		c := x.replaced(source.Edit{Start: end, End: end, New: string(closers)})
		c.at, c.length = at+open[len(open)-1], 1
		c.found, c.write = d.file.Text[c.at:c.at+1], string(closers)+": "+c.write
		list = append(list, c)
	}
	return list
}
