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

// Formats are the names of the formats that Write knows.
var Formats = []string{"table", "csv", "json", "md"}

// Output is how rows are written.
type Output struct {
	Format string                                // one of Formats
	Lang   string                                // the language of texts
	Place  func(source.Pos) (string, int)        // the path and the line of a position; nil to leave them out
	Plain  func(t site.Text, lang string) string // a text without markup, with names for references; nil for the names as written
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
	switch out.Format {
	case "csv":
		return q.writeCSV(w, rows, out)
	case "json":
		return q.writeJSON(w, rows, out)
	case "md":
		_, err := io.WriteString(w, q.markdown(rows, out))
		return err
	}
	_, err := io.WriteString(w, q.table(rows, out))
	return err
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
			return []string{} // not null in JSON
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

func (q *Query) writeCSV(w io.Writer, rows []Row, out Output) error {
	c := csv.NewWriter(w)
	if err := c.Write(q.headings(out)); err != nil {
		return err
	}
	for _, r := range rows {
		line := q.line(r, out)
		for i, s := range line {
			if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
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
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // a string, a list of strings or a number
	return strings.TrimSuffix(b.String(), "\n")
}

// markdown returns a table. A vertical bar in a cell is escaped.
func (q *Query) markdown(rows []Row, out Output) string {
	var b strings.Builder
	write := func(cells []string) {
		b.WriteString("|")
		for _, s := range cells {
			b.WriteString(" " + cellEscapes.Replace(s) + " |")
		}
		b.WriteByte('\n')
	}
	head := q.headings(out)
	write(head)
	b.WriteString(strings.Repeat("| --- ", len(head)) + "|\n")
	for _, r := range rows {
		write(q.line(r, out))
	}
	return b.String()
}

// cellEscapes escapes what Markdown would read as syntax in a cell of a table.
var cellEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`)

// maxCell is the maximum length of a cell of a table, in characters.
const maxCell = 48

// table returns a table for a terminal.
func (q *Query) table(rows []Row, out Output) string {
	lines := [][]string{q.headings(out)}
	for _, r := range rows {
		lines = append(lines, q.line(r, out))
	}
	widths := make([]int, len(lines[0]))
	for n, line := range lines {
		for i := range q.Columns {
			line[i] = text.Shorten(line[i], maxCell)
		}
		if out.Place != nil { // file and line as one column, which is a link in many terminals
			if at := len(q.Columns); n == 0 {
				line = append(line[:at], "where")
			} else {
				line = append(line[:at], line[at]+":"+line[at+1])
			}
			lines[n] = line
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
	return b.String()
}
