package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/par"
	"platmap/generator/search"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// The documents of the search index are the things of the site, with the texts of their
// pages. The file of each kind has the parts of its pages.

// SearchIndex returns a new search index of the site.
func (s *FS) SearchIndex() *search.Index { return s.r.makeSearch() }

// SearchDocs returns the number of documents of the search index, and a function that
// makes each of them. The preview makes an index of them in small steps.
func (s *FS) SearchDocs() (n int, doc func(i int) search.Doc) {
	things := s.r.things()
	return len(things.list), func(i int) search.Doc { return s.r.searchDoc(things.list[i], things.terms) }
}

func (r *renderer) makeSearch() *search.Index {
	things := r.things()
	entries := make([]*search.Entry, len(things.list))
	par.Each(len(entries), func(i int) { entries[i] = search.Analyse(r.searchDoc(things.list[i], things.terms)) })
	return search.Assemble(r.site.Locales, entries, par.Each)
}

// searchThings are the things that the search can find: pages, terms, groups that have a
// page, and views. They are arguments of searchDoc.
type searchThings struct {
	list  []any
	terms map[string]*site.Term // by name, in the form used for comparison
}

func (r *renderer) makeThings() searchThings {
	var things []any
	for _, x := range r.site.Pages() {
		things = append(things, x)
	}
	for _, t := range r.site.Terms {
		things = append(things, t)
	}
	if r.hasGroupPages() {
		for _, g := range groups(r.site) {
			things = append(things, g)
		}
	}
	for _, v := range r.shownViews() {
		if v.name != "views" && v.name != "search" {
			things = append(things, v.name)
		}
	}
	return searchThings{things, termNames(r.site)}
}

// termNames returns the terms of the glossary by name, in the form used for comparison.
func termNames(s *site.Site) map[string]*site.Term {
	terms := map[string]*site.Term{}
	for _, t := range s.Terms {
		for _, name := range append([]site.Text{t.Term}, t.Aka...) {
			for _, v := range name.Versions() {
				if key := search.Normalise(v.Plain()); terms[key] == nil {
					terms[key] = t
				}
			}
		}
	}
	return terms
}

// searchDoc returns the document of a thing. If the thing has a name of a term, all names
// of the term become names of the thing.
func (r *renderer) searchDoc(x any, terms map[string]*site.Term) search.Doc {
	d := search.Doc{Names: map[string][]string{}, Parts: map[string][]search.Part{}}
	has := map[string]bool{} // the languages of its texts
	for _, locale := range r.site.Locales {
		w := &searchWriter{p: r.page("", locale, "index.html"), has: has, cells: map[int]bool{}}
		w.thing(x)
		if locale == r.site.Locale() {
			d.Kind, d.Status, d.Path, d.Cells = w.kind, w.status, w.path, w.cellList()
		}
		if _, isTerm := x.(*site.Term); !isTerm {
			w.addSynonyms(terms)
		}
		d.Names[locale], d.Parts[locale] = w.names, w.parts
	}
	for _, locale := range r.site.Locales {
		if has[locale] || len(has) == 0 && locale == r.site.Locale() {
			d.Langs = append(d.Langs, locale)
		} else {
			delete(d.Names, locale)
			delete(d.Parts, locale)
		}
	}
	return d
}

// searchWriter collects the texts of a thing in one language.
type searchWriter struct {
	p     *Page           // a page in the language; its path is not used
	has   map[string]bool // languages in which the thing has texts
	cells map[int]bool

	kind, status, path string
	names              []string
	parts              []search.Part
}

// thing collects the texts of a value that is passed to searchDoc.
func (w *searchWriter) thing(x any) {
	switch x := x.(type) {
	case site.Page:
		w.page(x)
	case *site.Term:
		w.kind = "term"
		path, anchor := w.p.address(x)
		w.setPath(path, anchor)
		w.name(x.Term)
		w.addNames(append([]site.Text{x.Reading}, x.Aka...))
		w.part(anchor, "", site.Text{}, x.Text)
	case *site.Group:
		w.kind = "view"
		w.setPath(w.p.address(x))
		w.plainName(w.p.NameText(x))
		w.has[w.p.Locale] = true
		w.part("", "", site.Text{}, x.Text)
		w.inDomains(x.Domains...)
	case string:
		w.kind = "view"
		w.setPath(w.p.address(x))
		w.plainName(w.p.Say("view." + x))
		w.has[w.p.Locale] = true
		texts := []string{w.p.Say("asks." + x)}
		if x == "overview" {
			w.name(w.p.Site.Title)
			texts = append(texts, w.text(w.p.Site.Summary))
		} else if lead, ok := w.p.r.Theme.Words(w.p.Locale)[x+".lead"]; ok {
			texts = append(texts, lead)
		}
		w.plainPart("", "", "", texts...)
	default:
		panic(fmt.Sprintf("render: no document for a %T", x))
	}
}

