package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// This file finds out what there is, and under which names. Nothing here depends
// on what documents say of each other; and Relink changes nothing of it.

func (l *Graph) settings(docs []*Document) {
	s := l.Site
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
	var anchors text.Anchors
	for _, t := range s.Terms { // before anybody points at them
		t.Anchor = anchors.Unique(cmp.Or(text.Slug(t.Term.Plain(s.Locale())), "term"))
	}
	if s.Title.IsZero() {
		s.Title = plainText("Platform map", DefaultLocale, source.Pos{})
	}
}

// collect makes a page, and a node, of everything that has one, and indexes it.
func (l *Graph) collect(docs []*Document) {
	s := l.Site
	s.names = names{
		pages:  map[source.Kind]map[string]Page{},
		hidden: map[source.Kind]map[string]string{},
		files:  make(map[string]Target, len(docs)),
		vague:  map[source.Kind]bool{},
		hints:  &hints{},
	}
	files := map[source.Kind]int{}
	for _, doc := range docs {
		files[doc.File.Kind]++
	}
	for _, kind := range wikiKinds {
		s.names.pages[kind] = make(map[string]Page, files[kind])
		s.names.hidden[kind] = map[string]string{}
	}
	for _, doc := range docs {
		l.docs[doc.File.Name] = doc
		switch {
		case doc.Domain != nil:
			l.single(doc, &Domain{Entity: doc.Domain.Entity})
		case doc.Team != nil:
			l.single(doc, &Team{Entity: doc.Team.Entity})
		case doc.Scenario != nil:
			l.single(doc, &Scenario{Entity: doc.Scenario.Entity})
		case doc.Guide != nil:
			l.collectGuide(doc)
		case doc.Settings != nil:
			s.names.files[doc.File.Name] = Target{View: "index"}
			l.loose(doc)
		case doc.Terms != nil:
			s.names.files[doc.File.Name] = Target{View: "glossary"}
			l.loose(doc)
		case doc.Values != nil:
			l.values[doc.File.ID()] = doc
		case doc.Issues != nil:
		default:
			for nth, c := range doc.Components {
				l.page(&Component{Entity: c.Entity}, part{doc, nth, doc.proseOf(nth)})
			}
			if len(doc.Components) != 1 {
				s.names.files[doc.File.Name] = Target{View: "components"}
			}
		}
	}
	for _, n := range l.nodes {
		n.reset(s.Locales)
		switch x := n.page.(type) {
		case *Domain:
			s.Domains = append(s.Domains, x)
		case *Component:
			s.Components = append(s.Components, x)
		case *Team:
			s.Teams = append(s.Teams, x)
		case *Scenario:
			s.Scenarios = append(s.Scenarios, x)
		case *Guide:
			s.Guides = append(s.Guides, x)
		}
	}
	l.aliases()
}

// single enters the page of a document with one.
func (l *Graph) single(doc *Document, p Page) { l.page(p, part{doc: doc, prose: doc.prose}) }

// loose enters a document whose texts are on no page.
func (l *Graph) loose(doc *Document) { l.node(&node{parts: []part{{doc: doc, prose: doc.prose}}}) }

// page enters a page. One whose id is taken is on no page.
func (l *Graph) page(p Page, from part) {
	n := &node{parts: []part{from}}
	if l.add(p) {
		n.page, p.Base().node = p, n
	}
	l.node(n)
}

func (l *Graph) node(n *node) {
	l.nodes = append(l.nodes, n)
	name := n.parts[0].doc.File.Name
	l.byFile[name] = append(l.byFile[name], n)
}

// add makes a page known by its id, and by its file.
func (l *Graph) add(p Page) bool {
	e := p.Base()
	l.checkID(e)
	id := text.NFC(e.ID)
	if first, taken := l.Site.names.pages[e.Kind][id]; taken {
		l.duplicate(e.Pos, e.Len, fmt.Sprintf("%s %q is already there", e.Kind, e.ID), first.Base())
		return false
	}
	l.Site.names.pages[e.Kind][id] = p
	file := text.NFC(e.File.Name)
	if _, taken := l.Site.names.files[file]; !taken {
		l.Site.names.files[file] = Target{Page: p}
	}
	return true
}

