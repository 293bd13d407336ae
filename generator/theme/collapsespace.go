package theme

import (
	"regexp"
	"strings"
	"text/template/parse"
)

// collapseSpace removes the white space that only structures a template for its
// authors, so that pages are compact without minifying each of them. It changes the
// parsed template, so the positions in error messages stay correct.
//
// White space with a line break becomes a single line break, or nothing where a
// block element begins or ends, since browsers ignore it there. White space without
// a line break does not change. Nothing changes within pre, textarea, script and
// style.
func collapseSpace(list *parse.ListNode) {
	c := collapser{}
	c.list(list)
}

type collapser struct {
	verbatim bool // within pre, textarea, script or style
}

func (c *collapser) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		if n, ok := n.(*parse.TextNode); ok {
			n.Text = []byte(c.text(string(n.Text)))
		}
		for _, branch := range branches(n) {
			c.list(branch)
		}
	}
}

var (
	verbatimTag = regexp.MustCompile(`</?(?:pre|textarea|script|style)\b[^>]*>?`)
	breakRun    = regexp.MustCompile(`\s*\n\s*`)
	blockStart  = regexp.MustCompile(`^</?(?:` + blocks + `)\b`)
	blockEnd    = regexp.MustCompile(`<(?:!DOCTYPE|!doctype|/?(?:` + blocks + `))\b[^<>]*>$`)
)

// blocks are the elements around which browsers ignore white space.
const blocks = `html|head|meta|link|title|script|body|header|nav|main|aside|footer|section|article|div|search|` +
	`h1|h2|h3|h4|h5|p|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|figure|figcaption|details|summary|fieldset|option|` +
	`svg|style|g|rect|path|circle|line|defs|pattern|desc`

func (c *collapser) text(text string) string {
	var out strings.Builder
	for text != "" {
		end := len(text)
		tag := verbatimTag.FindStringIndex(text)
		if tag != nil {
			end = tag[1]
		}
		piece := text[:end]
		if !c.verbatim {
			piece = collapsed(piece)
		}
		out.WriteString(piece)
		if tag != nil {
			c.verbatim = text[tag[0]+1] != '/'
		}
		text = text[end:]
	}
	return out.String()
}

func collapsed(text string) string {
	var out strings.Builder
	last := 0
	for _, run := range breakRun.FindAllStringIndex(text, -1) {
		before, after := text[last:run[0]], text[run[1]:]
		out.WriteString(before)
		if !blockStart.MatchString(after) && !blockEnd.MatchString(text[:run[0]]) {
			out.WriteByte('\n')
		}
		last = run[1]
	}
	out.WriteString(text[last:])
	return out.String()
}
