package tree

import (
	"strings"

	"gopkg.in/yaml.v3"
)

func (p *parser) scalar(n *Node, y *yaml.Node) {
	n.Kind, n.Text = Text, y.Value
	n.Block = y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || strings.Contains(y.Value, "\n")
	if p.last != nil {
		p.last.end = n.Pos.Offset
	}
	p.last, n.end = n, p.text.origin(p.text.to)
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
	if y.Anchor != "" { // the anchor is already reported; the value is after it
		return
	}
	start := p.offset(y)
	from, to := p.extent(y, start)
	first, _, _ := strings.Cut(p.text.file.Text[start:to], "\n")
	n.Len = p.text.origin(start+len(strings.TrimRight(first, " \t\r"))) - n.Pos.Offset
	p.misread(n, y, start, from, to)
}

// tagged reports a value with a tag, and makes it the text that was most likely
// meant.
func (p *parser) tagged(n *Node, y *yaml.Node) {
	rest := p.text.original.Text[n.Pos.Offset:]
	if strings.HasPrefix(rest, "&") { // an anchor before the tag, which is already reported
		return
	}
	n.Len = min(1, len(rest))
	if strings.HasPrefix(rest, y.Tag) {
		n.Len = len(y.Tag)
	}
	n.Text = strings.TrimSpace(y.Tag + " " + y.Value)
	help := withText(inQuotes, quote(n.Text))
	if strings.HasPrefix(y.Tag, "!!") {
		help = "remove it; write numbers without quotes, other values need no type"
		n.Text = y.Value
	}
	p.diags.Errorf("yaml/tag", n.Pos, n.Len, help, "YAML reads %s as a tag, not as text", y.Tag)
}
