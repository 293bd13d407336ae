package search

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"

	"platmap/generator/text"
)

// Kinds are the kinds of documents, in the order of results of the same rank.
var Kinds = []string{"domain", "component", "guide", "scenario", "team", "term", "view"}

// Doc is a thing that the search can find, with its texts in all languages.
type Doc struct {
	Kind   string
	Status string              // "" if it is active or available
	Path   string              // such as "domains/database.html" or "glossary.html#slo", in the main language
	Langs  []string            // the languages in which it has texts
	Cells  []int               // the cells of the plan in which it is
	Names  map[string][]string // by language; the title is first
	Parts  map[string][]Part   // by language; the top of the page is first
}

// Part is the top of a page, or a section with an anchor.
type Part struct {
	Anchor string // "" for the top
	Kind   string // "responsibility", "heading" …; "" for the top
	Title  string
	Text   string // plain text in one line
}

// UnmarshalJSON decodes a part from its form in an index, a list of texts.
func (p *Part) UnmarshalJSON(b []byte) error {
	var texts [4]string
	err := json.Unmarshal(b, &texts)
	p.Anchor, p.Kind, p.Title, p.Text = texts[0], texts[1], texts[2], texts[3]
	return err
}

// Entry is the part of an index for one document. It does not depend on other documents,
// so it can be reused when they change. It is immutable.
type Entry struct {
	doc   Doc    // without Parts
	parts []byte // as JSON
	terms []byte // sorted terms, each in the form of a shard, but with its impact in place of the documents
}

// The weight of a term in a document, in sixteenths of the weight of one occurrence in
// the text. The shorter a name is, the more it counts.
const (
	weightText  = 16
	weightTitle = 64
	weightName  = 160
	maxInTitles = 2 // maximum number of occurrences in titles of parts that count

	nameLength = 8   // number of tokens of a name with the weight weightName
	textLength = 400 // number of tokens of a text of usual length

	// saturation is the weight at which a term has half of the maximum impact, in a text
	// of usual length.
	saturation = 4 * weightText

	maxImpact = 15 // impact of a term that is a whole name
)

// weights are the weights of a term in a document.
type weights struct {
	name, titles, text int
	isName             bool // whether a name of the document is the term
}

// analyser counts the terms of a document.
type analyser struct {
	scratch normaliser
	terms   map[string]int32 // indexes of weights
	weights []weights
	length  int // number of tokens in the texts
}

// analysers are reused, because documents have similar numbers of terms.
var analysers = sync.Pool{New: func() any { return &analyser{terms: map[string]int32{}} }}

// Analyse returns the entry of a document.
func Analyse(d Doc) *Entry {
	a := analysers.Get().(*analyser)
	defer a.reuse()
	for _, lang := range d.Langs {
		for _, name := range d.Names[lang] {
			a.name(name)
		}
		for _, p := range d.Parts[lang] {
			a.tokens(p.Title, func(w *weights) { w.titles = min(w.titles+1, maxInTitles) })
			a.tokens(p.Text, func(w *weights) { w.text++; a.length++ })
		}
	}
	e := &Entry{doc: d, parts: marshalParts(d.Parts), terms: a.encode(max(1, len(d.Langs)))}
	e.doc.Parts = nil
	return e
}

// reuse prepares the analyser for another document, unless this one was so large that
// clearing its map would slow down the others.
func (a *analyser) reuse() {
	if len(a.terms) < 1<<14 {
		clear(a.terms)
		a.weights, a.length = a.weights[:0], 0
		analysers.Put(a)
	}
}

// marshalParts returns the parts of a document as JSON.
func marshalParts(parts map[string][]Part) []byte {
	lists := map[string][][4]string{}
	for lang, list := range parts {
		lists[lang] = make([][4]string, len(list))
		for i, p := range list {
			lists[lang][i] = [4]string{p.Anchor, p.Kind, p.Title, p.Text}
		}
	}
	b, err := text.JSON(lists)
	if err != nil { // marshalling texts cannot fail
		panic("search: " + err.Error())
	}
	return b
}

// IsOf reports whether Analyse would return an equal entry for a document.
func (e *Entry) IsOf(d Doc) bool {
	same := bytes.Equal(marshalParts(d.Parts), e.parts)
	d.Parts = nil
	return same && reflect.DeepEqual(d, e.doc)
}

// tokens calls count with the weights of each token of a text.
func (a *analyser) tokens(s string, count func(w *weights)) {
	n := normalise(&a.scratch, s)
	n.tokens(func(_, _ int, term string) { count(a.weightsOf(term)) })
}

// weightsOf returns the weights of a term. The pointer is valid until the next call.
func (a *analyser) weightsOf(term string) *weights {
	i, known := a.terms[term]
	if !known {
		i = int32(len(a.weights))
		a.terms[term] = i
		a.weights = append(a.weights, weights{})
	}
	return &a.weights[i]
}

// name counts the terms of one name.
func (a *analyser) name(name string) {
	n, length := normalise(&a.scratch, name), 0
	n.tokens(func(int, int, string) { length++ })
	n.tokens(func(_, _ int, term string) {
		w := a.weightsOf(term)
		w.name = max(w.name, 2*weightName*nameLength/(nameLength+length))
	})
	if list := units(name); len(list) == 1 && len(list[0].alternatives[0]) == 1 {
		a.weightsOf(list[0].alternatives[0][0]).isName = true
	}
}

// encode returns the terms with their impacts.
func (a *analyser) encode(langs int) []byte {
	sorted := make([]string, 0, len(a.terms))
	for term := range a.terms {
		sorted = append(sorted, term)
	}
	slices.Sort(sorted)
	length := textLength + a.length/langs
	var b []byte
	last := ""
	for _, term := range sorted {
		w := &a.weights[a.terms[term]]
		impact := maxImpact
		if !w.isName {
			sum := w.name + 2*textLength*(weightTitle*w.titles+weightText*w.text)/length
			impact = 1 + (maxImpact-1)*sum/(sum+saturation)
		}
		b = append(appendTerm(b, last, term), byte(impact))
		last = term
	}
	return b
}

// appendTerm appends a term to a sorted list: the length of the prefix that it shares
// with the previous term, the length of the rest, and the rest.
func appendTerm(b []byte, last, term string) []byte {
	shared := 0
	for shared < min(len(last), len(term)) && last[shared] == term[shared] {
		shared++
	}
	b = append(b, byte(shared), byte(len(term)-shared))
	return append(b, term[shared:]...)
}

// nextTerm reads a term. term is the previous one.
func nextTerm(b []byte, term []byte) (rest, next []byte) {
	shared, length := int(b[0]), int(b[1])
	return b[2+length:], append(term[:shared], b[2:2+length]...)
}

// compareDocs compares documents in the order of an index: documents of the same kind,
// languages and status form a range.
func compareDocs(a, b *Entry) int {
	kind := func(e *Entry) int { return slices.Index(Kinds, e.doc.Kind) }
	if c := kind(a) - kind(b); c != 0 {
		return c
	}
	if c := slices.Compare(a.doc.Langs, b.doc.Langs); c != 0 {
		return c
	}
	if c := strings.Compare(a.doc.Status, b.doc.Status); c != 0 { // "" is first
		return c
	}
	return strings.Compare(a.doc.Path, b.doc.Path)
}
