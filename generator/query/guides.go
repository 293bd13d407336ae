package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Guide is a guide.
type Guide struct{ *site.Guide }

var guides = Query{
	Name: "guides",
	Asks: "Where is the guide to something?",
	Columns: []Column{
		ids("id", source.Guide), texts("name"), fixedWords("type", "tutorial", "how-to", "reference", "explanation"),
		ids("domains", source.Domain), ids("components", source.Component), ids("owner", source.Team), texts("summary"), texts("reviewed"),
	},
	rows: rowsOf(Guides),
}

// Guides answers where the guide to something is.
func Guides(s *site.Site) []Guide {
	var rows []Guide
	for _, g := range s.Guides {
		rows = append(rows, Guide{g})
	}
	return rows
}

func (g Guide) Position() source.Pos { return g.Pos }

func (g Guide) cells() []any {
	return []any{g.ID, g.Name, g.GuideType, idsOf(site.Targets(g.Domains)), idsOf(site.Targets(g.Components)), g.Owner.Text, g.Summary, string(g.Reviewed)}
}
