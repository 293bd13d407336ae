package render

import (
	"platmap/generator/query"
	"platmap/generator/site"
)

// DomainMatrix returns how each team works in each domain.
func (p *Page) DomainMatrix() []query.DomainTeams { return query.DomainMatrix(p.Site) }

// maxPairs is the maximum number of pairs of teams on one page.
const maxPairs = 12

// compareList divides the page compare by pair.
var compareList = &listDef{
	rowsIn: func(p *Page) []listRow {
		return convert(p.Pairs(), func(x query.Pair) listRow { return listRow{p.PairAnchor(x), p.PairName(x), x} })
	},
	max:     maxPairs,
	columns: []string{"team", "domain"},
	data: func(p *Page, row any) RowData {
		x := row.(query.Pair)
		domains := convert(x.Shared, func(s query.SharedDomain) *site.Domain { return s.Domain })
		return RowData{p.PairName(x), p.PartHref(&Part{Key: p.PairAnchor(x)}), "", "", [][]Labeled{append(p.labeledTeam(x.A), p.labeledTeam(x.B)...), p.inDomains(domains...)}, nil}
	},
}

// Pairs returns the pairs of teams that can be compared.
func (p *Page) Pairs() []query.Pair { return query.Pairs(p.Site) }

// ComparedPairs returns the pairs that the page compares.
func (p *Page) ComparedPairs() []query.Pair { return rowsOn[query.Pair](p) }

// PairName returns the names of both teams.
func (p *Page) PairName(x query.Pair) string {
	return p.Say("compare.pair", p.Plain(x.A.Name), p.Plain(x.B.Name))
}

func (w *mdWriter) teamIndex() {
	w.block(w.p.Say("teams.lead"))
	w.blank()
	for _, t := range w.p.Site.Teams {
		w.bullet(0, w.link(t)+w.note(w.word("teamtype", t.Type)))
		w.bullet(1, w.text(t.Focus))
		w.fact(1, "team.chat", codeSpan(t.Contact.Chat))
		if n := len(t.Owns); n > 0 {
			w.fact(1, "team.owns", w.links(pagesOf(t.Owns))+w.note(w.p.Say("count.domains", n)))
		}
		if n := len(t.OwnsParts); n > 0 {
			w.bullet(1, w.p.Say("count.components", n))
		}
	}
	w.heading("teams.matrix")
	w.blank()
	for _, row := range query.DomainMatrix(w.p.Site) {
		w.bullet(0, w.link(row.Domain))
		switch {
		case len(row.Work) == 0:
			w.bullet(1, w.p.Say("none.team"))
		case row.Owners > 1:
			w.bullet(1, w.p.Say("teams.owners", row.Owners))
		}
		for _, x := range row.Work {
			w.teamDomain(1, x)
		}
	}
	if len(w.p.Pairs()) > 0 {
		w.block("[" + w.p.Say("teams.compare") + "](" + w.href("compare") + ")")
	}
}

// teamDomain writes how a team works in a domain.
func (w *mdWriter) teamDomain(level int, x query.TeamDomain) {
	if x.Work == nil {
		w.bullet(level, w.link(x.Team)+w.note(w.word("role", x.Role)))
		return
	}
	w.bullet(level, w.link(x.Team)+w.note(w.word("role", x.Role), w.word("strength", x.Work.Strength)))
	w.bullet(level+1, w.text(x.Work.Approach))
}

// compare writes the twin of the comparison of teams.
func (w *mdWriter) compare() {
	w.block(w.p.Say("compare.lead"))
	for _, pair := range w.p.ComparedPairs() {
		w.headingOf(w.p.PairName(pair))
		w.blank()
		for _, x := range pair.Shared {
			w.bullet(0, w.link(x.Domain))
			w.teamDomain(1, x.A)
			w.teamDomain(1, x.B)
		}
		for _, x := range pair.Interactions {
			arrow := " → "
			if x.Both {
				arrow = " ↔ "
			}
			w.bullet(0, w.link(x.From)+arrow+w.link(x.To)+w.note(w.word("interaction", x.Mode)))
			w.bullet(1, w.text(x.Purpose))
			w.fact(1, "since", string(x.Since))
			w.fact(1, "until", string(x.Until))
		}
	}
}

// PairAnchor returns the id of a pair on the page compare, and in the path of its own page.
// Ids of teams have no double hyphens.
func (p *Page) PairAnchor(pair query.Pair) string { return pair.A.ID + "--" + pair.B.ID }
