package site

import (
	"regexp"
	"strings"

	"platmap/generator/tree"
)

// splitName splits the text of an item without keys, written with |, into the name, which
// is its first paragraph, and the rest, or nil.
func splitName(n *tree.Node) (name, rest *tree.Node) {
	if n.Kind == tree.Map { // a text in several languages
		names, others := *n, *n
		names.Pairs, others.Pairs = nil, nil
		for _, p := range n.Pairs {
			name, rest := splitName(p.Value)
			names.Pairs = append(names.Pairs, tree.Pair{Key: p.Key, Value: name})
			if rest != nil {
				others.Pairs = append(others.Pairs, tree.Pair{Key: p.Key, Value: rest})
			}
		}
		if others.Pairs == nil {
			return n, nil
		}
		return &names, &others
	}
	if !n.Block || !n.IsScalar() {
		return n, nil
	}
	end := 0
	for line := range strings.Lines(n.Text) {
		if end > 0 && (strings.TrimSpace(line) == "" || blockLine.MatchString(line)) {
			break
		}
		end += len(line)
	}
	if strings.TrimSpace(n.Text[end:]) == "" || blockLine.MatchString(n.Text) || linkDefinition.MatchString(n.Text) {
		return n, nil
	}
	first, others := *n, *n
	first.Text, others.Text = n.Text[:end], strings.TrimLeft(n.Text[end:], "\r\n")
	return &first, &others
}

// blockLine matches a line that starts a list, a heading, a quotation, a table or code.
var blockLine = regexp.MustCompile("^(?:[-*+] |[0-9]{1,2}[.)] |#{1,6} |> |\\|.*\\||```|~~~)")

// linkDefinition matches a link definition. A text with one is not split, so that the
// definition stays in the same text as the links.
var linkDefinition = regexp.MustCompile(`(?m)^\[[^\]\n]+\]: `)
