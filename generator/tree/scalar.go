package tree

import (
	"strings"

	"gopkg.in/yaml.v3"
)

const blockStyle = yaml.LiteralStyle | yaml.FoldedStyle

func (p *parser) scalar(n *Node, y *yaml.Node) {
	n.Kind, n.Text = Text, y.Value
	n.Block = y.Style&blockStyle != 0
	p.scalars = append(p.scalars, n)
	if y.Style&yaml.TaggedStyle != 0 {
		p.tagged(n, y)
		return
	}
	switch y.ShortTag() {
	case "!!null":
		n.Kind = Null
	case "!!int", "!!float":
		n.Kind = Number
	case "!!bool":
		n.Kind = Bool
	}
	start := p.offset(y)
	n.Len = p.text.origin(start+p.scalarLen(start, y)) - n.Pos.Offset
}

// tagged reports a value with a tag, and makes it the text that was most likely
// meant.
func (p *parser) tagged(n *Node, y *yaml.Node) {
	rest, _, _ := strings.Cut(p.file.Text[n.Pos.Offset:], "\n")
	if strings.HasPrefix(rest, "&") { // an anchor before the tag, reported already
		return
	}
	n.Len = min(1, len(rest))
	if strings.HasPrefix(rest, y.Tag) {
		n.Len = len(y.Tag)
	}
	n.Text = strings.TrimSpace(y.Tag + " " + y.Value)
	help := "put the text in quotes: " + quote(shorten(n.Text))
	if strings.HasPrefix(y.Tag, "!!") {
		help = "remove it; write numbers without quotes, other values need no type"
		n.Text = y.Value
	}
	p.diags.Errorf("yaml/tag", n.Pos, n.Len, help, "YAML reads %s as a tag, not as text", shorten(y.Tag))
}

// scalarLen returns the number of bytes of the scalar at an offset: all of it if
// it is on one line, otherwise the part on the first line.
func (p *parser) scalarLen(offset int, y *yaml.Node) int {
	rest := p.text.file.Text[offset:p.text.to]
	switch {
	case y.Style == 0 && strings.HasPrefix(rest, y.Value):
		return len(y.Value) // checked first, because the line may be very long
	case y.Style&blockStyle != 0:
		return min(len(rest), len("|"))
	}
	if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	if startsWithQuote(rest) {
		if n := quoteEnd(rest); n > 0 {
			return n
		}
	}
	return len(strings.TrimRight(rest, " \t"))
}

// setEnds sets the end of every scalar to the start of the next one.
func (p *parser) setEnds() {
	for i, n := range p.scalars {
		n.end = p.text.origin(p.text.to)
		if i+1 < len(p.scalars) {
			n.end = p.scalars[i+1].Pos.Offset
		}
	}
}
