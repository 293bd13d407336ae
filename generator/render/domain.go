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
	search:   (*searchWriter).domain,
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
	group := w.p.Say("domain")
	if d.In != nil {
		group = w.line(d.In.Name)
	}
	w.kicker(group, w.word("status", string(d.NotableStatus())))
	w.blank()
	w.aka(d.Aka)
	if d.Status.Leaving() {
		w.bullet(0, w.leaving(d))
	} else {
		w.fact(0, "replaced_by", w.links(refPages(d.ReplacedBy)))
	}
	w.paragraph(d.Summary)
	w.box(w.p.DomainBox(d))
	w.byline(&d.Entity)
	if !d.EssentialProblem.IsZero() {
		w.heading("domain.problem")
		w.paragraph(d.EssentialProblem)
	}
	w.responsibilities(d.Responsibilities)
	w.features(d.Features)
	w.interfaces(d.Interfaces)
	w.domainComponents(components(d))
	if t := w.p.DomainLifecycle(d); t.Sections != nil {
		w.heading("lifecycle.title")
		w.timeline(t, "### ")
	}
	w.headingOr("domain.guides", len(d.Guides), "none.guides")
	for _, g := range d.Guides {
		w.guideEntry(g, w.word("type", g.GuideType))
	}
	w.domainScenarios(d)
	w.domainTeams(d)
	w.metrics(d.Metrics)
	w.decisions(d.Decisions)
	w.end(d, source.Component, source.Team)
	w.list("domain.required_by", pagesOf(d.UsedBy))
	w.list("domain.depends_on", refPages(d.DependsOn...))
	w.list("related", pagesOf(d.OtherRelated()))
	w.label(d)
	w.domainGaps(d)
}

// label writes the issue label of a domain, and its categories.
func (w *mdWriter) label(d *site.Domain) {
	w.heading("label")
	label := codeSpan(w.p.Site.LabelOf(d))
	if d.Label.Color != "" {
		label += w.note("#" + d.Label.Color)
	}
	w.linef("%s", label)
	if len(d.Standard) > 0 {
		w.heading("standard")
		w.linef("%s", w.join(convert(d.Standard, escapeMarkdown)...))
	}
}

func (w *mdWriter) responsibilities(list []site.Responsibility) {
	w.headingOr("domain.responsibilities", len(list), "none.responsibilities")
	for _, x := range list {
		w.bullet(0, w.named(x.Name, w.note(w.party(x.By))))
		if x.By.MovesTo(x.Target) {
			w.bullet(1, w.parties(x.By, x.Target))
		}
		w.bullet(1, w.text(x.Text))
		w.factText(1, "why", x.Why)
		w.details(x.Item, 1)
		if len(x.Guarantees) > 0 {
			w.bullet(1, w.p.Say("guarantees"))
		}
		for _, g := range x.Guarantees {
			w.bullet(2, w.line(g.Name)+w.note(w.p.Limit(g.AtMost, g.AtLeast, g.Unit), w.titled(g.SLO, w.p.Say("slo"))))
			w.bullet(3, w.text(g.Text))
		}
		w.fact(1, "served_by", w.join(convert(x.ServedBy, func(t site.Target) string { return w.link(t) })...))
		w.fact(1, "related", w.links(refPages(x.Related...)))
	}
}

func (w *mdWriter) features(list []site.Feature) {
	w.headingOr("domain.features", len(list), "none.features")
	for i := range list {
		x := &list[i]
		note := joinWith(separator, []string{w.join(convert(x.Variants, w.line)...), w.status(x.Status, site.Available)})
		w.bullet(0, w.named(x.Name, w.note(note)))
		w.bullet(1, w.leaving(x.Lifecycle))
		w.bullet(1, w.text(x.Text))
		w.factText(1, "why", x.Why)
		w.details(x.Item, 1)
		w.fact(1, "built_from", w.links(refPages(x.Components...)))
		w.fact(1, "guide", w.links(refPages(x.Guide)))
		if x.By.Text != "" {
			w.fact(1, "by", w.parties(x.By, x.Target))
		}
		w.bullet(1, w.webLink("issue", x.Issue))
		w.serves(x.Serves)
		w.stage(x.Lifecycle)
		w.mentioned(x.ReferencedBy, x.Domain)
	}
}

func (w *mdWriter) interfaces(list []site.Interface) {
	w.headingOr("domain.interfaces", len(list), "none.interfaces")
	for i := range list {
		x := &list[i]
		name := w.line(x.Name)
		if x.Doc.To != nil {
			name = w.link(x.Doc.To)
		}
		w.bullet(0, name+w.note(w.p.Say("kind."+x.Kind), w.status(x.Status, site.Available), w.word("mode", x.Mode), w.word("source", x.Source)))
		w.bullet(1, w.leaving(x.Lifecycle))
		w.bullet(1, w.text(x.Text))
		w.factText(1, "why", x.Why)
		w.details(x.Item, 1)
		w.fact(1, "guide", w.links(refPages(x.Guide)))
		w.fact(1, "built_from", w.links(refPages(x.Component)))
		w.bullet(1, w.webLink("open", x.URL))
		w.serves(x.Serves)
		w.stage(x.Lifecycle)
		w.mentioned(x.ReferencedBy, x.Domain)
	}
}

// serves writes the responsibilities that a feature or an interface serves.
func (w *mdWriter) serves(refs []site.ItemRef) {
	w.fact(1, "serves", w.join(convert(refs, func(ref site.ItemRef) string {
		if ref.To == nil {
			return ""
		}
		return w.link(ref.To)
	})...))
}

