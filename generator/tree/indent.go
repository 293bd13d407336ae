package tree

import (
	"fmt"
	"strings"

	"platmap/generator/source"
)

// wrongIndentation recognises a key or an item at a column where none can be. Its
// candidates move the line to a column where a key or an item can be, the nearest
// column first, with the lines below that are indented as much, or alone.
func wrongIndentation(d *patchedText, l line) []candidate {
	if l.key == "" && !l.isItem() {
		return nil
	}
	var open outline
	for x := range d.linesBefore(l.number) {
		open = open.add(x)
	}
	var list []candidate
	for _, o := range open.nearest(l.indent) {
		if o.at == l.indent && l.isItem() {
			return nil // an item among keys
		}
		if o.at == l.indent || o.item != l.isItem() {
			continue
		}
		name, sort := o.step, "key"
		if o.item {
			name, sort = "- "+shorten(o.line.text[o.line.body:]), "list item"
		}
		help := fmt.Sprintf("indent it by %s, like %q in line %d", countSpaces(o.at), name, o.line.number)
		if o.at == 0 {
			help = fmt.Sprintf("do not indent it, like %q in line %d", name, o.line.number)
		}
		if above := d.above(l.number); above.value != "" && l.indent > above.body {
			help += "; if it continues the text above, put the whole text in quotes"
		}
		edits := d.moved(l, o.at)
		for _, edits := range [][]source.Edit{edits, edits[:min(1, len(edits))]} {
			list = append(list, candidate{at: l.start + l.indent, length: len(l.text) - l.indent, found: sort, write: help, edits: edits})
		}
	}
	return list
}

// moved returns the edits that move a line and the lines below that are indented
// at least as much.
func (d *patchedText) moved(l line, column int) []source.Edit {
	const maxLines = 500
	var edits []source.Edit
	for n := l.number; n <= d.lastLine() && len(edits) < maxLines; n++ {
		x := d.line(n)
		if x.indent == len(x.text) {
			continue
		}
		if n > l.number && x.indent < l.indent || strings.Contains(x.text[:x.indent], "\t") {
			break
		}
		edits = append(edits, source.Edit{Start: x.start, End: x.start + x.indent, New: strings.Repeat(" ", max(0, x.indent+column-l.indent))})
	}
	return edits
}

var (
	spaceIndent = re(`(?m)^( +)\S`)
	tabIndent   = re(`(?m)^( *)\t[ \t]*`)
)

// tabs recognises tabs in the indentation. The tabs of all lines are reported as
// one mistake, because they have one cause: a setting of the editor.
func tabs(d *patchedText, l line) []candidate {
	if !strings.Contains(l.text[:l.indent], "\t") {
		return nil
	}
	text, step := d.file.Text[d.from:d.to], "  "
	if m := spaceIndent.FindStringSubmatch(text); m != nil {
		step = m[1]
	}
	c := candidate{length: 1}
	for i, m := range tabIndent.FindAllStringSubmatchIndex(text, -1) {
		spaces := strings.ReplaceAll(text[m[0]:m[1]], "\t", step)
		if i == 0 {
			c.at, c.write = d.from+m[3], countSpaces(len(spaces))
		}
		c.edits = append(c.edits, source.Edit{Start: d.from + m[0], End: d.from + m[1], New: spaces})
	}
	c.found = onLines(len(c.edits))
	return []candidate{c}
}

// onLines returns the end of a message about a mistake on several lines.
func onLines(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(", on %d lines", n)
}

func countSpaces(n int) string {
	if n == 1 {
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}
