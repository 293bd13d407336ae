package source

import (
	"bytes"
	"unicode/utf8"
)

// The encodings that can be recognized from the bytes of a file.
const (
	utf16   = "UTF-16"
	jis     = "ISO-2022-JP"
	sjis    = "Shift_JIS"
	euc     = "EUC-JP"
	latin   = "Latin-1"
	damaged = "damaged" // mostly UTF-8
)

// iconvNames are the names of the encodings for the program iconv.
var iconvNames = map[string]string{utf16: "UTF-16", jis: "ISO-2022-JP", sjis: "CP932", euc: "EUC-JP", latin: "CP1252"}

// encodingByMarks returns the encoding other than UTF-8 that the byte order mark
// or escape sequences of a text indicate, or "". The bytes may also be valid
// UTF-8.
func encodingByMarks(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE}), bytes.HasPrefix(text, []byte{0xFE, 0xFF}):
		return utf16
	case bytes.Contains(text, []byte("\x1b$B")), bytes.Contains(text, []byte("\x1b$@")):
		return jis
	}
	if head := text[:min(len(text), 256)]; len(head) > 3 && bytes.Count(head, []byte{0}) > len(head)/4 {
		return utf16
	}
	return ""
}

// guessEncoding returns the most likely encoding of a text that is not UTF-8, or "".
func guessEncoding(text []byte) string {
	valid, invalid := 0, 0
	for rest := text; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			invalid++
		case n > 1:
			valid++
		}
		rest = rest[n:]
	}
	if valid > invalid {
		return damaged
	}
	if pairs, ok := eucPairs(text); ok && pairs > 0 {
		return euc
	}
	if pairs, ok := sjisPairs(text); ok && pairs > 0 {
		return sjis
	}
	for _, b := range text {
		if b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D { // undefined in CP1252
			return ""
		}
	}
	return latin
}

// sjisPairs returns the number of two-byte characters that are common in Japanese
// text, and whether the whole text is valid Shift_JIS.
func sjisPairs(text []byte) (pairs int, ok bool) {
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b < 0x80, b >= 0xA1 && b <= 0xDF: // ASCII, half-width kana
		case b == 0x80, b == 0xA0, b >= 0xFD, i+1 == len(text):
			return pairs, false
		default:
			i++
			if t := text[i]; t < 0x40 || t == 0x7F || t > 0xFC {
				return pairs, false
			}
			if b <= 0x84 || b >= 0x88 && b <= 0x9F { // kana, punctuation, common kanji
				pairs++
			}
		}
	}
	return pairs, true
}

// eucPairs is like sjisPairs for EUC-JP.
func eucPairs(text []byte) (pairs int, ok bool) {
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b < 0x80:
		case b == 0x8E || b >= 0xA1 && b <= 0xFE:
			i++
			if i == len(text) || text[i] < 0xA1 || text[i] == 0xFF {
				return pairs, false
			}
			if b >= 0xA1 && b <= 0xA5 || b >= 0xB0 && b <= 0xCF { // punctuation, kana, common kanji
				pairs++
			}
		default:
			return pairs, false
		}
	}
	return pairs, true
}
