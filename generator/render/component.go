package render

import (
	"platmap/generator/site"
	"platmap/generator/source"
)

var componentKind = pageKind{
	kind:     source.Component,
	set:      func(p *Page, x site.Page) { p.Component = x.(*site.Component) },
	markdown: (*mdWriter).component,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Components = convert(s.Components, componentJSON) },
}

func (w *mdWriter) component() {
	c := w.p.Component
	w.paragraph(c.Summary)
	w.linef("\n%s", w.join(w.p.Say("status."+string(c.Status)), w.word("kind", c.ComponentKind), w.word("source", c.Source),
		w.date("offered.since", c.Since), w.date("offered.until", c.Until)))
	if c.Repo != "" {
		w.linef("\n<%s>", c.Repo)
	}
	w.paragraph(c.Why)
	if c.ReplacedBy.To != nil {
		w.linef("\n→ %s", w.link(c.ReplacedBy.To))
	}
	w.list("view.domains", refPages(c.Domains...))
	w.list("depends_on", refPages(c.DependsOn...))
	w.list("used_by", pagesOf(c.UsedBy))
	w.list("parts", pagesOf(c.Parts))
	w.notes(c.Notes)
	w.list("domain.guides", pagesOf(c.Guides))
}

type jsonComponent struct {
	jsonEntity
	Kind       string    `json:"kind,omitempty"`
	Domains    []string  `json:"domains"`
	Source     string    `json:"source,omitempty"`
	Repo       string    `json:"repo,omitempty"`
	PartOf     string    `json:"partOf,omitempty"`
	DependsOn  []string  `json:"dependsOn,omitempty"`
	ReplacedBy string    `json:"replacedBy,omitempty"`
	Value      string    `json:"value,omitempty"`
	Toil       string    `json:"toil,omitempty"`
	Why        jsonText  `json:"why,omitempty"`
	Since      site.Date `json:"since,omitempty"`
	Until      site.Date `json:"until,omitempty"`
	Match      []string  `json:"match,omitempty"`
}

func componentJSON(c *site.Component) jsonComponent {
	return jsonComponent{jsonEntity: entityJSON(&c.Entity), Kind: c.ComponentKind, Domains: refIDs(c.Domains), Source: c.Source, Repo: c.Repo,
		PartOf: c.PartOf.Text, DependsOn: refIDs(c.DependsOn), ReplacedBy: c.ReplacedBy.Text, Value: c.Value, Toil: c.Toil,
		Why: textJSON(c.Why), Since: c.Since, Until: c.Until, Match: c.Match}
}
