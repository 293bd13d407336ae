package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Domain is a problem domain.
type Domain struct{ *site.Domain }

var why = Query{
	Name: "why",
	Asks: "Which problems does the platform solve?",
	Columns: []Column{
		ids("id", source.Domain), texts("name"), texts("group"), ids("owner", source.Team), fixedWords("status", "active", "draft", "retired"),
		texts("summary"), texts("essential_problem"), ids("depends_on", source.Domain), texts("reviewed"),
	},
	rows: rowsOf(Domains),
}

// Domains answers which problems the platform solves: it returns all domains.
func Domains(s *site.Site) []Domain {
	var rows []Domain
	for _, d := range s.Domains {
		rows = append(rows, Domain{d})
	}
	return rows
}

func (d Domain) Position() source.Pos { return d.Pos }

func (d Domain) cells() []any {
	status := string(d.NotableStatus())
	if status == "" {
		status = "active"
	}
	return []any{d.ID, d.Name, d.Group.Text, d.Owner.Text, status, d.Summary, d.EssentialProblem, idsOf(site.Targets(d.DependsOn)), string(d.Reviewed)}
}
