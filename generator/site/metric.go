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

	Values []Value // computed: from metrics/<id>.csv, oldest first; none means not measured yet
}

// Value is one measurement.
type Value struct {
	Date   Date
	Number Number
}

// Latest returns the last measurement, or nil when there is none yet.
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

// DecodeValues reads the measurements in metrics/<id>.csv: lines of date,value
// below a line that says so.
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
			var fault *csv.ParseError
			line := 1
			if errors.As(err, &fault) {
				line = fault.Line
			}
			diags.Errorf("metric/row", f.At(line, 1), len(f.Line(line)), "write a date, a comma and a number", "this line is not CSV")
			return doc
		}
		line, column := r.FieldPos(0)
		if len(doc.Values) == 0 && len(row) == 2 && row[0] == "date" {
			continue
		}
		pos := source.Pos{File: f, Offset: f.LineStart(line) + column - 1}
		length := len(f.Line(line)) - column + 1
		value, field, fault := parseValue(row)
		if field > 0 { // the number alone is wrong
			_, column = r.FieldPos(field)
			pos.Offset, length = f.LineStart(line)+column-1, len(row[field])
		}
		if fault != "" {
			diags.Errorf("metric/row", pos, length, "write a date, a comma and a number, such as 2026-10,42.5", "%s", fault)
			continue
		}
		doc.Values = append(doc.Values, value)
	}
	slices.SortStableFunc(doc.Values, func(a, b Value) int { return a.Date.Day().Compare(b.Date.Day()) })
	return doc
}

// parseValue also tells which field is at fault.
func parseValue(row []string) (v Value, field int, fault string) {
	if len(row) != 2 {
		return v, 0, "a measurement is a date, a comma and a number"
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

// metrics gives every metric its measurements.
func (l *Graph) metrics() {
	var ids []string
	for _, d := range l.Site.Domains {
		for i := range d.Metrics {
			m := &d.Metrics[i]
			ids = append(ids, m.ID)
			if doc := l.values[m.ID]; doc != nil {
				m.Values = doc.Values
			}
		}
	}
	for _, doc := range l.values {
		if !slices.Contains(ids, doc.File.ID()) {
			help := "name the file after the id of a metric in a domain"
			if near := text.Closest(doc.File.ID(), ids); near != "" {
				help = fmt.Sprintf("did you mean %s.csv?", near)
			}
			l.siteWide.Warnf("ref/unknown", source.Pos{File: doc.File}, 0, help, "no domain has a metric %q", doc.File.ID())
		}
	}
}
