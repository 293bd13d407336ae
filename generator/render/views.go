package render

import (
	"bytes"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
)

// viewDef is a view: a page about many things. A view with the name of a question in
// package query has the rows of that question, and a CSV file with them beside it.
type viewDef struct {
	name     string
	reader   string                  // who asks: "all", "product", "platform" or "lead"; a section of the page views
	inMenu   bool                    // whether it is in the header, which has space for six
	kinds    []source.Kind           // the kinds of things that it shows; nil for the glossary
	isEmpty  func(s *site.Site) bool // nil if the view is always shown
	markdown func(w *mdWriter)       // writes the twin below its title
}

// viewDefs are the views, in the order of the header and of the page views. init sets
// them, because the twin of the page views refers to this variable.
var viewDefs []viewDef

func init() {
	everything := source.PageKinds()
	viewDefs = []viewDef{
		{"overview", "all", true, []source.Kind{source.Domain, source.Team}, nil, (*mdWriter).overview},
		{"interfaces", "product", true, []source.Kind{source.Domain}, noDomains, (*mdWriter).interfaceList},
		{"guides", "product", true, []source.Kind{source.Guide}, func(s *site.Site) bool { return len(s.Guides) == 0 }, (*mdWriter).guideIndex},
		{"responsibilities", "all", true, []source.Kind{source.Domain, source.Team}, noDomains, (*mdWriter).responsibilityMatrix},
		{"lifecycle", "lead", true, []source.Kind{source.Domain, source.Component}, func(s *site.Site) bool { return noDomains(s) && len(s.Components) == 0 }, (*mdWriter).lifecyclePage},
		{"scenarios", "lead", false, []source.Kind{source.Scenario, source.Domain}, func(s *site.Site) bool { return len(s.Scenarios) == 0 }, (*mdWriter).scenarioIndex},
		{"reviews", "platform", false, everything, nil, (*mdWriter).reviews},
		{"gaps", "platform", false, everything, nil, (*mdWriter).gaps},
		{"components", "platform", false, []source.Kind{source.Component, source.Domain}, func(s *site.Site) bool { return len(s.Components) == 0 }, (*mdWriter).inventory},
		{"teams", "all", false, []source.Kind{source.Team, source.Domain}, func(s *site.Site) bool { return len(s.Teams) == 0 }, (*mdWriter).teamIndex},
		{"compare", "lead", false, []source.Kind{source.Team, source.Domain}, func(s *site.Site) bool { return len(query.Pairs(s)) == 0 }, (*mdWriter).compare},
		{"why", "lead", false, []source.Kind{source.Domain}, noDomains, (*mdWriter).why},
		{"glossary", "all", false, nil, func(s *site.Site) bool { return len(s.Terms) == 0 }, (*mdWriter).glossary},
		{"names", "all", false, everything, nil, (*mdWriter).names},
		{"search", "all", false, []source.Kind{source.Domain, source.Team}, nil, (*mdWriter).search},
		{"views", "", true, everything, nil, (*mdWriter).views},
	}
}

func noDomains(s *site.Site) bool { return len(s.Domains) == 0 }

// views returns all views of the site, including empty ones.
func (r *renderer) views() []viewDef {
	if !r.hasPast() {
		return viewDefs
	}
	return append(viewDefs[:len(viewDefs):len(viewDefs)], pastDefs...)
}

// readers are the sections of the page views.
var readers = []string{"product", "platform", "lead", "all"}

// viewNamed returns the view with a name.
func viewNamed(name string) *viewDef {
	for _, defs := range [][]viewDef{viewDefs, reviewDefs, pastDefs} {
		for i := range defs {
			if defs[i].name == name {
				return &defs[i]
			}
		}
	}
	return nil
}

// shownViews returns the views that are not empty.
func (r *renderer) shownViews() []viewDef { return r.shown() }

func (r *renderer) notEmpty() []viewDef {
	var list []viewDef
	for _, v := range r.views() {
		if v.isEmpty == nil || !v.isEmpty(r.site) {
			list = append(list, v)
		}
	}
	return list
}

// ViewSection is a section of the page views.
type ViewSection struct {
	Reader string // "product", "platform", "lead" or "all"
	Views  []string
}

// ViewSections returns all views except the page views itself, grouped by reader.
func (p *Page) ViewSections() []ViewSection {
	var sections []ViewSection
	for _, reader := range readers {
		section := ViewSection{Reader: reader}
		for _, v := range p.r.shownViews() {
			if v.reader == reader {
				section.Views = append(section.Views, v.name)
			}
		}
		if section.Views != nil {
			sections = append(sections, section)
		}
	}
	return sections
}

// views writes the twin of the page views.
func (w *mdWriter) views() {
	w.block(w.p.Say("views.lead"))
	for _, section := range w.p.ViewSections() {
		w.heading("reader." + section.Reader)
		w.blank()
		for _, name := range section.Views {
			w.bullet(0, w.link(name)+w.p.Say("colon")+w.p.Say("asks."+name))
		}
	}
}

// search writes the twin of the search page.
func (w *mdWriter) search() {
	w.block(w.p.Say("search.lead"))
	w.bullet(0, w.link("names"))
}

// csvPath returns the path of the CSV file of a view, or "".
func (p *Page) csvPath() string {
	if p.Entity != nil || query.Named(p.Kind) == nil && p.Kind != "changes" {
		return ""
	}
	return p.r.localPath(p.Kind+".csv", p.Locale)
}

// CSV returns the relative URL of the page's rows as CSV, or "".
func (p *Page) CSV() string {
	if name := p.csvPath(); name != "" {
		return p.relative(name)
	}
	return ""
}

// csv renders the rows of a view. They contain no line numbers, so that the file changes
// only if readers see a difference.
func (p *Page) csv() ([]byte, error) {
	if p.Kind == "changes" {
		return p.pastCSV()
	}
	q := query.Named(p.Kind)
	var b bytes.Buffer
	err := q.Write(&b, q.Ask(p.Site, ""), query.Output{Format: "csv", Lang: p.Locale, Plain: func(t site.Text, _ string) string { return p.Plain(t) }})
	return b.Bytes(), err
}
