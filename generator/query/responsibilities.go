package query

import (
	"cmp"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Responsibility is a responsibility of a domain, or an operation: a feature with the key
// by, such as capacity planning.
type Responsibility struct {
	Domain    *site.Domain
	Item      *site.Item
	Operation bool
	By        site.Party // its Text is never ""
	Target    site.Party // its Text is "" if no change is planned
	Why       site.Text
	Entry     site.Target // the item on the page of the domain
}

var responsibilities = Query{
	Name: "responsibilities",
	Asks: "Who is responsible for what?",
	Columns: []Column{
		ids("domain", source.Domain), texts("name"), fixedWords("kind", "responsibility", "operation"),
		parties("by"), parties("target"), texts("why"),
	},
	rows: rowsOf(Responsibilities),
}

func parties(name string) Column {
	return Column{Name: name, Words: []string{site.Platform, site.Shared, site.Product}, Kinds: []source.Kind{source.Team}}
}

// Responsibilities answers who is responsible for what: all responsibilities and
// operations, by domain, in the order of their files.
func Responsibilities(s *site.Site) []Responsibility {
	var rows []Responsibility
	for _, d := range s.Domains {
		rows = append(rows, ResponsibilitiesOf(d)...)
	}
	return rows
}

// ResponsibilitiesOf returns the rows of a domain.
func ResponsibilitiesOf(d *site.Domain) []Responsibility {
	var rows []Responsibility
	for i := range d.Responsibilities {
		x := &d.Responsibilities[i]
		rows = append(rows, Responsibility{Domain: d, Item: &x.Item, By: orPlatform(x.By), Target: x.Target, Why: x.Why, Entry: site.Target{Page: d, Item: x, Anchor: x.Anchor}})
	}
	for i := range d.Features {
		if x := &d.Features[i]; x.By.Text != "" {
			rows = append(rows, Responsibility{Domain: d, Item: &x.Item, Operation: true, By: x.By, Target: x.Target, Why: x.Why, Entry: site.Target{Page: d, Item: x, Anchor: x.Anchor}})
		}
	}
	return rows
}

func orPlatform(p site.Party) site.Party {
	p.Text = cmp.Or(p.Text, site.Platform)
	return p
}

// Moves reports whether the responsibility is planned to move to another party.
func (r Responsibility) Moves() bool { return r.By.MovesTo(r.Target) }

func (r Responsibility) Position() source.Pos { return r.Item.Pos }

func (r Responsibility) cells() []any {
	kind := "responsibility"
	if r.Operation {
		kind = "operation"
	}
	return []any{r.Domain.ID, r.Item.Name, kind, r.By.Text, r.Target.Text, r.Why}
}
