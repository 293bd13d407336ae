package tree

import (
	"fmt"
	"strings"

	"platmap/generator/source"
)

// tabs recognises tabs in the indentation. The tabs of all lines are reported as
// one mistake, because they have one cause: a setting of the editor.
func tabs(d *patchedText, l line) []candidate {
	if !strings.Contains(l.text[:l.indent], "\t") {
		return nil
	}
	step := strings.Repeat(" ", d.indentStep())
	c := candidate{at: -1, length: 1}
	for n := d.firstLine(); n <= d.lastLine(); n++ {
		x := d.line(n)
		indent := x.text[:x.indent]
		tab := strings.IndexByte(indent, '\t')
		if tab < 0 || n != l.number && x.indent == len(x.text) {
			continue
		}
		spaces := strings.ReplaceAll(indent, "\t", step)
		if c.at < 0 {
			c.at, c.write = x.start+tab, countSpaces(len(spaces))
		}
		c.edits = append(c.edits, source.Edit{Start: x.start, End: x.start + x.indent, New: spaces})
	}
	c.found = moreLines(len(c.edits) - 1)
	return []candidate{c}
}

// indentStep returns the number of spaces before the first indented line.
func (d *patchedText) indentStep() int {
	for n := d.firstLine(); n <= d.lastLine(); n++ {
		if l := d.line(n); !l.isBlank() && strings.HasPrefix(l.text, " ") {
			return len(l.text) - len(strings.TrimLeft(l.text, " "))
		}
	}
	return 2
}

// moreLines returns the end of a message about a mistake on several lines.
func moreLines(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", also on 1 more line"
	}
	return fmt.Sprintf(", also on %d more lines", n)
}

func countSpaces(n int) string {
	if n == 1 {
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}
