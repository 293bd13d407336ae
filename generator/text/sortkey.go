package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// SortKey returns a key of s, to be compared byte by byte. It gives the order that
// readers expect: punctuation, numbers by value, letters, kana, kanji. Accents and voiced
// marks matter only between names that are equal without them, and letter case and the
// form of kana only between names that are equal otherwise. Width does not matter. Kanji
// are in the order of JIS X 0208, in which the common ones are sorted by reading.
//
// Package collate of x/text supports more exceptions, but its tables add 1.4 MB to the
// program. A test compares the two.
func SortKey(s string) []byte {
	primary, marks, forms := make([]byte, 0, 8+4*len(s)), make([]byte, 0, 8+len(s)), make([]byte, 0, 8+len(s))
	var previous sortRune
	for rest := norm.NFKD.String(s); rest != ""; {
		if n := len(rest) - len(strings.TrimLeft(rest, "0123456789")); n > 0 {
			primary = appendNumber(primary, rest[:n])
			marks, forms = append(marks, 1), append(forms, 1)
			rest, previous = rest[n:], sortRune{}
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if r >= '\u0300' && unicode.Is(unicode.Mn, r) {
			marks = utf8.AppendRune(marks, r)
			continue
		}
		c := newSortRune(r, previous)
		primary = utf8.AppendRune(append(primary, c.group), c.base)
		marks, forms = append(marks, 1), append(forms, c.form)
		previous = c
	}
	return append(append(append(append(primary, 0), marks...), 0), forms...)
}

// sortRune is a character in the form in which SortKey compares it: first by group and
// base, finally by form.
type sortRune struct {
	group byte
	base  rune
	form  byte
}

// The groups of characters. A key contains no zero byte except at the ends of its parts.
const (
	groupSpace byte = iota + 1
	groupPunctuation
	groupSymbol
	groupNumber
	groupLetter
	groupKana
	groupKanji
	groupOtherKanji // not in JIS X 0208
)

func newSortRune(r rune, previous sortRune) sortRune {
	switch {
	case r >= 'a' && r <= 'z': // the most frequent ones
		return sortRune{groupLetter, r, 1}
	case r == 'ー' && previous.group == groupKana:
		return sortRune{groupKana, vowelOf(previous.base), 1}
	case r >= 'ぁ' && r <= 'ヺ' && unicode.IsLetter(r):
		form := byte(4)
		if r >= 'ァ' && r <= 'ヶ' {
			r, form = r-('ァ'-'ぁ'), 5
		}
		if large := largeOf(r); large != r { // both small forms are before the large ones
			r, form = large, form-2
		}
		return sortRune{groupKana, r, form}
	case unicode.Is(unicode.Han, r):
		if position := jisOrder()[r]; position > 0 {
			return sortRune{groupKanji, position, 1}
		}
		return sortRune{groupOtherKanji, r, 1}
	case unicode.IsLetter(r):
		if lower := unicode.ToLower(r); lower != r {
			return sortRune{groupLetter, lower, 2}
		}
		return sortRune{groupLetter, r, 1}
	case unicode.IsNumber(r):
		return sortRune{groupNumber, r, 1}
	case unicode.IsPunct(r):
		return sortRune{groupPunctuation, r, 1}
	case unicode.IsSymbol(r):
		return sortRune{groupSymbol, r, 1}
	}
	return sortRune{groupSpace, max(r, 1), 1}
}

// appendNumber appends the key of a number in ASCII digits, so that longer numbers are
// greater.
func appendNumber(key []byte, digits string) []byte {
	digits = strings.TrimLeft(digits, "0")
	n := min(len(digits), 250*250-1)
	return append(append(key, groupNumber, byte(1+n/250), byte(1+n%250)), digits...)
}

// vowelOf returns the vowel of a hiragana, such as う for く, or the hiragana itself if it
// has none.
func vowelOf(kana rune) rune {
	for _, row := range []string{"あかさたなはまやらわ", "いきしちにひみりゐ", "うくすつぬふむゆる", "えけせてねへめれゑ", "おこそとのほもよろを"} {
		if strings.ContainsRune(row, kana) {
			r, _ := utf8.DecodeRuneInString(row)
			return r
		}
	}
	return kana
}

// jisOrder returns the positions of kanji in JIS X 0208, from 1.
var jisOrder = sync.OnceValue(func() map[rune]rune {
	var encoded []byte // rows 16 to 84 contain kanji, 94 in each row
	for row := byte(16); row <= 84; row++ {
		for cell := byte(1); cell <= 94; cell++ {
			encoded = append(encoded, 0xA0+row, 0xA0+cell)
		}
	}
	kanji, _ := Decode("euc-jp", encoded) // the last rows are not full
	order := map[rune]rune{}
	for _, r := range kanji {
		order[r] = rune(len(order) + 1)
	}
	return order
})
