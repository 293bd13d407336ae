package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// Escape makes words of people safe for a terminal and for the log of a CI
// system: control characters, those that turn the direction of writing and those
// that cannot be seen become <001B>. The result is one line; tabs stay.
func Escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unsafe(r) {
			fmt.Fprintf(&b, "<%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return ciCommand.ReplaceAllString(b.String(), "${1}<005B>")
}

// Path is Escape for what may begin a line: there, a name that begins with two
// colons would be a command to a CI system.
func Path(s string) string {
	s = Escape(s)
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		s = "./" + strings.TrimSpace(s)
	}
	return s
}

// Place is where something is, path:line:column, as the text tells it. content
// is the content folder.
func Place(content string, pos source.Pos) string {
	t := texter{Run: Run{Content: content}, places: places{}}
	return t.place(pos)
}

// ciCommand is what CI systems take for a command anywhere in a line: ##[group]
// and the like.
var ciCommand = regexp.MustCompile(`(##\w*)\[`)

// unsafe reports whether a character may do more than be seen. The joiners stay:
// emoji and some scripts are written with them.
func unsafe(r rune) bool {
	switch {
	case ' ' <= r && r < 0x7F, r == '\t', r == 0x200C, r == 0x200D:
		return false
	case unicode.IsControl(r), r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// jsonSafe is Escape for JSON: it says the same in other letters, so programs
// see what was written.
func jsonSafe(text []byte) []byte {
	b := make([]byte, 0, len(text)+len(text)/16)
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		switch {
		case r == '\n' || !unsafe(r):
			b = append(b, text[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
		text = text[size:]
	}
	if !bytes.Contains(b, []byte("##")) {
		return b
	}
	return ciCommand.ReplaceAll(b, []byte(`${1}\u005b`))
}

// longest is how many characters of a sentence are shown; whoever quotes a whole
// page needs no more of it.
const longest = 400

// short is one safe line of what a finding says.
func short(s string) string { return Escape(text.Shorten(s, longest)) }
