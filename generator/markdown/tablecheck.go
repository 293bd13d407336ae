package markdown

import (
	"bytes"
	"fmt"
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"platmap/generator/source"
)

// tableCheck reports cells that a table does not show, and paragraphs that are meant
// to be a table but are not one. GitHub drops the cells and shows such a paragraph as
// text, both without a message.
type tableCheck struct {
	st    *state
	src   []byte
	lines *text.Segments
}

const tableCode = "markdown/table"

// rows reports cells beyond the width of the header, starting with the line at index
// from. If several rows have too many cells and no row fits, the header is too short and
// is reported instead.
func (c *tableCheck) rows(from, width int) {
	long := 0
	for i := from; i < c.lines.Len(); i++ {
		c.comments(i, width)
		if c.surplus(i, width) != nil {
			long++
		}
	}
	if n := c.lines.Len() - from; long > 2 && long == n {
		header := trimmed(c.lines.At(from-2), c.src)
		c.st.in.err(tableCode, header.Start, header.Len(), "add the missing cells to the header and to the line below it",
			"the header has %s, every row has more: cells without a column are not shown", count(width))
		return
	}
	for i, reported := from, 0; i < c.lines.Len() && reported < maxFindings; i++ {
		cell := c.surplus(i, width)
		if cell == nil {
			if c.isWide(i, width) {
				c.reportWide(i, i, width)
				reported++
			}
			continue
		}
		reported++
		n := len(c.filled(i))
		c.st.in.report(source.Error, tableCode, cell.Start, cell.Len(), c.escapeBars(i, width),
			`write \| for a bar inside a cell`, fmt.Sprintf("this row has %s, the header %d: this cell is not shown", count(n), width))
	}
}

// surplus returns the first cell of a row that has text but no column, or nil.
func (c *tableCheck) surplus(row, width int) *text.Segment {
	list := c.filled(row)
	for _, cell := range list[min(width, len(list)):] {
		if !blankCell(cell.Value(c.src)) {
			return &cell
		}
	}
	return nil
}

// comments records the comments after the last column of a row. Other comments are found
// when the cells are parsed.
func (c *tableCheck) comments(row, width int) {
	list := cells(c.lines.At(row), c.src)
	for _, cell := range list[min(width, len(list)):] {
		if !cell.IsEmpty() && blankCell(cell.Value(c.src)) {
			c.st.left = append(c.st.left, wholeLine(c.src, cell.Start, cell.Stop, true))
			c.st.comments = append(c.st.comments, [2]int{cell.Start, cell.Stop})
		}
	}
}

// filled returns the cells of a row up to the last one that is not blank.
func (c *tableCheck) filled(row int) []text.Segment {
	list := cells(c.lines.At(row), c.src)
	for len(list) > 0 && blankCell(list[len(list)-1].Value(c.src)) {
		list = list[:len(list)-1]
	}
	return list
}

// blankCell reports whether a cell is empty or contains only comments.
func blankCell(cell []byte) bool {
	for {
		cell = bytes.TrimSpace(cell)
		if !bytes.HasPrefix(cell, []byte("<!--")) {
			return len(cell) == 0
		}
		_, after, ok := bytes.Cut(cell, []byte("-->"))
		if !ok {
			return false
		}
		cell = after
	}
}

