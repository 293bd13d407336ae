package query

import (
	"cmp"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Need is the need of a scenario in one domain.
type Need struct {
	Scenario *site.Scenario
	*site.Need
}

var scenarios = Query{
	Name: "scenarios",
	Asks: "How far are we from our targets?",
	Columns: []Column{
		ids("scenario", source.Scenario), fixedWords("status", "open", "in-progress", "solved", "dropped"), ids("lead", source.Domain),
		ids("domain", source.Domain), texts("need"), fixedWords("state", needStates...), texts("now"), texts("budget"), texts("unit"),
		texts("feature"), texts("interface"), texts("issue"),
	},
	rows: rowsOf(Needs),
}

var needStates = []string{"met", "partial", "gap"}

// Needs answers how far the scenarios are from their targets: the needs of all
// scenarios, in the order of their files.
func Needs(s *site.Site) []Need {
	var rows []Need
	for _, x := range s.Scenarios {
		for i := range x.Needs {
			rows = append(rows, Need{x, &x.Needs[i]})
		}
	}
	return rows
}

func (n Need) Position() source.Pos { return n.Domain.Pos }

func (n Need) cells() []any {
	lead := n.Scenario.Lead.Text
	if lead == site.NoDomain {
		lead = ""
	}
	return []any{n.Scenario.ID, string(n.Scenario.Status), lead, n.Domain.Text, n.Need.Need, cmp.Or(n.State, "gap"),
		string(n.Now), string(n.Budget), n.Scenario.Goal.Unit, n.Feature.Text, n.Interface.Text, n.Issue}
}
