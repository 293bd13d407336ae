package convert

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// anchors are the ids on a page.
type anchors struct {
	ours    map[string]bool
	foreign map[string]string // ours, by the id that the other generator gives to the same heading
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

// fragment returns what to write after # for an id of the other generator. It is the same if
// it is not known.
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

// plainUses returns the edits that replace the links by reference that use a definition by
// their text and the target.
func (p *page) plainUses(s string, l *markdown.Link) (edits []source.Edit) {
	m := definition.FindStringSubmatch(s[definitionStart(s, l):l.Written.Offset])
	if m == nil {
		return nil
	}
	label := regexp.QuoteMeta(m[1])
	use := regexp.MustCompile(`(?i)!?\[([^\[\]\n]+)\]\[` + label + `\]|!?\[(` + label + `)\](\[\])?`)
	at := len(p.front.text)
	var lines []placedLine
	for t := range strings.Lines(s[at:]) {
		lines = append(lines, placedLine{t, at})
		at += len(t)
	}
	code := codeLines(s[len(p.front.text):])
	for i, t := range lines {
		if code[i] || definition.MatchString(t.text) {
			continue
		}
		from := t.at
		for _, part := range parts(t.text) {
			if !part.code {
				for _, u := range use.FindAllStringSubmatchIndex(part.text, -1) {
					if rest := part.text[u[1]:]; strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ":") || u[0] > 0 && part.text[u[0]-1] == '\\' {
						continue
					}
					from1, to1 := u[2], u[3]
					if from1 < 0 {
						from1, to1 = u[4], u[5]
					}
					edits = append(edits, source.Edit{Start: from + u[0], End: from + from1},
						source.Edit{Start: from + to1, End: from + u[1], New: asCode(part.text[from1:to1], l.Written.Text())})
				}
			}
			from += len(part.text)
		}
	}
	return slices.Clip(edits)
}

// placedLine is a line and its offset in a text.
type placedLine struct {
	text string
	at   int
}

var definition = regexp.MustCompile(`^[ >]*\[([^\[\]\n]+)\]:[ \t]*<?`)

// codeLines reports for each line of a Markdown text whether it is code.
func codeLines(s string) []bool {
	var lines []line
	for i, t := range strings.Split(s, "\n") {
		lines = append(lines, line{text: t, n: i})
	}
	code := make([]bool, len(lines))
	for _, l := range (&body{}).blocks(lines, maxNesting) {
		code[l.n] = l.code
	}
	return code
}
