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

// Escape makes a text safe for a terminal and for the log of a CI system. Control
// characters, invisible characters and those that change the writing direction are
// replaced by their code, as in <001B>. The result is one line; tabs are kept.
func Escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if isUnsafe(r) {
			fmt.Fprintf(&b, "<%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return ciCommand.ReplaceAllString(b.String(), "${1}<005B>")
}

// EscapeLines makes a text of several lines safe. Unlike [Escape], it keeps line breaks.
func EscapeLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		text, found := strings.CutSuffix(line, "\n")
		b.WriteString(Escape(text))
		if found {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Path is like Escape for a path at the start of a line, where a CI system interprets
// two colons as the start of a command. The second one may follow the path.
func Path(s string) string {
	s = Escape(s)
	if strings.HasPrefix(strings.TrimSpace(s), ":") {
		s = "./" + strings.TrimSpace(s)
	}
	return s
}

// Position returns path:line:column as in the text format. content is the content
// folder.
func Position(content string, pos source.Pos) string {
	name := Path(below(content, pos))
	if !pos.IsValid() {
		return name
	}
	line, column := pos.LineColumn() // LineColumn is used instead of positions, whose cache pays off only for many findings
	return fmt.Sprintf("%s:%d:%d", name, line, column)
}

// ciCommand matches text that CI systems interpret as a command anywhere in a
// line, such as ##[group].
var ciCommand = regexp.MustCompile(`(##\w*)\[`)

// isUnsafe reports whether r is not an ordinary visible character. The joiners are
// safe, because emoji and some scripts need them.
func isUnsafe(r rune) bool {
	switch {
	case ' ' <= r && r < 0x7F, r == '\t', r == 0x200C, r == 0x200D:
		return false
	case unicode.IsControl(r), r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// escapeForJSON is like Escape for JSON. It uses escapes of JSON, so programs
// read the original text.
func escapeForJSON(text []byte) []byte {
	b := make([]byte, 0, len(text)+len(text)/16)
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		switch {
		case r == '\n' || !isUnsafe(r):
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

// maxText is the maximum number of characters of a message. A message may quote a
// whole page.
const maxText = 400

// oneLine returns a message as one safe line of limited length.
func oneLine(s string) string { return Escape(text.Shorten(s, maxText)) }

// maxHelpText is the maximum number of characters of a help. It is larger than maxText,
// because a help often contains a whole line to write.
const maxHelpText = 2000

// helpLine returns a help as one safe line. A help that is too long is cut before the
// text to write, because part of that text would be misleading.
func helpLine(s string) string {
	if utf8.RuneCountInString(s) > maxHelpText {
		s, _, _ = strings.Cut(s, ": ")
		s = text.Shorten(s, maxText)
	}
	return Escape(s)
}
