// Package query answers questions about the map.
//
// Each question has a file with a function from the site to typed rows, such as
// [Responsibilities]. Templates use the typed rows. [All] has the same rows as cells,
// from which [Write] makes a table, CSV, JSON or Markdown. A question has the name of its
// page, and each row has the position at which it is written.
//
// The package contains no HTML and no words of the user interface: its column names and
// fixed words, such as self-service, are those of the content files. Rows do not depend
// on today's date, except those of [Query.Ask] if a date is given.
//
// To add a question, write its file and add it to All. CONTRIBUTING.md has the other
// steps.
package query

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// All returns all questions, in alphabetical order.
func All() []Query {
	return []Query{compare, components, features, gaps, glossary, guides, interfaces, lifecycle, responsibilities, reviews, scenarios, teams, why}
}

// Named returns the question with a name, or nil.
func Named(name string) *Query {
	for _, q := range All() {
		if q.Name == name {
			return &q
		}
	}
	return nil
}

// Query is a question.
type Query struct {
	Name    string
	Asks    string // the question in English, for the help of the command
	Columns []Column
	rows    func(s *site.Site, today site.Date) []Row
}

// Row is a row of an answer.
type Row interface {
	// cells returns the value in each column: a site.Text, []site.Text, string, []string,
	// int or float64.
	cells() []any
	// Position returns the position in the content at which the row is written.
	Position() source.Pos
}

// Ask returns the rows of a question. The columns that depend on today are empty if
// today is "".
func (q *Query) Ask(s *site.Site, today site.Date) []Row { return q.rows(s, today) }

// rowsOf adapts a function that returns typed rows to the function of a Query.
func rowsOf[R Row](f func(*site.Site) []R) func(*site.Site, site.Date) []Row {
	return func(s *site.Site, _ site.Date) []Row {
		var rows []Row
		for _, r := range f(s) {
			rows = append(rows, r)
		}
		return rows
	}
}

// Column is a column of a question. If it contains ids or fixed words, rows can be
// filtered by it.
type Column struct {
	Name  string        // the name in JSON, CSV and flags
	Kinds []source.Kind // the kinds of pages whose ids it contains
	Words []string      // the fixed words that it contains, in their order
}

func texts(name string) Column                       { return Column{Name: name} }
func ids(name string, kinds ...source.Kind) Column   { return Column{Name: name, Kinds: kinds} }
func fixedWords(name string, words ...string) Column { return Column{Name: name, Words: words} }

// IsFilter reports whether rows can be filtered by the column.
func (c *Column) IsFilter() bool { return c.Kinds != nil || c.Words != nil }

// None is the value of a filter for rows without a value in the column.
const None = "none"

// Values returns the possible values of the filter.
func (c *Column) Values(s *site.Site) []string {
	values := slices.Clone(c.Words)
	for _, p := range s.Pages() {
		if slices.Contains(c.Kinds, p.Base().Kind) {
			values = append(values, p.Base().ID)
		}
	}
	return append(values, None)
}

// Filter returns the rows that have one of the values in a column.
func (q *Query) Filter(rows []Row, column string, values []string) []Row {
	i := slices.IndexFunc(q.Columns, func(c Column) bool { return c.Name == column })
	var kept []Row
	for _, r := range rows {
		has := inCell(r.cells()[i])
		if len(has) == 0 {
			has = []string{None}
		}
		if slices.ContainsFunc(has, func(v string) bool { return slices.Contains(values, v) }) {
			kept = append(kept, r)
		}
	}
	return kept
}

// inCell returns the ids or words of a cell.
func inCell(cell any) []string {
	switch v := cell.(type) {
	case []string:
		return v
	case string:
		if v != "" {
			return []string{v}
		}
	}
	return nil
}

// idsOf returns the ids of pages.
func idsOf[P site.Page](pages []P) []string {
	var list []string
	for _, p := range pages {
		list = append(list, p.Base().ID)
	}
	return list
}

// statuses are the words of a column with the status of a feature, an interface or a
// component.
var statuses = []string{string(site.Planned), string(site.Experimental), string(site.Available), string(site.Deprecated), string(site.Retired)}
