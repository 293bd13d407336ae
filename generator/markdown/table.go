package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tableTransformer turns paragraphs into tables. Unlike in goldmark's own tables,
// a bar inside [[name|text]] does not end a cell. The number of cells is limited,
// because short rows are filled up to the width of the header.
type tableTransformer struct{}

func (tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := node.Lines(), reader.Source()
	check := &tableCheck{st: stateOf(pc), src: src, lines: lines}
	for i := 1; i < lines.Len(); i++ {
		line := trimmed(lines.At(i), src)
		align := alignments(src[line.Start:line.Stop])
		if align == nil {
			if check.wideDelimiter(i) {
				return
			}
			continue
		}
		header := cells(lines.At(i-1), src)
		if len(header) != len(align) {
			check.delimiter(i, header, align)
			return
		}
		if len(align)*(lines.Len()-i) > maxCells {
			return
		}
		check.rows(i+1, len(align))
		table := extast.NewTable()
		table.Alignments = align
		table.SetPos(lines.At(i - 1).Start)
		table.AppendChild(table, extast.NewTableHeader(tableRow(header, lines.At(i-1), align)))
		for j := i + 1; j < lines.Len(); j++ {
			table.AppendChild(table, tableRow(cells(lines.At(j), src), lines.At(j), align))
		}
		parent := node.Parent()
		parent.InsertAfter(parent, node, table)
		lines.SetSliced(0, i-1)
		if lines.Len() == 0 {
			parent.RemoveChild(parent, node)
		}
		return
	}
	check.noDelimiter()
}

// alignments parses the delimiter row below a table's header. It returns nil if the
// line is not one.
func alignments(line []byte) []extast.Alignment {
	if len(line) < 2 || bytes.IndexByte(line, '-') < 0 || len(bytes.Trim(line, "|-: \t")) > 0 || !bytes.ContainsAny(line, "|:") {
		return nil
	}
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte{'|'}), []byte{'|'})
	var align []extast.Alignment
	for col := range bytes.SplitSeq(line, []byte{'|'}) {
		col = bytes.TrimSpace(col)
		dashes, left := bytes.CutPrefix(col, []byte{':'})
		dashes, right := bytes.CutSuffix(dashes, []byte{':'})
		if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return nil
		}
		switch {
		case left && right:
			align = append(align, extast.AlignCenter)
		case left:
			align = append(align, extast.AlignLeft)
		case right:
			align = append(align, extast.AlignRight)
		default:
			align = append(align, extast.AlignNone)
		}
	}
	return align
}

// cells splits a row at its unescaped bars.
func cells(row text.Segment, src []byte) []text.Segment {
	row = trimmed(row, src)
	if row.Start < row.Stop && src[row.Start] == '|' {
		row.Start++
	}
	var out []text.Segment
	at := row.Start
	for i := row.Start; i < row.Stop; i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			if _, _, n := cutRef(src[i:row.Stop]); n > 0 {
				i += n - 1
			}
		case '|':
			out = append(out, trimmed(text.NewSegment(at, i), src))
			at = i + 1
		}
	}
	if at < row.Stop {
		out = append(out, trimmed(text.NewSegment(at, row.Stop), src))
	}
	return out
}

func trimmed(s text.Segment, src []byte) text.Segment {
	s = s.TrimLeftSpace(src)
	return s.TrimRightSpace(src)
}

func tableRow(cells []text.Segment, line text.Segment, align []extast.Alignment) *extast.TableRow {
	row := extast.NewTableRow(align)
	row.SetPos(line.Start)
	for i, a := range align {
		cell := extast.NewTableCell()
		cell.Alignment = a
		cell.SetPos(line.Start)
		if i < len(cells) {
			cell.SetPos(cells[i].Start)
			if !cells[i].IsEmpty() {
				cell.Lines().Append(cells[i])
			}
		}
		row.AppendChild(row, cell)
	}
	return row
}

// table writes a table in an element that scrolls when the table is too wide and
// therefore has a tabindex.
func (w *writer) table(n *extast.Table) {
	w.openTable()
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row == n.FirstChild() {
			w.str("<thead>")
			w.tableRow(row, "th")
			w.str("</thead>")
			if row.NextSibling() != nil {
				w.str("<tbody>")
			}
			continue
		}
		w.tableRow(row, "td")
		if row.NextSibling() == nil {
			w.str("</tbody>")
		}
	}
	w.str("</table></div>")
}

func (w *writer) openTable() {
	w.str(`<div class="table" role="group" tabindex="0" aria-label="`)
	w.word(wordTable, 0)
	w.str(`"><table>`)
}

func (w *writer) tableRow(row ast.Node, tag string) {
	w.str("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		name := tag
		if tag == "th" && c.Lines().Len() == 0 {
			name = "td" // a th without text is invalid
		}
		w.str("<" + name)
		if name == "th" {
			w.str(` scope="col"`)
		}
		switch c.(*extast.TableCell).Alignment {
		case extast.AlignLeft:
			w.str(` class="left"`)
		case extast.AlignRight:
			w.str(` class="right"`)
		case extast.AlignCenter:
			w.str(` class="center"`)
		}
		w.str(">")
		w.inlinesIn(c, inFlow)
		w.str("</" + name + ">")
	}
	w.str("</tr>")
}
