package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode's form NFC, in which が is one character. macOS writes
// file names in another form.
func NFC(s string) string { return norm.NFC.String(s) }

// IsLanguage reports whether s is the code of a language, such as ja or pt-BR. The
// codes of programming languages, such as go, are not.
func IsLanguage(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}

// LanguageFallbacks returns the codes of languages for a reader of a locale, best first:
// the locale, its language with the usual script, and the locale without its last parts.
// For zh-CN these are zh-CN, zh-Hans and zh; for zh-TW they have zh-Hant in place of
// zh-Hans.
func LanguageFallbacks(locale string) []string {
	codes := []string{locale}
	if tag, err := language.Parse(locale); err == nil {
		base, _ := tag.Base()
		script, _ := tag.Script()
		codes = append(codes, tag.String(), base.String()+"-"+script.String())
	}
	for s := locale; strings.Contains(s, "-"); {
		s = s[:strings.LastIndexByte(s, '-')]
		codes = append(codes, s)
	}
	return codes
}

// IsInvisible reports whether a character controls a terminal or the order of the
// characters after it. Texts in right-to-left languages need the marks U+200E and U+200F,
// which are not among these characters.
func IsInvisible(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}

// IndexInvisible returns the offset of the first invisible character, or -1. It reads
// bytes, because most texts have none.
func IndexInvisible(s string) int {
	for i := range len(s) {
		if !beginsInvisible[s[i]] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[i:]); IsInvisible(r) {
			return i
		}
	}
	return -1
}

// beginsInvisible has the first bytes of invisible characters in UTF-8.
var beginsInvisible = func() (first [256]bool) {
	for r := range rune(0x10000) {
		if IsInvisible(r) {
			first[string(r)[0]] = true
		}
	}
	return first
}()

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

// Compatible returns s in Unicode's form NFKC, in which full-width letters, half-width
// katakana, ligatures and similar characters are replaced by the usual ones.
func Compatible(s string) string { return norm.NFKC.String(s) }

// WithoutAccents returns s without the marks U+0300 to U+036F, which are the accents of
// Latin, Greek and Cyrillic letters, in Unicode's form NFC.
func WithoutAccents(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36F {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(s)
}
