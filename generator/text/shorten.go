package text

import (
	"strings"
	"unicode/utf8"
)

// Shorten returns s if it has at most n characters, otherwise its first n-1
// characters, without spaces at the end, and "…".
func Shorten(s string, n int) string {
	if cut, shorter := first(s, n); shorter {
		return strings.TrimRight(cut, " ") + "…"
	}
	return s
}

// ShortenAtSpace is like [Shorten], but cuts at a space if there is one in the
// last quarter of the result.
func ShortenAtSpace(s string, n int) string {
	cut, shorter := first(s, n)
	if !shorter {
		return s
	}
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)*3/4 {
		cut = cut[:i]
	}
	return cut + "…"
}

// first returns the first n-1 characters of s if s has more than n. It does not
// read further, because s may be long.
func first(s string, n int) (cut string, shorter bool) {
	count, end := 0, 0
	for i := range s {
		if count == n-1 {
			end = i
		}
		if count++; count > n {
			return s[:end], true
		}
	}
	return s, false
}

// UpperFirst returns s with its first character in upper case.
func UpperFirst(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// OneLine returns s with every run of white space replaced by one space, and none
// at the ends.
func OneLine(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for word := range strings.FieldsSeq(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}