func (w *mdWriter) domainComponents(list []*site.Component) {
	if len(list) > 0 {
		w.heading("domain.components")
	}
	for _, c := range list {
		w.bullet(0, w.link(c)+w.note(w.word("kind", c.ComponentKind), w.status(c.Status, site.Available), w.word("source", c.Source)))
		w.bullet(1, w.text(c.Summary))
	}
}

func (w *mdWriter) domainScenarios(d *site.Domain) {
	if len(d.Scenarios) > 0 {
		w.heading("domain.scenarios")
	}
	for _, s := range d.Scenarios {
		w.bullet(0, w.link(s)+w.note(w.status(s.Status, "open")))
		for _, n := range s.Needs {
			if n.Domain.To == d && n.State != "" {
				w.factText(1, "state."+n.State, n.Need)
			} else if n.Domain.To == d {
				w.bullet(1, w.text(n.Need))
			}
		}
	}
}

func (w *mdWriter) domainTeams(d *site.Domain) {
	if len(d.Teams) > 0 {
		w.heading("domain.teams")
	}
	for _, t := range d.Teams {
		for _, x := range t.Domains {
			if x.Domain.To == d {
				w.bullet(0, w.link(t)+w.note(w.word("role", x.Role), w.word("strength", x.Strength)))
				w.bullet(1, w.text(x.Approach))
			}
		}
	}
}

func (w *mdWriter) metrics(list []site.Metric) {
	if len(list) > 0 {
		w.heading("domain.metrics")
	}
	for i := range list {
		m := &list[i]
		value := w.p.Say("metric.none")
		if v := m.Latest(); v != nil {
			value = w.p.Quantity(v.Number, m.Unit) + w.note(string(v.Date), w.verdict(m))
		}
		w.bullet(0, cmp.Or(w.line(m.Name), escapeMarkdown(m.ID))+w.note(w.p.Limit(m.AtMost, m.AtLeast, m.Unit), w.word("better", m.Better), w.word("framework", m.Framework))+w.p.Say("colon")+value)
		w.bullet(1, w.text(m.Text))
	}
}

// verdict returns a word that says whether the target of a metric is met, or "" if there
// is no target.
func (w *mdWriter) verdict(m *site.Metric) string {
	switch {
	case m.AtMost == "" && m.AtLeast == "":
		return ""
	case m.Met():
		return w.p.Say("metric.met")
	}
	return w.p.Say("metric.missed")
}

func (w *mdWriter) decisions(list []site.Decision) {
	if len(list) > 0 {
		w.heading("domain.decisions")
	}
	for _, x := range list {
		w.bullet(0, joinWith(" ", []string{string(x.Date), w.line(x.Title)}))
		w.bullet(1, w.text(x.Why))
		w.factText(1, "revisit", x.Revisit)
	}
}

func (w *searchWriter) domain() {
	d := w.p.Domain
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
		Related    []string        `json:"related,omitempty"`
		ServedBy   []string        `json:"servedBy,omitempty"` // domain#anchor of features and interfaces
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
		By         string      `json:"by,omitempty"`
		Target     string      `json:"target,omitempty"`
		Serves     []string    `json:"serves,omitempty"` // domain#anchor of responsibilities
	}

	jsonInterface struct {
		jsonItem
		Kind       string      `json:"kind,omitempty"`
		Source     string      `json:"source,omitempty"`
		Mode       string      `json:"mode,omitempty"`
		Status     site.Status `json:"status"`
		Why        jsonText    `json:"why,omitempty"`
		Since      site.Date   `json:"since,omitempty"`
		Until      site.Date   `json:"until,omitempty"`
		ReplacedBy string      `json:"replacedBy,omitempty"`
		Component  string      `json:"component,omitempty"`
		Guide      string      `json:"guide,omitempty"`
		URL        string      `json:"url,omitempty"`
		Serves     []string    `json:"serves,omitempty"`
	}

	jsonMetric struct {
		ID        string      `json:"id"`
		Name      jsonText    `json:"name,omitempty"`
		Unit      jsonText    `json:"unit,omitempty"`
		AtMost    site.Number `json:"atMost,omitempty"`
		AtLeast   site.Number `json:"atLeast,omitempty"`
		Better    string      `json:"better,omitempty"`
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
			return jsonMetric{ID: x.ID, Name: textJSON(x.Name), Unit: textJSON(x.Unit), AtMost: x.AtMost, AtLeast: x.AtLeast, Better: x.Better, Framework: x.Framework, Values: values}
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
		Related: refIDs(x.Related), ServedBy: convert(x.ServedBy, targetID),
	}
}

func featureJSON(x site.Feature) jsonFeature {
	return jsonFeature{jsonItem: itemJSON(x.Item), Status: x.Status, Why: textJSON(x.Why), Since: x.Since, Until: x.Until,
		ReplacedBy: itemID(x.ReplacedBy), Variants: textsJSON(x.Variants), Components: refIDs(x.Components), Guide: x.Guide.Text, Issue: x.Issue,
		By: x.By.Text, Target: x.Target.Text, Serves: convert(x.Serves, itemID)}
}

func interfaceJSON(x site.Interface) jsonInterface {
	guide := x.Guide.Text
	if guide == "" && x.Doc.To != nil {
		guide = x.Doc.To.ID
	}
	return jsonInterface{jsonItem: itemJSON(x.Item), Kind: x.Kind, Source: x.Source, Mode: x.Mode, Status: x.Status,
		Why: textJSON(x.Why), Since: x.Since, Until: x.Until, ReplacedBy: itemID(x.ReplacedBy), Component: x.Component.Text, Guide: guide, URL: x.URL, Serves: convert(x.Serves, itemID)}
}
