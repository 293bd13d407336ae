package render

import (
	"cmp"
	"strconv"

	"platmap/generator/site"
)

// BudgetPart is the share of one need in the goal of a scenario.
type BudgetPart struct {
	Need    *site.Need
	Start   int // in percent
	Percent int
}

// Budget returns the parts of a scenario's needs that have a budget.
func (p *Page) Budget(s *site.Scenario) []BudgetPart {
	total := 0.0
	for i := range s.Needs {
		total += number(s.Needs[i].Budget)
	}
	total = max(total, number(cmp.Or(s.Goal.AtMost, s.Goal.AtLeast)))
	var parts []BudgetPart
	start := 0.0
	for i := range s.Needs {
		if x := number(s.Needs[i].Budget); x > 0 {
			end := start + 100*x/total
			parts = append(parts, BudgetPart{&s.Needs[i], int(start), int(end) - int(start)})
			start = end
		}
	}
	return parts
}

// number returns the value of n, or 0 if n is not a positive number.
func number(n site.Number) float64 {
	x, err := strconv.ParseFloat(string(n), 64)
	if err != nil || x < 0 {
		return 0
	}
	return x
}
