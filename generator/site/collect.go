package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// This file makes the index of all names. It does not depend on references between
// documents, and Relink does not change it.

func (g *Graph) collectSettings(docs []*Document, broken []*source.File) {
	s := g.Site
	g.languagesUnknown = slices.ContainsFunc(broken, func(f *source.File) bool { return f.Kind == source.Site })
	for _, doc := range docs {
		if doc.Settings != nil {
			g.languagesUnknown = len(doc.Settings.Locales) == 0 && len(doc.dropped) > 0 // the key locales may be misspelled
			s.Settings = *doc.Settings
			s.Groups = copyAll(doc.Settings.Groups)
			s.Questions = slices.Clone(doc.Settings.Questions)
		}
		s.Terms = append(s.Terms, copyAll(doc.Terms)...)
	}
	if len(s.Locales) == 0 {
		s.Locales = []string{defaultLocale}
	}
	var anchors text.Anchors
	for _, t := range s.Terms {
		t.Anchor = anchors.Unique(cmp.Or(text.Slug(t.Term.Plain(s.Locale())), "term"))
	}
	for _, locale := range s.Locales[1:] {
		for _, t := range s.Terms {
			if slug := cmp.Or(text.Slug(t.Term.Plain(locale)), "term"); slug != t.Anchor && t.Term.Has(locale) {
				if t.anchors == nil {
					t.anchors = map[string]string{}
				}
				t.anchors[locale] = anchors.Unique(slug)
			}
		}
	}
	if s.Title.IsZero() {
		s.Title = plainText("Platform map", defaultLocale, source.Pos{})
	}
}

func copyAll[T any](list []*T) []*T {
	var copies []*T
	for _, x := range list {
		if x != nil { // an empty element is reported by the schema
			copied := *x
			copies = append(copies, &copied)
		}
	}
	return copies
}

// collectPages creates the nodes and the pages of documents, and the index of pages.
func (g *Graph) collectPages(docs []*Document) {
	s := g.Site
	s.names = names{
		pages:       map[source.Kind]map[string]Page{},
		hidden:      map[source.Kind]map[string]absence{source.Asset: {}},
		files:       make(map[string]Target, len(docs)),
		incomplete:  map[source.Kind]bool{},
		dropped:     map[source.Kind]map[string]bool{},
		broken:      map[source.Kind]bool{},
		suggestions: &suggestions{},
	}
	for _, kind := range pageKinds {
		s.names.pages[kind] = map[string]Page{}
		s.names.hidden[kind] = map[string]absence{}
	}
	for _, doc := range docs {
		g.docs[doc.File.Name] = doc
		s.names.keysUnknown = s.names.keysUnknown || doc.KeysUnknown
		s.names.drop(doc)
		switch doc.File.Kind {
		case source.Site, source.Glossary:
			s.names.files[doc.File.Name] = Target{View: doc.File.Kind.View()}
			g.addNode(&node{parts: []part{{doc: doc}}})
		case source.Metric:
			g.values[doc.File.ID()] = doc
		case source.Data:
		case source.Guide:
			g.collectGuide(doc)
		default:
			for nth := range doc.Pages {
				g.collectPage(part{doc, nth})
			}
			if len(doc.Pages) != 1 {
				s.names.files[doc.File.Name] = Target{View: source.Component.View()}
			}
		}
	}
	for _, n := range g.nodes {
		n.reset(s.Locales)
	}
	stable.Sort(s.pages, func(a, b Page) int {
		return slices.Index(pageKinds, a.Base().Kind) - slices.Index(pageKinds, b.Base().Kind)
	})
	g.collectAliases()
}

// drop adds the texts under unknown keys of a document.
func (n *names) drop(doc *Document) {
	if len(doc.dropped) == 0 {
		return
	}
	kind := doc.File.Kind
	if n.dropped[kind] == nil {
		n.dropped[kind] = map[string]bool{}
	}
	for _, text := range doc.dropped {
		n.dropped[kind][text] = true
	}
}

func (g *Graph) addNode(n *node) {
	g.nodes = append(g.nodes, n)
	name := n.parts[0].doc.File.Name
	g.byFile[name] = append(g.byFile[name], n)
}

// collectPage creates a page and its node, unless the id of the page is taken.
func (g *Graph) collectPage(from part) {
	n := &node{parts: []part{from}}
	g.addNode(n)
	base := from.page().Base()
	g.checkID(base)
	id := text.NFC(base.ID)
	if first, taken := g.Site.names.pages[base.Kind][id]; taken {
		g.reportDuplicate(base.Pos, base.Len, fmt.Sprintf("duplicate %s %q", base.Kind, base.ID), renameHelp, first.Base())
		return
	}
	n.page = newPage(*base)
	n.page.Base().node = n
	g.Site.pages = append(g.Site.pages, n.page)
	g.Site.names.pages[base.Kind][id] = n.page
	file := text.NFC(base.File.Name)
	if _, taken := g.Site.names.files[file]; !taken {
		g.Site.names.files[file] = Target{Page: n.page}
	}
}

// reset makes a page a copy of the content of its documents.
func (n *node) reset(locales []string) {
	if n.page != nil {
		n.page.reset(n.parts, locales)
		n.page.Base().node = n
	}
}

