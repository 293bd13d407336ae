package schema

import (
	"fmt"
	"strings"

	"platmap/generator/text"
)

// pattern reports a text that does not match its pattern.
func (c *check) pattern(sub subject, d def) {
	code, help := "schema/pattern", c.exampleHelp(d)
	s := sub.node.Text
	var words []string
	for _, e := range d.titled().examples() {
		if word, ok := e.(string); ok {
			words = append(words, word)
		}
	}
	switch near := text.Closest(s, words); {
	case sub.write != "":
		help = "write " + sub.write
	case d.title() != "URL" && near != "":
		help = fmt.Sprintf("did you mean %q?", near)
	}
	if d.title() == "URL" {
		code = "schema/url"
	}
	reason := d.text("patternErrorMessage")
	if short, _, ok := strings.Cut(reason, ", such as"); ok && help != "" {
		reason = short
	}
	c.errorf(code, sub.node, help, "invalid value %s: %s", quote(s), reason)
}

// suggestID returns the id that s most likely means, or "" if that is uncertain.
// It is stricter than text.SuggestID, which ignores other characters.
func suggestID(s string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		case r == ' ', r == '_', r == '.', r == '/':
			return '-'
		}
		return '?'
	}, strings.ToLower(text.Narrow(s)))
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	slug = strings.Trim(slug, "-")
	if strings.Contains(slug, "?") || len(slug) > text.MaxIDLength || slug == s {
		return ""
	}
	return slug
}
