package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// inlines writes the inline content of a node that cannot contain blocks.
func (w *writer) inlines(n ast.Node) { w.inlinesIn(n, inText) }

// inlinesIn writes the inline content of a node and closes the HTML elements that the
// content left open. If the node is a paragraph, inlinesIn closes that too.
func (w *writer) inlinesIn(n ast.Node, ctx context) {
	w.joinImages(n)
	outer, floor, open := w.ctx, w.floor, len(w.open)
	w.ctx = ctx
	if ctx == inParagraph {
		open--
	} else {
		w.floor = open
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if w.needsText(c) {
			w.beginText()
		}
		w.inline(c)
	}
	w.closeTo(open)
	if ctx == inParagraph {
		w.endText() // the paragraph that began after the end of an outer element
	}
	w.ctx, w.floor = outer, floor
}

// needsText reports whether the open elements must be prepared for an inline node because
// it follows a block.
func (w *writer) needsText(n ast.Node) bool {
	if _, isTag := n.(*tag); isTag {
		return false
	}
	if t, ok := n.(*ast.Text); ok && util.IsBlank(t.Segment.Value(w.src)) {
		return false
	}
	t := w.top()
	return w.broken || t != nil && t.class != phrasing || t == nil && w.ctx == inParagraph
}

func (w *writer) inline(n ast.Node) {
	start, holes := len(w.out), len(w.holes)
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.plain(string(n.Value))
	case *ast.CodeSpan:
		w.str("<code>")
		w.plain(w.codeSpan(n))
		w.str("</code>")
		w.joinElement(start, holes)
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		w.str("<" + tag + ">")
		w.inlines(n)
		w.str("</" + tag + ">")
		w.joinElement(start, holes)
	case *extast.Strikethrough:
		w.str("<del>")
		w.inlines(n)
		w.str("</del>")
		w.joinElement(start, holes)
	case *joined:
		w.writeJoined(n)
	case *ast.Link:
		w.link(n)
		w.joinElement(start, holes)
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ref:
		w.ref(n)
		w.joinElement(start, holes)
	case *tag:
		w.inlineTag(n)
	case *emoji:
		w.emoji(n)
	case *shortcode:
		w.shortcode(n)
	case *extast.TaskCheckBox:
		w.str(`<input type="checkbox" disabled`)
		if n.IsChecked {
			w.str(" checked")
		}
		w.str("> ")
	case *extast.FootnoteLink:
		w.footnoteRef(n)
	case *extast.FootnoteBacklink:
		w.footnoteBack(n)
	}
}

func (w *writer) textNode(n *ast.Text) {
	s := n.Segment.Value(w.src)
	literal := isLiteral(s)
	if !literal {
		w.scratch = appendPlain(w.scratch[:0], s)
		s = w.scratch
	}
	if len(s) > 0 {
		switch {
		case w.inJoined:
			w.out = appendText(w.out, s)
		case literal:
			w.out = append(w.out, s[w.joinBefore(s):]...)
		default:
			w.out = appendProse(w.out, s[w.joinBefore(s):])
		}
		w.last, _ = utf8.DecodeLastRune(s)
	}
	switch {
	case n.HardLineBreak():
		w.str("<br>")
		w.last = 0
	case n.SoftLineBreak() && !joins(w.last, w.firstRune(n.NextSibling())):
		w.str("\n")
	}
}

// isLiteral reports whether Markdown text can be written as HTML without change, and
// contains no digit. Most text can.
func isLiteral(s []byte) bool {
	for _, c := range s {
		if notLiteral[c] {
			return false
		}
	}
	return true
}

// notLiteral are the bytes that appendPlain, appendText or appendProse may change. 0xEF
// begins a full-width digit.
var notLiteral = func() (is [256]bool) {
	for c := range ' ' {
		is[c] = c != '\t'
	}
	for _, c := range []byte("\\&<>0123456789\x7F\xEF") {
		is[c] = true
	}
	return is
}()

// codeSpan returns the text of a code span. In a table it unescapes \|.
func (w *writer) codeSpan(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(w.src))
		}
	}
	s := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", " "), "\n", " ")
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline || p != nil && p.Kind() == extast.KindTableCell; p = p.Parent() {
		if p.Kind() == extast.KindTableCell {
			return strings.ReplaceAll(s, `\|`, "|")
		}
	}
	return s
}

// firstRune returns the first character of the text in n or in the nodes after
// it, or 0 if it is unknown.
func (w *writer) firstRune(n ast.Node) rune {
	for ; n != nil; n = n.NextSibling() {
		var s string
		switch n := n.(type) {
		case *ast.Text:
			s = string(appendPlain(nil, n.Segment.Value(w.src)[:min(n.Segment.Len(), 40)]))
		case *ref:
			if s = n.label; s == "" {
				s = n.dest
			}
		case *ast.AutoLink, *shortcode, *emoji:
			return 'a'
		case *tag:
			continue
		default:
			if n.FirstChild() == nil {
				return 0
			}
			return w.firstRune(n.FirstChild())
		}
		if r, size := utf8.DecodeRuneInString(s); size > 0 {
			return r
		}
	}
	return 0
}

// plainOf returns the text of a node without markup.
func (w *writer) plainOf(n ast.Node) string {
	// Most labels are a single text node, and need no copy.
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil {
		v := t.Segment.Value(w.src)
		if off, ok := w.offset(v); ok && !bytes.ContainsAny(v, "\\&\r\n\x00") {
			return w.in.text[w.in.from+off:][:len(v)]
		}
	}
	return strings.TrimSpace(string(w.appendPlainOf(nil, n)))
}

func (w *writer) appendPlainOf(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			dst = appendPlain(dst, c.Segment.Value(w.src))
			last, _ := utf8.DecodeLastRune(dst)
			if c.HardLineBreak() || c.SoftLineBreak() && !joins(last, w.firstRune(c.NextSibling())) {
				dst = append(dst, ' ')
			}
		case *ast.CodeSpan:
			dst = append(dst, w.codeSpan(c)...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *ref:
			if c.label != "" {
				dst = append(dst, c.label...)
			} else {
				dst = append(dst, c.dest...)
			}
		case *emoji:
			dst = append(dst, w.emojiText(c)...)
		case *shortcode:
			dst = append(dst, w.src[c.Pos():c.stop]...)
		case *tag:
			dst = appendPlainTag(dst, c)
		default:
			dst = w.appendPlainOf(dst, c)
		}
	}
	return dst
}
