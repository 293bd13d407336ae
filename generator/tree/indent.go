package tree

import (
	"fmt"
	"strconv"
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
	var above line
	for x := range d.linesBetween(d.lineAt(d.topLevel(l.number-1)), l.number) {
		open, above = open.add(x), x
	}
	var list []candidate
	for _, o := range open.nearest(l.indent) {
		if o.at == l.indent || o.item != l.isItem() {
			continue
		}
		name, sort := strconv.Quote(o.step), "key"
		if o.item {
			name, sort = "the item", "list item"
		}
		help := fmt.Sprintf("%s, like %s in line %d", indentBy(o.at), name, o.line.number)
		if above.value != "" && l.indent > above.body {
			help += "; if it continues the text above, put the whole text in quotes"
		}
		edits := d.moved(l, o.at)
		for _, edits := range [][]source.Edit{edits, edits[:min(1, len(edits))]} {
			list = append(list, candidate{at: l.start + l.indent, length: len(l.text) - l.indent, found: sort, help: help, edits: edits})
		}
	}
	return list
}

// itemAmongKeys recognises a list item.
func itemAmongKeys(_ *patchedText, l line) []candidate {
	if !l.isItem() {
		return nil
	}
	return []candidate{{at: l.start + l.indent, length: len(l.text) - l.indent}}
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
// one mistake, because they have one cause: a setting of the editor. The candidates
// differ in the width of a tab.
func tabs(d *patchedText, l line) (list []candidate) {
	if !strings.Contains(l.text[:l.indent], "\t") {
		return nil
	}
	text, width := d.file.Text[d.from:d.to], "  "
	if m := spaceIndent.FindStringSubmatch(text); m != nil {
		width = m[1]
	}
	lines := tabIndent.FindAllStringSubmatchIndex(text, -1)
	for _, tab := range []string{width, "    ", "        "} {
		c := candidate{length: 1, lines: len(lines)}
		for i, m := range lines {
			spaces := strings.ReplaceAll(text[m[0]:m[1]], "\t", tab)
			if i == 0 {
				c.at, c.help = d.from+m[3], indentBy(len(spaces))
			}
			c.edits = append(c.edits, source.Edit{Start: d.from + m[0], End: d.from + m[1], New: spaces})
		}
		list = append(list, c)
	}
	return list
}

// indentBy returns the help for a line that starts at the wrong column.
func indentBy(column int) string {
	switch column {
	case 0:
		return "do not indent it"
	case 1:
		return "indent it by 1 space"
	}
	return fmt.Sprintf("indent it by %d spaces", column)
}
