package tree

import (
	"strings"

	"platmap/generator/source"
)

// Comments returns the offsets of the comments in the YAML between two offsets of a file,
// in order, each from its # to the end of its line. from must be the start of a line. The
// YAML need not be valid. A line that looks like a comment counts as one, even within a
// quoted text of several lines.
func Comments(f *source.File, from, to int) [][2]int {
	var comments [][2]int
	block := -1
	first, _ := source.Pos{File: f, Offset: from}.LineColumn()
	for n := first; n <= f.Lines() && f.LineStart(n) < to; n++ {
		l := splitLine(n, f.LineStart(n), f.Line(n))
		switch {
		case l.indent == len(l.text) || block >= 0 && l.indent > block:
			continue
		case l.isBlank():
			comments = append(comments, [2]int{l.start + l.indent, l.start + len(l.text)})
			continue
		}
		block = l.blockColumn()
		rest := l.text[l.at+len(l.value):]
		if comment := strings.TrimLeft(rest, " \t"); strings.HasPrefix(comment, "#") && (len(comment) < len(rest) || l.value == "") {
			comments = append(comments, [2]int{l.start + len(l.text) - len(comment), l.start + len(l.text)})
		}
	}
	return comments
}