// escapeBars returns the edits that escape the bars in the code spans of a row. It
// returns nil if the row would still not have as many cells as the header.
func (c *tableCheck) escapeBars(row, width int) []source.Edit {
	line := trimmed(c.lines.At(row), c.src)
	var edits []source.Edit
	for i := line.Start; i < line.Stop; i++ {
		if c.src[i] == '\\' {
			i++
			continue
		}
		end := codeSpanEnd(c.src[i:line.Stop])
		for stop := i + end; i < stop; i++ {
			if c.src[i] == '|' && c.src[i-1] != '\\' {
				edits = append(edits, source.Edit{Start: i, End: i, New: `\`})
			}
		}
	}
	if len(c.filled(row))-len(edits) != width {
		return nil
	}
	return edits
}

// codeSpanEnd returns the length in bytes of the code span at the start of s, or 0.
func codeSpanEnd(s []byte) int {
	n := len(s) - len(bytes.TrimLeft(s, "`"))
	if n == 0 {
		return 0
	}
	for at := n; at < len(s); {
		run := len(s[at:]) - len(bytes.TrimLeft(s[at:], "`"))
		if at += max(run, 1); run == n {
			return at
		}
	}
	return n
}

// delimiter reports a delimiter row whose number of cells differs from that of the
// header.
func (c *tableCheck) delimiter(at int, header []text.Segment, align []extast.Alignment) {
	if c.isWide(at-1, len(align)) {
		c.reportWide(at-1, c.lines.Len()-1, len(align))
		return
	}
	line := trimmed(c.lines.At(at), c.src)
	want := delimiterRow(align, len(header))
	edits := []source.Edit{{Start: line.Start, End: line.Stop, New: want}}
	for i := at + 1; i < c.lines.Len(); i++ {
		if len(cells(c.lines.At(i), c.src)) != len(header) {
			edits = nil // no fix: the header may be wrong instead
		}
	}
	c.st.in.report(source.Warning, tableCode, line.Start, line.Len(), edits, "write "+want,
		fmt.Sprintf("the delimiter row has %s, the header %d: the table is shown as text", count(len(align)), len(header)))
}

var dashes = map[extast.Alignment]string{
	extast.AlignLeft: ":--", extast.AlignRight: "--:", extast.AlignCenter: ":-:", extast.AlignNone: "---",
}

// delimiterRow returns a delimiter row for a number of columns.
func delimiterRow(align []extast.Alignment, columns int) string {
	var b strings.Builder
	for i := range columns {
		column := extast.AlignNone
		if i < len(align) {
			column = align[i]
		}
		b.WriteString("| " + dashes[column] + " ")
	}
	return b.String() + "|"
}

// noDelimiter reports a paragraph whose first two lines are rows of a table.
func (c *tableCheck) noDelimiter() {
	if c.lines.Len() < 2 || !c.isRow(0) || !c.isRow(1) {
		return
	}
	header := cells(c.lines.At(0), c.src)
	if len(header) < 2 || len(header) != len(cells(c.lines.At(1), c.src)) {
		return
	}
	line := trimmed(c.lines.At(0), c.src)
	c.st.in.warn(tableCode, line.Start, line.Len(), "write "+delimiterRow(nil, len(header))+" below this line",
		"a table without a delimiter row is shown as text")
}

// isRow reports whether a line starts and ends with a bar.
func (c *tableCheck) isRow(i int) bool {
	line := trimmed(c.lines.At(i), c.src)
	return line.Len() > 1 && c.src[line.Start] == '|' && c.src[line.Stop-1] == '|'
}

// wideBar is U+FF5C, which a Japanese input method writes instead of |.
const wideBar = "｜"

// toNarrow replaces the characters that a Japanese input method writes in a delimiter row.
var toNarrow = strings.NewReplacer(wideBar, "|", "：", ":", "－", "-", "ー", "-", "―", "-", "—", "-", "\u3000", " ")

// wideDelimiter reports whether the line with an index is a delimiter row with
// full-width characters, and adds a finding if so.
func (c *tableCheck) wideDelimiter(at int) bool {
	line := trimmed(c.lines.At(at), c.src)
	value := line.Value(c.src)
	if !bytes.Contains(value, []byte(wideBar)) {
		return false
	}
	align := alignments([]byte(toNarrow.Replace(string(value))))
	if align == nil {
		return false
	}
	c.reportWide(at-1, c.lines.Len()-1, len(align))
	return true
}

// isWide reports whether the full-width bars of a row are meant to end cells: with | in
// their place, the row has as many cells as the header.
func (c *tableCheck) isWide(row, width int) bool {
	line := trimmed(c.lines.At(row), c.src)
	value := line.Value(c.src)
	if !bytes.Contains(value, []byte(wideBar)) || len(c.filled(row)) >= width {
		return false
	}
	inside := 0 // number of bars between cells
	for _, at := range offsets(value, wideBar, 0) {
		if len(bytes.TrimSpace(value[:at])) > 0 && len(bytes.TrimSpace(value[at+len(wideBar):])) > 0 {
			inside++
		}
	}
	return len(c.filled(row))+inside == width
}

// reportWide reports the first full-width bar in a range of rows. Its fix replaces all of
// them.
func (c *tableCheck) reportWide(first, last, width int) {
	var edits []source.Edit
	for i := first; i <= last; i++ {
		line := trimmed(c.lines.At(i), c.src)
		value := line.Value(c.src)
		if narrow := toNarrow.Replace(string(value)); narrow != string(value) && alignments([]byte(narrow)) != nil {
			edits = append(edits, source.Edit{Start: line.Start, End: line.Stop, New: narrow})
		} else if c.isWide(i, width) {
			for _, at := range offsets(value, wideBar, line.Start) {
				edits = append(edits, source.Edit{Start: at, End: at + len(wideBar), New: "|"})
			}
		}
	}
	if len(edits) == 0 {
		return
	}
	c.st.in.report(source.Warning, tableCode, edits[0].Start, len(wideBar), edits,
		"write | instead of "+wideBar+" between cells", "a full-width bar does not end a cell")
}

// offsets returns the offsets at which s occurs in value, plus base.
func offsets(value []byte, s string, base int) []int {
	var list []int
	for at := 0; ; at += len(s) {
		i := bytes.Index(value[at:], []byte(s))
		if i < 0 {
			return list
		}
		at += i
		list = append(list, base+at)
	}
}

func count(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}
