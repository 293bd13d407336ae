package markdown

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platmap/generator/stable"
)

// Comments are neither in the HTML nor in the Markdown of a document. They are
// <!-- text -->, and link definitions that are used as comments, because many tools
// do not show them: [//]: # (text) and [comment]: <> (text).

const commentCode = "markdown/comment"

// skipComment advances past the comment at the current position, and reports
// whether it ends.
func skipComment(st *state, block text.Reader) bool {
	if st.unclosed {
		return false
	}
	_, start := block.Position()
	block.Advance(len("<!--"))
	for {
		line, _ := block.PeekLine()
		if line == nil {
			st.unclosed = true
			st.in.warn(commentCode, start.Start, len("<!--"), "write --> at the end of the comment, in the same paragraph",
				"this comment has no end in its paragraph and is shown as text")
			return false
		}
		if i := bytes.Index(line, []byte("-->")); i >= 0 {
			block.Advance(i + len("-->"))
			_, end := block.Position()
			st.left = append(st.left, wholeLine(block.Source(), start.Start, end.Start, true))
			st.comments = append(st.comments, [2]int{start.Start, end.Start})
			return true
		}
		block.AdvanceLine()
	}
}

// blockComment records a comment in an HTML block, or reports that it has no end. The
// HTML block then includes the rest of the page unless it ends at a blank line.
func (w *writer) blockComment(raw string, start, end int) {
	if strings.HasSuffix(raw, "-->") || strings.HasSuffix(raw, "--!>") {
		w.st.left = append(w.st.left, wholeLine(w.src, start, end, false))
		w.st.comments = append(w.st.comments, [2]int{start, end})
		return
	}
	help, effect := "write --> at the end of the comment", "what follows is not shown"
	if strings.TrimSpace(string(w.src[end:])) != "" {
		help, effect = "remove the blank lines from the comment, or write <!-- on a line of its own below a blank line", "it ends at a blank line"
	}
	w.in.err(commentCode, start, len("<!--"), help, "this comment has no end: %s", effect)
}

// wholeLine returns the span of the source to leave out with a comment. If nothing else
// is on the lines of the comment, the span is these lines, so that no blank line is
// added. If such a comment separates two blocks without a blank line next to it, one line
// break stays. Otherwise the span is the comment, and the spaces before it if a space or
// the end of the line follows.
func wholeLine(src []byte, start, end int, inline bool) [2]int {
	before := len(bytes.TrimRight(src[:start], " \t"))
	after := end + len(src[end:]) - len(bytes.TrimLeft(src[end:], " \t\r"))
	startsLine := before == 0 || src[before-1] == '\n'
	endsLine := after == len(src) || src[after] == '\n'
	switch {
	case startsLine && endsLine:
		blankNext := after < len(src) && (after+1 == len(src) || src[after+1] == '\n' || src[after+1] == '\r')
		blankBefore := before == 0 || bytes.HasSuffix(src[:before], []byte("\n\n")) || bytes.HasSuffix(src[:before], []byte("\n\r\n"))
		if after < len(src) && (inline || blankNext || blankBefore) {
			after++
		}
		return [2]int{before, after}
	case endsLine || after > end:
		return [2]int{before, end}
	}
	return [2]int{start, end}
}

// lineComment matches the start of a line that is meant to be a comment. The group
// matches if the whole line is a comment.
var lineComment = regexp.MustCompile(`^ {0,3}\[(?://|(?i:comment)|_)\]:[ \t]*(?:#|<>)((?:[ \t]+(?:\([^()\n]*\)|"[^"\n]*"|'[^'\n]*'))?\s*$)?`)

// lineComments removes comments that have the form of link definitions but that Markdown
// does not read as definitions: those below a line of text, and those in a one-line text.
// It reports a line that starts like a comment and is shown.
type lineComments struct{}

func (lineComments) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src, lines, st := reader.Source(), node.Lines(), stateOf(pc)
	var comments []int // indexes of lines
	for i := range lines.Len() {
		l := lines.At(i)
		l = l.TrimRightSpace(src)
		if !bytes.Contains(src[l.Start:l.Stop], []byte("]:")) {
			continue // checked before the slow regular expression, because few lines are comments
		}
		switch m := lineComment.FindSubmatchIndex(src[l.Start:l.Stop]); {
		case m == nil:
		case m[2] >= 0:
			comments = append(comments, i)
			st.left = append(st.left, wholeLine(src, l.Start, l.Stop, true))
		default:
			st.in.warn(commentCode, l.Start, l.Len(), "write <!-- and --> around the comment", "this comment is shown as text")
		}
	}
	if comments == nil {
		return
	}
	kept := text.NewSegments()
	for i := range lines.Len() {
		if len(comments) > 0 && comments[0] == i {
			comments = comments[1:]
		} else {
			kept.Append(lines.At(i))
		}
	}
	if node.SetLines(kept); kept.Len() == 0 {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// isComment reports whether a link definition that no link uses is a comment.
func isComment(n *ast.LinkReferenceDefinition) bool {
	label, dest := string(n.Label), string(n.Destination)
	return dest == "" || dest == "#" || label == "//" || strings.EqualFold(label, "comment")
}

// usesComment reports whether the URL of a link is from a comment. Below the comment
// [//]: # (text), the [//] in a line [//]: # text is such a link; that line is not a
// comment.
func usesComment(n *ast.Link) bool {
	if n.Reference == nil || len(n.Destination) > 0 && string(n.Destination) != "#" {
		return false
	}
	label := string(n.Reference.Value)
	return label == "//" || label == "_" || strings.EqualFold(label, "comment")
}

// sorted converts spans of the source to spans of the text of the input, in order.
func (w *writer) sorted(spans [][2]int) [][2]int {
	for i := range spans {
		spans[i][0] += w.in.from
		spans[i][1] += w.in.from
	}
	stable.Sort(spans, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return fit(spans)
}
