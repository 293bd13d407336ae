package site

import (
	"path"
	"slices"

	"platmap/generator/source"
)

// This file maps files to pages and pages to files, for packages live and
// preview.

// Placeholder returns a document for a file if only its name is known: an empty page
// whose id and name are derived from the name of the file.
func Placeholder(f *source.File, locales []string) *Document {
	e := Entity{Kind: f.Kind, ID: f.ID(), File: f, Pos: source.Pos{File: f}}
	if f.Kind != source.Guide {
		e.Name = plainText(e.ID, locales[0], e.Pos)
		return &Document{File: f, Pages: []Page{newPage(e)}}
	}
	lang := ""
	if e.ID, lang = GuideID(f.Name, locales); lang == "" {
		lang = locales[0]
	}
	e.Name = plainText(path.Base(e.ID), lang, e.Pos)
	return &Document{File: f, Pages: []Page{&Guide{Entity: e, Versions: []GuideVersion{{Lang: lang, File: f, Doc: emptyDocument}}}}}
}

// Document returns the linked document of a file, or nil.
func (g *Graph) Document(name string) *Document { return g.docs[name] }

// Files returns the names of the files in which a page is written.
func (g *Graph) Files(p Page) []string {
	var names []string
	for _, part := range p.Base().node.parts {
		names = append(names, part.doc.File.Name)
	}
	return names
}

// FilesReferencedBy returns the names of the files of all pages that a page
// references.
func (g *Graph) FilesReferencedBy(p Page) []string {
	var names []string
	e := p.Base()
	for i := range e.node.out {
		names = append(names, g.Files(e.node.out[i].to.page)...)
	}
	if e.Owner.To != nil {
		names = append(names, g.Files(e.Owner.To)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// PageAt returns the page that shows the text at a position, or nil. If a file has
// several pages, it returns the last one that starts before the position. Measurements
// are shown on the page of their domain.
func (g *Graph) PageAt(pos source.Pos) Page {
	var at Page
	if pos.File == nil {
		return nil
	}
	for _, n := range g.byFile[pos.File.Name] {
		if n.page != nil && (at == nil || n.page.Base().Pos.Offset <= pos.Offset) {
			at = n.page
		}
	}
	if at == nil && source.KindOf(pos.File.Name) == source.Metric {
		for _, d := range g.Site.Domains {
			if slices.ContainsFunc(d.Metrics, func(m Metric) bool { return m.ID == pos.File.ID() }) {
				return d
			}
		}
	}
	return at
}
