package tree

import (
	"slices"
	"strings"

	"platmap/generator/source"
)

// flowEntry matches an entry inside brackets or braces: its key, if it has one, and its
// intended value, which may contain brackets or a colon.
var flowEntry = re(`(?:^|[\[{,])[ \t]*(?:(?:` + quotedShape + `|[^,\[\]{}"']*?): +)?` +
	`((?:` + quotedShape + `|[^,\[\]{} \t])(?:[^,\[\]{}]|\[[^\[\]]*\]|\{[^{}]*\})*)`)

// nestedEntry matches the start of an entry whose value is a list or mapping: its key
// and the opening bracket.
var nestedEntry = re(`^(?:` + quotedShape + `|[^,\[\]{}"']*?): +[\[{]`)

// inBrackets returns the edits that put quotes around values inside brackets or braces of
// a line. The brackets may start on an earlier line.
func (l line) inBrackets() (edits []source.Edit) {
	start := l.body
	if l.isFlow() {
		start = l.at
	} else if !strings.HasSuffix(l.value, ",") {
		return nil
	}
	for range maxFindings {
		m := flowEntry.FindStringSubmatchIndex(l.text[start:])
		if m == nil {
			break
		}
		from, to := start+m[2], start+m[3]
		start = to
		value := strings.TrimRight(l.text[from:to], " \t")
		if n := len(nestedEntry.FindString(value)); n > 0 {
			if end, _ := matchBrackets(value[n-1:]); end == len(value)-n+1 {
				start = from + n - 1
				continue
			}
		}
		isKey := to < len(l.text) && strings.IndexByte("[{", l.text[to]) >= 0
		if !isKey && slices.ContainsFunc(rules, func(r rule) bool { return r.quotes != nil && r.quotes.MatchString(value) }) {
			edits = append(edits, source.Edit{Start: from, End: from + len(value), New: quote(value)})
		}
	}
	return edits
}

// openBracket recognises a bracket that is not closed, on the failing line or
// above it. The closing bracket may be missing on the line of the bracket, on the line
// above the failing one, or on the failing one.
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
			closers = append(closers, d.file.Text[at+o]+2) // an ASCII line has the closing bracket two characters after the opening one
		}
		c := x.replaced(source.Edit{Start: end, End: end, New: string(closers)})
		c.at, c.length = at+open[len(open)-1], 1
		c.found, c.help = d.file.Text[c.at:c.at+1], "close it with "+string(closers)+":"
		list = append(list, c)
	}
	return list
}
