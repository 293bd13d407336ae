package site

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"platmap/generator/source"
)

// Link joins documents to a site and reports every name that leads nowhere.
// Documents must be given in the order of their files' names; they are not
// changed. broken are files that gave no document; what is wrong with them has
// been reported, and their ids count as known.
func Link(docs []*Document, broken, assets []*source.File, diags *source.Diagnostics) *Site {
	l := &linker{site: &Site{}, diags: diags}
	l.settings(docs)
	l.collect(docs)
	l.hide(broken)
	l.assets(assets)
	l.order()
	source.OnAllCores(len(l.site.Domains), func(i int) { l.site.Domains[i].setAnchors(l.site.Locale()) })
	for _, d := range l.site.Domains {
		l.domain(d)
	}
	for _, c := range l.site.Components {
		l.component(c)
	}
	for _, t := range l.site.Teams {
		l.team(t)
	}
	for _, s := range l.site.Scenarios {
		l.scenario(s)
	}
	for _, g := range l.site.Guides {
		l.guide(g)
	}
	l.titles()
	l.metrics(docs)
	l.owners()
	l.interfacesAreComponents()
	l.prose(docs)
	l.questions()
	l.cycles()
	return l.site
}

// linker is the work of making one site.
type linker struct {
	site  *Site
	diags *source.Diagnostics
}

func (l *linker) settings(docs []*Document) {
	s := l.site
	for _, doc := range docs {
		if doc.Settings != nil {
			s.Settings = *doc.Settings
			s.Groups = nil
			for _, g := range doc.Settings.Groups {
				copied := *g
				s.Groups = append(s.Groups, &copied)
			}
			s.Questions = slices.Clone(doc.Settings.Questions)
		}
		for _, t := range doc.Terms {
			copied := *t
			s.Terms = append(s.Terms, &copied)
		}
	}
	if len(s.Locales) == 0 {
		s.Locales = []string{DefaultLocale}
	}
	if s.Title.IsZero() {
		s.Title = word("Platform map", DefaultLocale, source.Pos{})
	}
}

// collect copies everything that will be filled in, and indexes it.
func (l *linker) collect(docs []*Document) {
	s := l.site
	s.names = names{
		pages:  map[source.Kind]map[string]Page{},
		hidden: map[source.Kind]map[string]string{},
		files:  map[string]Target{},
		vague:  map[source.Kind]bool{},
	}
	for _, kind := range wikiKinds {
		s.names.pages[kind] = map[string]Page{}
		s.names.hidden[kind] = map[string]string{}
	}
	guides := map[string]*Guide{}
	for _, doc := range docs {
		switch {
		case doc.Domain != nil:
			d := doc.Domain.copy()
			if l.add(d) {
				s.Domains = append(s.Domains, d)
			}
		case doc.Team != nil:
			t := doc.Team.copy()
			if l.add(t) {
				s.Teams = append(s.Teams, t)
			}
		case doc.Scenario != nil:
			x := doc.Scenario.copy()
			if l.add(x) {
				s.Scenarios = append(s.Scenarios, x)
			}
		case doc.Guide != nil:
			l.collectGuide(doc, guides)
		case doc.Settings != nil:
			s.names.files[doc.File.Name] = Target{View: "index"}
		case doc.Terms != nil:
			s.names.files[doc.File.Name] = Target{View: "glossary"}
		case doc.Values != nil, doc.Issues != nil:
		default:
			for _, c := range doc.Components {
				copied := c.copy()
				if l.add(copied) {
					s.Components = append(s.Components, copied)
				}
			}
			if len(doc.Components) != 1 {
				s.names.files[doc.File.Name] = Target{View: "components"}
			}
		}
	}
	l.aliases()
}

// add makes a page known by its id, and by its file.
func (l *linker) add(p Page) bool {
	e := p.Base()
	l.checkID(e)
	id := norm.NFC.String(e.ID)
	if first, taken := l.site.names.pages[e.Kind][id]; taken {
		l.duplicate(e.Pos, e.Len, fmt.Sprintf("%s %q is already there", e.Kind, e.ID), first.Base())
		return false
	}
	l.site.names.pages[e.Kind][id] = p
	if _, taken := l.site.names.files[e.File.Name]; !taken {
		l.site.names.files[norm.NFC.String(e.File.Name)] = Target{Page: p}
	}
	return true
}

