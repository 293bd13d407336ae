package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// joined is a part of a line in which lines do not break: an image with the brackets
// around it. A line may otherwise break on both sides of an image.
type joined struct{ ast.BaseInline }

var kindJoined = ast.NewNodeKind("Joined")

func (j *joined) Kind() ast.NodeKind { return kindJoined }

func (j *joined) Dump(source []byte, level int) { ast.DumpHelper(j, source, level, nil, nil) }

// joinImages replaces images among the children of n, and the brackets around them, by
// joined nodes.
func (w *writer) joinImages(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || c.Kind() == ast.KindLink && isPicture(c) {
			c = w.joinBrackets(n, c)
		}
	}
}

// joinBrackets joins an image with the brackets and punctuation around it, because
// Japanese lines must not break between them. It returns the new node, or the image if
// there are none.
func (w *writer) joinBrackets(parent, image ast.Node) ast.Node {
	first, last := image, image
	if t, ok := image.PreviousSibling().(*ast.Text); ok && !t.SoftLineBreak() && !t.HardLineBreak() {
		v := t.Segment.Value(w.src)
		if n := len(bytes.TrimRightFunc(v, isOpening)); n < len(v) {
			first = splitText(parent, t, t.Segment.Start+n)
		}
	}
	if t, ok := image.NextSibling().(*ast.Text); ok {
		v := t.Segment.Value(w.src)
		if n := len(v) - len(bytes.TrimLeftFunc(v, isClosing)); n > 0 {
			splitText(parent, t, t.Segment.Start+n)
			last = t
		}
	}
	if first == last {
		return image
	}
	return join(parent, first, last)
}

// splitText splits a text node at an offset in the source, and returns the second part,
// which is inserted after the first and keeps the line break at the end.
func splitText(parent ast.Node, t *ast.Text, at int) *ast.Text {
	second := ast.NewTextSegment(text.NewSegment(at, t.Segment.Stop))
	second.SetSoftLineBreak(t.SoftLineBreak())
	second.SetHardLineBreak(t.HardLineBreak())
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	t.Segment.Stop = at
	parent.InsertAfter(parent, t, second)
	return second
}

// join moves the siblings from first to last into a new node in their place.
func join(parent, first, last ast.Node) ast.Node {
	j := &joined{}
	parent.InsertBefore(parent, first, j)
	for n := first; ; {
		next := n.NextSibling()
		j.AppendChild(j, n) // AppendChild removes n from its own parent
		if n == last {
			return j
		}
		n = next
	}
}

// writeJoined writes a joined node.
func (w *writer) writeJoined(j *joined) {
	w.str(`<span class="joined">`)
	w.inJoined = true
	for c := j.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
	w.inJoined = false
	w.str("</span>")
}

// isOpening reports whether a line must not end after r.
func isOpening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// isClosing reports whether a line must not start with r.
func isClosing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("、。，．！？：；・,.!?:;", r)
}
