package markdown

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"platmap/generator/source"
	"platmap/generator/text"
)

// footnoteParser records the definitions of footnotes. It limits their number, because
// goldmark searches all of them for each reference.
type footnoteParser struct{ parser.BlockParser }

// footnote is a definition of a footnote.
type footnote struct {
	*extast.Footnote
	off int
}

func (p footnoteParser) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	st := stateOf(pc)
	if len(st.notes) >= maxFootnotes {
		return nil, parser.NoChildren
	}
	_, segment := reader.PeekLine()
	off := segment.Start - segment.Padding + pc.BlockOffset()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		st.notes = append(st.notes, footnote{node.(*extast.Footnote), off})
	}
	return node, state
}

// footnoteRefParser parses [^label], and records labels without a definition. It skips
// very long paragraphs, because goldmark searches the paragraph again for each label.
type footnoteRefParser struct{ mode mode }

func (footnoteRefParser) Trigger() []byte { return []byte{'!', '['} }

var footnoteRefs = extension.NewFootnoteParser()

// refSyntax matches a reference to a footnote, but not a character class of a regular
// expression, such as [^a-z] or [^x]*.
var refSyntax = regexp.MustCompile(`^\[\^([\pL\pN_][\pL\pM\pN_.-]*)\](?:[^*+?{]|$)`)

func (p footnoteRefParser) Parse(parent ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	if parent.Lines().Len() > maxLines {
		return nil
	}
	line, segment := block.PeekLine()
	if p.mode == guide {
		if n := footnoteRefs.Parse(parent, block, pc); n != nil {
			return n
		}
	}
	if m := refSyntax.FindSubmatch(line[:min(len(line), maxTag)]); m != nil && !characterClass(m[1]) {
		st := stateOf(pc)
		st.marks = addUndefined(st.marks, undefinedLabel{label: string(m[1]), off: segment.Start, len: len(m[1]) + 3})
		if p.mode != guide {
			st.left = append(st.left, [2]int{segment.Start, segment.Start})
		}
	}
	return nil
}

// characterClass reports whether a label is a list of ranges, such as a-z or a-z0-9.
func characterClass(label []byte) bool {
	for len(label) >= 3 && label[1] == '-' {
		label = label[3:]
	}
	return len(label) == 0
}

const footnoteCode = "markdown/footnote"

// reportFootnotes reports references without a footnote and footnotes that the page
// does not show.
func (w *writer) reportFootnotes() {
	if w.in.mode != guide {
		if len(w.st.marks) > 0 {
			m := w.st.marks[0]
			w.in.warn(footnoteCode, m.off, m.len, "write the note in brackets", "[^%s] is shown as text: only the text of a guide has footnotes", m.label)
		}
		return
	}
	var unused []string
	first := map[string]footnote{}
	for _, n := range w.st.notes {
		label := string(n.Ref)
		if f, found := first[label]; found {
			w.duplicate(footnoteCode, source.Error, f.off, n.off, "[^"+label+"]", "is not shown")
			continue
		}
		first[label] = n
		if n.Index < 0 {
			unused = append(unused, label)
		}
	}
	meant := map[string]bool{}
	labels := slices.Sorted(maps.Keys(first))
	for _, m := range w.st.marks {
		near := cmp.Or(text.Closest(m.label, unused), text.Closest(m.label, labels))
		meant[near] = true
		help := "write [^" + m.label + "]: and the note on a line of its own"
		if near != "" {
			help = "did you mean [^" + near + "]?"
		}
		d := source.Diagnostic{Code: footnoteCode, Severity: source.Warning, Help: help, Text: "[^" + m.label + "] has no footnote and is shown as text"}
		d.Pos, d.Len = w.in.pos(m.off, m.len)
		if slices.Contains(unused, near) {
			at, _ := w.in.pos(first[near].off, 1)
			d.Related = []source.Related{{Pos: at, Text: "this footnote is not shown"}}
		}
		w.in.diags.Add(d)
	}
	for _, label := range unused {
		if !meant[label] {
			w.in.err(footnoteCode, first[label].off, len("[^]:")+len(label),
				"write [^"+label+"] in the text that the footnote belongs to", "no text refers to footnote [^%s]: it is not shown", label)
		}
	}
}

// footnoteLink is a reference to a footnote.
type footnoteLink struct {
	index  int  // number of the footnote
	ref    int  // index among the references to it
	inLink bool // whether it is inside a link, and so cannot be one
}

func (w *writer) footnoteRef(n *extast.FootnoteLink) {
	w.hole(footnoteMark, len(w.doc.footnotes))
	w.doc.footnotes = append(w.doc.footnotes, footnoteLink{n.Index, n.RefIndex, w.inLink})
}

func (l footnoteLink) appendHTML(dst []byte, words *Words) []byte {
	number := strconv.Itoa(l.index)
	dst = append(dst, `<sup id="`+refID(l.index, l.ref)+`">`...)
	if l.inLink {
		dst = append(dst, number...)
	} else {
		dst = append(dst, `<a class="footnote" href="#fn-`+number+`" aria-label="`...)
		dst = append(appendAttr(dst, words.text(wordFootnote, l.index)), `">`+number+"</a>"...)
	}
	return append(dst, "</sup>"...)
}

// titleFootnotes returns the references to footnotes in the heading that is the title.
func (d *Document) titleFootnotes() []footnoteLink {
	var list []footnoteLink
	inTitle := false
	for _, h := range d.holes {
		switch {
		case h.kind == startTitle:
			inTitle = true
		case h.kind == endTitle:
			return list
		case inTitle && h.kind == footnoteMark:
			list = append(list, d.footnotes[h.n])
		}
	}
	return nil
}

// TitleFootnotes returns the references to footnotes in the heading that is the title,
// as HTML, for a page that shows the title itself. words may be nil.
func (d *Document) TitleFootnotes(words *Words) string {
	var html []byte
	for _, l := range d.titleFootnotes() {
		html = l.appendHTML(html, cmp.Or(words, &english))
	}
	return string(html)
}

// TitleFootnoteMarks is like TitleFootnotes, but returns Markdown: [^label].
func (d *Document) TitleFootnoteMarks() string {
	var b strings.Builder
	for _, l := range d.titleFootnotes() {
		b.WriteString("[^" + d.footnoteLabels[l.index-1] + "]")
	}
	return b.String()
}

func (w *writer) footnoteBack(n *extast.FootnoteBacklink) {
	w.str(` <a class="back" href="#`)
	w.str(refID(n.Index, n.RefIndex))
	w.str(`" aria-label="`)
	w.word(wordBack, n.Index)
	w.str("\">\u21A9\uFE0E</a>")
}

func refID(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref+1)
	}
	return id
}

func (w *writer) footnotes(n *extast.FootnoteList) {
	w.str(`<section class="footnotes" aria-label="`)
	w.word(wordFootnotes, 0)
	w.str(`"><ol>`)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.str(`<li id="fn-`)
		w.str(strconv.Itoa(c.(*extast.Footnote).Index))
		w.str(`">`)
		w.blocks(c)
		w.str("</li>")
	}
	w.str("</ol></section>")
}

// footnoteLabels returns the labels of the footnotes in the order of their numbers.
func (w *writer) footnoteLabels() []string {
	labels := map[int]string{}
	for _, n := range w.st.notes {
		labels[n.Index] = string(n.Ref)
	}
	delete(labels, -1) // not shown
	list := make([]string, len(labels))
	for index, label := range labels {
		list[index-1] = label
	}
	return list
}
