package schema

import (
	"fmt"
	"strconv"
	"strings"

	"platmap/generator/text"
)

// pattern reports a text of the wrong form.
func (c *check) pattern(p place, d def) {
	code, help := "schema/pattern", example(d)
	s := p.node.Text
	var words []string
	for _, e := range d.around().examples() {
		if word, ok := e.(string); ok {
			words = append(words, word)
		}
	}
	switch near, slug := text.Closest(s, words), slugOf(s); {
	case d.noun() == "URL":
		code = "schema/url"
		if strings.HasPrefix(s, "www.") {
			help = "write https://" + bare(s)
		}
	case d.noun() == "span of time":
		if span := spanHelp(s); span != "" {
			help = "write " + span
		}
	case d.noun() == "colour" && strings.HasPrefix(s, "#"):
		help = "write " + strconv.Quote(s[1:])
	case d.noun() == "guide" && strings.HasPrefix(s, "/"):
		help = "write " + bare(strings.Trim(s, "/"))
	case near != "":
		help = fmt.Sprintf("did you mean %q?", near)
	case d.noun() == "id" && slug != "":
		help = "write " + slug
	}
	want := strings.TrimPrefix(d.text("patternErrorMessage"), "want ")
	if short, _, ok := strings.Cut(want, ", such as"); ok && help != "" {
		want = short
	}
	c.errorf(code, p.node, help, "%s: want %s", quote(s), want)
}

// slugOf returns the id that a text in another form most likely means, or "".
func slugOf(s string) string {
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
