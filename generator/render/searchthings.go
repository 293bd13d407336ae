package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/text"
)

// The parts of the search documents of each kind. Anchors are those of the templates.

func (w *searchWriter) domain(d *site.Domain) {
	w.inDomains(d)
	w.part("", "", site.Text{}, d.Summary, d.EssentialProblem)
	anchor := func(i *site.Item) string { return d.AnchorIn(w.p.Locale, i.Anchor) }
	for i := range d.Responsibilities {
		x := &d.Responsibilities[i]
		texts := append([]site.Text{x.Text, x.Why}, itemTexts(x.Details)...)
		for _, g := range x.Guarantees {
			texts = append(texts, g.Name, g.Text, g.SLO.Title)
		}
		w.part(anchor(&x.Item), "responsibility", x.Name, texts...)
	}
	for i := range d.Features {
		x := &d.Features[i]
		variants := convert(x.Variants, w.shown) // names such as Ruby are written once for all languages
		texts := convert(append([]site.Text{x.Text, x.Why}, itemTexts(x.Details)...), w.text)
		w.plainPart(anchor(&x.Item), "feature", w.shown(x.Name), append(variants, texts...)...)
	}
	for i := range d.Interfaces {
		x := &d.Interfaces[i]
		w.part(anchor(&x.Item), "interface", x.Name, append([]site.Text{x.Text, x.Why}, itemTexts(x.Details)...)...)
	}
	for i := range d.Metrics {
		x := &d.Metrics[i]
		w.plainPart("metrics", "metric", w.nameOrID(x.Name, x.ID), w.text(x.Text))
	}
	for i := range d.Decisions {
		x := &d.Decisions[i]
		w.part("decisions", "decision", x.Title, x.Why, x.Revisit)
	}
}

// shown returns a text as the page shows it: in another language if it is not translated.
func (w *searchWriter) shown(t site.Text) string { return w.nameOrID(t, "") }

// itemTexts returns the names and texts of items and of their details.
func itemTexts(list []site.Item) []site.Text {
	var texts []site.Text
	for _, x := range list {
		texts = append(append(texts, x.Name, x.Text), itemTexts(x.Details)...)
	}
	return texts
}

func (w *searchWriter) component(c *site.Component) {
	w.inDomains(site.Targets(c.Domains)...)
	for _, name := range c.Match {
		w.plainName(name)
	}
	w.part("", "", site.Text{}, c.Summary, c.Why)
}

func (w *searchWriter) team(t *site.Team) {
	w.inDomains(t.Owns...)
	for i := range t.Domains {
		w.inDomains(t.Domains[i].Domain.To)
	}
	w.part("", "", site.Text{}, t.Summary, t.Focus)
	w.plainPart("api", "contact", "", append([]string{t.Contact.Chat, t.Contact.GitHub}, convert(t.Expectations, w.text)...)...)
	for i := range t.Interactions {
		if x := &t.Interactions[i]; x.Team.To != nil {
			w.part("interactions", "interaction", x.Team.To.Name, x.Purpose)
		}
	}
	for i := range t.Domains {
		if x := &t.Domains[i]; x.Domain.To != nil {
			w.part("domains", "approach", x.Domain.To.Name, x.Approach)
		}
	}
	for i := range t.Eras {
		x := &t.Eras[i]
		texts := append([]site.Text{x.Text}, itemTexts(slices.Concat(x.What, x.How, x.Done))...)
		w.part("eras", "era", x.Title, texts...)
	}
}

func (w *searchWriter) scenario(s *site.Scenario) {
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

// guide adds the headings of a guide with their texts. The version in another language
// has the same parts if it has the same headings.
func (w *searchWriter) guide(g *site.Guide) {
	w.inDomains(site.Targets(g.Domains)...)
	for _, v := range g.Versions {
		w.has[v.Lang] = true
	}
	v := g.In(w.p.Locale)
	w.p.Guide = g
	repeats := w.p.repeatsTitle(v)
	sections := make([]string, len(v.Doc.Headings)+1) // of a text in another language only the headings
	if v.Lang == w.p.Locale {
		sections = convert(v.Doc.Sections(w.p.plainFiller(v.File)), text.OneLine)
	}
	top := []string{w.text(g.Summary), sections[0]}
	headings := v.Doc.Headings
	if len(headings) > 0 && repeats && headings[0].ID == v.Doc.TitleID() {
		top, sections, headings = append(top, sections[1]), sections[1:], headings[1:]
	}
	w.plainPart("", "", "", top...)
	for i, h := range headings {
		w.plainPart(h.ID, "heading", text.OneLine(h.Text), sections[i+1])
	}
}
