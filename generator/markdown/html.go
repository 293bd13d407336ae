package markdown

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"platmap/generator/text"
)

// context is where a tag is written. It determines which elements are allowed.
type context uint8

const (
	inText      context = iota // within a heading, a link or emphasis: no blocks
	inFlow                     // in a cell of a table or an item of a list: text and blocks
	inParagraph                // in a paragraph of Markdown; a block ends the paragraph
	inBlock                    // in an HTML block
)

// htmlTag is an HTML tag that is being written.
type htmlTag struct {
	name  string
	raw   string // as written
	kind  html.TokenType
	lines lines // the lines of the text that contains raw
	at    int   // offset of raw in that text
}

// off converts an offset in the tag to one in the source.
func (t *htmlTag) off(i int) int { return t.lines.toSource(t.at + i) }

func (t *htmlTag) isEnd() bool { return t.kind == html.EndTagToken }

// inlineTag writes an HTML tag within text.
func (w *writer) inlineTag(n *tag) {
	if n.raw == nil {
		return // a comment
	}
	name, end := nameOf(n.raw)
	kind := html.StartTagToken
	switch {
	case end:
		kind = html.EndTagToken
	case bytes.HasSuffix(n.raw, []byte("/>")):
		kind = html.SelfClosingTagToken
	}
	t := &htmlTag{name, string(n.raw), kind, n.lines, 0}
	switch {
	case end || !shownAsText(n):
		w.tag(t)
	case isHTML(name):
		w.first("refused " + name)
		w.finding(t.off(0), t.raw, wordHelp(t.raw), "<%s> has no end tag in this paragraph and is shown as text", name)
		w.htmlText(t.raw)
	default:
		w.placeholder(t)
		w.htmlText(t.raw)
	}
}

// wordHelp returns the help for a word between angle brackets.
func wordHelp(raw string) string {
	return fmt.Sprintf("write \\%s, or `%s` to show it as code", raw, raw)
}

// shownAsText reports whether a tag within text is a word between angle brackets: a
// name that is not HTML or, without attributes, the start of a block that does not
// end in the same text, as in "the <table> element".
func shownAsText(n *tag) bool {
	name, end := nameOf(n.raw)
	_, isArranging := arranging[name]
	switch {
	case !isHTML(name):
		return true
	case end || doing[name] || name == "p" || siblings[name].in != nil || bytes.IndexByte(n.raw, '=') >= 0:
		return false
	case isArranging && arranging[name] == void:
		return true
	case isArranging || elements[name] == flow:
		return !endsBelow(n, name)
	}
	return false
}

// endsBelow reports whether an end tag with a name follows in the same text.
func endsBelow(n ast.Node, name string) bool {
	const most = 300 // limits the number of nodes that are searched
	for range most {
		if n = n.NextSibling(); n == nil {
			return false
		}
		if t, ok := n.(*tag); ok && t.raw != nil {
			if other, end := nameOf(t.raw); end && other == name {
				return true
			}
		}
	}
	return false
}

// htmlBlock writes an HTML block, which ends at a blank line.
func (w *writer) htmlBlock(n ast.Node) {
	var raw []byte
	var lines lines
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		lines.add(len(raw), l.Start)
		raw = append(raw, l.Value(w.src)...)
	}
	if n, ok := n.(*ast.HTMLBlock); ok && n.HasClosure() {
		lines.add(len(raw), n.ClosureLine.Start)
		raw = append(raw, n.ClosureLine.Value(w.src)...)
	}
	outer := w.ctx
	w.ctx = inBlock
	w.tokens(html.NewTokenizer(bytes.NewReader(bytes.TrimRight(raw, "\r\n"))), lines)
	w.tagStop = lines.toSource(len(raw))
	// Elements with paragraphs may continue in the next block; others may not.
	for t := w.top(); t != nil && !holders[t.name] && !structures[t.name]; t = w.top() {
		w.closeTop(true)
	}
	w.ctx = outer
}

// tokens writes all tokens of an HTML block.
func (w *writer) tokens(z *html.Tokenizer, lines lines) {
	for at := 0; ; {
		kind := z.Next()
		raw := string(z.Raw())
		t := &htmlTag{"", raw, kind, lines, at}
		at += len(raw)
		switch kind {
		case html.TextToken:
			w.checkMarkdown(t)
			w.htmlText(html.UnescapeString(raw))
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			t.name = string(name)
			w.tag(t)
		case html.CommentToken:
			if strings.HasPrefix(raw, "<!--") {
				w.blockComment(raw, t.off(0), t.off(len(raw)-1)+1)
			} else {
				w.htmlText(raw)
			}
		default: // a doctype, or the end of the block within a tag
			w.htmlText(raw)
		}
		if kind == html.ErrorToken {
			return
		}
	}
}

// markdownInHTML matches a link, a reference and strong emphasis.
var markdownInHTML = regexp.MustCompile(`!?\[[^\[\]\n]+\]\([^\s()]+\)|\[\[[^\[\]\n]+\]\]|\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*`)

// checkMarkdown reports Markdown in the text of an HTML block, where it has no effect.
func (w *writer) checkMarkdown(text *htmlTag) {
	span := markdownInHTML.FindStringIndex(text.raw)
	if span == nil || slices.ContainsFunc(w.open[w.floor:], func(e element) bool { return e.name == "code" || e.name == "pre" }) {
		return
	}
	w.markdownShown(text.off(span[0]), text.raw[span[0]:span[1]])
}

