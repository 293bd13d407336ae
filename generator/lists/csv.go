package lists

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

var csvSource = Source{
	Name:    "csv",
	Summary: "Import components from a table, such as an export of a spreadsheet",
	Long: `Each row is a component. Columns are separated by commas, semicolons or tabs, in any
usual encoding. Columns with usual names in English or Japanese become keys; --map names
the others. Columns without a key are written as x-COLUMN.`,
	Example:    "inventory.csv",
	HasColumns: true,
	Read:       readCSV,
}

// Limits of a table.
const (
	maxCell    = 64 << 10 // bytes
	maxColumns = 500
	headRows   = 20 // the header must be among these first rows
)

// row is a row of a table. Its cells are cleaned by clean.
type row struct {
	line  int
	cells []string
}

func (r row) isEmpty() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" })
}

func readCSV(in Input) (*List, error) {
	l := &List{}
	for _, f := range in.Files {
		s, err := l.decoded(f)
		if err != nil {
			return nil, err
		}
		if err := checkNoJSON(f.Name, s); err != nil {
			return nil, err
		}
		rows, err := l.readRows(f.Name, s, separatorOf(s, in.Columns))
		if err != nil {
			return nil, err
		}
		if err := l.addTable(f.Name, rows, in.Columns); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// checkNoJSON returns an error for JSON, because its lines would be read as rows.
func checkNoJSON(name, s string) error {
	data := []byte(strings.TrimSpace(s))
	if len(data) == 0 || data[0] != '[' && data[0] != '{' || !json.Valid(data) {
		return nil
	}
	help := "save the list as CSV"
	if other := madeBy(data); other != "" {
		help = "run platmap import " + other + " instead"
	}
	return fmt.Errorf("%s is not a table; it is JSON\n%s", name, help)
}

// separatorOf returns the separator that gives the most known columns in the first rows.
// If several do, one without invalid quotes is preferred, then the one that gives the
// most cells.
func separatorOf(s string, columns []Column) rune {
	best, most := ',', -1
	for _, separator := range ",;\t" {
		head, err := parseRows(s, separator, false, headRows)
		if err != nil {
			head, _ = parseRows(s, separator, true, headRows)
		}
		known, cells := 0, 0
		for _, r := range head {
			n := 0
			for _, key := range keysOf(r.cells, columns) {
				if key != "" {
					n++
				}
			}
			known, cells = max(known, n), cells+len(r.cells)
		}
		score := 2*known*headRows*maxColumns + min(cells, headRows*maxColumns-1)
		if err == nil {
			score += headRows * maxColumns
		}
		if score > most {
			best, most = separator, score
		}
	}
	return best
}

// parseRows returns at most n non-empty rows with unchanged cells. isLazy allows quotes
// inside cells.
func parseRows(s string, separator rune, isLazy bool, n int) (rows []row, err error) {
	r := csv.NewReader(strings.NewReader(s))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator, -1, isLazy
	for len(rows) < n {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, nil
		} else if err != nil {
			return rows, err
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, row{line, cells})
	}
	return rows, nil
}

const allRows = 1 << 30

// readRows returns all rows with cleaned cells.
func (l *List) readRows(name, s string, separator rune) ([]row, error) {
	if !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\r", "\n") // line breaks of classic Mac OS
	}
	rows, err := parseRows(s, separator, false, allRows)
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		strict := len(rows)
		if rows, err = parseRows(s, separator, true, allRows); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if strict == len(rows)-1 && errors.Is(bad.Err, csv.ErrQuote) && strings.Contains(rows[strict].cells[len(rows[strict].cells)-1], "\n") {
			return nil, fmt.Errorf("%s:%d: a cell of this row starts with a quote that is not closed, so it has the rest of the file; close or remove the quote", name, rows[strict].line)
		}
		l.note(Pos{name, bad.StartLine}, "quotes inside cells that are not written twice; these cells may be divided in the wrong way", "")
	}
	for i := range rows {
		r := &rows[i]
		if len(r.cells) > maxColumns {
			return nil, fmt.Errorf("%s:%d: a row with %d cells; at most %d are read", name, r.line, len(r.cells), maxColumns)
		}
		for j, c := range r.cells {
			if len(c) > maxCell {
				return nil, fmt.Errorf("%s:%d: cell %d has %d KiB; a cell may have %d KiB", name, r.line, j+1, len(c)>>10, maxCell>>10)
			}
			var changed bool
			if r.cells[j], changed = clean(c); changed {
				l.note(Pos{name, r.line}, "invisible characters were removed", "")
			}
		}
	}
	return slices.DeleteFunc(rows, row.isEmpty), nil
}

