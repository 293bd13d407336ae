package site

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// Metric is something that is measured, or should be.
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
	x, _ := strconv.ParseFloat(string(v.Number), 64)
	if most, err := strconv.ParseFloat(string(m.AtMost), 64); err == nil && x > most {
		return false
	}
	if least, err := strconv.ParseFloat(string(m.AtLeast), 64); err == nil && x < least {
		return false
	}
	return true
}

const rowHelp = "write a date, a comma and a number, such as 2026-10,42.5"

// DecodeValues decodes metrics/<id>.csv: one "date,value" a line, and a header line if
// there is one.
func DecodeValues(f *source.File, diags *source.Diagnostics) *Document {
	doc := &Document{File: f, Values: []Value{}}
	r := csv.NewReader(strings.NewReader(f.Text))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace, r.LazyQuotes = true, true
	r.Comment = '#'
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
		if len(doc.Values) == 0 && len(row) == 2 && row[0] == "date" {
			continue
		}
		value, field, message := parseValue(row)
		if message == "" {
			doc.Values = append(doc.Values, value)
			continue
		}
		line, column := r.FieldPos(field)
		length := len(f.Line(line)) - column + 1
		if field > 0 {
			length = len(row[field])
		}
		diags.Errorf("metric/row", source.Pos{File: f, Offset: f.LineStart(line) + column - 1}, length, rowHelp, "%s", message)
	}
	slices.SortStableFunc(doc.Values, func(a, b Value) int { return a.Date.Day().Compare(b.Date.Day()) })
	return doc
}

// parseValue returns a measurement, or a message and the index of the field that it is
// about. For index 0 it is about the whole row.
func parseValue(row []string) (v Value, field int, message string) {
	if len(row) != 2 {
		return v, 0, fmt.Sprintf("wrong number of fields: %d instead of 2", len(row))
	}
	v = Value{Date(strings.TrimSpace(row[0])), Number(strings.TrimSpace(row[1]))}
	if v.Date.Day().IsZero() {
		return v, 0, fmt.Sprintf("%q is not a date", row[0])
	}
	if _, err := strconv.ParseFloat(string(v.Number), 64); err != nil {
		return v, 1, fmt.Sprintf("%q is not a number", row[1])
	}
	return v, 0, ""
}

// metrics sets the measurements of every metric, and reports files without one.
func (g *Graph) metrics() {
	var ids []string
	for _, d := range g.Site.Domains {
		for i := range d.Metrics {
			m := &d.Metrics[i]
			ids = append(ids, m.ID)
			if doc := g.values[m.ID]; doc != nil {
				m.Values = doc.Values
			}
		}
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
