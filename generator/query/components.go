package query

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Component is an entry of the inventory.
type Component struct{ *site.Component }

var components = Query{
	Name: "components",
	Asks: "What do we run, and what can go?",
	Columns: []Column{
		ids("id", source.Component), texts("name"), fixedWords("kind", componentKinds...), ids("domains", source.Domain), ids("owner", source.Team),
		fixedWords("status", statuses...), fixedWords("source", "oss", "private", "vendor"), fixedWords("value", Levels...), fixedWords("toil", Levels...),
		fixedWords("advice", Advices...), texts("until"), ids("replaced_by", source.Component), texts("used_by"), texts("reviewed"),
	},
	rows: rowsOf(Components),
}

var componentKinds = []string{"cli", "library", "service", "controller", "cluster", "module", "template", "process", "managed-service", "tool"}

// Levels are the values of value and toil, the lowest first.
var Levels = []string{"low", "medium", "high"}

// The advice that follows from the value and the toil of a component.
const (
	Keep   = "keep"
	Fix    = "fix"
	Retire = "retire"
)

// Advices are the values of the column advice.
var Advices = []string{Keep, Fix, Retire}

// Components answers which components are in use and which can be retired: it returns all
// components, in the order of the site.
func Components(s *site.Site) []Component {
	var rows []Component
	for _, c := range s.Components {
		rows = append(rows, Component{c})
	}
	return rows
}

// AdviceFor returns the advice for a value and a toil: retire components with a low
// value, fix those with high toil, and keep all others.
func AdviceFor(value, toil string) string {
	switch {
	case value == "" || toil == "":
		return ""
	case value == "low":
		return Retire
	case toil == "high":
		return Fix
	}
	return Keep
}

// Advice returns one of Advices, or "" for a component that is not rated or is retired.
func (c Component) Advice() string {
	if c.Status == site.Retired {
		return ""
	}
	return AdviceFor(c.Value, c.Toil)
}

// Dependents returns the things in use that depend on the component: components that
// require it or are part of it, and features and interfaces that are built from it.
func (c Component) Dependents() []site.Target {
	var list []site.Target
	for _, x := range slices.Concat(c.Component.UsedBy, c.Parts) {
		if to := (site.Target{Page: x}); x.Status != site.Retired && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	for _, x := range c.Features {
		if x.Status != site.Retired {
			list = append(list, site.Target{Page: x.Domain, Item: x, Anchor: x.Anchor})
		}
	}
	for _, x := range c.Interfaces {
		if x.Status != site.Retired {
			list = append(list, site.Target{Page: x.Domain, Item: x, Anchor: x.Anchor})
		}
	}
	return list
}

// Successors returns the successor of the component, the successor of that, and so on.
// Linking has removed cycles.
func (c Component) Successors() []*site.Component {
	var chain []*site.Component
	for next := c.ReplacedBy.To; next != nil; next = next.ReplacedBy.To {
		chain = append(chain, next)
	}
	return chain
}

// IsLeaving reports whether the component is in use but should be retired: it is
// deprecated, or its value is low.
func (c Component) IsLeaving() bool {
	return c.Status == site.Deprecated || c.Advice() == Retire
}

func (c Component) Position() source.Pos { return c.Pos }

func (c Component) cells() []any {
	owner, successor := "", ""
	if c.Owner.To != nil {
		owner = c.Owner.To.ID
	}
	if c.ReplacedBy.To != nil {
		successor = c.ReplacedBy.To.ID
	}
	return []any{c.ID, c.Name, c.ComponentKind, idsOf(site.Targets(c.Domains)), owner, string(c.Status), c.Source, c.Value, c.Toil,
		c.Advice(), string(c.Until), successor, len(c.Dependents()), string(c.Reviewed)}
}
