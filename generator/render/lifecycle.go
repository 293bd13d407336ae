package render

import (
	"slices"
	"strconv"
	"time"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/stable"
)

// Timeline is a table of stages with a time axis. Positions on the axis are percentages
// of its width. The last part of the width is for stages without a date.
type Timeline struct {
	Sections []TimelineSection
	First    string // the first and the last day of the axis; "" if no stage has a date
	Last     string
	Years    []Tick
	Undated  string // the position of the column of stages without a date
	HasPast  bool   // whether a row has an earlier status
	Others   int    // number of available features, interfaces and components without a date
}

// TimelineSection has the stages of one section, such as "leaving".
type TimelineSection struct {
	Name string
	Rows []TimelineRow
}

// TimelineRow is a stage with its bar.
type TimelineRow struct {
	query.Stage
	X, Width string       // position and width of the bar; "" if there is no bar
	Open     bool         // whether its start is not known
	End      string       // the position of the end of the bar, if its end is known
	Undated  bool         // whether it is planned or deprecated without a date
	Past     []PastStatus // oldest first
}

// Tick is a year on the axis.
type Tick struct{ X, Label string } // the label is "" if there is no space for it

// axisWidth is the percentage of the width for dates.
const axisWidth = 80

// sections are the sections of a timeline: deprecated, planned, available and retired
// stages.
var sections = []struct {
	name     string
	statuses []site.Status
}{
	{"leaving", []site.Status{site.Deprecated}},
	{"coming", []site.Status{site.Planned, site.Experimental}},
	{"available", []site.Status{site.Available}},
	{"gone", []site.Status{site.Retired}},
}

// lifecycleList divides the page lifecycle by domain.
var lifecycleList = &listDef{
	rowsIn: func(p *Page) []listRow {
		changes := slices.DeleteFunc(query.Lifecycle(p.Site), func(x query.Stage) bool { return !x.IsChange() && p.r.statusesOf(x) == nil })
		return convert(changes, func(x query.Stage) listRow {
			if len(x.Domains) == 0 {
				return inDomain(nil, x)
			}
			return inDomain(x.Domains[0], x)
		})
	},
	columns:     []string{"domain", "status"},
	sortColumns: []string{"offered.since", "offered.until"},
	data: func(p *Page, row any) RowData {
		x := row.(query.Stage)
		return RowData{p.Plain(x.Name), p.Href(x.Entry), "", "",
			[][]Labeled{p.inDomains(x.Domains...), p.labeled("status.", string(x.Status))}, []string{string(x.Since), string(x.Until)}}
	},
}

// Lifecycle returns the timeline of the rows on the page. If the rows are on other pages,
// it returns the timeline of the stages that end next.
func (p *Page) Lifecycle() Timeline {
	stages := rowsOn[query.Stage](p)
	if p.leavesOnly() {
		stages = p.deprecated()
		stages = stages[:min(len(stages), maxListed)]
	}
	t := p.r.timeline(stages)
	if p.Part == nil {
		t.Others = len(query.Lifecycle(p.Site)) - p.RowCount()
	}
	return t
}

// leavesOnly reports whether the page shows only deprecated stages, because the rows are on
// other pages. Readers most often ask what ends next, and ask it about all domains.
func (p *Page) leavesOnly() bool { return p.Divided() && p.Part == nil && !p.isTwin }

// deprecated returns the deprecated stages of all domains, the next to end first.
func (p *Page) deprecated() []query.Stage {
	list := slices.DeleteFunc(query.Lifecycle(p.Site), func(s query.Stage) bool { return s.Status != site.Deprecated })
	stable.Sort(list, query.CompareStages)
	return list
}

// MoreDeprecated returns the number of these stages that the page does not list.
func (p *Page) MoreDeprecated() int {
	if !p.leavesOnly() {
		return 0
	}
	return max(0, len(p.deprecated())-maxListed)
}

// DomainLifecycle returns the timeline of a domain.
func (p *Page) DomainLifecycle(d *site.Domain) Timeline {
	return p.r.timeline(append(query.ItemStages(d), convert(d.Components, query.ComponentStage)...))
}

