package site

import (
	"strconv"
	"time"

	"platmap/generator/tree"
)

// Date is a day, a month or a year: "2026-11-02", "2026-11", "2026", or "".
type Date string

func (d *Date) decode(n *tree.Node, _ *decoder) { *d = Date(n.Text) }

// IsZero reports whether no date was written.
func (d Date) IsZero() bool { return d == "" }

// Day returns the first day of the date, or the zero time.
func (d Date) Day() time.Time {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, string(d)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// End returns the first day after the day, month or year, or the zero time.
func (d Date) End() time.Time {
	t := d.Day()
	switch len(d) {
	case len("2006"):
		return t.AddDate(1, 0, 0)
	case len("2006-01"):
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(0, 0, 1)
}

// LastDay returns the last day of the day, month or year, or "".
func (d Date) LastDay() Date {
	if d.Day().IsZero() {
		return ""
	}
	return Date(d.End().AddDate(0, 0, -1).Format(time.DateOnly))
}

// Span is a length of time: "30d", "6w", "6m", "1y", or "".
type Span string

func (s *Span) decode(n *tree.Node, _ *decoder) { *s = Span(n.Text) }

// After returns the day one span after a date, or "" if either is missing or invalid.
func (s Span) After(d Date) Date {
	t := d.Day()
	if t.IsZero() || len(s) < 2 {
		return ""
	}
	n, err := strconv.Atoi(string(s[:len(s)-1]))
	if err != nil {
		return ""
	}
	switch s[len(s)-1] {
	case 'd':
		t = t.AddDate(0, 0, n)
	case 'w':
		t = t.AddDate(0, 0, 7*n)
	case 'm':
		t = t.AddDate(0, n, 0)
	case 'y':
		t = t.AddDate(n, 0, 0)
	}
	return Date(t.Format(time.DateOnly))
}
