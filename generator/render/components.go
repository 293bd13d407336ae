package render

import (
	"slices"
	"strconv"

	"platmap/generator/query"
	"platmap/generator/site"
)

// componentsList divides the page components by the main domain.
var componentsList = &listDef{
	rows: func(s *site.Site) []listRow {
		return convert(query.Components(s), func(c query.Component) listRow { return inDomain(firstOf(c.Domains), c) })
	},
	columns:     []string{"domain", "kind", "owner", "status", "source", "value", "toil"},
	sortColumns: []string{"used_by"},
	data: func(p *Page, row any) RowData {
		c := row.(query.Component)
		usedBy := ""
		if n := len(c.Dependents()); n > 0 {
			usedBy = strconv.Itoa(n)
		}
		return RowData{p.NameText(c.Component), p.Href(c.Component), p.Plain(c.Summary), p.keywords(&c.Entity), [][]Labeled{
			p.inDomains(site.Targets(c.Domains)...), p.labeled("kind.", c.ComponentKind), p.labeledTeam(c.Owner.To),
			p.labeled("status.", string(c.Status)), p.labeled("source.", c.Source), p.labeled("level.", c.Value), p.labeled("level.", c.Toil),
		}, []string{usedBy}}
	},
}

// ComponentRows returns the rows of the page components that the page shows.
func (p *Page) ComponentRows() []query.Component { return rowsOn[query.Component](p) }

// Levels returns the values of value and toil, the lowest first.
func (p *Page) Levels() []string { return query.Levels }

// RatedCell is the components with the same value and the same toil.
type RatedCell struct {
	Value, Toil string
	Advice      string
	Components  []query.Component
}

// maxRated is the maximum number of components that a cell lists. It links to the table
// for the others.
const maxRated = 15

// First returns the components that the cell lists.
func (c RatedCell) First() []query.Component { return c.Components[:min(len(c.Components), maxRated)] }

// More returns the number of components that the cell does not list.
func (c RatedCell) More() int { return max(0, len(c.Components)-maxRated) }

// RatedRow is the cells with the same value, by toil.
type RatedRow struct {
	Value string
	Cells []RatedCell
}

// Rated returns the components in use by value, the highest first, and by toil.
// Components without both are left out.
func (p *Page) Rated() []RatedRow {
	cells := map[[2]string][]query.Component{}
	for _, c := range query.Components(p.Site) {
		if c.Advice() != "" {
			key := [2]string{c.Value, c.Toil}
			cells[key] = append(cells[key], c)
		}
	}
	var rows []RatedRow
	for _, value := range slices.Backward(query.Levels) {
		row := RatedRow{Value: value}
		for _, toil := range query.Levels {
			row.Cells = append(row.Cells, RatedCell{value, toil, query.AdviceFor(value, toil), cells[[2]string{value, toil}]})
		}
		rows = append(rows, row)
	}
	return rows
}

// Unrated returns the number of components in use without value or toil.
func (p *Page) Unrated() int {
	n := 0
	for _, c := range query.Components(p.Site) {
		if c.Status != site.Retired && c.Advice() == "" {
			n++
		}
	}
	return n
}

// maxListed is the maximum number of components in the lists of leaving and of replaced
// ones. Readers find the others with the filter.
const maxListed = 100

func (p *Page) listed(list []query.Component) []query.Component {
	if p.isTwin {
		return list
	}
	return list[:min(len(list), maxListed)]
}

// LeavingComponents returns the components that are in use but should be retired.
func (p *Page) LeavingComponents() []query.Component { return p.listed(leavingComponents(p.Site)) }

// MoreLeaving returns the number of these components that the page does not list.
func (p *Page) MoreLeaving() int { return max(0, len(leavingComponents(p.Site))-maxListed) }

func leavingComponents(s *site.Site) []query.Component {
	return slices.DeleteFunc(query.Components(s), func(c query.Component) bool { return !c.IsLeaving() })
}

