package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Term is a term of the glossary.
type Term struct{ *site.Term }

var glossary = Query{
	Name:    "glossary",
	Asks:    "What do we call it?",
	Columns: []Column{texts("term"), texts("aka"), texts("text"), texts("languages")},
	rows:    rowsOf(Terms),
}

// Terms returns the terms of the glossary, in the order of its file.
func Terms(s *site.Site) []Term {
	var rows []Term
	for _, t := range s.Terms {
		rows = append(rows, Term{t})
	}
	return rows
}

func (t Term) Position() source.Pos { return t.Term.Term.Versions()[0].Pos }

// cells returns the cells of the row. The column languages contains the term in every
// language, such as "ja: 課題領域".
func (t Term) cells() []any {
	var all []string
	for _, v := range t.Term.Term.Versions() {
		all = append(all, v.Lang+": "+text.OneLine(v.Plain()))
	}
	return []any{t.Term.Term, t.Aka, t.Text, all}
}