// addTable adds the records of a table.
func (l *List) addTable(name string, rows []row, columns []Column) error {
	at, keys := findHeader(rows, columns)
	if err := checkColumns(name, rows, at, keys, columns); err != nil {
		return err
	}
	for _, r := range rows[:at] {
		l.note(Pos{name, r.line}, "rows above the header were left out", summary(r.cells))
	}
	head := rows[at]
	xs := privateKeys(head.cells)
	for _, r := range rows[at+1:] {
		if slices.Equal(r.cells, head.cells) {
			l.note(Pos{name, r.line}, "rows that repeat the header were left out", "")
			continue
		}
		record := rowRecord(r, keys, xs)
		record.Pos = Pos{name, r.line}
		if record.Name == "" && record.ID == "" {
			l.note(record.Pos, "rows without a name were left out", summary(r.cells))
			continue
		}
		if slices.Contains(totals, columnName(record.Name)) {
			l.note(record.Pos, "rows with a total were left out", summary(r.cells))
			continue
		}
		l.Records = append(l.Records, record)
	}
	return nil
}

// totals are the names in rows with totals, which are not entries.
var totals = strings.Fields("total totals subtotal grandtotal sum 合計 小計 総計 計")

// summary returns the cells of a row that is left out, for a note.
func summary(cells []string) string {
	cells = slices.DeleteFunc(slices.Clone(cells), func(c string) bool { return c == "" })
	return text.OneLine(strings.Join(cells, ", "))
}

// findHeader returns the index of the header, or -1, and the key of each of its columns.
// Among the first rows with a column for names, the header is the one with the most known
// columns. If a row above has as many, that row is the header of a table without names:
// the row below is an entry with a value such as service, which is also the name of a
// column.
func findHeader(rows []row, columns []Column) (at int, keys []string) {
	at = -1
	above, most, mostAbove := -1, 0, 0 // above is the row with the most known columns among those without a column for names
	for i, r := range rows[:min(len(rows), headRows)] {
		k := keysOf(r.cells, columns)
		known := len(slices.DeleteFunc(slices.Clone(k), func(key string) bool { return key == "" }))
		switch {
		case hasNames(k):
			if known > most {
				at, keys, most = i, k, known
			}
		case known > mostAbove && isWide(r):
			above, mostAbove = i, known
		}
	}
	if above >= 0 && above < at && mostAbove >= most {
		return above, keysOf(rows[above].cells, columns)
	}
	return at, keys
}

func hasNames(keys []string) bool {
	return slices.Contains(keys, "name") || slices.Contains(keys, "id")
}

// isWide reports whether a row has several non-empty cells, so it is not a title.
func isWide(r row) bool {
	n := 0
	for _, c := range r.cells {
		if c != "" {
			n++
		}
	}
	return n > 1
}

// checkColumns returns an error if there is no header, or if the header lacks a column
// that --map names.
func checkColumns(name string, rows []row, at int, keys []string, columns []Column) error {
	if len(rows) == 0 {
		return fmt.Errorf("%s has no rows", name)
	}
	head := rows[max(at, 0)]
	for _, c := range columns {
		if i := slices.IndexFunc(head.cells, func(cell string) bool { return columnName(cell) == columnName(c.Name) }); i < 0 {
			return fmt.Errorf("%s has no column %q; its columns are: %s", name, c.Name, columnList(head.cells))
		}
	}
	if !hasNames(keys) {
		first := slices.DeleteFunc(slices.Clone(head.cells), func(c string) bool { return c == "" })[0]
		return fmt.Errorf("%s has no column with names; its columns are: %s\nname one with --map, for example --map %q", name, columnList(head.cells), text.OneLine(text.Shorten(first, 40))+"=name")
	}
	return nil
}

// columnList returns the names of columns for a message.
func columnList(cells []string) string {
	var names []string
	for _, c := range cells {
		if c != "" {
			names = append(names, text.Shorten(text.OneLine(c), 40))
		}
	}
	return text.Shorten(strings.Join(names, ", "), 600)
}

// rowRecord returns the component in a row. xs are the private keys of the columns.
func rowRecord(r row, keys, xs []string) Record {
	record := Record{Kind: source.Component}
	for i, cell := range r.cells {
		key, x := "", fmt.Sprintf("x-column-%d", i+1)
		if i < len(keys) {
			key, x = keys[i], xs[i]
		}
		if cell == "" || isNothing(cell) {
			continue
		}
		record.add(key, x, cell)
	}
	return record
}

// add adds a cell to a record.
func (r *Record) add(key, x, cell string) {
	switch key {
	case "name":
		if r.Name == "" {
			r.Name = text.OneLine(cell)
			return
		}
	case "id":
		if r.ID == "" && text.IsID(cell) && strings.ContainsAny(cell, "abcdefghijklmnopqrstuvwxyz") && len(cell) <= text.MaxIDLength {
			r.ID = cell
			return
		}
	case "match":
		r.Match = append(r.Match, strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(",、;\n", c) })...)
		return
	case "url":
		key = "links"
		if isRepository(cell) && !r.has("repo") {
			key = "repo"
		}
		fallthrough
	default:
		if key != "" && (!r.has(key) || slices.Contains(listKeys, key)) {
			r.Keys = append(r.Keys, Key{Name: key, Value: cell, X: x})
			return
		}
	}
	r.Keys = append(r.Keys, Key{Name: x, Value: cell})
}

func (r *Record) has(key string) bool {
	return slices.ContainsFunc(r.Keys, func(k Key) bool { return k.Name == key })
}

// listKeys are the keys that may have several columns.
var listKeys = []string{"aka", "domains", "keywords", "links", "notes"}
