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
// above it.
func (d *patchedText) insideFlow(number int) bool {
	l := d.flowLine(number - 1)
	end, _ := matchBrackets(d.file.Text[l.start+l.at : d.file.LineStart(number)])
	return l.isFlow() && end < 0
}

// flowLine returns the nearest line, from a line upwards, with a value in
// brackets. It looks at 100 lines.
func (d *patchedText) flowLine(number int) line {
	l := d.line(number)
	for l.number > max(1, number-100) && !l.isFlow() {
		l = d.line(l.number - 1)
	}
	return l
}

var closing = map[byte]byte{'[': ']', '{': '}'}

// openBracket recognises a bracket that is not closed, on the failing line or
// above it. The closing bracket may be missing on the line
// of the bracket, on the line above the failing one, or on the failing one.
func openBracket(d *patchedText, failing line) []candidate {
	l := d.flowLine(failing.number)
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