func (r *renderer) timeline(stages []query.Stage) Timeline {
	n := len(stages)
	stages = slices.DeleteFunc(stages, func(s query.Stage) bool { return !s.IsChange() && r.statusesOf(s) == nil })
	a := axisOf(stages)
	for _, s := range stages {
		a.addStatuses(r.statusesOf(s))
	}
	hasPast := slices.ContainsFunc(stages, func(s query.Stage) bool { return r.statusesOf(s) != nil })
	t := Timeline{HasPast: hasPast, Others: n - len(stages), Undated: percent(axisWidth + 10)}
	if !a.first.IsZero() {
		t.First, t.Last = a.first.Format(time.DateOnly), a.last.Format(time.DateOnly)
		t.Years = a.years()
	}
	for _, section := range sections {
		rows := TimelineSection{Name: section.name}
		for _, s := range stages {
			if slices.Contains(section.statuses, s.Status) {
				rows.Rows = append(rows.Rows, a.withStatuses(a.row(startedBy(s, r.statusesOf(s))), r.statusesOf(s)))
			}
		}
		stable.Sort(rows.Rows, func(a, b TimelineRow) int { return query.CompareStages(a.Stage, b.Stage) })
		if rows.Rows != nil {
			t.Sections = append(t.Sections, rows)
		}
	}
	return t
}

// axis is the time from the first to the last date of some stages.
type axis struct{ first, last time.Time }

func axisOf(stages []query.Stage) axis {
	var a axis
	for _, s := range stages {
		for _, day := range []time.Time{s.Since.Day(), s.Until.Day()} {
			if !day.IsZero() && (a.first.IsZero() || day.Before(a.first)) {
				a.first = day
			}
		}
		for _, d := range []site.Date{s.Since, s.Until} {
			if !d.Day().IsZero() && d.End().After(a.last) {
				a.last = d.End()
			}
		}
	}
	return a
}

// at returns the position of a day in percent.
func (a axis) at(day time.Time) float64 {
	return float64(day.Sub(a.first)) / float64(a.last.Sub(a.first)) * axisWidth
}

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

// years returns at most five years that begin on the axis.
func (a axis) years() []Tick {
	from, to := a.first.AddDate(0, 0, -1).Year()+1, a.last.Year()
	step := 1
	for (to-from)/step >= 5 {
		step++
	}
	var ticks []Tick
	for y := to; y >= from; y -= step {
		x := a.at(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC))
		tick := Tick{X: percent(x)}
		if x < axisWidth-12 { // otherwise the label would overlap that of the next column
			tick.Label = strconv.Itoa(y)
		}
		ticks = append(ticks, tick)
	}
	slices.Reverse(ticks)
	return ticks
}

// row returns the bar of a stage. A bar without a known start begins at the start of the
// axis, and one without a known end ends at its end.
func (a axis) row(s query.Stage) TimelineRow {
	row := TimelineRow{Stage: s, Open: s.Since.Day().IsZero()}
	from, to := s.Since.Day(), s.Until.End()
	if s.Until.Day().IsZero() {
		to = time.Time{}
	}
	if from.IsZero() && to.IsZero() {
		row.Undated = s.Status == site.Planned || s.Status == site.Experimental || s.Status == site.Deprecated
		return row
	}
	x, end := 0.0, float64(axisWidth)
	if !from.IsZero() {
		x = a.at(from)
	}
	if !to.IsZero() {
		end = a.at(to)
		row.End = percent(end)
	}
	row.X, row.Width = percent(x), percent(max(end-x, 0))
	return row
}

func (w *mdWriter) lifecyclePage() {
	t := w.p.Lifecycle()
	w.block(w.p.Say("lifecycle.lead"))
	w.timeline(t, "## ")
	if t.Others > 0 {
		w.block(w.p.Say("lifecycle.others", t.Others))
	}
	if w.p.Calendar() != "" {
		w.block("[" + w.p.Say("lifecycle.calendar") + "](" + w.p.Calendar() + ")")
	}
}

// timeline writes the sections of a timeline, with headings of a level.
func (w *mdWriter) timeline(t Timeline, heading string) {
	for _, section := range t.Sections {
		w.blank()
		w.linef("%s%s (%d)\n", heading, w.p.Say("lifecycle."+section.Name), len(section.Rows))
		for _, r := range section.Rows {
			w.bullet(0, w.link(r.Entry)+w.note(w.p.Say(r.Kind), w.status(r.Status, site.Available), w.links(pagesOf(r.Domains))))
			w.fact(1, "offered.since", string(r.Since))
			w.fact(1, "offered.until", string(r.Until))
			if r.Undated {
				w.bullet(1, w.p.Say("lifecycle.undated"))
			}
			for _, x := range r.Past {
				w.bullet(1, string(x.Date)+w.p.Say("colon")+w.p.Say("change.from_to", w.p.Say("status."+string(x.From)), w.p.Say("status."+string(x.To))))
			}
			if r.Successor != nil {
				w.fact(1, "replaced_by", w.link(*r.Successor))
			}
			w.factText(1, "why", r.Why)
		}
	}
}
