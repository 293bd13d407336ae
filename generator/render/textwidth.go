package render

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// wrap breaks a text into a limited number of lines; the last one is clipped.
func wrap(s string, width, size, lines int) []string {
	var list []string
	for len(list) < lines-1 && textWidth(s, size) > width {
		cut := len(clip(s, width, size)) - len("…")
		if i := strings.LastIndexByte(s[:cut], ' '); i > 0 {
			cut = i
		}
		list = append(list, strings.TrimSpace(s[:cut]))
		s = strings.TrimSpace(s[cut:])
	}
	return append(list, clip(s, width, size))
}

// clip shortens a text to a width, if necessary.
func clip(s string, width, size int) string {
	if textWidth(s, size) <= width {
		return s
	}
	end, sum := 0, textWidth("…", size)*100 // measured from the start, because s may be very long
	for i, r := range s {
		sum += runeWidth(r) * size
		if end > 0 && sum > width*100 {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return s[:end] + "…"
}

// textWidth estimates the width of a text in a sans-serif font of the given size. It is
// exact for DejaVu Sans, which is wider than the fonts of most readers.
func textWidth(s string, size int) int {
	sum := 0
	for _, r := range s {
		sum += runeWidth(r)
	}
	return (sum*size + 99) / 100
}

// runeWidth estimates the width of a character in hundredths of the font size.
func runeWidth(r rune) int {
	switch {
	case strings.ContainsRune(" ijlI.,:;|'!·", r):
		return 31
	case strings.ContainsRune("frt()[]-/", r):
		return 40
	case strings.ContainsRune("mwMW%@…", r):
		return 94
	case r >= 'A' && r <= 'Z':
		return 69
	case r > 0x24F && text.IsWideInCJK(r): // Latin letters are never wide
		return 100
	}
	return 61
}
