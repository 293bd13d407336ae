package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Feature is a feature of a domain.
type Feature struct{ *site.Feature }

var features = Query{
	Name: "features",
	Asks: "What does the platform offer?",
	Columns: []Column{
		ids("domain", source.Domain), texts("name"), fixedWords("status", statuses...), texts("since"), texts("until"),
		texts("replaced_by"), ids("components", source.Component), ids("guide", source.Guide), texts("issue"),
	},
	rows: rowsOf(Features),
}

// Features answers what the platform offers: the features of all domains, in the order
// of their files.
func Features(s *site.Site) []Feature {
	var rows []Feature
	for _, d := range s.Domains {
		for i := range d.Features {
			rows = append(rows, Feature{&d.Features[i]})
		}
	}
	return rows
}

func (f Feature) Position() source.Pos { return f.Pos }

func (f Feature) cells() []any {
	return []any{f.Domain.ID, f.Name, string(f.Status), string(f.Since), string(f.Until), f.ReplacedBy.Text, idsOf(site.Targets(f.Components)), f.Guide.Text, f.Issue}
}
