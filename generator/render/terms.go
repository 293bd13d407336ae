package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/site"
	"platmap/generator/text"
	"platmap/generator/theme"
)

// The first use of a glossary term in the texts of a page is a link to the term. Like
// other links it has a card; see cards.go.

// termTree finds the names of terms in a text in linear time: each node has a child for
// each possible next character. Names are in lower case.
type termTree struct {
	next map[rune]*termTree
	term *site.Term // the term whose name ends here, or nil
	name string     // as written
}

// makeTermTree makes the tree of the names of terms in a language.
func makeTermTree(s *site.Site, locale string) *termTree {
	root := &termTree{}
	for _, t := range s.Terms {
		for _, name := range append([]site.Text{t.Term}, t.Aka...) {
			if v := name.In(locale); v.Lang == locale {
				root.add(text.OneLine(v.Plain()), t)
			}
		}
	}
	return root
}

func (n *termTree) add(name string, t *site.Term) {
	if utf8.RuneCountInString(name) < 2 || strings.ContainsAny(name, "<>&") {
		return
	}
	for _, r := range name {
		r = unicode.ToLower(r)
		if n.next == nil {
			n.next = map[rune]*termTree{}
		}
		if n.next[r] == nil {
			n.next[r] = &termTree{}
		}
		n = n.next[r]
	}
	if n.term == nil { // if several terms have the same name, keep the first one
		n.term, n.name = t, name
	}
}

// find returns the longest name of a term at the start of s, and its length in bytes.
func (n *termTree) find(s string) (t *site.Term, length int) {
	for i, r := range s {
		if n = n.next[unicode.ToLower(r)]; n == nil {
			break
		}
		if end := i + utf8.RuneLen(r); n.term != nil && endsWord(s, end) && sameCase(n.name, s[:end]) {
			t, length = n.term, end
		}
	}
	return t, length
}

// endsWord reports whether a word ends at an offset of s. Japanese has no spaces, so a
// word ends where the script changes. This prevents a match within a longer word.
func endsWord(s string, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:end])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return script(before) == 0 || script(before) != script(after)
}

// script returns a number for the script of a letter or digit, or 0 for other characters.
// A hyphen joins Latin words.
func script(r rune) int {
	switch {
	case r == 'ー' || unicode.Is(unicode.Katakana, r):
		return 2
	case unicode.Is(unicode.Han, r):
		return 3
	case unicode.Is(unicode.Hiragana, r):
		return 4
	case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
		return 1
	}
	return 0
}

// sameCase reports whether a name may be written as it is in a text. Abbreviations such
// as SLO match only in capitals.
func sameCase(name, written string) bool {
	return name != strings.ToUpper(name) || name == written
}

// Explain returns HTML in which the first use of each term is a link. Terms that the page
// has already explained are left out.
func (p *Page) Explain(html theme.HTML) theme.HTML {
	tree := p.r.terms[p.Locale]()
	if p.explained == nil || tree.next == nil {
		return html
	}
	return theme.HTML(p.explain(string(html), tree))
}

func (p *Page) explain(html string, tree *termTree) string {
	var b strings.Builder
	done, skipped := 0, 0 // offset up to which b is written, and the number of open elements without explanations
	previous := rune(0)
	for i := 0; i < len(html); {
		if html[i] == '<' {
			end := tagEnd(html, i)
			skipped = max(0, skipped+depthOf(html[i:end]))
			i, previous = end, 0
			continue
		}
		r, size := utf8.DecodeRuneInString(html[i:])
		if skipped == 0 && script(r) != 0 && script(r) != script(previous) && previous != '&' {
			if t, n := tree.find(html[i:]); t != nil {
				if !p.explained[t] {
					p.explained[t] = true
					b.WriteString(html[done:i] + p.termLink(t, html[i:i+n]))
					done = i + n
				}
				previous, _ = utf8.DecodeLastRuneInString(html[i : i+n])
				i += n
				continue
			}
		}
		i, previous = i+size, r
	}
	if done == 0 {
		return html
	}
	b.WriteString(html[done:])
	return b.String()
}

func (p *Page) termLink(t *site.Term, words string) string {
	return `<a class="term" href="` + theme.Escape(p.Href(t)) + `">` + words + `</a>`
}

// tagEnd returns the offset after the tag that starts at an offset. An attribute may
// contain >.
func tagEnd(html string, start int) int {
	quote := byte(0)
	for i := start; i < len(html); i++ {
		switch c := html[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(html)
}

// withoutTerms are the elements in which terms are not explained: headings, links, code,
// tables, whose cells would cut cards off, and elements that contain no text.
var withoutTerms = map[string]bool{
	"a": true, "button": true, "code": true, "dfn": true, "figure": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"kbd": true, "math": true, "pre": true, "ruby": true, "samp": true, "script": true, "style": true, "summary": true, "svg": true, "table": true, "time": true, "var": true,
}

// depthOf returns 1 for the start tag of one of withoutTerms, -1 for its end tag, and 0
// for other tags.
func depthOf(tag string) int {
	name, depth := tag[1:], 1
	if strings.HasPrefix(name, "/") {
		name, depth = name[1:], -1
	}
	if end := strings.IndexAny(name, " \t\n/>"); end >= 0 {
		name = name[:end]
	}
	if withoutTerms[strings.ToLower(name)] {
		return depth
	}
	return 0
}
