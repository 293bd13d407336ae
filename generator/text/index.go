package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The sections of an index of names that are not named after a letter.
const (
	IndexSymbols = "#" // for digits, and for names without a letter
	IndexKanji   = "漢" // for names whose reading is not known
)

// initials are the first letters of Hangul syllables in the order of U+1100, as sections
// of an index: ㄲ is in the section of ㄱ.
const initials = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"

// IndexLetter returns the section of s in an index of names: a capital letter without
// accent, a hiragana without voiced mark, a Hangul consonant, IndexKanji or IndexSymbols.
// Punctuation before the first letter is ignored. Full and half width, katakana and
// hiragana, and が and か are in the same section.
func IndexLetter(s string) string {
	for _, r := range norm.NFD.String(norm.NFKC.String(s)) {
		switch {
		case unicode.IsDigit(r):
			return IndexSymbols
		case r == '々' || r == '〆' || unicode.Is(unicode.Han, r):
			return IndexKanji
		case r == 'ー' || !unicode.IsLetter(r):
			continue
		}
		if r >= 'ァ' && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		if n := int(r - 'ᄀ'); n >= 0 && n < len([]rune(initials)) {
			r = []rune(initials)[n]
		}
		return string(unicode.ToUpper(largeOf(r)))
	}
	return IndexSymbols
}

const (
	smallKana = "ぁぃぅぇぉっゃゅょゎゕゖ"
	largeKana = "あいうえおつやゆよわかけ"
)

// largeOf returns the full-size form of a small hiragana, or r itself.
func largeOf(r rune) rune {
	if i := strings.IndexRune(smallKana, r); i >= 0 {
		return []rune(largeKana)[i/len("ぁ")]
	}
	return r
}

// IsKana reports whether s begins with a hiragana or katakana.
func IsKana(s string) bool {
	letter := []rune(IndexLetter(s))[0]
	return letter >= 'ぁ' && letter <= 'ゖ'
}
