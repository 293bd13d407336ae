package markdown

import (
	"strings"
	"unicode/utf8"
)

// JoinLines removes the line breaks of Markdown that add no space in HTML, which are
// those between Japanese characters, because other programs show a space. It does not
// change a text that may contain a code block.
func JoinLines(s string) string {
	if !strings.Contains(s, "\n") || strings.Contains(s, "```") || strings.Contains(s, "~~~") {
		return s
	}
	b := make([]byte, 0, len(s))
	for line := range strings.Lines(s) {
		if next, _ := utf8.DecodeRuneInString(line); len(b) > 0 {
			if before, _ := utf8.DecodeLastRune(b[:len(b)-1]); joins(before, next) {
				b = b[:len(b)-1]
			}
		}
		b = append(b, line...)
	}
	return string(b)
}
