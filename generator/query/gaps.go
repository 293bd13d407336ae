package query

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// The kinds of gaps, in the order of the page gaps.
const (
	unmetNeed        = "unmet-need"
	unserved         = "unserved-responsibility"
	noSelfService    = "no-self-service"
	noInterface      = "domain-without-interface"
	noGuide          = "domain-without-guide"
	noOwner          = "domain-without-owner"
	neverReviewed    = "domain-without-review"
	noKind           = "interface-without-kind"
	noComponent      = "feature-without-component"
	noDomain         = "component-without-domain"
	repeated         = "repeated-responsibility"
	unlinkedGuide    = "unlinked-guide"
	scenarioNoDomain = "scenario-without-domain"
	draftDomain      = "draft-domain"
	quietDomain      = "quiet-domain"
)

// GapKinds are the kinds of gaps: information that is missing or not assigned.
var GapKinds = []string{
	unmetNeed, unserved, noSelfService, noInterface, noGuide, noOwner, neverReviewed,
	noKind, noComponent, noDomain, repeated, unlinkedGuide,
}

// SignalKinds are the kinds of rows that are not gaps, but may mean that the domains of
// the map should change.
var SignalKinds = []string{scenarioNoDomain, draftDomain, quietDomain}

// maxQuiet is the maximum number of domains with the oldest reviews that are listed.
const maxQuiet = 5

// Gap is information that is missing or not assigned.
type Gap struct {
	Kind   string       // one of GapKinds or SignalKinds
	Page   site.Page    // the page that it is about
	Item   *site.Item   // the item of the page that it is about, or nil
	Need   *site.Need   // the unmet need, or nil
	Domain *site.Domain // or nil
	Other  *site.Domain // the first other domain with the same responsibility, or nil

	pos source.Pos
}

var gaps = Query{
	Name: "gaps",
	Asks: "What is missing or not sorted?",
	Columns: []Column{
		fixedWords("kind", slices.Concat(GapKinds, SignalKinds)...), texts("name"), ids("domain", source.Domain),
		ids("page", source.Domain, source.Component, source.Guide, source.Scenario), ids("other", source.Domain), texts("detail"), ids("owner", source.Team),
	},
	rows: rowsOf(Gaps),
}

// Gaps returns the gaps by kind. Domains that are drafts or retired have no gaps.
func Gaps(s *site.Site) []Gap {
	var rows []Gap
	for _, d := range s.Domains {
		rows = append(rows, domainGaps(d)...)
	}
	rows = slices.Concat(rows, needGaps(s.Scenarios), repeatedResponsibilities(s), componentGaps(s), guideGaps(s), signals(s))
	ofKind := map[string][]Gap{}
	for _, g := range rows {
		ofKind[g.Kind] = append(ofKind[g.Kind], g)
	}
	rows = rows[:0]
	for _, kind := range slices.Concat(GapKinds, SignalKinds) {
		rows = append(rows, ofKind[kind]...)
	}
	return rows
}

func inUse(d *site.Domain) bool { return d.Status != site.Draft && d.Status != site.Retired }

// domainGaps returns the gaps of a domain.
func domainGaps(d *site.Domain) []Gap {
	if !inUse(d) {
		return nil
	}
	var rows []Gap
	ofDomain := func(kind string, missing bool) {
		if missing {
			rows = append(rows, Gap{Kind: kind, Page: d, Domain: d, pos: d.Pos})
		}
	}
	ofItem := func(kind string, x *site.Item) {
		rows = append(rows, Gap{Kind: kind, Page: d, Domain: d, Item: x, pos: x.Pos})
	}
	ofDomain(noInterface, d.Interfaces == nil) // interfaces: [] is a deliberate statement
	ofDomain(noGuide, len(d.Guides) == 0)
	ofDomain(noOwner, d.Owner.To == nil)
	ofDomain(neverReviewed, d.Reviewed.IsZero())
	serves, selfService := saysWhatItServes(d), d.HasSelfService()
	for i := range d.Responsibilities {
		x := &d.Responsibilities[i]
		if serves && len(x.ServedBy) == 0 {
			ofItem(unserved, &x.Item)
		}
		if !selfService && x.By.Column() == site.Product {
			ofItem(noSelfService, &x.Item)
		}
	}
	for i := range d.Features {
		x := &d.Features[i]
		offered := x.Status == site.Available || x.Status == site.Experimental
		if offered && len(x.Components) == 0 && x.By.Text == "" { // a feature with by is an operation, which needs no components
			ofItem(noComponent, &x.Item)
		}
	}
	for i := range d.Interfaces {
		if x := &d.Interfaces[i]; x.Kind == "" {
			ofItem(noKind, &x.Item)
		}
	}
	return rows
}

