package query

import (
	"maps"
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// Pair is two teams that work in the same domain or with each other.
type Pair struct {
	A, B         *site.Team // in the order of the site
	Shared       []SharedDomain
	Interactions []PairInteraction
}

// SharedDomain is a domain in which both teams of a pair work.
type SharedDomain struct {
	Domain *site.Domain
	A, B   TeamDomain
}

// PairInteraction is an interaction of a pair. Each team may describe it; if both
// descriptions are equal, they are one.
type PairInteraction struct {
	From, To *site.Team
	Both     bool // whether To describes it too
	*site.Interaction
}

// PairRow is a domain that both teams of a pair work in, or an interaction of them.
type PairRow struct {
	Pair
	Domain      *SharedDomain    // or nil
	Interaction *PairInteraction // or nil
}

var compare = Query{
	Name: "compare",
	Asks: "How do two teams differ in the same domain?",
	Columns: []Column{
		ids("team", source.Team), ids("other", source.Team), ids("domain", source.Domain),
		texts("role"), texts("other_role"), texts("strength"), texts("other_strength"), texts("approach"), texts("other_approach"),
		fixedWords("interaction", "collaboration", "x-as-a-service", "facilitating"), texts("purpose"),
	},
	rows: rowsOf(pairRows),
}

// Pairs answers how two teams differ. It returns the pairs of teams with an interaction,
// and those in which one team owns a domain that the other works in. Pairs that only use
// the same domain are left out: in a large organisation that would be nearly all pairs.
func Pairs(s *site.Site) []Pair {
	index := map[*site.Team]int{}
	for i, t := range s.Teams {
		index[t] = i
	}
	pairs := map[[2]int]*Pair{}
	pairOf := func(a, b *site.Team) *Pair {
		i, j := min(index[a], index[b]), max(index[a], index[b])
		if pairs[[2]int{i, j}] == nil {
			pairs[[2]int{i, j}] = &Pair{A: s.Teams[i], B: s.Teams[j]}
		}
		return pairs[[2]int{i, j}]
	}
	domainsOf := map[*site.Team][]TeamDomain{}
	for _, row := range DomainMatrix(s) {
		for _, x := range row.Work {
			domainsOf[x.Team] = append(domainsOf[x.Team], x)
			for _, owner := range row.Work {
				if owner.Role == "owner" && owner.Team != x.Team {
					pairOf(owner.Team, x.Team)
				}
			}
		}
	}
	for _, t := range s.Teams {
		for i := range t.Interactions {
			if x := &t.Interactions[i]; x.Team.To != nil && x.Team.To != t {
				pairOf(t, x.Team.To).add(PairInteraction{From: t, To: x.Team.To, Interaction: x})
			}
		}
	}
	var list []Pair
	for _, key := range stable.Sorted(maps.Keys(pairs), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		p := pairs[key]
		p.Shared = shared(domainsOf[p.A], domainsOf[p.B])
		list = append(list, *p)
	}
	return list
}

// add adds an interaction, unless the other team describes the same one.
func (p *Pair) add(x PairInteraction) {
	for i := range p.Interactions {
		if y := &p.Interactions[i]; y.From == x.To && y.Mode == x.Mode && y.Since == x.Since && y.Until == x.Until && equal(y.Purpose, x.Purpose) {
			y.Both = true
			return
		}
	}
	p.Interactions = append(p.Interactions, x)
}

// equal reports whether two texts are the same in every language.
func equal(a, b site.Text) bool {
	return slices.EqualFunc(a.Versions(), b.Versions(), func(x, y site.Version) bool { return x.Lang == y.Lang && x.Plain() == y.Plain() })
}

// shared returns the domains that are in both lists, except those that both teams only
// use. The lists must be in the same order.
func shared(a, b []TeamDomain) []SharedDomain {
	inA := map[*site.Domain]TeamDomain{}
	for _, x := range a {
		inA[x.Domain] = x
	}
	var list []SharedDomain
	for _, y := range b {
		if x, ok := inA[y.Domain]; ok && (x.Role != "user" || y.Role != "user") {
			list = append(list, SharedDomain{y.Domain, x, y})
		}
	}
	return list
}

func pairRows(s *site.Site) []PairRow {
	var rows []PairRow
	for _, p := range Pairs(s) {
		for i := range p.Shared {
			rows = append(rows, PairRow{Pair: p, Domain: &p.Shared[i]})
		}
		for i := range p.Interactions {
			rows = append(rows, PairRow{Pair: p, Interaction: &p.Interactions[i]})
		}
	}
	return rows
}

func (r PairRow) Position() source.Pos {
	if r.Domain != nil {
		return r.Domain.A.Position()
	}
	return r.Interaction.Team.Pos
}

func (r PairRow) cells() []any {
	if x := r.Interaction; x != nil {
		return []any{x.From.ID, x.To.ID, "", "", "", "", "", "", "", x.Mode, x.Purpose}
	}
	a, b := r.Domain.A.cells(), r.Domain.B.cells()
	return []any{r.A.ID, r.B.ID, r.Domain.Domain.ID, a[2], b[2], a[3], b[3], a[4], b[4], "", site.Text{}}
}