// collectGuide makes a guide, or adds another language to one.
func (g *Graph) collectGuide(doc *Document) {
	from, names := doc.Pages[0].(*Guide), &g.Site.names
	id := text.NFC(from.ID)
	if from.IsDraft {
		if _, taken := names.pages[source.Guide][id]; !taken {
			names.hidden[source.Guide][id] = draft
		}
		g.addNode(&node{parts: []part{{doc: doc}}})
		return
	}
	first, known := names.pages[source.Guide][id].(*Guide)
	if !known || first.ID != from.ID {
		g.collectPage(part{doc: doc})
		delete(names.hidden[source.Guide], id) // the guide may be hidden because of a draft in another language
		return
	}
	n := first.node
	for _, other := range n.parts {
		if other.page().(*Guide).Versions[0].Lang == from.Versions[0].Lang {
			if g.languagesUnknown {
				names.files[text.NFC(doc.File.Name)] = Target{Page: first}
			} else {
				g.reportDuplicate(source.Pos{File: doc.File}, 0, fmt.Sprintf("duplicate guide %q in this language", from.ID), renameHelp, &first.Entity)
			}
			g.addNode(&node{parts: []part{{doc: doc}}})
			return
		}
	}
	n.parts = append(n.parts, part{doc: doc})
	g.byFile[doc.File.Name] = append(g.byFile[doc.File.Name], n)
	names.files[text.NFC(doc.File.Name)] = Target{Page: first}
}

// collectAliases adds former ids to the index, for the pages that had them.
func (g *Graph) collectAliases() {
	s, pages := g.Site, g.Site.pages
	if !slices.ContainsFunc(pages, func(p Page) bool { return len(p.Base().Aliases) > 0 }) {
		return
	}
	byAddress := map[string]Page{} // by address in lower case, because macOS and Windows ignore letter case
	address := func(kind source.Kind, id string) string { return string(kind) + "/" + strings.ToLower(text.NFC(id)) }
	for _, p := range pages {
		byAddress[address(p.Base().Kind, p.Base().ID)] = p
	}
	for _, p := range pages {
		kind := p.Base().Kind
		for _, a := range p.Base().Aliases {
			id := text.NFC(a.Text)
			if first, taken := s.names.pages[kind][id]; taken {
				g.reportDuplicate(a.Pos, a.Len, fmt.Sprintf("duplicate %s %q", kind, a.Text), "remove this alias, or rename the other one", first.Base())
				continue
			}
			if first, taken := byAddress[address(kind, a.Text)]; taken {
				g.structural.Add(source.Diagnostic{Code: "site/path-collision", Pos: a.Pos, Len: a.Len, Help: "choose another alias, or rename the other one",
					Text:    fmt.Sprintf("%s %q and %q are the same file where letter case is ignored, as on macOS and Windows", kind, a.Text, first.Base().ID),
					Related: []source.Related{{Pos: first.Base().Pos, Text: fmt.Sprintf("%q is defined here", first.Base().ID)}}})
				continue
			}
			byAddress[address(kind, a.Text)] = p
			s.names.pages[kind][id] = p
			if fs.ValidPath(a.Text) { // otherwise reported by the schema
				s.Redirects = append(s.Redirects, Redirect{a.Text, p})
			}
		}
	}
}

// collectBroken records the ids of files that could not be read.
func (g *Graph) collectBroken(files []*source.File) {
	for _, f := range files {
		id := f.ID()
		switch f.Kind {
		case source.Guide:
			id, _ = GuideID(f.Name, g.Site.Locales)
		case source.Component:
			g.Site.names.incomplete[f.Kind] = true
		}
		g.Site.names.broken[f.Kind] = true
		if hidden := g.Site.names.hidden[f.Kind]; hidden != nil { // a kind with pages
			hidden[text.NFC(id)] = broken
		}
	}
}

const renameHelp = "rename one of the two"

func (g *Graph) reportDuplicate(pos source.Pos, length int, message, help string, first *Entity) {
	g.structural.Add(source.Diagnostic{Code: "ref/duplicate-id", Pos: pos, Len: length, Text: message, Help: help,
		Related: []source.Related{{Pos: first.Pos, Text: fmt.Sprintf("%q is defined here", first.ID)}}})
}

// checkID reports an id that is invalid in an address or has another meaning.
func (g *Graph) checkID(e *Entity) {
	for _, name := range strings.Split(e.ID, "/") {
		if text.IsReservedOnWindows(name) {
			g.structural.Errorf("site/path-reserved", e.Pos, e.Len, "choose another id", "%q is not a valid file name on Windows", name)
			return
		}
	}
	switch {
	case e.Kind == source.Guide: // any name of a Markdown file is a valid id of a guide
		if strings.ContainsAny(e.ID, "\\:*?\"<>|#%") {
			g.structural.Errorf("site/id", e.Pos, 0, "rename the file", "the name of a guide cannot contain any of \\ : * ? \" < > | # %%")
		}
	case e.ID != e.File.ID(): // the id is a key in the file, so the schema checks it
	case !text.IsID(e.ID) || len(e.ID) > text.MaxIDLength:
		suggestion := cmp.Or(text.SuggestID(e.ID), "my-domain")
		g.structural.Errorf("site/id", e.Pos, e.Len, "rename it, for example to "+suggestion, "invalid id %q: must be at most %d lower-case letters, digits and single hyphens", e.ID, text.MaxIDLength)
	case slices.Contains(e.Kind.ReservedIDs(), e.ID):
		g.structural.Errorf("site/path-reserved", e.Pos, e.Len, fmt.Sprintf("choose another id, such as %s-%s", e.ID, e.Kind), "reserved %s id %q", e.Kind, e.ID)
	}
}
