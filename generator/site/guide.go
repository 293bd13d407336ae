package site

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Guide is a page of Markdown, in one language or in several, each in a file of
// its own. The front matter is taken from the file in the site's main language,
// or from the first file if there is none in that language.
type Guide struct {
	Entity

	GuideType  string           `key:"type"` // tutorial, how-to, reference or explanation
	Title      Text             `key:"title"`
	Domains    []Ref[Domain]    `key:"domains"`
	Components []Ref[Component] `key:"components"`
	IsDraft    bool             `key:"draft"`

	// Computed by Link.
	Versions   []GuideVersion // main language first
	Interfaces []*Interface   // interfaces that name this guide
	Features   []*Feature     // features that name this guide
	Prev, Next *Guide         // the neighbours in the same folder

	index *anchorIndex // nil before linking
}

// ByGuide is the reference from a guide to its subject.
const ByGuide How = "guide"

// GuideVersion is a guide in one language.
type GuideVersion struct {
	Lang string
	File *source.File
	Doc  *markdown.Document
	Body int // offset in the file where the text after the front matter starts
}

// GuideID returns the id of the guide in a file, and the language in the name of the
// file, or "": "guides/a/b.en.md" → "a/b", "en".
func GuideID(name string, locales []string) (id, lang string) {
	id = strings.TrimSuffix(strings.TrimPrefix(name, "guides/"), ".md")
	if ext := path.Ext(id); ext != "" && slices.Contains(locales, ext[1:]) {
		return strings.TrimSuffix(id, ext), ext[1:]
	}
	return id, ""
}

// DecodeGuide turns a guide's front matter (nil if it has none) and the Markdown from
// the offset body into a document.
func DecodeGuide(f *source.File, front *tree.Node, body int, locales []string, diags *source.Diagnostics) *Document {
	id, lang := GuideID(f.Name, locales)
	if lang == "" {
		lang = langOf(front, locales[0])
	}
	g := &Guide{Entity: Entity{Kind: source.Guide, ID: id, File: f, Pos: source.Pos{File: f}}}
	doc := &Document{File: f, Pages: []Page{g}}
	if front != nil {
		d := &decoder{lang: lang, locales: locales, doc: doc, diags: diags}
		d.value(front, reflect.ValueOf(g).Elem())
		doc.front, g.reviewedAt = frontKeys(front), locate(front.Get("reviewed"))
	}
	titles := g.Title.all()
	for i := range titles {
		titles[i] = text.OneLine(titles[i])
	}
	md := markdown.Parse(f, body, diags, titles...)
	switch {
	case !g.Title.IsZero():
		g.Name = g.Title
	case md.Title() != "":
		g.Name = plainText(md.Title(), lang, source.Pos{File: f, Offset: body})
	default:
		g.Name = plainText(fileTitle(id), lang, source.Pos{File: f})
	}
	for i := range md.Links {
		doc.prose = append(doc.prose, mention{link: &md.Links[i]})
	}
	g.Versions = []GuideVersion{{Lang: lang, File: f, Doc: md, Body: body}}
	return doc
}

// Comments returns the offsets of the comments in the Markdown of a guide, and of its
// headings, because a comment of YAML is a heading there.
func (doc *Document) Comments() [][2]int {
	md := doc.Pages[0].(*Guide).Versions[0].Doc
	list := slices.Clip(md.Comments)
	for _, h := range md.Headings {
		line, _ := h.Pos.LineColumn()
		start := h.Pos.File.LineStart(line)
		list = append(list, [2]int{start, start + len(h.Pos.File.Line(line))})
	}
	return list
}

// fileTitle returns the title of a guide whose text has none: the name of its file or,
// for the index of a folder, the name of the folder.
func fileTitle(id string) string {
	if isIndex(id) {
		return path.Base(path.Dir("guides/" + id))
	}
	return path.Base(id)
}

// IsIndex reports whether a guide introduces its folder: README.md, index.md or _index.md.
func (g *Guide) IsIndex() bool { return isIndex(g.ID) }

// isIndex reports whether the guide with an id introduces its folder.
func isIndex(id string) bool {
	switch strings.ToLower(path.Base(id)) {
	case "readme", "index", "_index":
		return true
	}
	return false
}

// In returns the version for a locale, or the main version if there is none.
func (g *Guide) In(locale string) GuideVersion {
	for _, v := range g.Versions {
		if v.Lang == locale {
			return v
		}
	}
	return g.Versions[0]
}

// AnchorIn returns the id of a heading in the version for a locale, given its id in any
// version. If that version has no such id, but both versions have the same number of
// headings, it returns the id of the heading at the same index. Otherwise it returns "",
// the top of the page.
func (g *Guide) AnchorIn(locale, id string) string {
	if slices.Contains(g.In(locale).Doc.Anchors, id) {
		return id
	}
	here := g.In(locale).Doc.Headings
	for _, v := range append([]GuideVersion{g.In(locale)}, g.Versions...) {
		for i, h := range v.Doc.Headings {
			if h.ID != id {
				continue
			}
			if v.Lang == g.In(locale).Lang {
				return id
			}
			if len(v.Doc.Headings) == len(here) {
				return here[i].ID
			}
		}
	}
	return ""
}

// Folder returns the part of the id before the last slash, or "".
func (g *Guide) Folder() string { return g.ID[:max(strings.LastIndexByte(g.ID, '/'), 0)] }

// reset merges the versions in all languages into one guide.
func (g *Guide) reset(parts []part, locales []string) {
	versions := make([]GuideVersion, 0, len(parts))
	var name, summary []Version
	front := parts[0].page().(*Guide)
	for _, p := range parts {
		from := p.page().(*Guide)
		versions = append(versions, from.Versions...)
		if len(parts) > 1 {
			name = append(name, from.Name.versions...)
			summary = append(summary, from.Summary.versions...)
		}
		if from.Versions[0].Lang == locales[0] {
			front = from
		}
	}
	*g = *front
	if len(parts) > 1 {
		g.Name, g.Summary = Text{name}, Text{summary}
		stable.Sort(versions, func(a, b GuideVersion) int {
			return cmp.Compare(max(0, slices.Index(locales, a.Lang)), max(0, slices.Index(locales, b.Lang)))
		})
	}
	g.Versions = versions
	g.Domains = slices.Clone(front.Domains)
	g.Components = slices.Clone(front.Components)
	g.index = &anchorIndex{}
}

func (g *Guide) resolve(r *resolver) {
	resolveRefs(r, g.Domains, source.Domain, ByGuide, nil)
	resolveRefs(r, g.Components, source.Component, ByGuide, nil)
}

func (g *Guide) clearReverse()         { g.Interfaces, g.Features = nil, nil }
func (g *Guide) addReverse(e *edge)    { addItem(&g.Features, &g.Interfaces, e.via) }
func (g *Guide) inheritsFrom() *Domain { return firstDomain(g.Domains) }

// section sorts guides by folder.
func (g *Guide) section(*Site) (int, string) { return 0, g.Folder() }
