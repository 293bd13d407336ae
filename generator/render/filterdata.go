package render

// The filter of a view searches and sorts the rows on all its pages. It also searches
// words that the pages do not show.

import (
	"encoding/json"
	"slices"
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
)

// RowData is a row of a filter.
type RowData struct {
	Name   string
	Href   string      // relative to the folder of the view
	Text   string      // shown below the name
	Also   string      // searched, but not shown
	Values [][]Labeled // for each column
	Sorted []string    // for each of the sortColumns
}

// Labeled is a value of a column: an id or a word, and its text.
type Labeled struct{ Value, Label string }

// Data returns the relative URL of the file with the rows for the filter.
func (p *Page) Data() string { return p.relative(p.dataPath()) }

func (p *Page) dataPath() string { return p.r.localPath("lists/"+p.Kind+".js", p.Locale) }

// ViewRoot returns the relative URL of the folder of the page's view.
func (p *Page) ViewRoot() string {
	return p.relative(p.r.localPath("", p.Locale))
}

// Columns returns the columns of the filter.
func (p *Page) Columns() []string { return listDefs[p.Kind].columns }

// AllColumns returns the columns of the rows that the filter finds.
func (p *Page) AllColumns() []string {
	def := listDefs[p.Kind]
	return slices.Concat(def.columns, def.sortColumns)
}

// ranks are the orders of words in columns in which words are not sorted by their text.
var ranks = map[string][]string{"value": query.Levels, "toil": query.Levels, "mode": query.Modes, "by": parties,
	"status": {string(site.Planned), string(site.Experimental), string(site.Available), string(site.Deprecated), string(site.Retired)}}

// data renders the rows for the filter as a script for js/find.js, because a page that is
// opened from disk can load scripts but no other data.
func (p *Page) data() ([]byte, error) {
	def := listDefs[p.Kind]
	labels := make([]map[string]string, len(def.columns))
	for i := range labels {
		labels[i] = map[string]string{}
	}
	rows := [][]any{}
	for _, x := range p.listOf().all {
		d := def.data(p, x)
		row := []any{d.Name, d.Href, d.Text, d.Also}
		for i, values := range d.Values {
			ids := []string{}
			for _, v := range values {
				ids = append(ids, v.Value)
				labels[i][v.Value] = v.Label
			}
			row = append(row, strings.Join(ids, " "))
		}
		for _, text := range d.Sorted {
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	orders := map[string][]string{}
	for _, column := range def.columns {
		if words := ranks[column]; words != nil {
			orders[column] = words
		}
	}
	b, err := json.Marshal(map[string]any{"columns": p.AllColumns(), "labels": labels, "orders": orders, "rows": rows})
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte("platmapRows("), b, []byte(")\n")), nil
}

// keywords returns the other names and words by which a thing can be found.
func (p *Page) keywords(e *site.Entity) string {
	return strings.Join(convert(slices.Concat(e.Aka, e.Keywords), p.Plain), " ")
}

// inDomains returns domains as values of a column.
func (p *Page) inDomains(domains ...*site.Domain) []Labeled {
	var list []Labeled
	for _, d := range domains {
		if d != nil {
			list = append(list, Labeled{d.ID, p.NameText(d)})
		}
	}
	return list
}

// labeled returns a fixed word as a value of a column. The keys of its words in the theme
// begin with prefix.
func (p *Page) labeled(prefix, value string) []Labeled {
	if value == "" {
		return nil
	}
	return []Labeled{{value, p.Say(prefix + value)}}
}

func (p *Page) labeledTeam(t *site.Team) []Labeled {
	if t == nil {
		return nil
	}
	return []Labeled{{t.ID, p.NameText(t)}}
}

// firstOf returns the first page that references lead to, or nil.
func firstOf[T any](refs []site.Ref[T]) *T {
	if list := site.Targets(refs); len(list) > 0 {
		return list[0]
	}
	return nil
}
