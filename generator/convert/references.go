package convert

import (
	"regexp"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
)

// linkUses finds the reference links on a page.
type linkUses struct {
	text  string
	from  int          // offset of the Markdown
	parts []placedPart // parts of the lines that are not code; nil before the first use
	calls int
}

// placedPart is a part of a line that is not code, and its offset in the text.
type placedPart struct {
	text string
	at   int
}

// maxReferences is the maximum number of link definitions on a page whose links are
// replaced by text. Links with further definitions are shown with their brackets.
const maxReferences = 300

// definition matches the start of a link definition.
var definition = regexp.MustCompile(`^[ >]*\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t>]*)?<?`)

// plain returns the edits that replace the links with the definition of l by their text
// and the target.
func (u *linkUses) plain(l *markdown.Link) (edits []source.Edit) {
	m := definition.FindStringSubmatch(u.text[definitionStart(u.text, l):l.Written.Offset])
	if u.calls++; m == nil || u.calls > maxReferences {
		return nil
	}
	if u.parts == nil {
		u.split()
	}
	label := regexp.QuoteMeta(m[1])
	use := regexp.MustCompile(`(?i)!?\[([^\[\]\n]+)\]\[` + label + `\]|!?\[(` + label + `)\](\[\])?`)
	for _, part := range u.parts {
		for _, m := range use.FindAllStringSubmatchIndex(part.text, -1) {
			if rest := part.text[m[1]:]; strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ":") || m[0] > 0 && part.text[m[0]-1] == '\\' {
				continue
			}
			from, to := m[2], m[3]
			if from < 0 {
				from, to = m[4], m[5]
			}
			edits = append(edits, source.Edit{Start: part.at + m[0], End: part.at + from},
				source.Edit{Start: part.at + to, End: part.at + m[1], New: asCode(part.text[from:to], l.Written.Text())})
		}
	}
	return edits
}

// split finds the parts of the text that may contain reference links.
func (u *linkUses) split() {
	var lines []line
	for i, t := range strings.Split(u.text[u.from:], "\n") {
		lines = append(lines, line{text: t, n: i})
	}
	code := make([]bool, len(lines))
	for _, l := range (&body{}).blocks(lines, maxNesting) {
		code[l.n] = l.code
	}
	u.parts = []placedPart{}
	at := u.from
	for i, l := range lines {
		from := at
		at += len(l.text) + 1
		if code[i] || !strings.Contains(l.text, "[") || definition.MatchString(l.text) {
			continue
		}
		for _, part := range parts(l.text) {
			if !part.code {
				u.parts = append(u.parts, placedPart{part.text, from})
			}
			from += len(part.text)
		}
	}
}
