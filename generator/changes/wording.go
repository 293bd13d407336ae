package changes

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/diff"
	"platmap/generator/site"
	"platmap/generator/text"
)

// Reworded returns the words that a change of a text replaces, and their language: the
// language of w if the text has changed in it, otherwise the first language in which it
// has. It returns nil for a change of anything else, and if only the markup has changed.
func (w *Words) Reworded(c diff.Change) (pieces []text.Piece, lang string) {
	old, new := c.Old.Value, c.New.Value
	switch {
	case c.Operation != diff.Changed || old.Kind != new.Kind, isName(c) && w.value(c, c.Old) != w.value(c, c.New):
		return nil, ""
	case old.Kind == diff.Markdown:
		return text.WordDiff(old.Plain, new.Plain), new.Lang
	case old.Kind != diff.Text:
		return nil, ""
	}
	for _, lang := range append([]string{w.lang}, langs(old.Text, new.Text)...) {
		if a, b := versionIn(old.Text, lang), versionIn(new.Text, lang); a != b {
			return text.WordDiff(a, b), lang
		}
	}
	return nil, ""
}

func langs(texts ...site.Text) []string {
	var list []string
	for _, t := range texts {
		for _, v := range t.Versions() {
			list = append(list, v.Lang)
		}
	}
	return list
}

// versionIn returns a text in one language, or "".
func versionIn(t site.Text, lang string) string {
	if !t.Has(lang) {
		return ""
	}
	return t.Plain(lang)
}

// The limits of an excerpt of a rewording.
const (
	maxContext  = 24  // characters of context on each side of a difference
	maxReplaced = 120 // characters of a difference
	maxPieces   = 9
)

// excerpt returns the differences with the words around them, in one line.
func excerpt(pieces []text.Piece) []text.Piece {
	var list []text.Piece
	for i, p := range pieces {
		if len(list) == maxPieces {
			list = append(list, text.Piece{Old: " …", New: " …"})
			break
		}
		if !p.Same() {
			list = append(list, text.Piece{Old: text.Shorten(inLine(p.Old), maxReplaced), New: text.Shorten(inLine(p.New), maxReplaced)})
			continue
		}
		s := inLine(p.Old)
		head, tail := firstWords(s), lastWords(s)
		switch {
		case i == 0 && tail != s:
			s = "… " + tail
		case i == len(pieces)-1 && head != s:
			s = head + " …"
		case i > 0 && i < len(pieces)-1 && utf8.RuneCountInString(s) > 2*maxContext:
			s = head + " … " + tail
		}
		list = append(list, text.Piece{Old: s, New: s})
	}
	return list
}

// firstWords returns the beginning of a text, at most maxContext characters long and cut
// at a space if there is one.
func firstWords(s string) string {
	r := []rune(s)
	if len(r) <= maxContext {
		return s
	}
	cut := string(r[:maxContext])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut
}

// lastWords is like firstWords for the end of a text.
func lastWords(s string) string {
	r := []rune(s)
	if len(r) <= maxContext {
		return s
	}
	cut := string(r[len(r)-maxContext:])
	if i := strings.IndexByte(cut, ' '); i >= 0 && i < len(cut)-1 {
		cut = cut[i+1:]
	}
	return cut
}

// inLine returns a text with every line break replaced by a space.
func inLine(s string) string { return strings.Join(strings.Split(s, "\n"), " ") }

// wordDiffLine returns the differences in the format of git diff --word-diff.
func wordDiffLine(pieces []text.Piece) string {
	var b strings.Builder
	for _, p := range excerpt(pieces) {
		if p.Same() {
			b.WriteString(p.Old)
			continue
		}
		if p.Old != "" {
			b.WriteString("[-" + p.Old + "-]")
		}
		if p.New != "" {
			b.WriteString("{+" + p.New + "+}")
		}
	}
	return b.String()
}
