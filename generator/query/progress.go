package query

import (
	"cmp"

	"platmap/generator/site"
)

// Progress compares today's number of a scenario with its target, as bars on one axis.
type Progress struct {
	Today  *Bar // nil if today's number is unknown
	Target *Bar // nil if the scenario has no target
}

// Bar is a number of a scenario, split by need.
type Bar struct {
	Total site.Number
	Parts []Part
}

// Part is the share of a need in a bar. Start and Width are in percent of the axis.
type Part struct {
	Need  *site.Need // nil for the part of the total that belongs to no need
	Value site.Number
	Start float64
	Width float64
}

// ProgressOf returns the progress of a scenario, or nil if it has neither number.
func ProgressOf(s *site.Scenario) *Progress {
	now, target := s.Now(), cmp.Or(s.Goal.AtMost, s.Goal.AtLeast)
	if now == "" && target == "" {
		return nil
	}
	today := func(n *site.Need) site.Number { return n.Now }
	budget := func(n *site.Need) site.Number { return n.Budget }
	axis := max(now.Value(), target.Value(), sumOf(s, today), sumOf(s, budget))
	return &Progress{bar(s, now, today, axis), bar(s, target, budget, axis)}
}

func sumOf(s *site.Scenario, value func(*site.Need) site.Number) float64 {
	sum := 0.0
	for i := range s.Needs {
		sum += value(&s.Needs[i]).Value()
	}
	return sum
}

// bar returns a bar with the shares of the needs, and the rest of the total that belongs
// to no need.
func bar(s *site.Scenario, total site.Number, value func(*site.Need) site.Number, axis float64) *Bar {
	if total == "" {
		return nil
	}
	b := &Bar{Total: total}
	end := 0.0
	add := func(n *site.Need, v site.Number) {
		if width := 100 * v.Value() / axis; v.Value() > 0 {
			b.Parts = append(b.Parts, Part{n, v, end, width})
			end += width
		}
	}
	for i := range s.Needs {
		add(&s.Needs[i], value(&s.Needs[i]))
	}
	add(nil, site.Decimal(total.Value()-sumOf(s, value)))
	return b
}