// markdownShown reports Markdown that an HTML block shows as text, once for each page.
func (w *writer) markdownShown(off int, raw string) {
	if !w.first("markdown in HTML") {
		return
	}
	w.finding(off, raw, "leave a blank line before it and after it, or write it in HTML", "Markdown in a block of HTML is shown as it is")
}

// tag writes a tag if it is allowed here. Otherwise it is shown as text or left out.
func (w *writer) tag(t *htmlTag) {
	if name := sameAs[t.name]; name != "" {
		t.name = name
	}
	w.tagStop = t.off(len(t.raw)-1) + 1
	class, kept := elements[t.name]
	group, isArranging := arranging[t.name]
	switch {
	case !kept && !isArranging:
		w.notAllowed(t)
		w.htmlText(t.raw)
	case t.isEnd():
		w.endTag(t)
	case isArranging:
		w.setAnchor(t)
		w.arrange(t, group)
	case t.name == "a":
		w.setAnchor(t)
		w.anchorTag(t)
	case t.name == "img":
		w.setAnchor(t)
		w.imageTag(t)
	case t.name == "hr":
		if !w.beginFlow(t.name) {
			w.misplaced(t)
			return
		}
		w.str("<hr>")
	case class == void:
		w.beginText()
		w.str("<" + t.name + ">")
		w.last = 0
	default:
		if !isHeading(t.name) || w.in.mode != guide {
			w.setAnchor(t)
		}
		if !w.start(t, class) {
			w.misplaced(t)
		} else if t.kind == html.SelfClosingTagToken {
			w.closeTop(true)
		}
	}
}

// endTag writes an end tag.
func (w *writer) endTag(t *htmlTag) {
	group, isArranging := arranging[t.name]
	switch {
	case w.close(t.name) || elements[t.name] == void || t.name == "p" || isArranging && group == void:
	case w.groups[t.name] > 0:
		w.groups[t.name]--
		w.breakText(group)
	case t.name == "a" && w.anchors > 0:
		w.anchors--
	case elements[t.name] == flow && slices.ContainsFunc(w.open[:w.floor], func(e element) bool { return e.name == t.name }):
		w.deferred = append(w.deferred, t.name)
	case w.reported["refused "+t.name]: // shown as text, like its start tag
		w.htmlText(t.raw)
	case !w.pairUp(t.name):
		w.stray = countTag(w.stray, t)
	}
}

// misplaced reports an element that is not allowed here. Within text its tag is shown,
// because it may be a word; in an HTML block only its content is shown.
func (w *writer) misplaced(t *htmlTag) {
	if w.ctx == inBlock {
		if t.name != "p" {
			w.groupOpened(t)
			w.finding(t.off(0), t.raw, parentHelp(t.name), "<%s> is not allowed here and is left out", t.name)
		}
		w.breakText(elements[t.name])
		return
	}
	if t.name == "p" {
		return
	}
	w.first("refused " + t.name)
	help := wordHelp(t.raw)
	if w.in.mode == inlineText {
		help = "write the text as a block, below a |, or remove the tag"
	}
	w.finding(t.off(0), t.raw, help, "<%s> is not allowed here and is shown as text", t.name)
	w.htmlText(t.raw)
}

// htmlText writes text between tags. It opens a paragraph if none is open.
func (w *writer) htmlText(s string) {
	t := w.top()
	if t != nil && t.name == "pre" {
		w.plain(s)
		return
	}
	if strings.TrimSpace(s) == "" {
		if w.ctx != inBlock || t != nil && !structures[t.name] && (!holders[t.name] || tight[t.name] && t.filled) {
			w.str(strings.Map(toSpace, s))
		}
		return
	}
	w.beginText()
	if w.ctx == inBlock && bytes.HasSuffix(w.out, []byte("<p>")) {
		s = strings.TrimLeft(s, " \t\r\n")
	}
	w.prose(s)
}

func toSpace(r rune) rune {
	if r == '\n' || r == ' ' {
		return r
	}
	return -1
}

// appendPlainTag appends the plain text of a tag within text: the tag itself if it is
// shown as text and has no attributes, a space for <br>.
func appendPlainTag(dst []byte, t *tag) []byte {
	if t.raw == nil {
		return dst
	}
	name, _ := nameOf(t.raw)
	switch {
	case name == "br":
		return append(dst, ' ')
	case shownAsText(t) && bytes.IndexByte(t.raw, '=') < 0:
		return append(dst, t.raw...)
	}
	return dst
}

// plainSince returns the plain text that was written since out and holes had these
// lengths. If alt is set, it includes the alternative text of images.
func (w *writer) plainSince(start, hole int, alt bool) string {
	b := stripper{enough: math.MaxInt}
	at := start
	for _, h := range w.holes[hole:] {
		b.add(string(w.out[at:h.at]))
		at = int(h.at)
		if h.kind == wholeLink || alt && h.kind == image {
			l := &w.doc.Links[h.n]
			b.WriteString(l.Text)
			if h.kind == wholeLink {
				b.WriteString(l.Dest)
			}
		}
	}
	b.add(string(w.out[at:]))
	return text.OneLine(b.String())
}
