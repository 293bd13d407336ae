package render

import (
	"cmp"

	"platmap/generator/site"
	"platmap/generator/source"
)

var domainKind = pageKind{
	kind:     source.Domain,
	set:      func(p *Page, x site.Page) { p.Domain = x.(*site.Domain) },
	summary:  func(p *Page) string { return p.Plain(p.Domain.EssentialProblem) },
	markdown: (*mdWriter).domain,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Domains = convert(s.Domains, domainJSON) },
}

// Components returns the components that the features of a domain name, including
// those of other domains, followed by the domain's other components.
func (p *Page) Components(d *site.Domain) []*site.Component { return components(d) }

func components(d *site.Domain) []*site.Component {
	var list []*site.Component
	for _, f := range d.Features {
		for _, ref := range f.Components {
			if ref.To != nil {
				list = append(list, ref.To)
			}
		}
	}
	return unique(append(list, d.Components...))
}

func (w *mdWriter) domain() {
	d := w.p.Domain
	w.paragraph(d.EssentialProblem)
	w.responsibilities(d.Responsibilities)
	w.features(d.Features)
	w.interfaces(d.Interfaces)
	w.list("domain.depends_on", refPages(d.DependsOn...))
	w.list("domain.required_by", pagesOf(d.UsedBy))
	w.list("related", refPages(d.Related...))
	w.metrics(d.Metrics)
	w.heading("domain.decisions", len(d.Decisions))
	for _, x := range d.Decisions {
		w.linef("- %s %s", string(x.Date), w.line(x.Title))
		w.more(x.Why, 1)
		if !x.Revisit.IsZero() {
			w.linef("  - %s: %s", w.p.Say("revisit"), w.line(x.Revisit))
		}
	}
	w.notes(d.Notes)
	w.list("domain.guides", pagesOf(d.Guides))
	w.list("domain.components", pagesOf(components(d)))
	w.list("domain.scenarios", pagesOf(d.Scenarios))
}

func (w *mdWriter) responsibilities(list []site.Responsibility) {
	w.heading("domain.responsibilities", len(list))
	for _, x := range list {
		note := w.p.party(x.By)
		if x.Target.Text != "" {
			note += " → " + w.p.party(x.Target)
		}
		w.item(x.Item, note, 0)
		w.more(x.Why, 1)
		for _, g := range x.Guarantees {
			w.linef("  - %s%s", w.line(g.Name), w.limit(g.AtMost, g.AtLeast, g.Unit))
		}
	}
}

func (w *mdWriter) features(list []site.Feature) {
	w.heading("domain.features", len(list))
	for i := range list {
		x := &list[i]
		note := w.lifecycle(x.Lifecycle)
		if len(x.Variants) > 0 {
			note = w.join(convert(x.Variants, w.line)...) + separator + note
		}
		w.item(x.Item, note, 0)
		w.more(x.Why, 1)
		w.facts("built_from", refPages(x.Components...))
		w.facts("guide", refPages(x.Guide))
		w.url(x.Issue)
	}
}

func (w *mdWriter) interfaces(list []site.Interface) {
	w.heading("domain.interfaces", len(list))
	for i := range list {
		x := &list[i]
		w.item(x.Item, w.join(w.word("kind", x.Kind), w.lifecycle(x.Lifecycle), w.word("mode", x.Mode), w.word("source", x.Source)), 0)
		w.more(x.Why, 1)
		w.facts("guide", refPages(x.Doc, x.Guide))
		w.url(x.URL)
	}
}

func (w *mdWriter) metrics(list []site.Metric) {
	w.heading("domain.metrics", len(list))
	for i := range list {
		m := &list[i]
		value := w.p.Say("metric.none")
		if v := m.Latest(); v != nil {
			value = string(v.Number) + w.p.Say("brackets", v.Date)
		}
		w.linef("- %s%s: %s", cmp.Or(w.line(m.Name), m.ID), w.limit(m.AtMost, m.AtLeast, m.Unit), value)
	}
}

