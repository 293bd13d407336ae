package theme

import (
	"regexp"
	"strings"
	"text/template/parse"
)

// squeeze takes out the white space that is in templates for those who write
// them, so that pages come out compact without a minifier going over each. It
// works on the parsed template: the places that errors name stay right.
//
// A run of white space with a line break in it becomes a single line break, or
// nothing where a block begins or ends, since browsers ignore it there. White
// space without a line break is left alone, and so is everything within pre,
// textarea, script and style.
func squeeze(list *parse.ListNode) {
	s := squeezer{}
	s.list(list)
}

type squeezer struct {
	verbatim bool // within pre and the like
}

func (s *squeezer) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			n.Text = []byte(s.text(string(n.Text)))
		case *parse.IfNode:
			s.list(n.List)
			s.list(n.ElseList)
		case *parse.RangeNode:
			s.list(n.List)
			s.list(n.ElseList)
		case *parse.WithNode:
			s.list(n.List)
			s.list(n.ElseList)
		}
	}
}

var (
	verbatimTag = regexp.MustCompile(`</?(?:pre|textarea|script|style)\b[^>]*>?`)
	breakRun    = regexp.MustCompile(`\s*\n\s*`)
	blockStart  = regexp.MustCompile(`^</?(?:` + blocks + `)\b`)
	blockEnd    = regexp.MustCompile(`<(?:!DOCTYPE|!doctype|/?(?:` + blocks + `))\b[^<>]*>$`)
)

// blocks are the elements around which white space does not show.
const blocks = `html|head|meta|link|title|script|body|header|nav|main|aside|footer|section|article|div|search|` +
	`h1|h2|h3|h4|h5|p|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|figure|figcaption|details|summary|fieldset|option|` +
	`svg|style|g|rect|path|circle|line|defs|pattern|desc`

func (s *squeezer) text(text string) string {
	var out strings.Builder
	for text != "" {
		end := len(text)
		tag := verbatimTag.FindStringIndex(text)
		if tag != nil {
			end = tag[1]
		}
		piece := text[:end]
		if !s.verbatim {
			piece = squeezed(piece)
		}
		out.WriteString(piece)
		if tag != nil {
			s.verbatim = text[tag[0]+1] != '/'
		}
		text = text[end:]
	}
	return out.String()
}

func squeezed(text string) string {
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
