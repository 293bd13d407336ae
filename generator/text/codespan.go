package text

import "strings"

// CodeSpan returns a plain text as inline code of Markdown, or "" if it is empty.
func CodeSpan(s string) string {
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
