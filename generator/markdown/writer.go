package markdown

import (
	"bytes"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"platmap/generator/text"
)

// writer walks a syntax tree and writes HTML with holes, without line breaks
// between elements.
type writer struct {
	in  *input
	src []byte // the Markdown
	st  *state
	doc *Document

	out      []byte
	holes    []hole
	marks    []mark // marks of the headings
	title    candidate
	depth    int      // number of containers around the current block, including the document
	begun    bool     // whether more than notes and badges has been written
	outline  [][2]int // level in the source and shown level of the earlier headings
	ids      text.Anchors
	reported map[string]bool // keys of findings that are reported once per page

	defined  []*ast.LinkReferenceDefinition
	used     map[string]bool // normalized labels of definitions that links use
	findings int
	scratch  []byte

	inLink   bool
	inJoined bool

	emojiNames bool // whether plain text contains the names of emoji instead of the characters
	last       rune // last character of the text so far

	tagFindings
	ctx      context
	open     []element      // open HTML elements
	floor    int            // elements below this index belong to an outer Markdown element
	groups   map[string]int // number of start tags that are left out and have no end tag yet
	anchors  int            // number of <a> without an href that have no end tag yet
	deferred []string       // names of elements that end after the current block
	pending  []string       // ids of anchors that are not written yet
	broken   bool           // whether a line ends before the next text
	tagStop  int            // end of the last tag in the source
}

func (w *writer) document(root ast.Node) *Document {
	reused := buffers.Get().(*buffer)
	w.out, w.holes, w.doc.Links = reused.out[:0], reused.holes[:0], reused.links[:0]
	if w.in.mode == inlineText {
		w.oneLine(root)
	} else {
		w.blocks(root)
	}
	w.flushAnchors()
	w.checkDefinitions()
	w.reportTags()
	if at := w.st.sized; at > 0 {
		w.foreign("image size", at, w.src[at:at+bytes.IndexByte(w.src[at:], ')')+1], sizeHelp)
	}
	if e := w.st.embed; e != nil {
		w.foreign("embed", e.off, w.src[e.off:e.off+e.len], "write ![what it shows]("+e.file+")")
	}
	w.finishHeadings()
	w.dropDuplicateAnchors()
	d := w.doc
	d.html, d.Block, d.openFence = string(w.out), w.in.mode != inlineText, w.openFence(root)
	d.left, d.Comments = w.sorted(w.st.left), w.sorted(w.st.comments)
	links := d.Links
	// Slices of documents have no spare capacity, because a site has thousands of
	// documents.
	d.holes, d.Links, d.Headings, d.Code = fit(w.holes), fit(links), fit(d.Headings), fit(d.Code)
	if d.titleFootnotes() != nil {
		d.footnoteLabels = w.footnoteLabels()
	}
	for i, m := range w.marks {
		if m.to > m.from {
			d.Headings[i].HTML = d.html[m.from:m.to]
		}
	}
	clear(links)
	*reused = buffer{w.out, w.holes, links}
	buffers.Put(reused)
	return d
}

// buffer holds the slices in which a document is built before they are copied to the
// document.
type buffer struct {
	out   []byte
	holes []hole
	links []Link
}

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// fit returns a copy of a slice without spare capacity.
func fit[T any](list []T) []T { return append([]T(nil), list...) }

// oneLine writes all paragraphs on one line.
func (w *writer) oneLine(root ast.Node) {
	for c := root.FirstChild(); c != nil; c = c.NextSibling() {
		if c != root.FirstChild() {
			w.str(" ")
		}
		w.inlines(c)
	}
}

// blocks writes the blocks of a container and closes the HTML elements that they
// left open.
func (w *writer) blocks(n ast.Node) {
	floor := w.floor
	w.floor = len(w.open)
	w.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		from, holes := len(w.out), len(w.holes)
		w.block(c)
		w.closeDeferred()
		w.noteContent(c, from, holes)
	}
	w.closeTo(w.floor)
	w.floor = floor
	w.depth--
}

func (w *writer) block(n ast.Node) {
	w.last = 0
	if w.isHTMLBlock(n) {
		w.htmlBlock(n)
		return
	}
	w.beginBlock()
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.checkLines(n)
		w.labelled(n, inFlow)
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
	case *ast.LinkReferenceDefinition:
		w.defined = append(w.defined, n)
	case *extast.Table:
		w.table(n)
	case *extast.FootnoteList:
		w.footnotes(n)
	case *extast.FootnoteBacklink: // back links of a footnote that does not end in a paragraph
		w.footnoteBack(n)
	}
}

// paragraph writes a paragraph, without <p> if it has only comments and anchors.
func (w *writer) paragraph(n ast.Node) {
	w.checkLines(n)
	if t := w.top(); t != nil && t.name == "summary" { // a summary may not have paragraphs
		w.str("<br>")
		w.inlines(n)
		return
	}
	start := "<p>"
	if isPicture(n) {
		start = `<p class="picture">`
	}
	w.push(element{name: "p", implied: true}, start)
	w.labelled(n, inParagraph)
}

// isPicture reports whether a node contains only an image, which may be a link.
func isPicture(n ast.Node) bool {
	c := n.FirstChild()
	return c != nil && c.NextSibling() == nil && (c.Kind() == ast.KindImage || c.Kind() == ast.KindLink && isPicture(c))
}

// labelled writes the text of a block, inside a <label> if it starts with a check box.
func (w *writer) labelled(n ast.Node, ctx context) {
	if _, ok := n.FirstChild().(*extast.TaskCheckBox); !ok {
		w.inlinesIn(n, ctx)
		return
	}
	w.str("<label>")
	w.inlines(n)
	w.str("</label>")
	if ctx == inParagraph {
		w.endText()
	}
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

func (w *writer) plain(s string) {
	if s != "" {
		w.out = appendText(w.out, s)
		w.last = lastRune(s)
	}
}

// prose is like plain for text in which numbers are kept with their counters.
func (w *writer) prose(s string) {
	if s != "" {
		w.out = appendProse(w.out, s[w.joinBefore([]byte(s)):])
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

// word writes a hole for a word. n is the number that replaces {n}, or 0.
func (w *writer) word(k word, n int) {
	w.holes = append(w.holes, hole{at: int32(len(w.out)), n: int32(n), kind: wordText, word: k})
}
