package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// appendText appends plain text as HTML text. Control characters, which are invalid
// in HTML, become U+FFFD.
func appendText[T string | []byte](dst []byte, s T) []byte { return appendEscaped(dst, s, false) }

// appendAttr appends plain text as the value of a quoted attribute.
func appendAttr[T string | []byte](dst []byte, s T) []byte { return appendEscaped(dst, s, true) }

func appendEscaped[T string | []byte](dst []byte, s T, quote bool) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var with string
		switch c := s[i]; {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '"' && quote:
			with = "&quot;"
		case c == '\r':
		case c < ' ' && c != '\n' && c != '\t', c == 0x7F:
			with = "\uFFFD"
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, with...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// appendHref appends a URL as the value of an href or src attribute. Letters of all
// languages are left readable, not percent-encoded.
func appendHref(dst []byte, s string) []byte {
	for from, i := 0, 0; ; i++ {
		if i == len(s) {
			return append(dst, s[from:]...)
		}
		var with string
		switch c := s[i]; {
		case c == '&':
			with = "&amp;"
		case c <= ' ' || c == 0x7F || strings.IndexByte("\"<>`{}|\\^", c) >= 0:
			with = "%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15])
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, with...)
		from = i + 1
	}
}

// appendPlain appends Markdown text with backslash escapes and entities decoded. An
// escaped space is dropped: it only separates emphasis from a word.
func appendPlain(dst, s []byte) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			dst = append(dst, s[from:i]...)
			i++
			from = i
		case c == '\\' && i+1 < len(s) && s[i+1] == ' ':
			dst = append(dst, s[from:i]...)
			i++
			from = i + 1
		case c == '&':
			if chars, n := entity(s[i:]); n > 0 {
				dst = append(dst, s[from:i]...)
				dst = append(dst, chars...)
				i += n - 1
				from = i + 1
			}
		case c == '\r':
			dst = append(dst, s[from:i]...)
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// entity returns the characters of the entity at the start of s, and its length in
// bytes, or 0 if there is none.
func entity(s []byte) (string, int) {
	end := -1
	for i := 1; i < len(s) && i < 40; i++ {
		if s[i] == ';' {
			end = i
			break
		}
		if !util.IsAlphaNumeric(s[i]) && s[i] != '#' {
			break
		}
	}
	if end < 2 {
		return "", 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base, most := name[1:], 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	if digits == "" || len(digits) > most {
		return "", 0
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	r := rune(v)
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), end + 1
}

// joins reports whether a line break between two characters is dropped instead of
// shown as a space. It is dropped between Japanese or Chinese characters, next to their
// punctuation and inside brackets around them, but not between 基盤は and Kubernetes.
func joins(a, b rune) bool {
	return isWidePunct(a) || isWidePunct(b) || isWide(b) && (isWide(a) || isOpening(a)) || isWide(a) && unicode.In(b, unicode.Pe, unicode.Pf)
}

// isWide reports whether r belongs to a script written without spaces.
func isWide(r rune) bool { return isCJK(r) && !unicode.Is(unicode.Hangul, r) }

// isWidePunct reports whether r is full-width punctuation.
func isWidePunct(r rune) bool {
	return 0x3000 <= r && r <= 0x3003 || 0x3008 <= r && r <= 0x3011 || 0x3014 <= r && r <= 0x301F || r == 0x30FB ||
		0xFF01 <= r && r <= 0xFF65 && unicode.IsPunct(r)
}

// isCJK reports whether r is a Chinese, Japanese or Korean character, including
// punctuation.
func isCJK(r rune) bool {
	if r < 0x1100 {
		return false
	}
	return 0x2E80 <= r && r <= 0x33FF || 0xFF01 <= r && r <= 0xFFEE || 0xFE30 <= r && r <= 0xFE4F ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
}
