package tree

import (
	"strings"

	"gopkg.in/yaml.v3"
)

func (p *parser) scalar(n *Node, y *yaml.Node) {
	n.Text = y.Value
	n.Kind = Text
	n.Block = y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
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
	start := p.place(y)
	n.Len = p.draft.origin(start+p.scalarLen(start, y)) - n.Pos.Offset
}

// tagged reports a value that starts with a tag, and takes it for the text that
// was most likely meant.
func (p *parser) tagged(n *Node, y *yaml.Node) {
	rest := p.file.Text[n.Pos.Offset:]
	rest, _, _ = strings.Cut(rest, "\n")
	if strings.HasPrefix(rest, "&") { // an anchor stands before the tag
		return
	}
	n.Len = len(y.Tag)
	if !strings.HasPrefix(rest, y.Tag) {
		n.Len = 1
	}
	n.Len = min(n.Len, len(rest))
	n.Text = strings.TrimSpace(y.Tag + " " + y.Value)
	help := "put the whole value in quotes: " + inQuotes(brief(n.Text))
	if strings.HasPrefix(y.Tag, "!!") {
		help = "remove it; a text that looks like a number or a date needs nothing, and a number is one without quotes"
		n.Text = y.Value
	}
	p.told("yaml/tag", n.Pos, n.Len, help, "YAML takes %s for a tag, not for text", brief(y.Tag))
}

// scalarLen returns how many bytes from offset show the scalar: all of it if it
// stands on one line, otherwise the rest of the first line.
func (p *parser) scalarLen(offset int, y *yaml.Node) int {
	rest := p.draft.text.Text[offset:p.draft.to]
	if y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 && strings.HasPrefix(rest, y.Value) {
		return len(y.Value) // before looking for the end of what may be a long line
	}
	if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return min(len(rest), len("|"))
	}
	if n := quotedLen(rest, y.Style); n > 0 {
		return n
	}
	if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	return len(strings.TrimRight(rest, " \t"))
}

// quotedLen returns the length of a quoted text that ends on its first line, or 0.
func quotedLen(rest string, style yaml.Style) int {
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		for i := 1; i < len(rest) && rest[i] != '\n'; i++ {
			switch rest[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
	case style&yaml.SingleQuotedStyle != 0:
		for i := 1; i < len(rest) && rest[i] != '\n'; i++ {
			if rest[i] == '\'' {
				if strings.HasPrefix(rest[i:], "''") {
					i++
					continue
				}
				return i + 1
			}
		}
	}
	return 0
}

// ends tells every scalar where the next one starts.
func (p *parser) ends() {
	for i, n := range p.scalars {
		n.end = p.draft.origin(p.draft.to)
		if i+1 < len(p.scalars) {
			n.end = p.scalars[i+1].Pos.Offset
		}
	}
}