type (
	jsonDomain struct {
		jsonEntity
		Group            string               `json:"group,omitempty"`
		EssentialProblem jsonText             `json:"essentialProblem,omitempty"`
		Responsibilities []jsonResponsibility `json:"responsibilities"`
		Features         []jsonFeature        `json:"features"`
		Interfaces       []jsonInterface      `json:"interfaces"`
		DependsOn        []string             `json:"dependsOn,omitempty"`
		Related          []string             `json:"related,omitempty"`
		Components       []string             `json:"components,omitempty"`
		Guides           []string             `json:"guides,omitempty"`
		Scenarios        []string             `json:"scenarios,omitempty"`
		Teams            []string             `json:"teams,omitempty"`
		Metrics          []jsonMetric         `json:"metrics,omitempty"`
		Decisions        []jsonDecision       `json:"decisions,omitempty"`
		Notes            []jsonText           `json:"notes,omitempty"`
		Standard         []string             `json:"standard,omitempty"`
		ReplacedBy       string               `json:"replacedBy,omitempty"`
	}

	jsonResponsibility struct {
		jsonItem
		By         string          `json:"by"`
		Target     string          `json:"target,omitempty"`
		Why        jsonText        `json:"why,omitempty"`
		Guarantees []jsonGuarantee `json:"guarantees,omitempty"`
	}

	jsonFeature struct {
		jsonItem
		Status     site.Status `json:"status"`
		Why        jsonText    `json:"why,omitempty"`
		Since      site.Date   `json:"since,omitempty"`
		Until      site.Date   `json:"until,omitempty"`
		ReplacedBy string      `json:"replacedBy,omitempty"` // domain#anchor
		Variants   []jsonText  `json:"variants,omitempty"`
		Components []string    `json:"components,omitempty"`
		Guide      string      `json:"guide,omitempty"`
		Issue      string      `json:"issue,omitempty"`
	}

	jsonInterface struct {
		jsonItem
		Kind       string      `json:"kind,omitempty"`
		Source     string      `json:"source,omitempty"`
		Mode       string      `json:"mode,omitempty"`
		Status     site.Status `json:"status"`
		Why        jsonText    `json:"why,omitempty"`
		Until      site.Date   `json:"until,omitempty"`
		ReplacedBy string      `json:"replacedBy,omitempty"`
		Component  string      `json:"component,omitempty"`
		Guide      string      `json:"guide,omitempty"`
		URL        string      `json:"url,omitempty"`
	}

	jsonMetric struct {
		ID        string      `json:"id"`
		Name      jsonText    `json:"name,omitempty"`
		Unit      jsonText    `json:"unit,omitempty"`
		AtMost    site.Number `json:"atMost,omitempty"`
		AtLeast   site.Number `json:"atLeast,omitempty"`
		Framework string      `json:"framework,omitempty"`
		Values    []jsonValue `json:"values,omitempty"` // oldest first
	}

	jsonValue struct {
		Date  site.Date   `json:"date"`
		Value site.Number `json:"value"`
	}

	jsonDecision struct {
		Date    site.Date `json:"date,omitempty"`
		Title   jsonText  `json:"title"`
		Why     jsonText  `json:"why,omitempty"`
		Revisit jsonText  `json:"revisit,omitempty"`
	}
)

func domainJSON(d *site.Domain) jsonDomain {
	return jsonDomain{
		jsonEntity: entityJSON(&d.Entity), Group: d.Group.Text, EssentialProblem: textJSON(d.EssentialProblem),
		Responsibilities: convert(d.Responsibilities, responsibilityJSON),
		Features:         convert(d.Features, featureJSON),
		Interfaces:       convert(d.Interfaces, interfaceJSON),
		DependsOn:        refIDs(d.DependsOn), Related: refIDs(d.Related), Components: ids(d.Components), Guides: ids(d.Guides),
		Scenarios: ids(d.Scenarios), Teams: ids(d.Teams), Standard: d.Standard, ReplacedBy: d.ReplacedBy.Text,
		Metrics: convert(d.Metrics, func(x site.Metric) jsonMetric {
			values := convert(x.Values, func(v site.Value) jsonValue { return jsonValue{v.Date, v.Number} })
			return jsonMetric{ID: x.ID, Name: textJSON(x.Name), Unit: textJSON(x.Unit), AtMost: x.AtMost, AtLeast: x.AtLeast, Framework: x.Framework, Values: values}
		}),
		Decisions: convert(d.Decisions, func(x site.Decision) jsonDecision {
			return jsonDecision{x.Date, textJSON(x.Title), textJSON(x.Why), textJSON(x.Revisit)}
		}),
		Notes: convert(d.Notes, func(n site.Note) jsonText { return textJSON(n.Text) }),
	}
}

func responsibilityJSON(x site.Responsibility) jsonResponsibility {
	return jsonResponsibility{
		jsonItem: itemJSON(x.Item), By: cmp.Or(x.By.Text, site.Platform), Target: x.Target.Text, Why: textJSON(x.Why),
		Guarantees: convert(x.Guarantees, func(g site.Guarantee) jsonGuarantee {
			return jsonGuarantee{textJSON(g.Name), g.AtMost, g.AtLeast, textJSON(g.Unit)}
		}),
	}
}

func featureJSON(x site.Feature) jsonFeature {
	return jsonFeature{jsonItem: itemJSON(x.Item), Status: x.Status, Why: textJSON(x.Why), Since: x.Since, Until: x.Until,
		ReplacedBy: itemID(x.ReplacedBy), Variants: textsJSON(x.Variants), Components: refIDs(x.Components), Guide: x.Guide.Text, Issue: x.Issue}
}

func interfaceJSON(x site.Interface) jsonInterface {
	guide := x.Guide.Text
	if guide == "" && x.Doc.To != nil {
		guide = x.Doc.To.ID
	}
	return jsonInterface{jsonItem: itemJSON(x.Item), Kind: x.Kind, Source: x.Source, Mode: x.Mode, Status: x.Status,
		Why: textJSON(x.Why), Until: x.Until, ReplacedBy: itemID(x.ReplacedBy), Component: x.Component.Text, Guide: guide, URL: x.URL}
}
