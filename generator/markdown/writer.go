package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"platmap/generator/text"
)

// writer walks a syntax tree and writes HTML with holes. Line ends between
// elements are left out.
type writer struct {
	in  *input
	src []byte // the Markdown
	st  *state
	doc *Document

	out      []byte
	holes    []hole
	headings [][2]int // where the text of each heading is in out
	outline  [][2]int // level written and level given of the headings above
	ids      text.Anchors
	told     map[string]bool // what was said of this document
	refused  []refused       // elements that are not allowed
	anchors  int             // <a id="x"> that are open
	findings int
	scratch  []byte

	inLink bool
	last   rune // last character of running text

	open  []element // HTML elements that are open
	floor int       // those below belong to a Markdown element further out
}

func (w *writer) document(root ast.Node) *Document {
	w.out = make([]byte, 0, len(w.src)+len(w.src)/4)
	w.reserveFootnotes(root)
	if w.in.mode == inlineText {
		w.lineOf(root)
	} else {
		w.blocks(root)
	}
	w.reportRefused()
	if at := w.st.sized; at > 0 {
		w.foreign("size", at, w.src[at:at+bytes.IndexByte(w.src[at:], ')')+1], sizeHelp)
	}
	w.settleAnchors()
	d := w.doc
	d.html = string(w.out)
	// A site keeps thousands of documents: no spare room in them.
	d.holes, d.Links, d.Headings, d.Code = fit(w.holes), fit(d.Links), fit(d.Headings), fit(d.Code)
	for i, at := range w.headings {
		if at[1] > at[0] {
			d.Headings[i].HTML = d.html[at[0]:at[1]]
		}
	}
	return d
}

// fit returns a list in a piece of memory of its size.
func fit[T any](list []T) []T { return append([]T(nil), list...) }

// lineOf writes all paragraphs on one line.
func (w *writer) lineOf(root ast.Node) {
	for c := root.FirstChild(); c != nil; c = c.NextSibling() {
		if c != root.FirstChild() {
			w.str(" ")
		}
		w.inlines(c)
	}
}

// blocks writes the blocks of a container and closes what HTML they left open.
func (w *writer) blocks(n ast.Node) {
	floor := w.floor
	w.floor = len(w.open)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.closeTo(w.floor)
	w.floor = floor
}

func (w *writer) block(n ast.Node) {
	if n.Kind() != ast.KindHTMLBlock {
		w.flow()
	}
	w.last = 0
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.foreignLines(n)
		w.labelled(n)
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.FencedCodeBlock:
		w.fenced(n)
	case *ast.CodeBlock:
		w.indented(n)
	case *ast.Blockquote:
		w.quote(n)
	case *ast.ThematicBreak:
		w.str("<hr>")
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *extast.Table:
		w.table(n)
	case *extast.FootnoteList:
		w.footnotes(n)
	case *extast.FootnoteBacklink: // of a footnote that ends with no paragraph
		w.footnoteBack(n)
	}
}

// paragraph writes a paragraph, unless it is empty but for comments and anchors.
func (w *writer) paragraph(n ast.Node) {
	w.foreignLines(n)
	start, holes := len(w.out), len(w.holes)
	w.str("<p>")
	w.labelled(n)
	if !w.onlyAnchors(start, holes) {
		w.str("</p>")
	}
}

// labelled writes the text of a block; if it is a task, as the label of its box.
func (w *writer) labelled(n ast.Node) {
	if _, ok := n.FirstChild().(*extast.TaskCheckBox); !ok {
		w.inlines(n)
		return
	}
	w.str("<label>")
	w.inlines(n)
	w.str("</label>")
}

func (w *writer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	w.str("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		w.str(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	w.str(">")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.str("<li")
		if b := item.FirstChild(); b != nil && b.FirstChild() != nil && b.FirstChild().Kind() == extast.KindTaskCheckBox {
			w.str(` class="task"`)
		}
		w.str(">")
		w.blocks(item)
		w.str("</li>")
	}
	w.str("</" + tag + ">")
}

func (w *writer) str(s string) { w.out = append(w.out, s...) }

// plain writes plain text.
func (w *writer) plain(s string) {
	if s != "" {
		w.out = appendText(w.out, s)
		w.last = lastRune(s)
	}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func (w *writer) hole(kind holeKind, n int) {
	w.holes = append(w.holes, hole{at: int32(len(w.out)), n: int32(n), kind: kind})
}

// word leaves a hole for a word; n is the number that stands in it, if any.
func (w *writer) word(k word, n int) {
	w.holes = append(w.holes, hole{at: int32(len(w.out)), n: int32(n), kind: wordText, word: k})
}
