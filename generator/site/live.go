package site

import (
	"path"
	"slices"

	"platmap/generator/source"
)

// This file is for the preview, which goes from files to pages and back.

// CanBeUnread reports whether a file of a kind is a page that the file's name
// makes known. (A file of components may hold many, but mostly it is one.)
func CanBeUnread(kind source.Kind) bool {
	switch kind {
	case source.Domain, source.Component, source.Team, source.Scenario, source.Guide:
		return true
	}
	return false
}

// Unread returns a document for a file of which only the name is known: a page
// that is called as its file is.
func Unread(f *source.File, locales []string) *Document {
	e := Entity{Kind: f.Kind, ID: f.ID(), File: f, Pos: source.Pos{File: f}}
	doc := &Document{File: f}
	if f.Kind == source.Guide {
		lang := ""
		if e.ID, lang = GuideID(f.Name, locales); lang == "" {
			lang = locales[0]
		}
		e.Name = plainText(path.Base(e.ID), lang, e.Pos)
		doc.Guide = &Guide{Entity: e, Versions: []GuideVersion{{Lang: lang, File: f, Doc: emptyDocument}}}
		return doc
	}
	e.Name = plainText(e.ID, locales[0], e.Pos)
	switch f.Kind {
	case source.Domain:
		doc.Domain = &Domain{Entity: e}
	case source.Component:
		doc.Components = []*Component{{Entity: e}}
	case source.Team:
		doc.Team = &Team{Entity: e}
	case source.Scenario:
		doc.Scenario = &Scenario{Entity: e}
	}
	return doc
}

// Document returns the document that was linked of a file, or nil.
func (l *Graph) Document(name string) *Document { return l.docs[name] }

// Files returns the names of the files that a page is written in.
func (l *Graph) Files(p Page) []string {
	var names []string
	for _, part := range p.Base().node.parts {
		names = append(names, part.doc.File.Name)
	}
	return names
}

// FilesNamedBy returns the names of the files of all pages that a page names.
func (l *Graph) FilesNamedBy(p Page) []string {
	var names []string
	e := p.Base()
	for i := range e.node.out {
		names = append(names, l.Files(e.node.out[i].to.page)...)
	}
	if e.Owner.To != nil {
		names = append(names, l.Files(e.Owner.To)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// PageAt returns the page on which a place in a file is told of, or nil. Where a
// file has many pages it is the one that starts last before the place; of
// measurements it is the domain's that they are of.
func (l *Graph) PageAt(pos source.Pos) Page {
	var at Page
	if pos.File == nil {
		return nil
	}
	for _, n := range l.byFile[pos.File.Name] {
		if n.page != nil && (at == nil || n.page.Base().Pos.Offset <= pos.Offset) {
			at = n.page
		}
	}
	if at == nil && source.KindOf(pos.File.Name) == source.Metric {
		for _, d := range l.Site.Domains {
			if slices.ContainsFunc(d.Metrics, func(m Metric) bool { return m.ID == pos.File.ID() }) {
				return d
			}
		}
	}
	return at
}