// Replaced returns the retired components with a successor that did not replace another
// component themselves: the first ones of all chains of successors.
func (p *Page) Replaced() []query.Component { return p.listed(replacedComponents(p.Site)) }

// MoreReplaced returns the number of these components that the page does not list.
func (p *Page) MoreReplaced() int { return max(0, len(replacedComponents(p.Site))-maxListed) }

func replacedComponents(s *site.Site) []query.Component {
	return slices.DeleteFunc(query.Components(s), func(c query.Component) bool {
		return c.Status != site.Retired || c.ReplacedBy.To == nil || len(c.Replaces) > 0
	})
}

func (w *mdWriter) inventory() {
	w.block(w.p.Say("components.lead"))
	w.blank()
	for _, c := range w.p.ComponentRows() {
		domains := w.links(refPages(c.Domains...))
		if len(c.Domains) == 0 {
			domains = w.p.Say("none.domain")
		}
		w.bullet(0, w.link(c.Component)+w.note(w.word("kind", c.ComponentKind), w.status(c.Status, site.Available), w.word("source", c.Source)))
		w.bullet(1, w.text(c.Summary))
		w.fact(1, "replaced_by", w.links(refPages(c.ReplacedBy)))
		w.fact(1, "domain", domains)
		w.fact(1, "owner", w.links(refPages(c.Owner)))
		w.fact(1, "value", w.word("level", c.Value))
		w.fact(1, "toil", w.word("level", c.Toil))
		if n := len(c.Dependents()); n > 0 {
			w.fact(1, "used_by", w.p.Say("count", n))
		}
	}
	w.rated()
	w.leavingComponents()
}

// rated writes the components by value and toil.
func (w *mdWriter) rated() {
	w.heading("components.lens")
	w.block(w.p.Say("components.rated"))
	for _, row := range w.p.Rated() {
		for _, cell := range row.Cells {
			w.blank()
			w.linef("### %s\n", escapeHeading(w.p.Say("advice."+cell.Advice)+w.p.Say("brackets",
				w.join(w.p.Say("value")+w.p.Say("colon")+w.p.Say("level."+cell.Value), w.p.Say("toil")+w.p.Say("colon")+w.p.Say("level."+cell.Toil)))))
			for _, c := range cell.First() {
				dependents := ""
				if n := len(c.Dependents()); n > 0 {
					dependents = strconv.Itoa(n)
				}
				w.bullet(0, w.link(c.Component)+w.note(dependents, w.notableStatus(c.Status)))
			}
			if n := cell.More(); n > 0 {
				w.bullet(0, w.p.Say("review.more", n))
			}
		}
	}
	if n := w.p.Unrated(); n > 0 {
		w.block(w.p.Say("components.unrated", n))
	}
}

func (w *mdWriter) notableStatus(s site.Status) string {
	if s == site.Available {
		return ""
	}
	return w.status(s, site.Available)
}

// leavingComponents writes the components that should be retired, and the chains of
// successors.
func (w *mdWriter) leavingComponents() {
	for i, c := range w.p.LeavingComponents() {
		if i == 0 {
			w.heading("components.leaving")
			w.blank()
		}
		w.bullet(0, w.link(c.Component)+w.note(w.status(c.Status, site.Available), string(c.Until)))
		w.factText(1, "why", c.Why)
		w.fact(1, "replaced_by", w.successors(c.Component))
		dependents := w.join(convert(c.Dependents(), func(t site.Target) string { return w.link(t) })...)
		if dependents == "" {
			dependents = w.p.Say("components.unused")
		}
		w.fact(1, "used_by", dependents)
	}
	for i, c := range w.p.Replaced() {
		if i == 0 {
			w.heading("components.replaced")
			w.blank()
		}
		w.bullet(0, w.link(c.Component)+w.note(string(c.Until))+" → "+w.successors(c.Component))
	}
}
