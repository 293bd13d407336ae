package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of tokens, in code points.
const (
	maxToken  = 40 // longer words are cut
	maxJoined = 24 // longer compounds are not joined
	maxParts  = 3  // compounds of more words are not joined
)

// Token is a term in a text.
type Token struct {
	Term       string
	Start, End int // span in the text, in bytes
}

// Tokens returns the tokens of a text, in the order of its runs.
func Tokens(s string) []Token {
	var list []Token
	n := normalise(nil, s)
	n.tokens(func(from, to int, term string) {
		list = append(list, Token{term, int(n.chars[from].start), int(n.chars[to-1].end)})
	})
	return list
}

// tokens calls emit for each token, with the range of its code points.
func (n normal) tokens(emit func(from, to int, term string)) {
	for i := 0; i < len(n.chars); {
		switch n.chars[i].class {
		case japanese:
			j := n.run(i)
			for k := i; k+1 < j; k++ {
				emit(k, k+2, n.string(k, k+2))
			}
			emit(j-1, j, n.string(j-1, j))
			i = j
		case wordClass:
			parts := n.compound(i)
			for _, p := range parts {
				n.word(p, emit)
			}
			if joined := n.joined(parts); joined != "" {
				emit(parts[0].from, parts[len(parts)-1].to, joined)
			}
			i = parts[len(parts)-1].to
		default:
			i++
		}
	}
}

// span is a part of a normalised text.
type span struct{ from, to int }

// compound returns the words from i that are linked by a single character each.
func (n normal) compound(i int) []span {
	parts := []span{{i, n.run(i)}}
	for {
		j := parts[len(parts)-1].to
		if j+1 >= len(n.chars) || n.chars[j+1].class != wordClass || n.chars[j].r >= 0x80 || !strings.ContainsRune("-_./'&:@", n.chars[j].r) {
			return parts
		}
		parts = append(parts, span{j + 1, n.run(j + 1)})
	}
}

// joined returns the words of a compound as one word. It returns "" if there is only one
// word, or if there are too many words or characters.
func (n normal) joined(parts []span) string {
	length := 0
	for _, p := range parts {
		length += p.to - p.from
	}
	if len(parts) < 2 || len(parts) > maxParts || length > maxJoined {
		return ""
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(n.string(p.from, p.to))
	}
	return b.String()
}

// cut returns the term of a word.
func (n normal) cut(p span) string { return n.string(p.from, min(p.to, p.from+maxToken)) }

// word emits the tokens of one word: the word, the parts of camelCase, the letters of
// oauth2, and names such as c++ and .net.
func (n normal) word(p span, emit func(from, to int, term string)) {
	emit(p.from, p.to, n.cut(p))
	from := p.from
	for i := p.from + 1; i <= p.to; i++ {
		if i == p.to && from == p.from { // one part
			break
		}
		if i == p.to || n.isBorder(i, p.to) {
			if i-from >= 2 {
				emit(from, i, n.cut(span{from, i}))
			}
			from = i
		}
	}
	if letters := n.letters(p); letters != "" {
		emit(p.from, p.from+utf8.RuneCountInString(letters), letters)
	}
	if s, term := n.special(p); term != "" {
		emit(s.from, s.to, term)
	}
}

// letters returns the letters of a word such as oauth2: at least three, and then digits.
func (n normal) letters(p span) string {
	digits := p.to
	for digits > p.from && n.isDigit(digits-1) {
		digits--
	}
	for i := p.from; i < digits; i++ {
		if n.isDigit(i) {
			return ""
		}
	}
	if digits == p.to || digits-p.from < 3 {
		return ""
	}
	return n.cut(span{p.from, digits})
}

func (n normal) isDigit(i int) bool { return '0' <= n.chars[i].r && n.chars[i].r <= '9' }

// isBorder reports whether a part of camelCase begins at i, which is not the first
// character of its word.
func (n normal) isBorder(i, end int) bool {
	if !n.chars[i].upper || n.chars[i].start == n.chars[i-1].start { // both code points of Æ come from one upper-case letter
		return false
	}
	return !n.chars[i-1].upper || i+1 < end && !n.chars[i+1].upper && !n.isDigit(i+1)
}

// special returns the name with signs that contains a word: c++, c#, .net.
func (n normal) special(p span) (span, string) {
	isName := !slices.ContainsFunc(n.chars[p.from:p.to], func(c char) bool { return c.r < 'a' || c.r > 'z' })
	after := func(signs string) bool {
		end := p.to + len(signs)
		return end <= len(n.chars) && n.string(p.to, end) == signs && (end == len(n.chars) || n.chars[end].class != wordClass)
	}
	for _, signs := range []string{"++", "#"} {
		if isName && after(signs) {
			return span{p.from, p.to + len(signs)}, n.cut(p) + signs
		}
	}
	if i := p.from - 1; i >= 0 && n.chars[i].r == '.' && (i == 0 || n.chars[i-1].class != wordClass && n.chars[i-1].r != '.') {
		return span{i, p.to}, "." + n.cut(p)
	}
	return span{}, ""
}
