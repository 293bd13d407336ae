package render

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// A problem report contains the line of the section that the reader was reading. Pages
// have no line numbers, because they would change whenever lines before a section do. The
// lines are in files of their own, and js/report.js loads one when a reader follows the
// link to report a problem. The files are scripts for the same reason as those of cards.
//
// The file with the lines of a page depends only on the path of the page, so the page
// does not change when pages are added. A limited number of files have the lines of all
// pages.

const lineFiles = 64 // maximum number of these files in each language

// pagesByLines returns the pages in each of these files, by its path in the main language.
func (r *renderer) pagesByLines() map[string][]site.Page {
	pages := map[string][]site.Page{}
	for _, x := range r.site.Pages() {
		name := linesName(pagePath(x.Base().Kind, x.Base().ID))
		pages[name] = append(pages[name], x)
	}
	return pages
}

// linesName returns the path, in the main language, of the file with the lines of a
// page, given its path in the main language.
func linesName(page string) string {
	h := fnv.New32a()
	h.Write([]byte(page))
	return "lines/" + strconv.Itoa(int(h.Sum32()%lineFiles)) + ".js"
}

// SourceLines returns the relative URL of the file with the lines of the page, or "".
func (p *Page) SourceLines() string {
	if p.Entity == nil {
		return ""
	}
	return p.relative(p.r.localPath(linesName(pagePath(p.Entity.Kind, p.Entity.ID)), p.Locale))
}

// sourceLines returns the lines of the parts of the page in its source file, by anchor.
// The page itself has the anchor "". Parts that are computed, such as the guides of a
// domain, have no lines.
func (p *Page) sourceLines() map[string]int {
	lines := map[string]int{}
	file := p.source().File.Name
	add := func(anchor string, pos source.Pos) {
		if pos.IsValid() && pos.File.Name == file && lines[anchor] == 0 {
			lines[anchor], _ = pos.LineColumn()
		}
	}
	add("", p.source())
	switch {
	case p.Domain != nil:
		p.domainLines(add)
	case p.Team != nil:
		p.teamLines(add)
	case p.Scenario != nil:
		add("target", positionOf(p.Scenario.Goal.Name))
		for _, n := range p.Scenario.Needs {
			add("needs", n.Domain.Pos)
		}
		add("hypothesis", positionOf(p.Scenario.Hypothesis))
	case p.Guide != nil:
		for _, h := range p.Guide.In(p.Locale).Doc.Headings {
			add(h.ID, h.Pos)
		}
	}
	notes := "notes"
	if p.Guide != nil { // a heading may have this anchor too
		notes = "pm-notes"
	}
	for _, n := range p.Entity.Notes {
		add(notes, positionOf(n.Text))
	}
	return lines
}

func (p *Page) domainLines(add func(anchor string, pos source.Pos)) {
	d := p.Domain
	add("pm-problem", positionOf(d.EssentialProblem))
	item := func(section string, x *site.Item) {
		add(section, x.Pos)
		add(p.ItemAnchor(x.Anchor), x.Pos)
	}
	for i := range d.Responsibilities {
		item("responsibilities", &d.Responsibilities[i].Item)
	}
	for i := range d.Features {
		item("features", &d.Features[i].Item)
	}
	for i := range d.Interfaces {
		item("interfaces", &d.Interfaces[i].Item)
	}
	for i := range d.Metrics {
		add("metrics", positionOf(d.Metrics[i].Name))
	}
	for i := range d.Decisions {
		add("decisions", positionOf(d.Decisions[i].Title))
	}
}

func (p *Page) teamLines(add func(anchor string, pos source.Pos)) {
	t := p.Team
	for _, x := range t.Expectations {
		add("api", positionOf(x))
	}
	for i := range t.Interactions {
		add("interactions", t.Interactions[i].Team.Pos)
	}
	for i := range t.Domains {
		add("domains", t.Domains[i].Domain.Pos)
	}
	for i := range t.Eras {
		add("eras", positionOf(t.Eras[i].Title))
	}
}

// positionOf returns the position at which a text is written, or the zero Pos.
func positionOf(t site.Text) source.Pos {
	if t.IsZero() {
		return source.Pos{}
	}
	return t.Versions()[0].Pos
}

// lineNames returns the names of the files with lines in a language.
func (r *renderer) lineNames(locale string) []string {
	var names []string
	for main := range r.lines() {
		names = append(names, r.localPath(main, locale))
	}
	return names
}

// findLines returns the content of a file with lines, or nil.
func (r *renderer) findLines(name string) content {
	locale, main := r.splitLocale(name)
	if !strings.HasPrefix(main, "lines/") {
		return nil
	}
	pages := r.lines()[main]
	if pages == nil {
		return nil
	}
	return func() ([]byte, error) {
		all := map[string]map[string]int{}
		for _, x := range pages {
			p := r.entityPage(x, locale)
			all[p.Path] = p.sourceLines()
		}
		b, err := json.Marshal(all)
		return slices.Concat([]byte("platmapLines("), b, []byte(")\n")), err
	}
}
