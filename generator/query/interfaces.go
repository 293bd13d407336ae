package query

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

// Modes are the modes of interfaces, the easiest to use first.
var Modes = []string{site.SelfService, "assisted", "on-request"}

// Interface is an interface of one domain.
type Interface struct{ *site.Interface }

var interfaces = Query{
	Name: "interfaces",
	Asks: "How do I get something?",
	Columns: []Column{
		texts("name"), fixedWords("kind", site.InterfaceKinds...), ids("domain", source.Domain),
		fixedWords("mode", Modes...), fixedWords("source", "oss", "private", "vendor"),
		fixedWords("status", statuses...), texts("until"), texts("replaced_by"), ids("guide", source.Guide), ids("component", source.Component), texts("url"),
	},
	rows: rowsOf(Interfaces),
}

// Interfaces answers how the platform is used: the interfaces of all domains, in the
// order of their files.
func Interfaces(s *site.Site) []Interface {
	var rows []Interface
	for _, d := range s.Domains {
		for i := range d.Interfaces {
			rows = append(rows, Interface{&d.Interfaces[i]})
		}
	}
	return rows
}

func (x Interface) Position() source.Pos { return x.Pos }

// GuideTo returns the guide that describes the interface or is the interface, or nil.
func (x Interface) GuideTo() *site.Guide {
	if x.Guide.To != nil {
		return x.Guide.To
	}
	return x.Doc.To
}

func (x Interface) cells() []any {
	guide := ""
	if g := x.GuideTo(); g != nil {
		guide = g.ID
	}
	return []any{x.Name, x.Kind, x.Domain.ID, x.Mode, x.Source, string(x.Status), string(x.Until), x.ReplacedBy.Text, guide, x.Component.Text, x.URL}
}
