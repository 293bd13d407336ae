package convert

import (
	"regexp"
	"strings"
	"unicode"

	"platmap/generator/markdown"
	"platmap/generator/text"
)

// anchors are the ids on a page.
type anchors struct {
	ours    map[string]bool
	foreign map[string]string // the id in the guide, by the id that the other generator gives to the same heading
}

var (
	pythonMarks  = regexp.MustCompile(`[^\pL\pM\pN_\s-]`)
	pythonSpaces = regexp.MustCompile(`[-\s]+`)
	vueMarks     = regexp.MustCompile("[\\s~`!@#$%^&*()\\-_+=\\[\\]{}|\\\\;:\"'“”‘’<>,.?/]+")
	htmlTags     = regexp.MustCompile(`\s*</?[A-Za-z][^<>]*>`)
	kramdownHead = regexp.MustCompile(`^[^\pL]+`)
)

// slug returns the id that a generator gives to a heading.
func (g Generator) slug(heading string) string {
	switch g {
	case MkDocs, TechDocs:
		s := strings.TrimSpace(strings.ToLower(pythonMarks.ReplaceAllString(heading, "")))
		return pythonSpaces.ReplaceAllString(s, "-")
	case VitePress:
		s := strings.Trim(vueMarks.ReplaceAllString(text.WithoutAccents(heading), "-"), "-")
		if s != "" && unicode.IsDigit(rune(s[0])) {
			s = "_" + s
		}
		return strings.ToLower(s)
	case Jekyll:
		s := kramdownHead.ReplaceAllString(heading, "")
		return strings.ReplaceAll(strings.ToLower(pythonMarks.ReplaceAllString(s, "")), " ", "-")
	}
	return text.Slug(heading)
}

// anchorsOf returns the ids on a page.
func (c *converter) anchorsOf(md *markdown.Document) anchors {
	a := anchors{map[string]bool{"": true, "top": true}, map[string]string{}}
	for _, id := range md.Anchors {
		a.ours[id] = true
	}
	for _, h := range md.Headings {
		a.ours[h.ID] = true
	}
	separator := "-"
	if c.From == MkDocs || c.From == TechDocs {
		separator = "_"
	}
	times := map[string]int{}
	for _, h := range md.Headings {
		id := c.From.slug(htmlTags.ReplaceAllString(h.Text, ""))
		if n := times[id]; n > 0 {
			a.foreign[id+separator+itoa(n)] = h.ID
		} else {
			a.foreign[id] = h.ID
		}
		times[id]++
		if folded := text.Slug(h.Text); a.foreign[folded] == "" {
			a.foreign[folded] = h.ID
		}
	}
	return a
}

// fragment returns the fragment of a link for an id of the other generator. An unknown id
// does not change.
func (a anchors) fragment(id string) string {
	if a.ours == nil || a.ours[text.NFC(id)] {
		return id
	}
	for _, try := range []string{id, strings.ToLower(id), text.WithoutAccents(strings.ToLower(id))} {
		if ours := a.foreign[try]; ours != "" {
			return ours
		}
	}
	return id
}
