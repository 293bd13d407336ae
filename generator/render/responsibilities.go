package render

import (
	"fmt"
	"slices"

	"platmap/generator/query"
	"platmap/generator/site"
)

// parties are the columns of the page responsibilities.
var parties = []string{site.Platform, site.Shared, site.Product}

// responsibilitiesList divides the page responsibilities by domain.
var responsibilitiesList = &listDef{
	rows: func(s *site.Site) []listRow {
		return convert(query.Responsibilities(s), func(r query.Responsibility) listRow { return inDomain(r.Domain, r) })
	},
	columns: []string{"domain", "by"},
	data: func(p *Page, row any) RowData {
		r := row.(query.Responsibility)
		return RowData{p.Plain(r.Item.Name), p.Href(r.Entry), p.Plain(r.Why), p.keywords(&r.Domain.Entity), [][]Labeled{p.inDomains(r.Domain), p.labeled("party.", r.By.Column())}, nil}
	},
}

// PartyGroup is a section of the page responsibilities: the rows of a domain or of a
// party.
type PartyGroup struct {
	Domain *site.Domain // nil if the section is about a party
	Party  string       // "" if the section is about a domain
	Rows   []PartyRow
}

// PartyRow is a row of the matrix, with a cell for each of the parties.
type PartyRow struct {
	query.Responsibility
	Cells []PartyCell
}

// PartyCell is a cell of the matrix. More than one field is true if a responsibility
// moves from one team to another in the same column.
type PartyCell struct {
	By     bool // whether the party is responsible now
	Target bool // whether the party will be responsible
	Back   bool // whether the arrow to the target points left
	Passes bool // whether the arrow between the other two parties crosses the cell
}

func partyRow(r query.Responsibility) PartyRow {
	row := PartyRow{r, make([]PartyCell, len(parties))}
	from := rank(parties, r.By.Column())
	row.Cells[from].By = true
	if !r.Moves() {
		return row
	}
	to := rank(parties, r.Target.Column())
	row.Cells[to].Target, row.Cells[to].Back = true, to < from
	for i := min(from, to) + 1; i < max(from, to); i++ {
		row.Cells[i].Passes = true
	}
	return row
}

// PartiesByDomain returns the responsibilities that the page shows, with a section for each
// domain.
func (p *Page) PartiesByDomain() []PartyGroup {
	var groups []PartyGroup
	section := map[*site.Domain]int{}
	rows := rowsOn[query.Responsibility](p)
	for _, d := range p.Site.Domains {
		if !p.Divided() || p.isTwin || slices.ContainsFunc(rows, func(r query.Responsibility) bool { return r.Domain == d }) {
			section[d] = len(groups)
			groups = append(groups, PartyGroup{Domain: d})
		}
	}
	for _, r := range rows {
		g := &groups[section[r.Domain]]
		g.Rows = append(g.Rows, partyRow(r))
	}
	return groups
}

// PartiesByParty returns the same responsibilities, with a section for each party.
func (p *Page) PartiesByParty() []PartyGroup {
	groups := convert(parties, func(name string) PartyGroup { return PartyGroup{Party: name} })
	for _, r := range rowsOn[query.Responsibility](p) {
		g := &groups[rank(parties, r.By.Column())]
		g.Rows = append(g.Rows, partyRow(r))
	}
	return groups
}

// Tally returns the numbers of responsibilities of each party, such as "Platform 4 ·
// Product teams 2", for the rows of a section.
func (p *Page) Tally(rows []PartyRow) []string {
	n := map[string]int{}
	for _, r := range rows {
		n[r.By.Column()]++
	}
	var list []string
	for _, name := range parties {
		if n[name] > 0 {
			list = append(list, fmt.Sprint(p.Say("party."+name), " ", n[name]))
		}
	}
	return list
}

func (w *mdWriter) responsibilityMatrix() {
	w.block(w.p.Say("responsibilities.lead"))
	w.heading("responsibilities.by_domain")
	for _, g := range w.p.PartiesByDomain() {
		tally := w.p.Tally(g.Rows)
		if g.Rows == nil {
			tally = []string{w.p.Say("none.responsibilities")}
		}
		w.partyGroup(w.link(g.Domain), joinWith(separator, append([]string{w.word("status", string(g.Domain.NotableStatus()))}, tally...)), g.Rows)
	}
	w.heading("responsibilities.by_party")
	for _, g := range w.p.PartiesByParty() {
		w.partyGroup(w.p.Say("party."+g.Party), fmt.Sprint(len(g.Rows)), g.Rows)
	}
}

// partyGroup writes a section of the page responsibilities. Rows of a party name their
// domains.
func (w *mdWriter) partyGroup(title, about string, rows []PartyRow) {
	w.blank()
	w.linef("### %s\n\n%s\n", title, about)
	for _, r := range rows {
		operation := ""
		if r.Operation {
			operation = w.p.Say("responsibilities.operation")
		}
		w.bullet(0, w.link(r.Entry)+w.note(operation, w.link(r.Domain))+w.p.Say("colon")+w.parties(r.By, r.Target))
		w.factText(1, "why", r.Why)
	}
}
