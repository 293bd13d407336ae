package text

import (
	"unicode"

	"golang.org/x/text/width"
)

// Columns returns the number of columns that s takes in a terminal.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n += RuneColumns(r)
	}
	return n
}

// RuneColumns returns the number of columns that r takes in a terminal: 0, 1 or 2.
// Terminals disagree about sequences such as family emoji. Most add up the parts, as does
// a caller that sums over runes.
func RuneColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), 0x1160 <= r && r <= 0x11FF: // the last range has the vowels and final consonants of Korean syllables
		return 0
	case IsWide(r):
		return 2
	}
	return 1
}

// IsWide reports whether r takes two columns in a terminal.
func IsWide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	}
	return false
}

// IsWideInCJK reports whether r takes two columns in Chinese, Japanese and Korean
// fonts, which also draw characters of ambiguous width that wide.
func IsWideInCJK(r rune) bool {
	return IsWide(r) || width.LookupRune(r).Kind() == width.EastAsianAmbiguous
}
