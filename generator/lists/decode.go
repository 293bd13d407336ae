package lists

import (
	"fmt"
	"strings"
	"unicode"

	"platmap/generator/source"
	"platmap/generator/text"
)

// decoded returns the text of a file. It adds notes about invalid bytes, and about
// characters that content files may not contain.
func (l *List) decoded(f File) (string, error) {
	if len(f.Data) > MaxSize {
		return "", fmt.Errorf("%s has %d MiB; a list may have %d MiB, so split it", f.Name, len(f.Data)>>20, MaxSize>>20)
	}
	s, damaged := source.DecodeText(f.Data)
	for _, line := range damaged {
		l.note(Pos{f.Name, line}, "bytes that are invalid in every known encoding, replaced by \uFFFD; save the list as UTF-8", "")
	}
	return s, nil
}

// clean returns a text without control characters and surrounding spaces, or "" if no
// visible character remains. changed reports whether it had control characters.
func clean(s string) (cleaned string, changed bool) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	cleaned = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case text.IsInvisible(r):
			changed = true
			return -1
		}
		return r
	}, s)
	if !strings.ContainsFunc(cleaned, func(r rune) bool { return unicode.IsPrint(r) && r != ' ' }) {
		return "", changed || strings.TrimFunc(s, unicode.IsSpace) != ""
	}
	return strings.TrimFunc(cleaned, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }), changed
}
