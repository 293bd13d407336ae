package render

import (
	"cmp"
	"fmt"
	"slices"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/stable"
)

// OwnerReviews is the section of an owner on the page reviews.
type OwnerReviews struct {
	Owner *site.Team     // nil for pages without an owner
	Dated []query.Review // reviewed pages, the next review first; those that need no review are last
	Never []query.Review
}

// reviewsList divides the page reviews by owner.
var reviewsList = &listDef{
	rows: func(s *site.Site) []listRow {
		return convert(query.Reviews(s), func(r query.Review) listRow {
			if r.Owner == nil {
				return listRow{site.NoDomain, word("reviews.no_owner"), r}
			}
			return listRow{r.Owner.ID, r.Owner, r}
		})
	},
	columns:     []string{"owner", "kind"},
	sortColumns: []string{"reviewed", "reviews.due"},
	data: func(p *Page, row any) RowData {
		r := row.(query.Review)
		e := r.Page.Base()
		return RowData{p.NameText(r.Page), p.Href(r.Page), "", "",
			[][]Labeled{p.labeledTeam(r.Owner), p.labeled("page.", string(e.Kind))}, []string{string(e.Reviewed), string(r.Due)}}
	},
}

// ReviewsByOwner returns the reviews that the page shows, with a section for each owner.
func (p *Page) ReviewsByOwner() []OwnerReviews {
	var groups []OwnerReviews
	section := map[*site.Team]int{}
	for i, t := range append(slices.Clone(p.Site.Teams), nil) {
		section[t] = i
		groups = append(groups, OwnerReviews{Owner: t})
	}
	for _, r := range rowsOn[query.Review](p) {
		g := &groups[section[r.Owner]]
		if r.Page.Base().Reviewed.IsZero() {
			g.Never = append(g.Never, r)
		} else {
			g.Dated = append(g.Dated, r)
		}
	}
	for _, g := range groups {
		stable.Sort(g.Dated, func(a, b query.Review) int {
			if a.Due == "" || b.Due == "" {
				return -cmp.Compare(a.Due, b.Due)
			}
			return cmp.Compare(a.Due, b.Due)
		})
	}
	return slices.DeleteFunc(groups, func(g OwnerReviews) bool { return g.Dated == nil && g.Never == nil })
}

func (w *mdWriter) reviews() {
	w.block(w.p.Say("reviews.lead"))
	for _, g := range w.p.ReviewsByOwner() {
		w.blank()
		if g.Owner == nil {
			w.linef("## %s\n", w.p.Say("reviews.no_owner"))
		} else {
			w.linef("## %s\n", joinWith(" ", []string{w.link(g.Owner), codeSpan(g.Owner.Contact.Chat)}))
		}
		for _, r := range g.Dated {
			e := r.Page.Base()
			w.bullet(0, w.link(r.Page)+w.note(w.p.Say("page."+string(e.Kind)))+w.p.Say("colon")+string(e.Reviewed))
			w.fact(1, "reviews.due", string(r.Due))
		}
		if g.Never != nil {
			w.block(fmt.Sprint(w.p.Say("reviewed.never"), " ", len(g.Never)))
			w.blank()
		}
		for _, r := range g.Never {
			w.bullet(0, w.link(r.Page)+w.note(w.p.Say("page."+string(r.Page.Base().Kind))))
		}
	}
}
