package schema

import (
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// traps reports texts that YAML reads as something else without an error, and
// numbers that are too large. It needs no schema.
func (c *check) traps(n *tree.Node) {
	switch n.Kind {
	case tree.Number:
		c.hugeNumber(n)
	case tree.List:
		c.splitItem(n)
		c.gluedItems(n)
		for _, item := range n.Items {
			c.traps(item)
		}
	case tree.Map:
		for _, p := range n.Pairs {
			c.traps(p.Value)
		}
	}
}

// hugeNumber reports a number with an exponent so large that the exact arithmetic
// of the validator would take too long.
func (c *check) hugeNumber(n *tree.Node) {
	_, exponent, ok := strings.Cut(strings.ToLower(n.Text), "e")
	if !ok || strings.HasPrefix(n.Text, "0x") || len(strings.TrimLeft(exponent, "+-0")) <= 2 {
		return
	}
	c.hasHugeNumber = true
	c.errorf("schema/value", n, "if it is text, put it in quotes: "+strconv.Quote(n.Text), "number %s is out of range", n.Text)
}

// splitItem reports a text that a comma splits: [gRPC (Ruby, Go)] is a list of
// "gRPC (Ruby" and "Go)".
func (c *check) splitItem(list *tree.Node) {
	if !isFlow(list) {
		return
	}
	for i, item := range list.Items {
		if !isPlain(item) || openBrackets(item.Text) <= 0 {
			continue
		}
		whole := item.Text
		for j := i + 1; j < min(len(list.Items), i+maxPieces) && isPlain(list.Items[j]); j++ {
			whole += ", " + list.Items[j].Text
			if openBrackets(whole) <= 0 {
				c.errorf("schema/comma", item, "put it in quotes: "+quote(whole)+", or write one item per line",
					"the comma splits this text into several items, of which %s is the first", quote(item.Text))
				return
			}
		}
	}
}

// gluedItems reports items of a list of mappings that lack a space after a colon: "-
// name:MySQL" is a text. The part before the colon must be name, or a key of another
// item.
func (c *check) gluedItems(list *tree.Node) {
	isKey := map[string]bool{"name": true}
	for _, item := range list.Items {
		for _, p := range item.Pairs {
			isKey[p.Key.Text] = true
		}
	}
	for _, item := range list.Items {
		if key, value := glued(item); isKey[key] {
			c.missingSpace("schema/type", item, key, value)
			c.fix(replace(item, key+": "+value))
		}
	}
}

// maxPieces is the maximum number of pieces of a split text that are joined again.
const maxPieces = 20

// openBrackets returns the number of round brackets that a text does not close.
func openBrackets(text string) int {
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

// isSplit reports whether a key of a mapping in braces has no colon: it is the rest
// of a text that a comma splits, as in {en: CPU, memory}.
func isSplit(m *tree.Node, p tree.Pair) bool {
	if !isFlow(m) || p.Value.Kind != tree.Null {
		return false
	}
	rest := after(p.Key)
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "}")
}

// after returns the source text that follows a node, without leading white space.
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

// commented returns the value that YAML reads as a comment because it starts with
// #, as in "chat: #infra", or "". from is where the value is expected.
func commented(from source.Pos) string {
	line, _, _ := strings.Cut(from.File.Text[from.Offset:], "\n")
	line, _, _ = strings.Cut(strings.TrimSpace(line), " #")
	if line = strings.TrimSpace(line); len(line) > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '#' {
		return line
	}
	return ""
}
