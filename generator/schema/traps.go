package schema

import (
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// traps looks for what YAML made silently of something else, and for numbers
// that nobody means. It needs no schema.
func (c *check) traps(n *tree.Node) {
	switch n.Kind {
	case tree.Number:
		c.hugeNumber(n)
	case tree.List:
		c.splitItem(n)
		for _, item := range n.Items {
			c.traps(item)
		}
	case tree.Map:
		for _, p := range n.Pairs {
			c.traps(p.Value)
		}
	}
}

// hugeNumber stops the check at a number with an exponent so large that exact
// arithmetic with it would not end.
func (c *check) hugeNumber(n *tree.Node) {
	_, exponent, ok := strings.Cut(strings.ToLower(n.Text), "e")
	if !ok || strings.HasPrefix(n.Text, "0x") || len(strings.TrimLeft(exponent, "+-0")) <= 2 {
		return
	}
	c.hasHugeNumber = true
	c.errorf("schema/value", n, "if it is meant as text, put it in quotes: "+strconv.Quote(n.Text), "%s is read as a number out of any range", n.Text)
}

// splitItem reports a text that a comma has cut in two: [gRPC (Ruby, Go)] is a
// list of "gRPC (Ruby" and "Go)".
func (c *check) splitItem(list *tree.Node) {
	if !isFlow(list) {
		return
	}
	for i, item := range list.Items {
		if !isPlain(item) || depth(item.Text) <= 0 {
			continue
		}
		whole := item.Text
		for j := i + 1; j < min(len(list.Items), i+mostPieces) && isPlain(list.Items[j]); j++ {
			whole += ", " + list.Items[j].Text
			if depth(whole) <= 0 {
				c.errorf("schema/comma", item, "put it in quotes: "+quote(whole)+", or write one item per line",
					"the comma inside the brackets cuts this text: %s and what follows become items of their own", quote(item.Text))
				return
			}
		}
	}
}

// mostPieces is how many pieces of a text that commas have cut are put together.
const mostPieces = 20

// depth counts the round brackets that a text leaves open.
func depth(text string) int {
	n := 0
	for _, r := range text {
		switch r {
		case '(', '（':
			n++
		case ')', '）':
			n--
		}
	}
	return n
}

// cut reports whether a key of a mapping in braces has no colon: the rest of a
// text that a comma has cut, as in {en: CPU, memory}.
func cut(m *tree.Node, p tree.Pair) bool {
	if !isFlow(m) || p.Value.Kind != tree.Null {
		return false
	}
	rest := after(p.Key)
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "}")
}

// after returns the source text that follows a node, blanks and line ends
// skipped.
func after(n *tree.Node) string {
	text := n.Pos.File.Text
	return strings.TrimLeft(text[min(n.Pos.Offset+n.Len, len(text)):], " \t\r\n")
}

// isFlow reports whether a list or mapping is written in brackets or braces.
func isFlow(n *tree.Node) bool {
	rest := n.Pos.File.Text[n.Pos.Offset:]
	return n.Kind == tree.List && strings.HasPrefix(rest, "[") || n.Kind == tree.Map && strings.HasPrefix(rest, "{")
}

// isPlain reports whether a text is written without quotes, on one line.
func isPlain(n *tree.Node) bool {
	return n.IsScalar() && !n.Block && strings.HasPrefix(n.Pos.File.Text[n.Pos.Offset:], n.Text)
}

// commented returns the value that YAML took for a comment because it starts
// with #, as in "chat: #infra", or "". from is where the value was due.
func commented(from source.Pos) string {
	line, _, _ := strings.Cut(from.File.Text[from.Offset:], "\n")
	line, _, _ = strings.Cut(strings.TrimSpace(line), " #")
	if line = strings.TrimSpace(line); len(line) > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '#' {
		return line
	}
	return ""
}
