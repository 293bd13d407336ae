package site

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/tree"
)

// Document is what one file says, decoded but not yet linked. It depends on
// that file and the site's languages alone and never changes, so it may be
// kept and linked again and again.
type Document struct {
	File       *source.File
	Settings   *Settings
	Domain     *Domain
	Components []*Component
	Team       *Team
	Scenario   *Scenario
	Guide      *Guide // of one version
	Terms      []*Term
	Values     []Value // of a metric; not nil for its file
	Issues     []Issue // of an export; not nil for its file

	Unfit bool // its schema has found fault with it

	prose []mention
	texts []Text // every text that should be there in all languages
}

// mention is a name or a link in a document's texts.
type mention struct {
	link *markdown.Link
	nth  int // which component of the file says it; otherwise 0
}

// DefaultLocale is the main language of a site that names none.
const DefaultLocale = "en"

// Locales returns the languages that a site.yaml names, the main one first,
// before it is decoded: they decide how every other file is read. n may be nil.
func Locales(n *tree.Node) []string {
	if locales := n.Get("locales"); locales != nil && len(locales.Items) > 0 {
		var codes []string
		for _, item := range locales.Items {
			codes = append(codes, item.Text)
		}
		return codes
	}
	return []string{DefaultLocale}
}

// Decode turns the YAML of a file into a document. n must have passed the
// schema of the file's kind, or at least have been reported by it. Bare strings
// are in the first of the locales unless the file names another language.
func Decode(f *source.File, n *tree.Node, locales []string, diags *source.Diagnostics) *Document {
	doc := &Document{File: f}
	d := &decoder{lang: langOf(n, locales[0]), locales: locales, doc: doc, diags: diags}
	switch f.Kind {
	case source.Site:
		doc.Settings = &Settings{File: f}
		d.value(n, reflect.ValueOf(doc.Settings).Elem())
	case source.Domain:
		doc.Domain = &Domain{Entity: entity(f, n)}
		d.value(n, reflect.ValueOf(doc.Domain).Elem())
		doc.Domain.setAnchors(locales[0])
	case source.Team:
		doc.Team = &Team{Entity: entity(f, n)}
		d.value(n, reflect.ValueOf(doc.Team).Elem())
	case source.Scenario:
		doc.Scenario = &Scenario{Entity: entity(f, n)}
		d.value(n, reflect.ValueOf(doc.Scenario).Elem())
	case source.Component:
		d.components(f, n)
	case source.Glossary:
		d.value(n, reflect.ValueOf(&doc.Terms).Elem())
	}
	return doc
}

// components reads one component, or a list of them with ids of their own.
func (d *decoder) components(f *source.File, n *tree.Node) {
	items := n.Items
	if n.Kind == tree.Map {
		items = []*tree.Node{n}
	}
	for _, item := range items {
		c := &Component{Entity: entity(f, item)}
		if item.IsScalar() { // nothing but an id
			c.ID = item.Text
		} else if id := item.Get("id"); id != nil {
			c.ID, c.Pos, c.Len = id.Text, id.Pos, id.Len
		}
		d.lang, d.nth = langOf(item, d.locales[0]), len(d.doc.Components)
		d.value(item, reflect.ValueOf(c).Elem())
		if c.Name.IsZero() {
			c.Name = plainText(c.ID, d.lang, c.Pos)
		}
		d.doc.Components = append(d.doc.Components, c)
	}
}

func entity(f *source.File, n *tree.Node) Entity {
	return Entity{Kind: f.Kind, ID: f.ID(), File: f, Pos: n.Pos, Len: n.Len}
}

func langOf(n *tree.Node, mainLocale string) string {
	if lang := n.Get("lang"); lang != nil && lang.Kind == tree.Text {
		return lang.Text
	}
	return mainLocale
}

// DecodeGuide turns a guide's front matter (nil when it has none) and its
// Markdown into a document.
func DecodeGuide(f *source.File, front *tree.Node, body int, md *markdown.Document, locales []string, diags *source.Diagnostics) *Document {
	id, lang := GuideID(f.Name, locales)
	if lang == "" {
		lang = langOf(front, locales[0])
	}
	g := &Guide{Entity: Entity{Kind: source.Guide, ID: id, File: f, Pos: source.Pos{File: f}}}
	doc := &Document{File: f, Guide: g}
	if front != nil {
		d := &decoder{lang: lang, locales: locales, doc: doc, diags: diags}
		d.value(front, reflect.ValueOf(g).Elem())
	}
	switch {
	case !g.Title.IsZero():
		g.Name = g.Title
	case md.Title() != "":
		g.Name = plainText(md.Title(), lang, source.Pos{File: f, Offset: body})
	case len(md.Headings) > 0:
		g.Name = plainText(md.Headings[0].Text, lang, md.Headings[0].Pos)
	default:
		g.Name = plainText(path.Base(id), lang, source.Pos{File: f})
	}
	for i := range md.Links {
		doc.prose = append(doc.prose, mention{link: &md.Links[i]})
	}
	g.Versions = []GuideVersion{{Lang: lang, File: f, Doc: md, Body: body}}
	return doc
}

// GuideID returns the id of the guide in a file, and the language that the
// file's name gives, or "": "guides/a/b.en.md" → "a/b", "en".
func GuideID(name string, locales []string) (id, lang string) {
	id = strings.TrimSuffix(strings.TrimPrefix(name, "guides/"), ".md")
	if ext := path.Ext(id); ext != "" && slices.Contains(locales, ext[1:]) {
		return strings.TrimSuffix(id, ext), ext[1:]
	}
	return id, ""
}
