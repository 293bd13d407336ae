package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// joined is a part of a line that is not broken, although it is more than one node: a
// number and its counter, one of which is emphasized or on the next line of the source,
// or an image and the bracket before it. Lines may break on both sides of an image.
type joined struct{ ast.BaseInline }

var kindJoined = ast.NewNodeKind("Joined")

func (j *joined) Kind() ast.NodeKind { return kindJoined }

func (j *joined) Dump(source []byte, level int) { ast.DumpHelper(j, source, level, nil, nil) }

// maxJoined is the most bytes of text in emphasis or in a link that is kept on one line
// with what is next to it.
const maxJoined = 24

// joinInlines replaces children of n that belong on one line by joined nodes.
func (w *writer) joinInlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch {
		case c.NextSibling() != nil && w.endsInNumber(c):
			if j := w.joinCounter(n, c); j != nil {
				c = j
			}
		case c.Kind() == ast.KindImage || c.Kind() == ast.KindLink && isPicture(c):
			c = w.joinBrackets(n, c)
		}
	}
}

// endsInNumber reports whether the last character of a node, or the one before a space
// at its end, is a digit.
func (w *writer) endsInNumber(n ast.Node) bool {
	for {
		switch n.Kind() {
		case ast.KindText:
			v := bytes.TrimSuffix(n.(*ast.Text).Segment.Value(w.src), []byte(" "))
			last, _ := utf8.DecodeLastRune(v)
			return '0' <= last && last <= '9' || '０' <= last && last <= '９'
		case ast.KindEmphasis, ast.KindLink, ast.KindCodeSpan, extast.KindStrikethrough:
			if n = n.LastChild(); n == nil {
				return false
			}
		default:
			return false
		}
	}
}

// joinCounter joins a node that ends in a number and the counter after it, and returns
// the new node, or nil if no counter follows.
func (w *writer) joinCounter(parent, first ast.Node) ast.Node {
	between, last := "", first.NextSibling()
	if t, ok := first.(*ast.Text); ok && t.SoftLineBreak() {
		between = " "
	} else if t, ok := last.(*ast.Text); ok && t.NextSibling() != nil && !t.HardLineBreak() && len(bytes.TrimSpace(t.Segment.Value(w.src))) == 0 {
		between, last = " ", t.NextSibling() // only a space or a line break is between two elements
	}
	number, ok := w.nearText(first, true)
	counter, ok2 := w.nearText(last, false)
	if !ok || !ok2 {
		return nil
	}
	start, length := counterAcross(number, between, counter)
	if length == 0 {
		return nil
	}
	if t, ok := first.(*ast.Text); ok {
		first = splitText(parent, t, t.Segment.Stop-(len(number)-start))
	} else if t, ok := first.PreviousSibling().(*ast.Text); ok && bytes.HasSuffix(t.Segment.Value(w.src), []byte("第")) {
		first = splitText(parent, t, t.Segment.Stop-len("第"))
	}
	if t, ok := last.(*ast.Text); ok {
		splitText(parent, t, t.Segment.Start+length)
	}
	return join(parent, first, last)
}

// nearText returns the end or the start of the text of a node. ok is false if the node
// is an element with so long a text that it may not be kept on one line.
func (w *writer) nearText(n ast.Node, end bool) (near string, ok bool) {
	switch n.Kind() {
	case ast.KindText:
		t := n.(*ast.Text)
		v := t.Segment.Value(w.src)
		switch {
		case t.HardLineBreak() && end || t.Segment.Padding > 0:
			return "", false
		case end:
			return string(v[max(0, len(v)-maxJoined):]), true
		}
		return string(v[:min(len(v), maxCounter)]), true
	case ast.KindEmphasis, ast.KindLink, ast.KindCodeSpan, extast.KindStrikethrough:
		if n.Kind() == ast.KindCodeSpan {
			near = w.codeSpan(n.(*ast.CodeSpan))
		} else {
			near = w.plainOf(n)
		}
		return near, near != "" && len(near) <= maxJoined
	}
	return "", false
}

// joinBrackets joins an image and the brackets and the punctuation around it, from which
// Japanese lines are not broken. It returns the new node, or the image.
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
// which is next to the first one. It has the line break at the end.
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
		j.AppendChild(j, n) // which removes it from its own parent
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

// isOpening reports whether a line does not end after r.
func isOpening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// isClosing reports whether a line does not start with r.
func isClosing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("、。，．！？：；・,.!?:;", r)
}
