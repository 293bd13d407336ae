package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnoteParser limits the number of footnotes, because goldmark searches all of
// them for each reference.
type footnoteParser struct{ parser.BlockParser }

func (p footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if stateOf(pc).notes >= maxFootnotes {
		return nil, parser.NoChildren
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		stateOf(pc).notes++
	}
	return node, state
}

// footnoteRef writes a reference to a footnote, which is not a link inside another
// link.
func (w *writer) footnoteRef(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	w.str(`<sup id="`)
	w.str(refID(n.Index, n.RefIndex))
	w.str(`">`)
	if w.inLink {
		w.str(number)
	} else {
		w.str(`<a class="footnote" href="#fn-`)
		w.str(number)
		w.str(`" aria-label="`)
		w.word(wordFootnote, n.Index)
		w.str(`">`)
		w.str(number)
		w.str("</a>")
	}
	w.str("</sup>")
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

// reserveFootnotes reserves the ids of footnotes, so that no heading gets one.
func (w *writer) reserveFootnotes(n ast.Node) {
	list, ok := n.LastChild().(*extast.FootnoteList)
	if !ok {
		return
	}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		f := c.(*extast.Footnote)
		w.ids.Reserve("fn-" + strconv.Itoa(f.Index))
		container := ast.Node(f)
		if p := f.LastChild(); p != nil && ast.IsParagraph(p) {
			container = p
		}
		for b := container.LastChild(); b != nil; b = b.PreviousSibling() {
			back, ok := b.(*extast.FootnoteBacklink)
			if !ok {
				break
			}
			w.ids.Reserve(refID(back.Index, back.RefIndex))
		}
	}
}
