package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// YAML returns s as a YAML scalar on one line, quoted only where YAML needs it.
// inFlow is set if the scalar may be inside brackets or braces.
func YAML(s string, inFlow bool) string {
	if isPlain(s, inFlow) {
		return s
	}
	return QuoteYAML(s)
}

// YAMLList returns a list of texts as YAML on one line, in brackets.
func YAMLList(items ...string) string {
	written := make([]string, len(items))
	for i, s := range items {
		written[i] = YAML(s, true)
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// QuoteYAML returns s as a quoted YAML scalar: in double quotes, or in single
// quotes if s has a character that would need an escape in double quotes. A line
// break in s is not escaped; YAML reads it as a space.
func QuoteYAML(s string) string {
	if strings.ContainsAny(s, `"\`) || strings.ContainsFunc(s, unicode.IsControl) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return `"` + s + `"`
}

// isPlain reports whether YAML reads s without quotes as the text s. It is
// stricter than YAML about the first character, so that numbers and dates are
// never plain.
func isPlain(s string, inFlow bool) bool {
	first, _ := utf8.DecodeRuneInString(s)
	switch {
	case s == "" || strings.TrimSpace(s) != s || strings.ContainsFunc(s, unicode.IsControl):
		return false
	case strings.ContainsRune("!&*-?:,[]{}#|>@`\"'%~0123456789.+=", first):
		return false
	case strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":"):
		return false
	case inFlow && strings.ContainsAny(s, ",[]{}?"): // some parsers read "?" as the start of a key
		return false
	}
	return !notText.MatchString(s)
}

// notText matches words that YAML 1.1 or 1.2 does not read as text.
var notText = regexp.MustCompile(`^(?i:null|true|false|yes|no|on|off|y|n|<<)$`)

// FrontMatter returns the byte offsets of the YAML at the head of a Markdown text,
// which is between two lines of "---", and of the body after it. A text without
// front matter is all body. closed is false if the second line of "---" (or "...")
// is missing; the body is empty then.
func FrontMatter(s string) (from, to, body int, closed bool) {
	if !isFence(s, "---") {
		return 0, 0, 0, true
	}
	from = lineEnd(s, 0)
	for to = from; to < len(s); to = body {
		if body = lineEnd(s, to); isFence(s[to:], "---") || isFence(s[to:], "...") {
			return from, to, body, true
		}
	}
	return 0, 0, len(s), false
}

// isFence reports whether the first line of s is the fence.
func isFence(s, fence string) bool {
	line, found := strings.CutPrefix(s[:lineEnd(s, 0)], fence)
	return found && strings.TrimRight(line, " \t\r\n") == ""
}

// lineEnd returns the offset after the line break that follows offset i.
func lineEnd(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(s)
}