func (l *linker) duplicate(pos source.Pos, length int, text string, first *Entity) {
	l.diags.Add(source.Diagnostic{Code: "ref/duplicate-id", Pos: pos, Len: length, Text: text, Help: "rename one of the two",
		Related: []source.Related{{Pos: first.Pos, Text: "the first one is here"}}})
}

// checkID reports an id that cannot be an address, or means something else.
func (l *linker) checkID(e *Entity) {
	for _, part := range strings.Split(e.ID, "/") {
		if reserved.MatchString(part) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			l.diags.Errorf("site/path-reserved", e.Pos, e.Len, "choose another id", "no file may be called %q on Windows", part)
			return
		}
	}
	switch {
	case e.Kind == source.Guide: // guides keep the names people give to Markdown files
		if strings.ContainsAny(e.ID, "\\:*?\"<>|#%") {
			l.diags.Errorf("site/id", e.Pos, 0, "rename the file", "the name of a guide cannot contain any of \\ : * ? \" < > | # %%")
		}
	case e.ID != e.File.ID(): // written in the file, so the schema has looked at it
	case !idPattern.MatchString(e.ID) || len(e.ID) > 40:
		l.diags.Errorf("site/id", e.Pos, 0, "rename it, for example to "+suggestID(e.ID), "%q cannot be an id: want at most 40 lower-case letters, digits and single hyphens", e.ID)
	case e.Kind == source.Team && (e.ID == Platform || e.ID == Shared || e.ID == Product):
		l.diags.Errorf("site/path-reserved", e.Pos, e.Len, "choose another id", "no team may be called %q: it says who carries a responsibility", e.ID)
	}
}

func (l *linker) collectGuide(doc *Document, guides map[string]*Guide) {
	g := doc.Guide
	v := g.Versions[0]
	if g.IsDraft {
		l.site.names.hidden[source.Guide][g.ID] = "a draft"
		return
	}
	first := guides[g.ID]
	if first == nil {
		first = g.copy()
		guides[g.ID] = first
		if l.add(first) {
			l.site.Guides = append(l.site.Guides, first)
			delete(l.site.names.hidden[source.Guide], g.ID) // another language is no draft
		}
		return
	}
	for _, other := range first.Versions {
		if other.Lang == v.Lang {
			l.duplicate(source.Pos{File: doc.File}, 0, fmt.Sprintf("guide %q is already there in this language", g.ID), &first.Entity)
			return
		}
	}
	first.merge(g, l.site.Locale())
	l.site.names.files[norm.NFC.String(doc.File.Name)] = Target{Page: first}
}

// aliases makes former ids lead to where things are now.
func (l *linker) aliases() {
	s := l.site
	written := map[string]Page{} // pages by their address on a disk that is blind to case
	address := func(e *Entity, id string) string { return string(e.Kind) + "/" + strings.ToLower(norm.NFC.String(id)) }
	for _, p := range s.Pages() {
		written[address(p.Base(), p.Base().ID)] = p
	}
	for _, p := range s.Pages() {
		e := p.Base()
		for _, a := range e.Aliases {
			if first, taken := s.names.pages[e.Kind][a.Text]; taken {
				l.duplicate(a.Pos, a.Len, fmt.Sprintf("%s %q is already there", e.Kind, a.Text), first.Base())
				continue
			}
			if first, taken := written[address(e, a.Text)]; taken {
				l.diags.Add(source.Diagnostic{Code: "site/path-collision", Pos: a.Pos, Len: a.Len, Help: "choose another alias, or rename the other one",
					Text:    fmt.Sprintf("%s %q and %q would be one file on a disk that is blind to case", e.Kind, a.Text, first.Base().ID),
					Related: []source.Related{{Pos: first.Base().Pos, Text: "the other one is here"}}})
				continue
			}
			written[address(e, a.Text)] = p
			s.names.pages[e.Kind][a.Text] = p
			s.Redirects = append(s.Redirects, Redirect{a.Text, p})
		}
	}
}

// hide remembers the ids of files that could not be read.
func (l *linker) hide(broken []*source.File) {
	for _, f := range broken {
		id := f.ID()
		switch f.Kind {
		case source.Guide:
			id, _ = GuideID(f.Name, l.site.Locales)
		case source.Component:
			l.site.names.vague[f.Kind] = true
		case source.Domain, source.Team, source.Scenario:
		default:
			continue
		}
		l.site.names.hidden[f.Kind][id] = ""
	}
}
