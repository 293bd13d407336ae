package render

import (
	"cmp"
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
)

var scenarioKind = pageKind{
	kind:     source.Scenario,
	set:      func(p *Page, x site.Page) { p.Scenario = x.(*site.Scenario) },
	summary:  func(p *Page) string { return p.Plain(p.Scenario.Problem) },
	markdown: (*mdWriter).scenario,
	search:   (*searchWriter).scenario,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Scenarios = convert(s.Scenarios, scenarioJSON) },
}

// Progress compares today's number of a scenario with its target. It returns nil if the
// scenario has no numbers.
func (p *Page) Progress(s *site.Scenario) *query.Progress { return query.ProgressOf(s) }

func (w *mdWriter) scenario() {
	s := w.p.Scenario
	lead := w.p.Say("lead.none")
	if s.Lead.To != nil {
		lead = w.link(s.Lead.To)
	}
	w.kicker(w.status(s.Status, "open"), lead)
	w.blank()
	w.aka(s.Aka)
	w.paragraph(s.Summary)
	w.paragraph(s.Problem)
	w.byline(&s.Entity)
	if !s.Goal.IsZero() {
		w.heading("scenario.target")
		w.goal(s)
	}
	w.heading("scenario.needs")
	for i := range s.Needs {
		w.need(&s.Needs[i])
	}
	if !s.Hypothesis.IsZero() {
		w.heading("scenario.hypothesis")
		w.paragraph(s.Hypothesis)
	}
	w.end(s)
	w.list("scenario.raised_by", refPages(s.RaisedBy...))
	if source := s.Source; source.URL != "" {
		w.heading("scenario.source")
		if strings.Contains(source.URL, "://") {
			w.linef("%s", w.titled(source, escapeMarkdown(source.URL)))
		} else {
			w.linef("%s", w.p.Say("origin."+source.URL))
		}
	}
}

// goal writes the number that a scenario should reach, and today's number.
func (w *mdWriter) goal(s *site.Scenario) {
	goal := &s.Goal
	w.block(w.line(goal.Name) + w.note(w.p.Limit(goal.AtMost, goal.AtLeast, goal.Unit)))
	w.blank()
	if v := goal.Measurement(); v != nil {
		w.fact(0, "metric.latest", string(v.Date))
	}
	w.progress(0, s)
	if rest := s.NotAssigned(); rest != "" {
		w.fact(1, "scenario.not_assigned", w.p.Quantity(rest, goal.Unit))
	}
}

// progress writes the target of a scenario and today's number.
func (w *mdWriter) progress(level int, s *site.Scenario) {
	p := query.ProgressOf(s)
	if p == nil {
		return
	}
	if p.Target != nil {
		w.fact(level, "scenario.target", w.p.Quantity(p.Target.Total, s.Goal.Unit))
	}
	now := w.p.Say("metric.none")
	if p.Today != nil {
		now = w.p.Quantity(p.Today.Total, s.Goal.Unit)
	}
	w.fact(level, "scenario.now", now)
}

func (w *mdWriter) need(n *site.Need) {
	domain := escapeMarkdown(n.Domain.Text)
	if n.Domain.To != nil {
		domain = w.link(n.Domain.To)
	}
	w.bullet(0, domain+w.note(w.p.Say("state."+cmp.Or(n.State, "gap"))))
	w.bullet(1, w.text(n.Need))
	if n.Budget != "" {
		w.fact(1, "scenario.target", w.p.Quantity(n.Budget, w.p.Scenario.Goal.Unit))
	}
	if n.Now != "" {
		w.fact(1, "scenario.now", w.p.Quantity(n.Now, w.p.Scenario.Goal.Unit))
	}
	w.factText(1, "why", n.Why)
	if n.Feature.To != nil {
		w.fact(1, "feature", w.link(n.Feature.To)+w.note(w.status(n.Feature.To.Item.(*site.Feature).Status, site.Available)))
	}
	if n.Interface.To != nil {
		w.fact(1, "interface", w.link(n.Interface.To))
	}
	w.bullet(1, w.webLink("issue", n.Issue))
}

func (w *searchWriter) scenario() {
	s := w.p.Scenario
	w.inDomains(s.Lead.To)
	w.part("", "", site.Text{}, s.Summary, s.Problem, s.Source.Title)
	if !s.Goal.IsZero() {
		w.part("target", "target", s.Goal.Name)
	}
	for i := range s.Needs {
		x := &s.Needs[i]
		w.inDomains(x.Domain.To)
		name := site.Text{}
		if x.Domain.To != nil {
			name = x.Domain.To.Name
		}
		w.part("needs", "need", name, x.Need, x.Why)
	}
	if !s.Hypothesis.IsZero() {
		w.part("hypothesis", "hypothesis", site.Text{}, s.Hypothesis)
	}
}

type (
	jsonScenario struct {
		jsonEntity
		Problem    jsonText   `json:"problem,omitempty"`
		Lead       string     `json:"lead"`
		Target     *jsonGoal  `json:"target,omitempty"`
		RaisedBy   []string   `json:"raisedBy,omitempty"`
		Source     string     `json:"source,omitempty"`
		Hypothesis jsonText   `json:"hypothesis,omitempty"`
		Needs      []jsonNeed `json:"needs"`
	}

	jsonGoal struct {
		jsonGuarantee
		Metric      string      `json:"metric,omitempty"`
		Now         site.Number `json:"now,omitempty"`         // the number in the file, or the last value of the metric
		NotAssigned site.Number `json:"notAssigned,omitempty"` // the part of now that belongs to no need
	}

	jsonNeed struct {
		Domain    string      `json:"domain"`
		Need      jsonText    `json:"need"`
		State     string      `json:"state,omitempty"`
		Budget    site.Number `json:"budget,omitempty"`
		Now       site.Number `json:"now,omitempty"`
		Feature   string      `json:"feature,omitempty"`
		Interface string      `json:"interface,omitempty"`
		Issue     string      `json:"issue,omitempty"`
		Why       jsonText    `json:"why,omitempty"`
	}
)

func scenarioJSON(s *site.Scenario) jsonScenario {
	j := jsonScenario{
		jsonEntity: entityJSON(&s.Entity), Problem: textJSON(s.Problem), Lead: s.Lead.Text, RaisedBy: refIDs(s.RaisedBy),
		Source: s.Source.URL, Hypothesis: textJSON(s.Hypothesis),
		Needs: convert(s.Needs, func(n site.Need) jsonNeed {
			return jsonNeed{n.Domain.Text, textJSON(n.Need), n.State, n.Budget, n.Now, itemID(n.Feature), itemID(n.Interface), n.Issue, textJSON(n.Why)}
		}),
	}
	if x := s.Goal; !x.IsZero() {
		j.Target = &jsonGoal{jsonGuarantee{textJSON(x.Name), x.AtMost, x.AtLeast, textJSON(x.Unit)}, x.Metric.Text, s.Now(), s.NotAssigned()}
	}
	return j
}
