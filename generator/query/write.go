package query

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// version is the version of the JSON form. It increases when a key is removed or its
// meaning changes, but not when a key is added.
const version = 1

// Formats are the formats of Write.
var Formats = []string{"table", "csv", "json", "md"}

// Output determines how rows are written.
type Output struct {
	Format string                                // one of Formats
	Lang   string                                // the language of texts
	Place  func(source.Pos) (string, int)        // returns the path and the line of a position; nil to leave positions out
	Plain  func(t site.Text, lang string) string // returns a text without markup and with names instead of references; nil to write references as they are
}

// Write writes the rows of a question.
//
//   - table: columns for a terminal; long texts are shortened, and columns without any
//     value are left out.
//   - csv: RFC 4180, with the names of the columns in the first line. Values of a list are
//     separated by a space, texts of a list by ", ". A cell that a spreadsheet would read
//     as a formula starts with '.
//   - json: {"version": 1, "name": …, "rows": [{…, "file": …, "line": …}]}. A column that
//     contains several ids is an array.
//   - md: a Markdown table.
func (q *Query) Write(w io.Writer, rows []Row, out Output) error {
	if out.Format == "json" {
		return q.writeJSON(w, rows, out)
	}
	lines := [][]string{q.headings(out)}
	for _, r := range rows {
		lines = append(lines, q.line(r, out))
	}
	if out.Format == "table" && out.Place != nil { // file and line as one column, which is a link in many terminals
		at := len(q.Columns)
		for n, line := range lines {
			if n == 0 {
				lines[n] = append(line[:at], "where")
			} else {
				lines[n] = append(line[:at], line[at]+":"+line[at+1])
			}
		}
		return writeTable(w, lines, at)
	}
	return WriteLines(w, out.Format, lines)
}

// WriteLines writes lines of cells as a table, as CSV or as Markdown. The first line has
// the names of the columns. The last column of a table is never shortened.
func WriteLines(w io.Writer, format string, lines [][]string) error {
	switch format {
	case "csv":
		return writeCSV(w, lines)
	case "md":
		return writeMarkdown(w, lines)
	}
	return writeTable(w, lines, len(lines[0])-1)
}

// headings returns the names of the columns.
func (q *Query) headings(out Output) []string {
	var names []string
	for _, c := range q.Columns {
		names = append(names, c.Name)
	}
	if out.Place != nil {
		names = append(names, "file", "line")
	}
	return names
}

func (q *Query) values(r Row, out Output) []any {
	var values []any
	for _, cell := range r.cells() {
		values = append(values, out.value(cell))
	}
	if out.Place != nil {
		file, line := out.Place(r.Position())
		values = append(values, file, line)
	}
	return values
}

// value returns a cell with its texts in one language.
func (o Output) value(cell any) any {
	switch v := cell.(type) {
	case site.Text:
		return o.plain(v)
	case []site.Text:
		list := []string{}
		for _, t := range v {
			list = append(list, o.plain(t))
		}
		return list
	case []string:
		if v == nil {
			return []string{} // an empty array in JSON, not null
		}
	}
	return cell
}

func (o Output) plain(t site.Text) string {
	if o.Plain != nil {
		return text.OneLine(o.Plain(t, o.Lang))
	}
	return text.OneLine(t.Plain(o.Lang))
}

// line returns the cells of a row as text.
func (q *Query) line(r Row, out Output) []string {
	var line []string
	for i, v := range q.values(r, out) {
		line = append(line, asText(v, i < len(q.Columns) && q.Columns[i].IsFilter()))
	}
	return line
}

func asText(v any, isID bool) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		if isID {
			return strings.Join(v, " ")
		}
		return strings.Join(v, ", ")
	}
	b, _ := json.Marshal(v) // a number
	return string(b)
}

func writeCSV(w io.Writer, lines [][]string) error {
	c := csv.NewWriter(w)
	for n, line := range lines {
		for i, s := range line {
			if n > 0 && s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
				line[i] = "'" + s
			}
		}
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (q *Query) writeJSON(w io.Writer, rows []Row, out Output) error {
	var b bytes.Buffer
	b.WriteString(`{"version":` + asText(version, false) + `,"name":` + quoted(q.Name) + `,"rows":[`)
	keys := q.headings(out)
	for i, r := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n{")
		for j, v := range q.values(r, out) {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(keys[j]) + ":" + quoted(v))
		}
		b.WriteByte('}')
	}
	b.WriteString("\n]}\n")
	_, err := w.Write(b.Bytes())
	return err
}

// quoted returns a value as JSON.
func quoted(v any) string {
	b, _ := text.JSON(v) // no error: a string, a list of strings or a number
	return string(b)
}

// writeMarkdown writes a table. A vertical bar in a cell is escaped.
func writeMarkdown(w io.Writer, lines [][]string) error {
	var b strings.Builder
	for n, line := range lines {
		b.WriteString("|")
		for _, s := range line {
			b.WriteString(" " + cellEscapes.Replace(s) + " |")
		}
		b.WriteByte('\n')
		if n == 0 {
			b.WriteString(strings.Repeat("| --- ", len(line)) + "|\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cellEscapes escapes what Markdown would read as syntax in a cell of a table.
var cellEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`)

// maxCell is the maximum length of a cell of a table, in characters.
const maxCell = 48

// writeTable writes a table for a terminal. The cells of the first columns are shortened.
func writeTable(w io.Writer, lines [][]string, columns int) error {
	widths := make([]int, len(lines[0]))
	for n, line := range lines {
		for i := range columns {
			line[i] = text.Shorten(line[i], maxCell)
		}
		for i, s := range line {
			if n > 0 && s != "" {
				widths[i] = max(widths[i], text.Columns(s), text.Columns(lines[0][i]))
			}
		}
	}
	var b strings.Builder
	for _, line := range lines {
		var row strings.Builder
		for i, s := range line {
			if widths[i] > 0 {
				row.WriteString(s + strings.Repeat(" ", widths[i]-text.Columns(s)+2))
			}
		}
		b.WriteString(strings.TrimRight(row.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
