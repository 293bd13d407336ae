package query

import (
	"cmp"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Stage is a feature, an interface or a component, with the stage of its life cycle.
type Stage struct {
	Kind       string // "feature", "interface" or "component"
	Name       site.Text
	Domains    []*site.Domain
	Status     site.Status // never ""
	Since      site.Date
	Until      site.Date
	ReplacedBy site.Located // as written
	Successor  *site.Target // nil if nothing replaces it
	Why        site.Text
	Entry      site.Target

	pos source.Pos
}

var lifecycle = Query{
	Name: "lifecycle",
	Asks: "What exists, what comes, what leaves?",
	Columns: []Column{
		fixedWords("kind", "feature", "interface", "component"), texts("name"), ids("domain", source.Domain), fixedWords("status", statuses...),
		texts("since"), texts("until"), texts("replaced_by"), texts("why"),
	},
	rows: rowsOf(Lifecycle),
}

// Lifecycle answers what exists, what is planned and what is being retired: it returns
// the features and interfaces of all domains, then all components, in the order of their
// files.
func Lifecycle(s *site.Site) []Stage {
	var rows []Stage
	for _, d := range s.Domains {
		rows = append(rows, ItemStages(d)...)
	}
	for _, c := range s.Components {
		rows = append(rows, ComponentStage(c))
	}
	return rows
}

// ItemStages returns the rows of the features and interfaces of a domain.
func ItemStages(d *site.Domain) []Stage {
	var rows []Stage
	for i := range d.Features {
		x := &d.Features[i]
		rows = append(rows, itemStage("feature", d, &x.Item, &x.Lifecycle, x))
	}
	for i := range d.Interfaces {
		x := &d.Interfaces[i]
		rows = append(rows, itemStage("interface", d, &x.Item, &x.Lifecycle, x))
	}
	return rows
}

// ComponentStage returns the row of a component.
func ComponentStage(c *site.Component) Stage {
	row := Stage{Kind: "component", Name: c.Name, Domains: site.Targets(c.Domains), Status: c.Status, Since: c.Since, Until: c.Until,
		ReplacedBy: c.ReplacedBy.Located, Why: c.Why, Entry: site.Target{Page: c}, pos: c.Pos}
	if c.ReplacedBy.To != nil {
		row.Successor = &site.Target{Page: c.ReplacedBy.To}
	}
	return row
}

func itemStage(kind string, d *site.Domain, item *site.Item, l *site.Lifecycle, x any) Stage {
	return Stage{Kind: kind, Name: item.Name, Domains: []*site.Domain{d}, Status: l.Status, Since: l.Since, Until: l.Until,
		ReplacedBy: l.ReplacedBy.Located, Successor: l.ReplacedBy.To, Why: l.Why, Entry: site.Target{Page: d, Item: x, Anchor: item.Anchor}, pos: item.Pos}
}

// IsChange reports whether the status is not available, or there are dates.
func (s Stage) IsChange() bool {
	return s.Status != site.Available || !s.Since.IsZero() || !s.Until.IsZero() || s.Successor != nil
}

// Ends returns the last day of the feature, interface or component, or "" if it is not
// known.
func (s Stage) Ends() site.Date { return s.Until.LastDay() }

func (s Stage) Position() source.Pos { return s.pos }

func (s Stage) cells() []any {
	return []any{s.Kind, s.Name, idsOf(s.Domains), string(s.Status), string(s.Since), string(s.Until), s.ReplacedBy.Text, s.Why}
}

// CompareStages compares stages by the date of their next start or end, the earliest
// first. Stages without a date are last. Those that are available or gone are sorted by
// the newest date.
func CompareStages(a, b Stage) int {
	x, y := dateOf(a), dateOf(b)
	switch {
	case x == "" || y == "":
		return -cmp.Compare(x, y)
	case a.Status == site.Available || a.Status == site.Retired:
		return cmp.Compare(y, x)
	}
	return cmp.Compare(x, y)
}

func dateOf(s Stage) site.Date {
	if s.Status.Leaving() {
		return s.Ends()
	}
	return s.Since
}
