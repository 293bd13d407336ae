package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// inlineTag writes an HTML tag within text.
func (w *writer) inlineTag(t *tag) {
	if t.stop == 0 {
		return // a comment
	}
	raw := w.src[t.Pos():t.stop]
	name, end := nameOf(raw)
	kind := html.StartTagToken
	switch {
	case end:
		kind = html.EndTagToken
	case bytes.HasSuffix(raw, []byte("/>")):
		kind = html.SelfClosingTagToken
	}
	w.tag(name, string(raw), kind, t.Pos(), true)
}

// htmlBlock writes an HTML block, which ends at a blank line.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	var raw []byte
	var starts [][2]int // offset in raw, offset in src
	add := func(l text.Segment) {
		starts = append(starts, [2]int{len(raw), l.Start})
		raw = append(raw, l.Value(w.src)...)
	}
	for i := range n.Lines().Len() {
		add(n.Lines().At(i))
	}
	if n.HasClosure() {
		add(n.ClosureLine)
	}
	toSource := func(off int) int {
		i := sort.Search(len(starts), func(i int) bool { return starts[i][0] > off }) - 1
		if i < 0 {
			return 0
		}
		return starts[i][1] + off - starts[i][0]
	}
	w.tokens(html.NewTokenizer(bytes.NewReader(bytes.TrimRight(raw, "\r\n"))), toSource)
	// Elements with paragraphs may continue in the next block; others may not.
	for len(w.open) > w.floor && !w.top().holdsBlocks() {
		w.closeTop(true)
	}
}

// tokens writes all tokens of an HTML block. toSource converts an offset in the
// block to one in the source.
func (w *writer) tokens(z *html.Tokenizer, toSource func(int) int) {
	for at := 0; ; {
		kind := z.Next()
		raw := string(z.Raw())
		off := toSource(at)
		at += len(raw)
		switch kind {
		case html.TextToken:
			w.htmlText(html.UnescapeString(raw), false)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			w.tag(string(name), raw, kind, off, false)
		case html.CommentToken:
			if strings.HasPrefix(raw, "<!--") {
				w.blockComment(raw, off, toSource(at-1)+1)
			} else {
				w.htmlText(raw, false)
			}
		default: // a doctype, or the end of the block within a tag
			w.htmlText(raw, false)
		}
		if kind == html.ErrorToken {
			return
		}
	}
}

// tag writes a tag if it is allowed here, and as text otherwise.
func (w *writer) tag(name, raw string, kind html.TokenType, off int, inline bool) {
	class, known := elements[name]
	switch {
	case name == "a" && w.anchorTag(raw, kind, inline):
		return
	case !known:
		w.notAllowed(name, raw, kind, off)
	case kind == html.EndTagToken:
		if class == void || w.close(name) {
			return
		}
		if w.reported["refused "+name] {
			break // the start tag was reported already
		}
		w.finding(off, raw, "remove it, or put the start tag in the same paragraph", "</%s> has no start tag and is shown as text", name)
	case class == void:
		w.beginText(inline)
		w.str("<" + name + ">")
		w.last = 0
		return
	case w.start(name, raw, class, off, inline):
		if kind == html.SelfClosingTagToken {
			w.closeTop(true)
		}
		return
	default:
		w.first("refused " + name)
		w.finding(off, raw, parentHelp(name), "<%s> is not allowed here and is shown as text", name)
	}
	w.htmlText(raw, inline)
}

// finding reports a finding about HTML, at most maxFindings per page.
func (w *writer) finding(off int, raw, help, format string, args ...any) {
	if w.findings++; w.findings <= maxFindings {
		w.in.warn("markdown/html", off, len(raw), help, format, args...)
	}
}

// htmlText writes text between tags. It opens a paragraph if none is open.
func (w *writer) htmlText(s string, inline bool) {
	if strings.TrimSpace(s) == "" {
		if inline || len(w.open) > w.floor && w.top().class == phrasing {
			w.str(strings.Map(toSpace, s))
		}
		return
	}
	w.beginText(inline)
	if !inline && bytes.HasSuffix(w.out, []byte("<p>")) {
		s = strings.TrimLeft(s, " \t\r\n")
	}
	w.plain(s)
}

func toSpace(r rune) rune {
	if r == '\n' || r == ' ' {
		return r
	}
	return -1
}

// appendPlainTag appends the plain text of a tag: the tag itself if it is not
// allowed, a space for <br>.
func (w *writer) appendPlainTag(dst []byte, t *tag) []byte {
	if t.stop == 0 {
		return dst
	}
	raw := w.src[t.Pos():t.stop]
	name, end := nameOf(raw)
	switch class, known := elements[name]; {
	case name == "a" && w.in.mode == guide && (end || anchorID(string(raw)) != ""):
	case !known, class == flow:
		return append(dst, raw...)
	case name == "br":
		return append(dst, ' ')
	}
	return dst
}

// nameOf returns the name of a tag, and whether it is an end tag.
func nameOf(raw []byte) (string, bool) {
	raw, end := bytes.CutPrefix(raw[1:], []byte{'/'})
	n := 0
	for n < len(raw) && (util.IsAlphaNumeric(raw[n]) || raw[n] == '-') {
		n++
	}
	return strings.ToLower(string(raw[:n])), end
}
