package site

import (
	"reflect"
	"sort"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Document is the decoded content of one file before linking. It depends only on that
// file and on the site's languages, and it is immutable, so it can be linked any number
// of times.
type Document struct {
	File     *source.File
	Pages    []Page // one page, one language of a guide, or the components of a list
	Settings *Settings
	Terms    []*Term
	Values   []Value // measurements; not nil for a file of kind Metric
	Issues   []Issue // not nil for a file of kind Data

	Unfit       bool // whether it does not match its schema
	KeysUnknown bool // whether it is a guide with a front matter that does not parse

	front   []frontKey // keys of a front matter
	prose   []mention
	dropped []string // the texts under unknown keys
	texts   []Text   // all texts that need every language
}

// mention is a name or a link in a document's texts.
type mention struct {
	link    *markdown.Link
	nth     int  // index in Pages
	escaped bool // whether it is in a double-quoted string, where a backslash is written twice
}

// defaultLocale is the main language of a site that does not set one.
const defaultLocale = "en"

// Locales returns the languages in a site.yaml, the main one first. They must be
// known before any other file is decoded. n may be nil.
func Locales(n *tree.Node) []string {
	if locales := n.Get("locales"); locales != nil && len(locales.Items) > 0 {
		var codes []string
		for _, item := range locales.Items {
			codes = append(codes, item.Text)
		}
		return codes
	}
	return []string{defaultLocale}
}

// Decode turns the YAML of a file into a document. Decode does not report parts of n that
// do not match the schema of the file's kind; package schema does. Bare strings are in
// the first language of locales unless the file sets another one.
func Decode(f *source.File, n *tree.Node, locales []string, diags *source.Diagnostics) *Document {
	doc := &Document{File: f}
	d := &decoder{lang: langOf(n, locales[0]), locales: locales, doc: doc, diags: diags}
	switch f.Kind {
	case source.Site:
		doc.Settings = &Settings{File: f}
		d.value(n, reflect.ValueOf(doc.Settings).Elem())
	case source.Glossary:
		d.value(n, reflect.ValueOf(&doc.Terms).Elem())
	case source.Component: // one component, or a list
		items := n.Items
		if n.Kind == tree.Map {
			items = []*tree.Node{n}
		}
		for _, item := range items {
			if n.Kind == tree.List && item.Kind == tree.Map && item.Get("id") == nil {
				d.dropWithoutID(item) // the schema reports it; the id is not the name of the file
				continue
			}
			d.page(f, item)
		}
	default:
		d.page(f, n)
	}
	return doc
}

func (d *decoder) page(f *source.File, n *tree.Node) {
	p := newPage(Entity{Kind: f.Kind, ID: f.ID(), File: f, Pos: n.Pos, Len: n.Len})
	d.lang, d.nth = langOf(n, d.locales[0]), len(d.doc.Pages)
	d.structure(n, reflect.ValueOf(p).Elem())
	p.Base().reviewedAt = locate(n.Get("reviewed"))
	d.doc.Pages = append(d.doc.Pages, p)
}

// dropWithoutID records the texts of an item without an id, and the id that would be made
// from its name, because other files may use it.
func (d *decoder) dropWithoutID(item *tree.Node) {
	d.drop(item)
	if name := item.Get("name"); name != nil && name.IsScalar() {
		d.doc.dropped = append(d.doc.dropped, text.SuggestID(name.Text))
	}
}

func langOf(n *tree.Node, mainLocale string) string {
	if lang := n.Get("lang"); lang != nil && lang.Kind == tree.Text {
		return lang.Text
	}
	return mainLocale
}

// proseOf returns the mentions in the page with an index.
func (doc *Document) proseOf(nth int) []mention {
	from := sort.Search(len(doc.prose), func(i int) bool { return doc.prose[i].nth >= nth })
	to := sort.Search(len(doc.prose), func(i int) bool { return doc.prose[i].nth > nth })
	return doc.prose[from:to]
}
