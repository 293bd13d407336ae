package text

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "|", `\|`)

// EscapeMarkdown returns a plain text as inline Markdown.
func EscapeMarkdown(s string) string {
	s = markdownEscaper.Replace(s)
	if strings.ContainsAny(s, "&~:") {
		s = strings.ReplaceAll(entity.ReplaceAllString(s, `\$0`), "~~", `\~~`)
		s = emoji.ReplaceAllString(s, `\$0`)
	}
	return EscapeStart(s)
}

var (
	entity     = regexp.MustCompile(`&#?\w+;`)
	emoji      = regexp.MustCompile(`:[\w+-]*[a-z][\w+-]*:|:(?:\+1|-1|100|1234):`)
	blockStart = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|={3}|---|~~~|` + "```[^`]*$" + `|:(?:\s|-)|\[[^\]]*\](?::|\s|$))`)
	listNumber = regexp.MustCompile(`^(\d{1,9})([.)])(\s|$)`)
)

// EscapeStart escapes the start of a line that Markdown would read as the start of a
// heading, a list or another block.
func EscapeStart(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf || 'A' <= s[0]&^0x20 && s[0]&^0x20 <= 'Z' {
		return s // most texts start with a letter
	}
	if blockStart.MatchString(s) {
		return `\` + s
	}
	return listNumber.ReplaceAllString(s, `$1\$2$3`)
}
