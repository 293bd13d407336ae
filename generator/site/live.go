package site

import (
	"path"

	"platmap/generator/markdown"
	"platmap/generator/source"
)

// This file is for the preview, which goes from files to pages and back.

// UnreadGuide returns a document for a guide of which only the file's name is
// known: it is there, and is called as its file is.
func UnreadGuide(f *source.File, locales []string) *Document {
	id, lang := GuideID(f.Name, locales)
	if lang == "" {
		lang = locales[0]
	}
	g := &Guide{Entity: Entity{Kind: source.Guide, ID: id, File: f, Pos: source.Pos{File: f}}}
	g.Name = word(path.Base(id), lang, g.Pos)
	g.Versions = []GuideVersion{{Lang: lang, File: f, Doc: markdown.Plain("")}}
	return &Document{File: f, Guide: g}
}

// Document returns the document that was linked of a file, or nil.
func (l *Linked) Document(name string) *Document { return l.docs[name] }

// Knows reports whether a file was there when everything was linked.
func (l *Linked) Knows(name string) bool { return l.docs[name] != nil || l.others[name] }

// Files returns the names of the files that a page is written in.
func (l *Linked) Files(p Page) []string {
	var names []string
	for _, part := range p.Base().node.parts {
		names = append(names, part.doc.File.Name)
	}
	return names
}

// PageAt returns the page on which a place in a file is told of, or nil. Where a
// file has many pages it is the one that starts last before the place.
func (l *Linked) PageAt(pos source.Pos) Page {
	var at Page
	if pos.File == nil {
		return nil
	}
	for _, n := range l.of[pos.File.Name] {
		if n.page != nil && (at == nil || n.page.Base().Pos.Offset <= pos.Offset) {
			at = n.page
		}
	}
	return at
}
