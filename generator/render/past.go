package render

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"platmap/generator/history"
	"platmap/generator/markdown"
	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// A site with a history has the view changes, a section about changes on the pages of
// domains, components and teams, former statuses in the view lifecycle, and a feed.

// pastDefs are the views that only a site with a history has.
var pastDefs []viewDef

func init() {
	pastDefs = []viewDef{{name: "changes", reader: "all", kinds: source.PageKinds(), markdown: (*mdWriter).changes}}
}

func (r *renderer) hasPast() bool { return r.History != nil && len(r.History.Entries) > 0 }

// past is the history, with the present pages of the things that changed.
type past struct {
	changes []*PastChange                 // newest first
	byPage  map[site.Page][]int           // indexes of the changes that each page lists
	stages  map[site.Target][]*PastChange // changes of a status, the oldest first, by the page and the anchor of the item
}

// PastChange is a change in the past.
type PastChange struct {
	*history.Change
	Same    bool // whether the previous change is about the same thing, in the same commit
	Entry   *history.Entry
	Page    site.Page // the present page of the thing, or nil
	Domains []*site.Domain
	Owner   *site.Team
}

// IsDomain reports whether a domain changed.
func (c *PastChange) IsDomain() bool { return c.Thing.Kind == source.Domain }

// Date returns the day of the change.
func (c *PastChange) Date() site.Date { return c.Entry.Date() }

func (r *renderer) makePast() *past {
	all := &past{byPage: map[site.Page][]int{}, stages: map[site.Target][]*PastChange{}}
	if r.History == nil {
		return all
	}
	for _, e := range r.History.Entries {
		for i := range e.Changes {
			c := &PastChange{Change: &e.Changes[i], Entry: e}
			c.Same = i > 0 && e.Changes[i-1].Thing == c.Thing
			c.Page = r.site.Page(c.Thing.Kind, c.Thing.ID)
			for _, id := range c.Change.Domains {
				if d, ok := r.site.Page(source.Domain, id).(*site.Domain); ok && !slices.Contains(c.Domains, d) {
					c.Domains = append(c.Domains, d)
				}
			}
			c.Owner, _ = r.site.Page(source.Team, c.Team).(*site.Team)
			all.add(c)
		}
	}
	for _, list := range all.stages {
		slices.Reverse(list)
	}
	return all
}

func (all *past) add(c *PastChange) {
	at := len(all.changes)
	all.changes = append(all.changes, c)
	pages := []site.Page{}
	if c.Page != nil {
		pages = append(pages, c.Page)
	}
	for _, d := range c.Domains {
		pages = append(pages, d)
	}
	if c.Owner != nil {
		pages = append(pages, c.Owner)
	}
	for i, p := range pages {
		if !slices.Contains(pages[:i], p) {
			all.byPage[p] = append(all.byPage[p], at)
		}
	}
	if c.To != "" && c.Page != nil {
		key := site.Target{Page: c.Page, Anchor: c.Item}
		all.stages[key] = append(all.stages[key], c)
	}
}

// maxPast is the number of changes on a page that are always visible.
const maxPast = 5

// PagePast is the section about changes on the page of a thing.
type PagePast struct{ Newest, Older []*PastChange }

// Past returns the changes that concern the page: changes of the thing itself, of the
// components of a domain, and of the things that a team owns. It returns nil if there are
// none.
func (p *Page) Past() *PagePast {
	if !p.r.hasPast() || p.Domain == nil && p.Component == nil && p.Team == nil {
		return nil
	}
	all := p.r.past()
	indexes := all.byPage[p.Site.Page(p.Entity.Kind, p.Entity.ID)]
	if indexes == nil {
		return nil
	}
	list := convert(indexes, func(i int) *PastChange { return all.changes[i] })
	n := min(len(list), maxPast)
	return &PagePast{list[:n], list[n:]}
}

// IsPageOf reports whether a change is about the subject of the page.
func (p *Page) IsPageOf(c *PastChange) bool { return c.Page != nil && c.Page.Base() == p.Entity }

// PastText returns the sentence about a change as HTML.
func (p *Page) PastText(c *PastChange) theme.HTML {
	return theme.HTML(markdown.ProseHTML(p.pastText(c)))
}

// pastText returns the sentence about a change in the language of the page.
func (p *Page) pastText(c *PastChange) string {
	return cmp.Or(c.Text[p.Locale], c.Text[p.Site.Locale()])
}

// PastName returns the name of the thing that changed: the present name or, if it has no
// page any more, the last one.
func (p *Page) PastName(c *PastChange) string {
	if c.Page != nil {
		return p.NameText(c.Page)
	}
	if c.Thing.Kind == source.Site || c.Thing.Kind == source.Glossary {
		return p.Say("noun."+string(c.Thing.Kind), 1)
	}
	return cmp.Or(c.Name[p.Locale], c.Name[p.Site.Locale()], c.Thing.ID)
}

// Commit returns the URL of a commit, or "".
func (p *Page) Commit(e *history.Entry) string {
	if commit := forgeOf(&p.Site.Settings).commit; commit != nil {
		return commit(e.Hash)
	}
	return ""
}