// saysWhatItServes reports whether any feature or interface of a domain names the
// responsibilities that it serves. If none does, a responsibility without one is not a
// gap.
func saysWhatItServes(d *site.Domain) bool {
	return slices.ContainsFunc(d.Features, func(x site.Feature) bool { return len(x.Serves) > 0 }) ||
		slices.ContainsFunc(d.Interfaces, func(x site.Interface) bool { return len(x.Serves) > 0 })
}

// DomainGaps returns the gaps of one domain, by kind. It does not compare the domain with
// others, so that the page of the domain depends only on the domain.
func DomainGaps(d *site.Domain) []Gap {
	rows := slices.DeleteFunc(needGaps(d.Scenarios), func(g Gap) bool { return g.Domain != d })
	rows = append(rows, domainGaps(d)...)
	stable.Sort(rows, func(a, b Gap) int { return slices.Index(GapKinds, a.Kind) - slices.Index(GapKinds, b.Kind) })
	return rows
}

// needGaps returns the needs of open scenarios that are not met.
func needGaps(scenarios []*site.Scenario) []Gap {
	var rows []Gap
	for _, x := range scenarios {
		if x.Status == "solved" || x.Status == "dropped" {
			continue
		}
		for i := range x.Needs {
			if n := &x.Needs[i]; n.State != "met" {
				rows = append(rows, Gap{Kind: unmetNeed, Page: x, Need: n, Domain: n.Domain.To, pos: cmp.Or(n.Domain.Pos, x.Pos)})
			}
		}
	}
	return rows
}

// repeatedResponsibilities returns the responsibilities that have the same name, in any
// language, as one of another domain.
func repeatedResponsibilities(s *site.Site) []Gap {
	having := map[string][]*site.Domain{} // the first two domains with a name; to keep all of them would take quadratic time
	each := func(do func(d *site.Domain, x *site.Responsibility, key string)) {
		for _, d := range s.Domains {
			for i := range d.Responsibilities {
				x := &d.Responsibilities[i]
				for _, v := range x.Name.Versions() {
					if inUse(d) {
						do(d, x, v.Lang+" "+strings.ToLower(v.Plain()))
					}
				}
			}
		}
	}
	each(func(d *site.Domain, _ *site.Responsibility, key string) {
		if list := having[key]; len(list) < 2 && !slices.Contains(list, d) {
			having[key] = append(list, d)
		}
	})
	var rows []Gap
	each(func(d *site.Domain, x *site.Responsibility, key string) {
		if n := len(rows); n > 0 && rows[n-1].Item == &x.Item { // the row exists already, for the name in another language
			return
		}
		for _, other := range having[key] {
			if other != d {
				rows = append(rows, Gap{Kind: repeated, Page: d, Domain: d, Item: &x.Item, Other: other, pos: x.Pos})
				return
			}
		}
	})
	return rows
}

func componentGaps(s *site.Site) []Gap {
	var rows []Gap
	for _, c := range s.Components {
		if len(c.Domains) == 0 {
			rows = append(rows, Gap{Kind: noDomain, Page: c, pos: c.Pos})
		}
	}
	return rows
}

