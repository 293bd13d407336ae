package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// field is a text that is compared with a query.
type field struct {
	text    string
	tokens  []Token
	squeeze string
}

func newField(s string) *field {
	return &field{text: s, tokens: Tokens(s), squeeze: squeeze(s)}
}

// squeeze returns the normalised letters of a text, with a space between words. There is
// no space between Japanese characters, because a line may end between any two of them.
func squeeze(s string) string {
	n := normalise(nil, s)
	var b strings.Builder
	last := separator // class of the last letter
	gap := false
	for _, c := range n.chars {
		if c.class == separator {
			gap = true
			continue
		}
		if gap && last == wordClass && c.class == wordClass {
			b.WriteByte(' ')
		}
		b.WriteRune(c.r)
		last, gap = c.class, false
	}
	return b.String()
}

// phrase is a whole query in the form in which it may be in a text.
type phrase struct {
	text   string
	prefix bool // whether a word may continue after it
}

// in returns whether a squeezed text contains the phrase: 3 if it is the whole text, 2 if
// the text begins with it, 1 if it is elsewhere in the text, and 0 otherwise.
func (p phrase) in(s string) int {
	if p.text == "" {
		return 0
	}
	if s == p.text {
		return 3
	}
	first, _ := utf8.DecodeRuneInString(p.text)
	final, _ := utf8.DecodeLastRuneInString(p.text)
	for from := 0; ; {
		i := strings.Index(s[from:], p.text)
		if i < 0 {
			return 0
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(p.text):])
		inWord := i > 0 && isWord(first) && isWord(before)
		goesOn := !p.prefix && i+len(p.text) < len(s) && isWord(final) && isWord(after)
		if !inWord && !goesOn {
			if i == 0 {
				return 2
			}
			return 1
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		from = i + size
	}
}

func isWord(r rune) bool { return classOf(r) == wordClass }

// value returns how well a text matches the unit: 4 if it contains the word or the
// Japanese run, less if it contains only some pairs of the run.
func (m *matcher) value(f *field) int {
	if m.japanese {
		if strings.Contains(f.squeeze, m.run) {
			return 4
		}
		n := 0
		for _, pair := range m.alternatives[0] {
			if strings.Contains(f.squeeze, pair) {
				n++
			}
		}
		return 3 * n / len(m.alternatives[0])
	}
	for _, terms := range m.alternatives {
		if m.hasAll(f, terms) {
			return 4
		}
	}
	return 0
}

func (m *matcher) hasAll(f *field, terms []string) bool {
	for i, term := range terms {
		has := false
		for _, t := range f.tokens {
			if has = m.accepts(t.Term, term, m.prefix && i == len(terms)-1); has {
				break
			}
		}
		if !has {
			return false
		}
	}
	return true
}

// docFields are the texts of a document in the form of field.
type docFields struct {
	names map[string][]*field   // by language
	parts map[string][]partText // by language
}

type partText struct {
	Part
	title, text *field
}

// maxFields is the maximum number of documents whose texts are cached for further
// searches.
const maxFields = 256

// fields returns the texts of a document.
func (s *Searcher) fields(doc int) *docFields {
	if d := s.docs[doc]; d != nil {
		return d
	}
	d := &docFields{map[string][]*field{}, map[string][]partText{}}
	for lang, names := range s.titlesOf(doc).Names {
		for _, name := range names {
			d.names[lang] = append(d.names[lang], newField(name))
		}
	}
	for lang, list := range s.partsOf(doc) {
		for _, p := range list {
			d.parts[lang] = append(d.parts[lang], partText{p, newField(p.Title), newField(p.Text)})
		}
	}
	if len(s.docs) >= maxFields {
		clear(s.docs)
	}
	s.docs[doc] = d
	return d
}

// The gain of a document, in sixteenths of its score, if it contains the whole query in
// one place: in the title of a part, by the result of phrase.in, or in its title and
// text. A document also gains if one part contains all words of a query of several words,
// twice as much if they are in its title.
var gainTitle = [4]int{0, 12, 12, 24}

const (
	gainText = 16
	gainPart = 8
)

// gain returns the gain of a document for one of its names. The number of the title is 0.
// A name that is hardly longer than the query gains more, and so does one with a low
// number: keywords and synonyms follow other names.
func (p phrase) gain(name string, number int) int {
	gain, share := 0, 0
	if name != "" {
		share = utf8.RuneCountInString(p.text) * 24 / utf8.RuneCountInString(name)
	}
	switch p.in(name) {
	case 3:
		gain = 64
	case 2:
		gain = 16 + share
	case 1:
		gain = 8 + share/2
	}
	return gain * (8 - min(number, 4)) / 8
}

// refine sets the refined score of a candidate.
func (s *Searcher) refine(c *candidate, matchers []*matcher, p phrase) {
	d := s.fields(c.doc)
	name, title, text, covered := 0, 0, 0, 0
	for _, names := range d.names {
		for i, f := range names {
			name = max(name, p.gain(f.squeeze, i))
		}
	}
	for _, parts := range d.parts {
		for _, part := range parts {
			title = max(title, gainTitle[p.in(part.title.squeeze)])
			if p.in(part.title.squeeze+" "+part.text.squeeze) > 0 {
				text = gainText
			}
			n := 0
			for _, m := range matchers {
				switch {
				case m.value(part.title) == 4:
					n += 2
				case m.value(part.text) == 4:
					n++
				}
			}
			covered = max(covered, n)
		}
	}
	gain := name + title + text
	if len(matchers) > 1 {
		gain += gainPart * covered / len(matchers)
	}
	c.refined = c.score * (16 + gain) / 16
	switch s.rangeOf(c.doc).Status {
	case "retired", "deprecated", "draft":
		c.refined = c.refined * 5 / 8
	}
}

// choosePart returns the language and the index of the part of a document to show. A part
// in another language than own must match much better, or contain a word of the query
// that is neither in the names in own nor in the part in own.
func (d *docFields) choosePart(matchers []*matcher, own string, langs []string) (lang string, part int) {
	rest := slices.DeleteFunc(slices.Clone(matchers), func(m *matcher) bool {
		return slices.ContainsFunc(d.names[own], func(f *field) bool { return m.value(f) == 4 })
	})
	adds := func(lang string, part int) bool {
		return part < len(d.parts[lang]) && slices.ContainsFunc(rest, func(m *matcher) bool {
			p := d.parts[lang][part]
			return m.value(p.title) == 4 || m.value(p.text) == 4
		})
	}
	lang = own
	part, value := d.bestPart(matchers, own)
	for _, other := range langs {
		if n, v := d.bestPart(matchers, other); v > 2*value || adds(other, n) && !adds(lang, part) {
			lang, part, value = other, n, v
		}
	}
	return lang, part
}

// bestPart returns the index of the part of a document in a language that matches best,
// and how well it matches. If the name matches the whole query, the part is the top of
// the page.
func (d *docFields) bestPart(matchers []*matcher, lang string) (best, value int) {
	named := 0
	for _, m := range matchers {
		most := 0
		for _, f := range d.names[lang] {
			most = max(most, m.value(f))
		}
		named += most
	}
	if named == 4*len(matchers) {
		return 0, 2 * named
	}
	if len(matchers) == 1 {
		value = 2 * named // the top of the page, unless the title of a part contains more of the run
	}
	for i, p := range d.parts[lang] {
		v := 0
		for _, m := range matchers {
			v += max(2*m.value(p.title), m.value(p.text))
		}
		if v > value {
			best, value = i, v
		}
	}
	return best, max(value, named)
}
