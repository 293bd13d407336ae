package render

import (
	"cmp"
	"strconv"

	"platmap/generator/site"
	"platmap/generator/source"
)

var scenarioKind = pageKind{
	kind:     source.Scenario,
	set:      func(p *Page, x site.Page) { p.Scenario = x.(*site.Scenario) },
	summary:  func(p *Page) string { return p.Plain(p.Scenario.Problem) },
	markdown: (*mdWriter).scenario,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Scenarios = convert(s.Scenarios, scenarioJSON) },
}

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

func (w *mdWriter) scenario() {
	s := w.p.Scenario
	w.paragraph(s.Problem)
	w.heading("scenario.needs", len(s.Needs))
	for _, n := range s.Needs {
		domain := n.Domain.Text
		if n.Domain.To != nil {
			domain = w.link(n.Domain.To)
		}
		w.linef("- %s: %s%s", domain, w.line(n.Need), w.p.Say("brackets", w.p.Say("state."+n.State)))
	}
}

type (
	jsonScenario struct {
		jsonEntity
		Problem    jsonText       `json:"problem,omitempty"`
		Lead       string         `json:"lead"`
		Target     *jsonGuarantee `json:"target,omitempty"`
		RaisedBy   []string       `json:"raisedBy,omitempty"`
		Source     string         `json:"source,omitempty"`
		Hypothesis jsonText       `json:"hypothesis,omitempty"`
		Needs      []jsonNeed     `json:"needs"`
	}

	jsonNeed struct {
		Domain    string      `json:"domain"`
		Need      jsonText    `json:"need"`
		State     string      `json:"state,omitempty"`
		Budget    site.Number `json:"budget,omitempty"`
		Feature   string      `json:"feature,omitempty"`
		Interface string      `json:"interface,omitempty"`
		Issue     string      `json:"issue,omitempty"`
		Why       jsonText    `json:"why,omitempty"`
	}
)

func scenarioJSON(s *site.Scenario) jsonScenario {
	j := jsonScenario{
		jsonEntity: entityJSON(&s.Entity), Problem: textJSON(s.Problem), Lead: s.Lead.Text, RaisedBy: refIDs(s.RaisedBy),
		Source: s.Source, Hypothesis: textJSON(s.Hypothesis),
		Needs: convert(s.Needs, func(n site.Need) jsonNeed {
			return jsonNeed{n.Domain.Text, textJSON(n.Need), n.State, n.Budget, itemID(n.Feature), itemID(n.Interface), n.Issue, textJSON(n.Why)}
		}),
	}
	if !s.Goal.Name.IsZero() {
		j.Target = &jsonGuarantee{textJSON(s.Goal.Name), s.Goal.AtMost, s.Goal.AtLeast, textJSON(s.Goal.Unit)}
	}
	return j
}