// guideGaps returns the guides that no page links to, except the list of all guides. It
// leaves out the README of a folder, because that list shows it as the heading of the
// folder.
func guideGaps(s *site.Site) []Gap {
	linked := linkedFromViews(s)
	var rows []Gap
	for _, g := range s.Guides {
		about := site.Targets(g.Domains) != nil || site.Targets(g.Components) != nil // the pages of these domains and components list the guide
		if !about && len(g.ReferencedBy) == 0 && !linked[g] && !g.IsIndex() {
			rows = append(rows, Gap{Kind: unlinkedGuide, Page: g, pos: g.Pos})
		}
	}
	return rows
}

// linkedFromViews returns the pages that the home page or the glossary links to.
func linkedFromViews(s *site.Site) map[site.Page]bool {
	linked := map[site.Page]bool{}
	for _, q := range s.Questions {
		if q.Leads != nil {
			linked[q.Leads.Page] = true
		}
	}
	texts := []site.Text{s.Summary, s.Why}
	for _, t := range s.Terms {
		texts = append(texts, t.Text)
	}
	for _, t := range texts {
		for _, v := range t.Versions() {
			for i := range v.Doc.Links {
				if to, unresolved := s.Resolve(&v.Doc.Links[i], v.Pos.File); unresolved == nil {
					linked[to.Page] = true
				}
			}
		}
	}
	return linked
}

// signals returns the scenarios that fit no domain, the drafts, and the domains with the
// oldest reviews.
func signals(s *site.Site) []Gap {
	var rows []Gap
	for _, x := range s.Scenarios {
		if x.Lead.Text == site.NoDomain && x.Status != "dropped" {
			rows = append(rows, Gap{Kind: scenarioNoDomain, Page: x, pos: x.Pos})
		}
	}
	var reviewed []*site.Domain
	for _, d := range s.Domains {
		switch {
		case d.Status == site.Draft:
			rows = append(rows, Gap{Kind: draftDomain, Page: d, Domain: d, pos: d.Pos})
		case inUse(d) && !d.Reviewed.IsZero():
			reviewed = append(reviewed, d)
		}
	}
	stable.Sort(reviewed, func(a, b *site.Domain) int { return cmp.Compare(a.Reviewed, b.Reviewed) })
	for _, d := range reviewed[:min(len(reviewed), maxQuiet)] {
		rows = append(rows, Gap{Kind: quietDomain, Page: d, Domain: d, pos: d.Pos})
	}
	return rows
}

// IsSignal reports whether the row is of one of SignalKinds.
func (g Gap) IsSignal() bool { return slices.Contains(SignalKinds, g.Kind) }

// Name returns the name of the item, need or page that the row is about.
func (g Gap) Name() site.Text {
	switch {
	case g.Item != nil:
		return g.Item.Name
	case g.Need != nil:
		return g.Need.Need
	}
	return g.Page.Base().Name
}

// Owner returns the team that can close the gap, or nil: the owner of the domain or, if
// there is none, of the page.
func (g Gap) Owner() *site.Team {
	if g.Domain != nil {
		return g.Domain.Owner.To
	}
	return g.Page.Base().Owner.To
}

// State returns the state of the unmet need, or "".
func (g Gap) State() string {
	if g.Need == nil {
		return ""
	}
	return cmp.Or(g.Need.State, "gap")
}

// Reviewed returns the date of the last review of a domain with an old review, or "".
func (g Gap) Reviewed() site.Date {
	if g.Kind != quietDomain {
		return ""
	}
	return g.Domain.Reviewed
}

func (g Gap) Position() source.Pos { return g.pos }

func (g Gap) cells() []any {
	domain, other, owner := "", "", ""
	if g.Other != nil {
		other = g.Other.ID
	}
	if g.Domain != nil {
		domain = g.Domain.ID
	}
	if t := g.Owner(); t != nil {
		owner = t.ID
	}
	return []any{g.Kind, g.Name(), domain, g.Page.Base().ID, other, cmp.Or(g.State(), string(g.Reviewed())), owner}
}
