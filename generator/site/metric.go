package site

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// Metric is something that is or should be measured.
type Metric struct {
	ID        string `key:"id"`
	Name      Text   `key:"name"`
	Text      Text   `key:"text"`
	Unit      Text   `key:"unit"`
	AtMost    Number `key:"at_most"`
	AtLeast   Number `key:"at_least"`
	Better    string `key:"better"`    // lower or higher
	Framework string `key:"framework"` // dora, space, slo, adoption or cost

	Values []Value // computed: from metrics/<id>.csv, oldest first
}

// Value is one measurement.
type Value struct {
	Date   Date
	Number Number

	row Located // position of the date
}

// Latest returns the last measurement, or nil if there is none.
func (m *Metric) Latest() *Value {
	if len(m.Values) == 0 {
		return nil
	}
	return &m.Values[len(m.Values)-1]
}

// Met reports whether the last measurement is within the target.
func (m *Metric) Met() bool {
	v := m.Latest()
	if v == nil {
		return false
	}
	x := v.Number.Value()
	return (m.AtMost == "" || x <= m.AtMost.Value()) && (m.AtLeast == "" || x >= m.AtLeast.Value())
}

const rowHelp = "write a date, a comma and a number, such as 2026-10,42.5"

// plainNumber matches the numbers that are the same in YAML and JSON. Package strconv
// also accepts NaN, Inf and hexadecimal numbers.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// DecodeValues decodes metrics/<id>.csv: one "date,value" a line, and a header line if
// there is one.
func DecodeValues(f *source.File, diags *source.Diagnostics) *Document {
	doc := &Document{File: f, Values: []Value{}}
	r := csv.NewReader(strings.NewReader(f.Text))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace, r.LazyQuotes = true, true
	r.Comment = '#'
	if pos, length, separator := otherSeparator(f); separator != "" {
		diags.Errorf("metric/row", pos, length, "separate the date and the value by a comma", "date and value are separated by a %s", separator)
		return doc
	}
	reported := map[int]bool{} // numbers of fields for which a row was reported
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 1
			if syntax := (*csv.ParseError)(nil); errors.As(err, &syntax) {
				line = syntax.Line
			}
			diags.Errorf("metric/row", f.At(line, 1), len(f.Line(line)), rowHelp, "this line is not CSV")
			return doc
		}
		if len(doc.Values) == 0 && len(row) == 2 && strings.EqualFold(strings.TrimSpace(row[0]), "date") {
			continue
		}
		if len(row) != 2 && reported[len(row)] { // if all rows have an additional column, that is one mistake
			continue
		}
		reported[len(row)] = true
		value, field, message := parseValue(row)
		line, column := r.FieldPos(field)
		if message == "" {
			value.row = Located{row[0], source.Pos{File: f, Offset: f.LineStart(line) + column - 1}, len(row[0])}
			doc.Values = append(doc.Values, value)
			continue
		}
		length := len(f.Line(line)) - column + 1
		if field > 0 {
			length = len(row[field])
		}
		help := rowHelp
		if meant := plainForm(row[field]); field > 0 && meant != "" {
			help = "write " + meant
		}
		diags.Errorf("metric/row", source.Pos{File: f, Offset: f.LineStart(line) + column - 1}, length, help, "%s", message)
	}
	checkRows(doc, diags)
	stable.Sort(doc.Values, func(a, b Value) int { return a.Date.Day().Compare(b.Date.Day()) })
	return doc
}

// otherSeparator returns the position of a semicolon or a tab between date and value,
// and its name, if the first row has one instead of a comma.
func otherSeparator(f *source.File) (pos source.Pos, length int, name string) {
	for n := 1; n <= f.Lines(); n++ {
		line := f.Line(n)
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if i := strings.IndexAny(line, ",;\t"); i > 0 && line[i] != ',' {
			name = map[byte]string{';': "semicolon", '\t': "tab"}[line[i]]
			return source.Pos{File: f, Offset: f.LineStart(n) + i}, 1, name
		}
		break
	}
	return pos, 0, ""
}

