package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/stable"
)

// Options limit a search.
type Options struct {
	Lang   string // the language of the reader; "" is the main language
	Kind   string // only documents of this kind, unless ""
	Status string // only documents with this status, unless ""
	Limit  int    // maximum number of rows; 0 means 20
}

// Result is the result of a search.
type Result struct {
	Rows  []Row
	Total int // number of documents that match; Rows has the first ones
	// Nearest are terms of the index that are similar to words of the query, if no
	// document matches.
	Nearest []string
}

// Row is a document that matches a query.
type Row struct {
	Path     string // as in Doc
	URL      string // relative to the site, in the language of the reader, with the anchor
	Title    string
	Lang     string // language of the title
	Kind     string
	Status   string
	Cells    []int
	Anchor   string // anchor of the part that matches best; "" for the top of the page
	PartKind string
	Part     string // its title
	Excerpt  []Fragment
	TextLang string // language of the excerpt
}

// Fragment is a part of an excerpt.
type Fragment struct {
	Text  string
	Match bool // whether the query matches it
}

const (
	refined   = 16 // number of documents whose texts are compared with the query
	usualRows = 20
)

// Search returns the documents that match a query.
func (s *Searcher) Search(query string, o Options) Result {
	var r Result
	var matchers []*matcher
	for _, u := range units(query) {
		matchers = append(matchers, newMatcher(u))
	}
	if len(matchers) == 0 {
		return r
	}
	list := s.candidates(matchers, s.only(o))
	p := phrase{squeeze(query), matchers[len(matchers)-1].prefix}
	top := list[:min(len(list), refined)]
	for i := range top {
		s.refine(&top[i], matchers, p)
	}
	stable.Sort(top, compareCandidates)
	r.Total = len(list)
	limit := o.Limit
	if limit == 0 {
		limit = usualRows
	}
	lang := o.Lang
	if lang == "" && len(s.dir.Locales) > 0 {
		lang = s.dir.Locales[0]
	}
	for _, c := range list[:min(len(list), limit)] {
		r.Rows = append(r.Rows, s.row(c.doc, matchers, lang))
	}
	if r.Total == 0 {
		r.Nearest = s.nearest(matchers)
	}
	return r
}

// only returns a function that reports whether a document may be in a result.
func (s *Searcher) only(o Options) func(doc int) bool {
	if o.Kind == "" && o.Status == "" {
		return func(int) bool { return true }
	}
	ok := make([]bool, 0, s.dir.Docs)
	for _, r := range s.dir.Ranges {
		for range r.Count {
			ok = append(ok, (o.Kind == "" || r.Kind == o.Kind) && (o.Status == "" || r.Status == o.Status))
		}
	}
	return func(doc int) bool { return ok[doc] }
}

// row returns the row of a result for a document.
func (s *Searcher) row(doc int, matchers []*matcher, lang string) Row {
	var row Row
	d, t, r := s.fields(doc), s.titlesOf(doc), s.rangeOf(doc)
	row.Path, row.Kind, row.Status, row.Cells, row.URL, row.Lang = t.Path, r.Kind, r.Status, t.Cells, t.Path, lang
	if len(s.dir.Locales) > 0 && lang != s.dir.Locales[0] {
		row.URL = lang + "/" + t.Path
	}
	if len(t.Names[lang]) == 0 {
		row.Lang = r.Langs[0]
	}
	if names := t.Names[row.Lang]; len(names) > 0 {
		row.Title = names[0]
	}
	best := 0
	row.TextLang, best = d.choosePart(matchers, row.Lang, r.Langs)
	parts := d.parts[row.TextLang]
	if len(parts) == 0 {
		return row
	}
	p := parts[best]
	row.Anchor, row.PartKind, row.Part = p.Anchor, p.Kind, p.Title
	if own := d.parts[row.Lang]; row.TextLang != row.Lang { // the page is in the language of the reader
		row.Anchor = ""
		if len(own) == len(parts) {
			row.Anchor = own[best].Anchor
		}
	}
	if row.Anchor != "" {
		path, _, _ := strings.Cut(row.URL, "#")
		row.URL = path + "#" + row.Anchor
	}
	row.Excerpt = excerpt(p.text, matchers)
	return row
}

// marks returns the ranges of a text that match a unit: runs or, if there is no run,
// pairs.
func (m *matcher) marks(f *field) [][2]int {
	var list [][2]int
	if m.japanese {
		n := normalise(nil, f.text)
		for _, s := range [][]string{{m.run}, m.alternatives[0]} {
			for _, s := range s {
				for i := 0; s != ""; {
					at := strings.Index(n.text[i:], s)
					if at < 0 {
						break
					}
					i += at
					list = append(list, n.original(i, i+len(s)))
					i += len(s)
				}
			}
			if list != nil {
				break
			}
		}
		return list
	}
	for _, t := range f.tokens {
		for _, terms := range m.alternatives {
			for i, term := range terms {
				if m.accepts(t.Term, term, m.prefix && i == len(terms)-1) {
					list = append(list, [2]int{t.Start, t.End})
				}
			}
		}
	}
	return list
}

// original converts a range of the normalised text to one in the original text.
func (n normal) original(from, to int) [2]int {
	index := func(at int) int {
		i, _ := slices.BinarySearchFunc(n.chars, at, func(c char, at int) int { return cmp.Compare(int(c.at), at) })
		return i
	}
	return [2]int{int(n.chars[index(from)].start), int(n.chars[index(to)-1].end)}
}

// Sizes of excerpts, in characters.
const (
	excerptLength = 120
	excerptBefore = 30 // characters before the first match
)

// excerpt returns the part of a text around the first match.
func excerpt(f *field, matchers []*matcher) []Fragment {
	var marks [][2]int
	for _, m := range matchers {
		marks = append(marks, m.marks(f)...)
	}
	stable.Sort(marks, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	from := 0
	if len(marks) > 0 {
		from = back(f.text, marks[0][0], excerptBefore)
	}
	to := forward(f.text, from, excerptLength)
	var list []Fragment
	add := func(s string, match bool) {
		if s != "" {
			list = append(list, Fragment{s, match})
		}
	}
	at := from
	for _, m := range marks {
		if m[0] < at {
			m[0] = at
		}
		m[1] = min(m[1], to)
		if m[0] >= m[1] {
			continue
		}
		add(f.text[at:m[0]], false)
		add(f.text[m[0]:m[1]], true)
		at = m[1]
	}
	add(f.text[at:to], false)
	if from > 0 && len(list) > 0 {
		list = append([]Fragment{{"…", false}}, list...)
	}
	if to < len(f.text) {
		list = append(list, Fragment{"…", false})
	}
	return list
}

// back returns the offset n characters before i.
func back(s string, i, n int) int {
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}

// forward returns the offset n characters after i.
func forward(s string, i, n int) int {
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

// nearest returns terms that are similar to the words of a query: those with the same
// first two letters, and the fewest typing errors.
func (s *Searcher) nearest(matchers []*matcher) []string {
	const most = 3
	var list []string
	for _, m := range matchers {
		word := m.alternatives[len(m.alternatives)-1][0]
		if n := utf8.RuneCountInString(word); m.japanese || n < 3 {
			continue
		}
		for limit := 1; limit <= len(word)/2 && len(list) < most; limit++ {
			for _, t := range s.meant(word, false, limit) {
				if !slices.Contains(list, t.term) && len(list) < most {
					list = append(list, t.term)
				}
			}
		}
	}
	return list
}
