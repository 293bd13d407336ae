package render

import (
	"platmap/generator/query"
	"platmap/generator/site"
)

// GapGroup is the gaps of one kind on the page gaps.
type GapGroup struct {
	Kind    string
	Signal  bool
	Gaps    []query.Gap
	Percent int // share of the largest group, for the length of a bar
}

// gapsList divides the page gaps by kind.
var gapsList = &listDef{
	rows: func(s *site.Site) []listRow {
		return convert(query.Gaps(s), func(g query.Gap) listRow { return listRow{g.Kind, word("gap." + g.Kind), g} })
	},
	columns: []string{"domain", "owner"},
	data: func(p *Page, row any) RowData {
		g := row.(query.Gap)
		return RowData{p.Plain(g.Name()), p.Href(p.GapTarget(g)), p.Say("gap." + g.Kind), "", [][]Labeled{p.inDomains(g.Domain), p.labeledTeam(g.Owner())}, nil}
	},
}

// GapGroups returns the gaps on the page, grouped by kind.
func (p *Page) GapGroups() []GapGroup { return groupGaps(rowsOn[query.Gap](p)) }

// AllGapGroups returns the gaps on all pages, grouped by kind.
func (p *Page) AllGapGroups() []GapGroup { return groupGaps(p.r.gaps()) }

// GapHref returns the URL of the rows of a kind: a section of the page, or another page.
func (p *Page) GapHref(kind string) string {
	for _, part := range p.Parts() {
		if part.Key == kind {
			return p.PartHref(part)
		}
	}
	return "#" + kind
}

// GapsOf returns the gaps of a domain, without signals.
func (p *Page) GapsOf(d *site.Domain) []GapGroup { return groupGaps(query.DomainGaps(d)) }

// groupGaps groups rows that are sorted by kind.
func groupGaps(rows []query.Gap) []GapGroup {
	var groups []GapGroup
	most := 0
	for _, g := range rows {
		if n := len(groups); n == 0 || groups[n-1].Kind != g.Kind {
			groups = append(groups, GapGroup{Kind: g.Kind, Signal: g.IsSignal()})
		}
		last := &groups[len(groups)-1]
		last.Gaps = append(last.Gaps, g)
		most = max(most, len(last.Gaps))
	}
	for i := range groups {
		groups[i].Percent = len(groups[i].Gaps) * 100 / most
	}
	return groups
}

// NoGaps returns the kinds of which the map has no gaps.
func (p *Page) NoGaps() []string {
	some := map[string]bool{}
	for _, g := range p.r.gaps() {
		some[g.Kind] = true
	}
	var none []string
	for _, kind := range query.GapKinds {
		if !some[kind] {
			none = append(none, kind)
		}
	}
	return none
}

// GapTarget returns the target of the link for a gap: an item, or a page.
func (p *Page) GapTarget(g query.Gap) site.Target {
	if g.Item != nil {
		return site.Target{Page: g.Page, Anchor: g.Item.Anchor}
	}
	return site.Target{Page: g.Page}
}

func (w *mdWriter) gaps() {
	w.block(w.p.Say("gaps.lead"))
	groups := w.p.GapGroups()
	w.blank()
	for _, g := range groups {
		if !g.Signal || w.p.Divided() {
			w.bullet(0, w.p.Say("gap."+g.Kind)+w.p.Say("colon")+w.p.Say("count", len(g.Gaps)))
		}
	}
	if none := w.p.NoGaps(); none != nil {
		w.block(w.p.Say("gaps.none") + w.p.Say("colon") + w.join(convert(none, func(kind string) string { return w.p.Say("gap." + kind) })...))
	}
	signals := false
	for _, g := range groups {
		if g.Signal && !signals {
			signals = true
			w.heading("gaps.signals")
			w.block(w.p.Say("gaps.signals.lead"))
		}
		w.blank()
		w.linef("### %s\n", escapeHeading(w.p.Say("gap."+g.Kind)))
		if help := w.p.Say("gap.help." + g.Kind); help != "" {
			w.linef("%s\n", help)
		}
		for _, x := range g.Gaps {
			w.bullet(0, "["+w.line(x.Name())+"]("+w.href(w.p.GapTarget(x))+")"+w.note(w.gapFacts(x)...))
		}
	}
}

// gapFacts returns the facts that the page gaps shows beside the name of a row.
func (w *mdWriter) gapFacts(g query.Gap) []string {
	var facts []string
	if g.Need != nil {
		facts = append(facts, w.link(g.Page), w.word("state", g.State()))
	}
	if g.Domain != nil {
		facts = append(facts, w.link(g.Domain))
	}
	if g.Other != nil {
		facts = append(facts, w.link(g.Other))
	}
	facts = append(facts, string(g.Reviewed()))
	if t := g.Owner(); t != nil {
		facts = append(facts, w.link(t))
	}
	return facts
}

// domainGaps writes the number of gaps of each kind in a domain.
func (w *mdWriter) domainGaps(d *site.Domain) {
	if d.Status == site.Draft || d.Status == site.Retired {
		return
	}
	w.heading("view.gaps")
	groups := w.p.GapsOf(d)
	if groups == nil {
		w.linef("%s", w.p.Say("gaps.nothing"))
	}
	for _, g := range groups {
		w.fact(0, "gap."+g.Kind, w.p.Say("count", len(g.Gaps)))
	}
}

// jsonGap is a row of the question gaps in map.json.
type jsonGap struct {
	Gap    string   `json:"gap"` // one of query.GapKinds or query.SignalKinds
	Kind   string   `json:"kind"`
	ID     string   `json:"id"`
	Anchor string   `json:"anchor,omitempty"`
	Name   jsonText `json:"name"`
	Domain string   `json:"domain,omitempty"`
	Owner  string   `json:"owner,omitempty"`
	File   string   `json:"file"` // in the content folder
	Line   int      `json:"line"`
}

func gapJSON(g query.Gap) jsonGap {
	e := g.Page.Base()
	pos := g.Position()
	line, _ := pos.LineColumn()
	j := jsonGap{Gap: g.Kind, Kind: string(e.Kind), ID: e.ID, Name: textJSON(g.Name()), File: pos.File.Name, Line: line}
	if g.Item != nil {
		j.Anchor = g.Item.Anchor
	}
	if g.Domain != nil {
		j.Domain = g.Domain.ID
	}
	if t := g.Owner(); t != nil {
		j.Owner = t.ID
	}
	return j
}
