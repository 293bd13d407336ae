package render

import (
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
)

var componentKind = pageKind{
	kind:     source.Component,
	set:      func(p *Page, x site.Page) { p.Component = x.(*site.Component) },
	markdown: (*mdWriter).component,
	search:   (*searchWriter).component,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Components = convert(s.Components, componentJSON) },
}

func (w *mdWriter) component() {
	c := w.p.Component
	w.kicker(w.word("kind", c.ComponentKind), w.links(refPages(c.Domains...)))
	w.blank()
	w.aka(c.Aka)
	w.block(w.leaving(c))
	w.paragraph(c.Summary)
	w.byline(&c.Entity)
	w.heading("facts")
	w.fact(0, "status", w.status(c.Status, site.Available))
	w.fact(0, "replaced_by", w.successors(c))
	w.factText(0, "why", c.Why)
	w.fact(0, "offered.since", string(c.Since))
	w.fact(0, "offered.until", string(c.Until))
	w.fact(0, "source", w.word("source", c.Source))
	w.fact(0, "value", w.word("level", c.Value))
	w.fact(0, "toil", w.word("level", c.Toil))
	if c.Repo != "" {
		w.fact(0, "repo", angle(c.Repo))
	}
	w.fact(0, "match", w.join(convert(c.Match, codeSpan)...))
	if len(c.Domains) == 0 {
		w.fact(0, "domain", w.p.Say("none.domain"))
	}
	w.fact(0, "part_of", w.links(refPages(c.PartOf)))
	w.fact(0, "parts", w.links(pagesOf(c.Parts)))
	w.fact(0, "depends_on", w.links(refPages(c.DependsOn...)))
	w.fact(0, "used_by", w.links(pagesOf(c.UsedBy)))
	w.fact(0, "replaces", w.links(pagesOf(c.Replaces)))
	if len(c.Features) > 0 {
		w.heading("component.features")
	}
	for _, x := range c.Features {
		w.bullet(0, w.link(x)+w.note(w.status(x.Status, site.Available), w.link(x.Domain)))
	}
	if len(c.Interfaces) > 0 {
		w.heading("component.interfaces")
	}
	for _, x := range c.Interfaces {
		w.bullet(0, w.link(x)+w.note(w.p.Say("kind."+x.Kind), w.word("mode", x.Mode), w.link(x.Domain)))
	}
	w.guideList(c.Guides)
	w.end(c)
}

// successors returns the chain of successors of a component.
func (w *mdWriter) successors(c *site.Component) string {
	return strings.Join(convert(query.Component{Component: c}.Successors(), func(x *site.Component) string { return w.link(x) }), " → ")
}

func (w *searchWriter) component() {
	c := w.p.Component
	w.inDomains(site.Targets(c.Domains)...)
	for _, name := range c.Match {
		w.plainName(name)
	}
	w.part("", "", site.Text{}, c.Summary, c.Why)
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
