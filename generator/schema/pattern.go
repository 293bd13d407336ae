package schema

import (
	"fmt"
	"strconv"
	"strings"

	"platmap/generator/source"
)

// pattern reports a text of the wrong form.
func (c *check) pattern(p place, d def) {
	code, help := "schema/pattern", example(d)
	text := p.node.Text
	var words []string
	for _, e := range d.around().examples() {
		if s, ok := e.(string); ok {
			words = append(words, s)
		}
	}
	switch near, slug := source.Near(text, words), slugOf(text); {
	case d.noun() == "URL":
		code = "schema/url"
		if strings.HasPrefix(text, "www.") {
			help = "write https://" + bare(text)
		}
	case d.noun() == "span of time":
		if span := spanHelp(text); span != "" {
			help = "write " + span
		}
	case d.noun() == "colour" && strings.HasPrefix(text, "#"):
		help = "write " + strconv.Quote(text[1:])
	case d.noun() == "guide" && strings.HasPrefix(text, "/"):
		help = "write " + bare(strings.Trim(text, "/"))
	case near != "":
		help = fmt.Sprintf("did you mean %q?", near)
	case d.noun() == "id" && slug != "":
		help = "write " + slug
	}
	want := strings.TrimPrefix(d.text("patternErrorMessage"), "want ")
	if short, _, ok := strings.Cut(want, ", such as"); ok && help != "" {
		want = short
	}
	c.errorf(code, p.node, help, "%s: want %s", quote(text), want)
}

// slugOf returns the id that a text in another form most likely means, or "".
func slugOf(text string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		case r == ' ', r == '_', r == '.', r == '/':
			return '-'
		}
		return '?'
	}, strings.ToLower(narrow(text)))
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	slug = strings.Trim(slug, "-")
	if strings.Contains(slug, "?") || len(slug) > 40 || slug == text {
		return ""
	}
	return slug
}
