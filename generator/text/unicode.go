package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode's form NFC, in which が is one character. macOS writes
// file names in another form.
func NFC(s string) string { return norm.NFC.String(s) }

// IsInvisible reports whether a character controls a terminal or the order of the
// characters after it. Texts in right-to-left languages need the marks U+200E and
// U+200F, but none of these.
func IsInvisible(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}

// Narrow returns s with full-width letters, digits and punctuation replaced by
// their ASCII forms.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}
