package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode's form NFC, in which が is one character. macOS writes
// file names in another form.
func NFC(s string) string { return norm.NFC.String(s) }

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