// setPath sets the path of the document, as in a URL.
func (w *searchWriter) setPath(path, anchor string) {
	if w.path = escapePath(path); anchor != "" {
		w.path += "#" + anchor
	}
}

// page collects the texts that pages of all kinds have, and those of its kind.
func (w *searchWriter) page(x site.Page) {
	e := x.Base()
	w.kind = string(e.Kind)
	if e.Status != "active" && e.Status != site.Available {
		w.status = string(e.Status)
	}
	w.setPath(w.p.address(x))
	w.name(e.Name)
	w.addNames(slices.Concat([]site.Text{e.Reading}, e.Aka, e.Keywords))
	if e.Kind != source.Guide { // the id of a guide is a path, not a name
		w.plainName(e.ID)
	}
	k := kindOf(e.Kind)
	k.set(w.p, x)
	k.search(w)
	if titles := convert(e.Links, func(x site.WebLink) site.Text { return x.Title }); len(titles) > 0 {
		w.part("", "link", site.Text{}, titles...)
	}
	for _, n := range e.Notes {
		w.part(w.sectionID("notes"), "note", site.Text{}, n.Text)
	}
}

// sectionID returns the anchor of a section that pages of several kinds have.
func (w *searchWriter) sectionID(name string) string {
	if w.kind == string(source.Guide) {
		return "pm-" + name
	}
	return name
}

// text returns a text in the language of w, or "" if it is not translated.
func (w *searchWriter) text(t site.Text) string {
	for _, v := range t.Versions() {
		w.has[v.Lang] = true
	}
	if !t.Has(w.p.Locale) {
		return ""
	}
	return text.OneLine(w.p.Plain(t))
}

// name adds a name. If the name is not translated, it adds the name in another language.
func (w *searchWriter) name(t site.Text) {
	w.text(t)
	w.plainName(text.OneLine(w.p.Plain(t)))
}

func (w *searchWriter) plainName(name string) {
	if name != "" && !slices.Contains(w.names, name) {
		w.names = append(w.names, name)
	}
}

func (w *searchWriter) addNames(list []site.Text) {
	for _, t := range list {
		w.name(t)
	}
}

// addSynonyms adds the other names of terms whose name the thing has.
func (w *searchWriter) addSynonyms(terms map[string]*site.Term) {
	for _, name := range w.names[:len(w.names):len(w.names)] {
		if t := terms[search.Normalise(name)]; t != nil {
			for _, other := range append([]site.Text{t.Term}, t.Aka...) {
				w.plainName(text.OneLine(w.p.Plain(other)))
			}
		}
	}
}

// part adds a part of the page. A title that is not translated is added in another
// language, so that the page has the same parts in all languages.
func (w *searchWriter) part(anchor, kind string, title site.Text, texts ...site.Text) {
	w.text(title)
	w.plainPart(anchor, kind, text.OneLine(w.p.Plain(title)), convert(texts, w.text)...)
}

func (w *searchWriter) plainPart(anchor, kind, title string, texts ...string) {
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	w.parts = append(w.parts, search.Part{Anchor: anchor, Kind: kind, Title: title, Text: strings.Join(texts, " ")})
}

// inDomains records the cells of the plan that the thing is in.
func (w *searchWriter) inDomains(domains ...*site.Domain) {
	c := w.p.r.cells()
	for _, d := range domains {
		if i, ok := c.of[d]; ok && len(c.all) > 1 {
			w.cells[i] = true
		}
	}
}

func (w *searchWriter) cellList() []int {
	var list []int
	for i := range w.cells {
		list = append(list, i)
	}
	slices.Sort(list)
	return list
}

// searchFiles returns a search index for callers that read all its files.
func (r *renderer) searchFiles() *search.Index {
	x := r.makeSearch()
	x.Compress(par.Each)
	return x
}

// searchFile returns the content of a file of the search index, or nil.
func (r *renderer) searchFile(name string) content {
	if !strings.HasPrefix(name, search.Folder) || !r.search().Has(name) {
		return nil
	}
	return func() ([]byte, error) { return r.search().File(name), nil }
}

// nameOrID returns a name, or an id if there is none.
func (w *searchWriter) nameOrID(t site.Text, id string) string {
	w.text(t)
	return cmp.Or(text.OneLine(w.p.Plain(t)), id)
}

// shown returns a text as the page shows it: in another language if it is not translated.
func (w *searchWriter) shown(t site.Text) string { return w.nameOrID(t, "") }

// itemTexts returns the names and texts of items and of their details.
func itemTexts(list []site.Item) []site.Text {
	var texts []site.Text
	for _, x := range list {
		texts = append(append(texts, x.Name, x.Text), itemTexts(x.Details)...)
	}
	return texts
}
