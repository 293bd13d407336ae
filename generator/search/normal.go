package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// class is the class of a normalised code point.
type class uint8

const (
	separator class = iota
	wordClass       // letters and digits
	japanese        // kana, kanji and Hangul, which are searched in pairs
)

// classRanges are the code points from 0x80 that are not in a word: those of the class
// japanese, and punctuation and symbols. The ranges are explicit, because Go and browsers
// have different versions of the Unicode tables.
var classRanges = []struct {
	from, to rune
	class    class
}{
	{0x0080, 0x00A9, separator}, {0x00AB, 0x00B4, separator}, {0x00B6, 0x00B9, separator}, {0x00BB, 0x00BF, separator},
	{0x00D7, 0x00D7, separator}, {0x00F7, 0x00F7, separator}, {0x02C2, 0x02DF, separator}, {0x1100, 0x11FF, japanese},
	{0x2000, 0x2BFF, separator}, {0x2E00, 0x2E7F, separator}, {0x3000, 0x3004, separator}, {0x3005, 0x3007, japanese},
	{0x3008, 0x3040, separator}, {0x3041, 0x3096, japanese}, {0x3097, 0x30A0, separator}, {0x30FB, 0x30FE, separator},
	{0x3130, 0x318F, japanese}, {0x3400, 0x4DBF, japanese}, {0x4E00, 0x9FFF, japanese}, {0xAC00, 0xD7A3, japanese},
	{0xE000, 0xF8FF, separator}, {0xF900, 0xFAFF, japanese}, {0xFE00, 0xFE6F, separator}, {0xFF00, 0xFFFF, separator},
	{0x1F000, 0x1FAFF, separator}, {0x20000, 0x3FFFF, japanese},
}

// classOf returns the class of a normalised code point.
func classOf(r rune) class {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
		return wordClass
	case r < 0x80:
		return separator
	case 0x3041 <= r && r <= 0x3096, 0x4E00 <= r && r <= 0x9FFF: // fast path for most Japanese characters
		return japanese
	}
	for _, c := range classRanges {
		if r <= c.to {
			if r >= c.from {
				return c.class
			}
			break
		}
	}
	return wordClass
}

// replaced are letters and signs that are replaced after accents have been removed.
var replaced = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l", 'ı': "i", 'ς': "σ", '’': "'", '‐': "-"}

// isMark reports whether a code point is a mark on the character before it.
func isMark(r rune) bool {
	return 0x300 <= r && r <= 0x36F || r == 0x3099 || r == 0x309A || r == 0xFF9E || r == 0xFF9F
}

// isIgnored reports whether a normalised code point is left out: marks without a letter,
// the long vowel mark, and characters that only affect how others are drawn or split.
func isIgnored(r rune) bool {
	return r == 'ー' || isMark(r) || r == 0xAD || 0x200B <= r && r <= 0x200D || r == 0x2060 || r == 0xFEFF || 0xFE00 <= r && r <= 0xFE0F || 0xE0100 <= r && r <= 0xE01EF
}

// char is a normalised code point.
type char struct {
	r          rune
	class      class
	upper      bool  // whether the original is an upper-case letter
	start, end int32 // span in the original, in bytes, including the code points after it that were left out
	at         int32 // in normal.text
}

// normal is a normalised text.
type normal struct {
	chars []char
	text  string
}

// normalise returns the normalised form of s. It uses the memory of scratch, which may be
// nil.
func normalise(scratch *normaliser, s string) normal {
	b := scratch
	if b == nil {
		b = &normaliser{}
	}
	b.chars, b.text = slices.Grow(b.chars[:0], min(len(s), maxGrow)), slices.Grow(b.text[:0], len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		end := i + size
		plain := true
		for end < len(s) && s[end] >= 0x80 {
			mark, size := utf8.DecodeRuneInString(s[end:])
			if !isMark(mark) {
				break
			}
			end, plain = end+size, false
		}
		switch {
		case plain && r < 0x80:
			b.add(r, false, i, end)
		case plain && (0x3001 <= r && r <= 0x3035 || 0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FC || 0x4E00 <= r && r <= 0x9FFF):
			b.add(r, false, i, end) // its normalised form is the character itself
		case plain && 0xFF01 <= r && r <= 0xFF5E:
			b.add(r-0xFEE0, false, i, end)
		default:
			b.addCluster(s[i:end], i, end)
		}
		i = end
	}
	return normal{b.chars, string(b.text)}
}

// maxGrow is the number of code points for which normalise allocates memory in advance.
// Most texts have fewer. Japanese texts have a third as many code points as bytes.
const maxGrow = 1 << 12

// normaliser builds a normal.
type normaliser struct {
	chars []char
	text  []byte
}

// addCluster appends a code point with the marks after it.
func (b *normaliser) addCluster(s string, start, end int) {
	s = text.Compatible(s)
	lower := strings.ToLower(s)
	first, _ := utf8.DecodeRuneInString(s)
	firstLower, _ := utf8.DecodeRuneInString(lower)
	upper := first != firstLower
	lower = text.WithoutAccents(lower)
	if lower == "" { // only marks
		b.extend(end)
	}
	for _, r := range lower {
		if other, ok := replaced[r]; ok {
			for _, r := range other {
				b.add(r, upper, start, end)
			}
			continue
		}
		b.add(r, upper, start, end)
	}
}

// add appends a code point, or leaves it out.
func (b *normaliser) add(r rune, upper bool, start, end int) {
	if 'A' <= r && r <= 'Z' {
		r, upper = r+'a'-'A', true
	}
	if 0x30A1 <= r && r <= 0x30F6 {
		r -= 0x60 // katakana to hiragana
	}
	if isIgnored(r) || r == 'い' && len(b.chars) > 0 && b.chars[len(b.chars)-1].r == 'ぇ' { // so that インターフェイス equals インターフェース
		b.extend(end)
		return
	}
	b.chars = append(b.chars, char{r, classOf(r), upper, int32(start), int32(end), int32(len(b.text))})
	b.text = utf8.AppendRune(b.text, r)
}

// extend adds code points that were left out to the one before them.
func (b *normaliser) extend(end int) {
	if len(b.chars) > 0 {
		b.chars[len(b.chars)-1].end = int32(end)
	}
}

// string returns the code points from i to j.
func (n normal) string(i, j int) string {
	if j == len(n.chars) {
		return n.text[n.chars[i].at:]
	}
	return n.text[n.chars[i].at:n.chars[j].at]
}

// run returns the end of the code points from i that have the same class as that at i.
func (n normal) run(i int) int {
	j := i + 1
	for j < len(n.chars) && n.chars[j].class == n.chars[i].class {
		j++
	}
	return j
}

// Normalise returns a text in the form in which texts are compared.
func Normalise(s string) string { return normalise(nil, s).text }