func (l *Graph) duplicate(pos source.Pos, length int, text string, first *Entity) {
	l.structural.Add(source.Diagnostic{Code: "ref/duplicate-id", Pos: pos, Len: length, Text: text, Help: "rename one of the two",
		Related: []source.Related{{Pos: first.Pos, Text: "the first one is here"}}})
}

// checkID reports an id that cannot be an address, or means something else.
func (l *Graph) checkID(e *Entity) {
	for _, part := range strings.Split(e.ID, "/") {
		if text.IsReservedOnWindows(part) {
			l.structural.Errorf("site/path-reserved", e.Pos, e.Len, "choose another id", "no file may be called %q on Windows", part)
			return
		}
	}
	switch {
	case e.Kind == source.Guide: // guides keep the names people give to Markdown files
		if strings.ContainsAny(e.ID, "\\:*?\"<>|#%") {
			l.structural.Errorf("site/id", e.Pos, 0, "rename the file", "the name of a guide cannot contain any of \\ : * ? \" < > | # %%")
		}
	case e.ID != e.File.ID(): // written in the file, so the schema has looked at it
	case !text.IsID(e.ID) || len(e.ID) > text.MaxIDLength:
		l.structural.Errorf("site/id", e.Pos, 0, "rename it, for example to "+cmp.Or(text.SuggestID(e.ID), "my-domain"), "%q cannot be an id: want at most 40 lower-case letters, digits and single hyphens", e.ID)
	case e.Kind == source.Team && (e.ID == Platform || e.ID == Shared || e.ID == Product):
		l.structural.Errorf("site/path-reserved", e.Pos, e.Len, "choose another id", "no team may be called %q: it says who carries a responsibility", e.ID)
	}
}

// collectGuide enters a guide, or another language of one.
func (l *Graph) collectGuide(doc *Document) {
	g, s := doc.Guide, l.Site
	if g.IsDraft {
		if _, taken := s.names.pages[source.Guide][g.ID]; !taken {
			s.names.hidden[source.Guide][g.ID] = "a draft"
		}
		l.loose(doc)
		return
	}
	first, known := s.names.pages[source.Guide][text.NFC(g.ID)].(*Guide)
	if !known || first.ID != g.ID {
		l.single(doc, &Guide{Entity: g.Entity})
		delete(s.names.hidden[source.Guide], g.ID) // another language is no draft
		return
	}
	n := first.node
	for _, other := range n.parts {
		if other.doc.Guide.Versions[0].Lang == g.Versions[0].Lang {
			l.duplicate(source.Pos{File: doc.File}, 0, fmt.Sprintf("guide %q is already there in this language", g.ID), &first.Entity)
			l.loose(doc)
			return
		}
	}
	n.parts = append(n.parts, part{doc: doc, prose: doc.prose})
	l.byFile[doc.File.Name] = append(l.byFile[doc.File.Name], n)
	s.names.files[text.NFC(doc.File.Name)] = Target{Page: first}
}

// aliases makes former ids lead to where things are now.
func (l *Graph) aliases() {
	s, pages := l.Site, l.Site.Pages()
	if !slices.ContainsFunc(pages, func(p Page) bool { return len(p.Base().Aliases) > 0 }) {
		return
	}
	written := map[string]Page{} // pages by their address on a disk that is blind to case
	address := func(e *Entity, id string) string { return string(e.Kind) + "/" + strings.ToLower(text.NFC(id)) }
	for _, p := range pages {
		written[address(p.Base(), p.Base().ID)] = p
	}
	for _, p := range pages {
		e := p.Base()
		for _, a := range e.Aliases {
			if first, taken := s.names.pages[e.Kind][a.Text]; taken {
				l.duplicate(a.Pos, a.Len, fmt.Sprintf("%s %q is already there", e.Kind, a.Text), first.Base())
				continue
			}
			if first, taken := written[address(e, a.Text)]; taken {
				l.structural.Add(source.Diagnostic{Code: "site/path-collision", Pos: a.Pos, Len: a.Len, Help: "choose another alias, or rename the other one",
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
func (l *Graph) hide(broken []*source.File) {
	for _, f := range broken {
		id := f.ID()
		switch f.Kind {
		case source.Guide:
			id, _ = GuideID(f.Name, l.Site.Locales)
		case source.Component:
			l.Site.names.vague[f.Kind] = true
		case source.Domain, source.Team, source.Scenario:
		default:
			continue
		}
		l.Site.names.hidden[f.Kind][id] = ""
	}
}