// changesList divides the view changes by year. The newest months stay on the page.
var changesList = &listDef{
	rowsIn: func(p *Page) []listRow {
		var rows []listRow
		own, month := "", site.Date("")
		for _, c := range p.r.past().changes {
			if m := c.Date()[:len("2006-01")]; m != month {
				if month = m; len(rows) >= maxRows/2 {
					own = "year"
				}
			}
			year := ""
			if own != "" {
				year = string(month[:len("2006")])
			}
			rows = append(rows, listRow{year, year, c})
		}
		if len(rows) <= maxRows {
			for i := range rows {
				rows[i].key = ""
			}
		}
		return rows
	},
	columns:     []string{"domain", "owner", "weight"},
	sortColumns: []string{"date"},
	data: func(p *Page, row any) RowData {
		c := row.(*PastChange)
		return RowData{p.PastName(c), p.pastHref(c), p.pastText(c), c.Entry.Subject,
			[][]Labeled{p.inDomains(c.Domains...), p.labeledTeam(c.Owner), p.labeled("weight.", c.Weight.String())}, []string{string(c.Date())}}
	},
}

// pastHref returns the URL of the thing that changed or, if it has no page any more, of
// the page p.
func (p *Page) pastHref(c *PastChange) string {
	if c.Page != nil {
		return p.Href(c.Page)
	}
	return p.Href("changes")
}

// PastMonth is the changes of a month.
type PastMonth struct {
	Month   site.Date
	Changes []*PastChange
	Others  int // the number of changes with lower weights in the month
}

// PastMonths returns the changes that the page lists, by month.
func (p *Page) PastMonths() []PastMonth {
	others := map[site.Date]int{}
	for _, e := range p.r.History.Entries {
		others[monthOf(e.Date())] += e.Others
	}
	var months []PastMonth
	for _, c := range rowsOn[*PastChange](p) {
		m := monthOf(c.Date())
		if n := len(months); n == 0 || months[n-1].Month != m {
			months = append(months, PastMonth{Month: m, Others: others[m]})
		}
		last := &months[len(months)-1]
		last.Changes = append(last.Changes, c)
	}
	return months
}

func monthOf(d site.Date) site.Date { return d[:len("2006-01")] }

// SkippedCommits returns the commits that could not be compared, the newest first.
func (p *Page) SkippedCommits() []history.Skipped { return p.r.History.Skipped }

// pastCSV renders all changes.
func (p *Page) pastCSV() ([]byte, error) {
	lines := [][]string{{"date", "weight", "kind", "id", "name", "domain", "owner", "text", "commit"}}
	for _, c := range p.r.past().changes {
		domains := convert(c.Domains, func(d *site.Domain) string { return d.ID })
		owner := ""
		if c.Owner != nil {
			owner = c.Owner.ID
		}
		lines = append(lines, []string{string(c.Date()), c.Weight.String(), string(c.Thing.Kind), c.Thing.ID, p.PastName(c), strings.Join(domains, " "), owner, p.pastText(c), c.Entry.Hash})
	}
	var b bytes.Buffer
	err := query.WriteLines(&b, "csv", lines)
	return b.Bytes(), err
}

// changes writes the twin of the view changes.
func (w *mdWriter) changes() {
	w.block(w.p.Say("changes.lead"))
	for _, m := range w.p.PastMonths() {
		w.blank()
		w.linef("## %s\n", m.Month)
		for _, c := range m.Changes {
			w.pastChange(c, true)
		}
		if m.Others > 0 {
			w.block(w.p.Say("changes.others", m.Others))
		}
	}
	w.skipped()
}

func (w *mdWriter) skipped() {
	if list := w.p.SkippedCommits(); len(list) > 0 {
		w.heading("changes.skipped")
		for _, s := range list {
			w.bullet(0, string(s.Date())+" "+codeSpan(s.Short())+" "+escapeMarkdown(s.Subject)+w.note(codeSpan(s.File)))
		}
	}
}

// pastChange writes a change. named reports whether to write the name of the thing.
func (w *mdWriter) pastChange(c *PastChange, named bool) {
	s := string(c.Date()) + " " + w.p.Say("weight."+c.Weight.String()) + w.p.Say("colon")
	if named && c.Page != nil {
		s += w.link(c.Page) + w.p.Say("colon")
	} else if named {
		s += escapeMarkdown(w.p.PastName(c)) + w.p.Say("colon")
	}
	s += escapeMarkdown(w.p.pastText(c))
	if url := w.p.Commit(c.Entry); url != "" {
		s += w.note("[" + c.Entry.Short() + "](" + angle(url) + ")")
	}
	w.bullet(0, s)
}

// past writes the section about changes.
func (w *mdWriter) past() {
	past := w.p.Past()
	if past == nil {
		return
	}
	w.heading("view.changes")
	for _, c := range slices.Concat(past.Newest, past.Older) {
		w.pastChange(c, !w.p.IsPageOf(c))
	}
}