// plainForm returns the plain form of a number with full-width digits, underscores, a
// plus sign, a percent sign or without a digit before the decimal point, or "".
func plainForm(s string) string {
	s = strings.NewReplacer("_", "", "+", "", " ", "").Replace(text.Narrow(s))
	s = strings.TrimSuffix(s, "%")
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	if !isNumber(s) {
		return ""
	}
	return s
}

// isNumber reports whether s is a finite number in its plain form.
func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && plainNumber.MatchString(s)
}

// checkRows reports rows with the same date, and the first row that is out of order. It
// removes rows with a duplicate date.
func checkRows(doc *Document, diags *source.Diagnostics) {
	first, sorted := map[Date]Value{}, true
	var latest Value
	doc.Values = slices.DeleteFunc(doc.Values, func(v Value) bool {
		if other, taken := first[v.Date]; taken {
			diags.Add(source.Diagnostic{Code: "metric/row", Pos: v.row.Pos, Len: v.row.Len, Text: fmt.Sprintf("duplicate date %s", v.Date), Help: "keep one of the two rows",
				Related: []source.Related{{Pos: other.row.Pos, Text: "the other row is here"}}})
			return true
		}
		first[v.Date] = v
		switch {
		case !v.Date.Day().Before(latest.Date.Day()):
			latest = v
		case sorted:
			sorted = false
			diags.Add(source.Diagnostic{Code: "metric/order", Severity: source.Warning, Pos: v.row.Pos, Len: v.row.Len, Text: fmt.Sprintf("%s is after a later date", v.Date), Help: "sort the rows by date, oldest first",
				Related: []source.Related{{Pos: latest.row.Pos, Text: fmt.Sprintf("%s is here", latest.Date)}}})
		}
		return false
	})
}

// parseValue returns a measurement, or a message and the index of the wrong field. If the
// whole row is wrong, the index is 0.
func parseValue(row []string) (v Value, field int, message string) {
	if len(row) != 2 {
		return v, 0, fmt.Sprintf("wrong number of fields: %d instead of 2", len(row))
	}
	v = Value{Date: Date(strings.TrimSpace(row[0])), Number: Number(strings.TrimSpace(row[1]))}
	if v.Date.Day().IsZero() {
		return v, 0, fmt.Sprintf("%q is not a date", row[0])
	}
	if !isNumber(string(v.Number)) {
		return v, 1, fmt.Sprintf("%q is not a number", row[1])
	}
	return v, 0, ""
}

// metrics sets the measurements of every metric and the metric of every scenario. It
// reports files and scenarios without a metric.
func (g *Graph) metrics() {
	var ids []string
	byID := map[string]*Metric{}
	for _, d := range g.Site.Domains {
		for i := range d.Metrics {
			m := &d.Metrics[i]
			ids = append(ids, m.ID)
			if doc := g.values[m.ID]; doc != nil {
				m.Values = doc.Values
			}
			if byID[m.ID] == nil {
				byID[m.ID] = m
			}
		}
	}
	known := text.NewWords(ids)
	for _, s := range g.Site.Scenarios {
		goal := &s.Goal
		goal.Measured = byID[goal.Metric.Text]
		if name := goal.Metric.Text; name != "" && goal.Measured == nil && !g.IsDropped(source.Domain, name) {
			g.reportSiteWide(&Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("no domain has a metric %q", name),
				Help: didYouMean(known.Closest(name), func() string { return "add it to metrics of a domain" })}, goal.Metric)
		}
	}
	if g.Site.names.broken[source.Domain] { // the metric may be in the broken file
		return
	}
	for id, doc := range g.values {
		if slices.Contains(ids, id) || g.Site.names.dropped[source.Domain][id] {
			continue
		}
		help := "name the file after the id of a metric in a domain"
		if near := text.Closest(id, ids); near != "" {
			help = fmt.Sprintf("did you mean %s.csv?", near)
		}
		g.siteWide.Warnf("ref/unknown", source.Pos{File: doc.File}, 0, help, "no domain has a metric %q", id)
	}
}
