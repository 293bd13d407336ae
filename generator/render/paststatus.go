package render

import (
	"time"

	"platmap/generator/query"
	"platmap/generator/site"
)

// The view lifecycle shows when a status changed, if the site has a history.

// PastStatus is a change of a status in the past.
type PastStatus struct {
	X        string // its position on the axis
	Date     site.Date
	From, To site.Status
}

// statusesOf returns the changes of the status of a stage, oldest first.
func (r *renderer) statusesOf(s query.Stage) []*PastChange {
	if !r.hasPast() {
		return nil
	}
	return r.past().stages[site.Target{Page: s.Entry.Page, Anchor: s.Entry.Anchor}]
}

// addStatuses extends the axis so that it includes some changes.
func (a *axis) addStatuses(list []*PastChange) {
	for _, c := range list {
		day := c.Date().Day()
		if a.first.IsZero() || day.Before(a.first) {
			a.first = day
		}
		if day.After(a.last) {
			a.last = day.Add(24 * time.Hour)
		}
	}
}

// startedBy returns a stage with the date on which it became available, if only the
// history has it.
func startedBy(s query.Stage, list []*PastChange) query.Stage {
	if n := len(list); n > 0 && s.Since.IsZero() && s.Status == site.Available && list[n-1].To == site.Available {
		s.Since = list[n-1].Date()
	}
	return s
}

// withStatuses returns a row with the changes of its status.
func (a axis) withStatuses(row TimelineRow, list []*PastChange) TimelineRow {
	for _, c := range list {
		row.Past = append(row.Past, PastStatus{percent(a.at(c.Date().Day())), c.Date(), c.From, c.To})
	}
	return row
}
