package text

import (
	"strings"
	"unicode"
)

// Wrap breaks a paragraph into lines of at most width columns of a terminal. A longer
// word, such as a URL, is a line of its own.
func Wrap(paragraph string, width int) []string {
	var lines []string
	line, columns := "", 0
	for _, piece := range pieces(paragraph) {
		if n := Columns(strings.TrimRight(piece, " ")); line != "" && columns+n > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, columns = "", 0
		}
		line += piece
		columns += Columns(piece)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// Punctuation and small kana that must not begin a line, and brackets that must not end
// one.
const (
	notFirst = "、。，：；？！）》」』”’…ーっゃゅょッャュョ"
	notLast  = "（《「『“‘"
)

// pieces splits a text where a line may break: after a space and next to a Japanese or
// Chinese character, but not before closing or after opening punctuation. Korean words are
// not divided.
func pieces(paragraph string) []string {
	var list []string
	start, last := 0, rune(0)
	for i, r := range paragraph {
		within := last != ' ' && !breaks(last) && !breaks(r)
		if i > 0 && !within && r != ' ' && !strings.ContainsRune(notFirst, r) && !strings.ContainsRune(notLast, last) {
			list = append(list, paragraph[start:i])
			start = i
		}
		last = r
	}
	return append(list, paragraph[start:])
}

// breaks reports whether a line may break next to a character.
func breaks(r rune) bool { return IsWide(r) && !unicode.Is(unicode.Hangul, r) }
