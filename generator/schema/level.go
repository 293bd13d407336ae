package schema

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// This file reports content at the wrong level: below an unnecessary key, below the ids
// of components, or in a list with one item.

// wrongLevel reports a file in which all keys are unknown because the content is below
// them.
func (c *check) wrongLevel(m *badMapping) bool {
	pairs := m.node.Pairs
	if !m.root || len(m.unknown) < min(len(pairs), maxUnknownKeys) {
		return false
	}
	p := pairs[0]
	isExtra := len(pairs) == 1 && (p.Key.Text == string(c.kind) || p.Key.Text == c.kind.Dir() || p.Key.Text == p.Key.Pos.File.ID())
	switch {
	case len(pairs) == 1 && c.isContent(p.Value) && (isExtra || !c.byID(m.node)):
		c.errorf("yaml/root", p.Key, fmt.Sprintf("remove the line %s, and start the lines below it further to the left", quote(p.Key.Text+":")),
			"the content of the file is below the key %s, which it does not need", quote(p.Key.Text))
		c.fix(outdent(p.Key.Pos, p.Value)...)
	case c.byID(m.node):
		c.errorf("yaml/root", p.Key, fmt.Sprintf("start each component with its id: - id: %s", text.YAML(p.Key.Text, true)),
			"a file of several components must be a list, not a mapping")
		c.fix(itemize(m.node, "id")...)
	case len(pairs) == 1 && p.Value.Kind == tree.List && isExtra:
		c.errorf("yaml/root", p.Key, c.oneEach(p.Value), "the file must describe one %s, not a list", c.kind)
	default:
		return false
	}
	return true
}

// isContent reports whether a value is valid as the top-level value of a file of this
// kind.
func (c *check) isContent(n *tree.Node) bool {
	keys := c.set.required(c.kind)
	if c.kind == source.Component { // components have no required key
		keys = c.set.Keys(c.kind)
	}
	switch {
	case c.byID(n):
		return true
	case len(n.Items) == 1, len(n.Items) > 0 && c.kind == source.Component:
		return c.isContent(n.Items[0])
	}
	return slices.ContainsFunc(keys, func(key string) bool { return n.Get(key) != nil })
}

// byID reports whether the keys of a mapping are ids, and its values are components.
func (c *check) byID(n *tree.Node) bool {
	if c.kind != source.Component || n.Kind != tree.Map {
		return false
	}
	known := c.set.Keys(c.kind)
	return !slices.ContainsFunc(n.Pairs, func(p tree.Pair) bool {
		return slices.Contains(known, p.Key.Text) || !slices.ContainsFunc(p.Value.Pairs, func(p tree.Pair) bool { return slices.Contains(known, p.Key.Text) })
	})
}

// oneEach returns the help for a file that contains a list of things although each thing
// needs its own file.
func (c *check) oneEach(list *tree.Node) string {
	help := fmt.Sprintf("a file describes one %s", c.kind)
	if len(list.Items) == 1 && list.Items[0].Kind == tree.Map {
		return `remove the "- "; ` + help
	}
	for _, item := range list.Items {
		if id := text.SuggestID(strings.Trim(nameOf(item), ` "`)); id != "" {
			return fmt.Sprintf("write each item in a file of its own, such as %s; %s", c.kind.FileName(id), help)
		}
	}
	return "write each item in a file of its own; " + help
}

// outdent returns the edits that remove a key or a hyphen at the start of a line, and
// move the lines of its value to the left. The value must be the last one in the file.
func outdent(from source.Pos, value *tree.Node) []source.Edit {
	f := from.File
	line, column := from.LineColumn()
	first, width := value.Pos.LineColumn()
	if column != 1 {
		return nil
	}
	edits := []source.Edit{{Start: from.Offset, End: value.Pos.Offset}}
	if first > line {
		edits[0].End = f.LineStart(line + 1)
		if i := strings.Index(f.Line(line), " #"); i >= 0 { // the comment stays
			edits[0].End = from.Offset + i + 1
		}
	}
	for n := line + 1; n <= f.Lines() && !isFlow(value); n++ {
		text := f.Line(n)
		if blanks := min(width-1, len(text)-len(strings.TrimLeft(text, " "))); blanks > 0 {
			edits = append(edits, source.Edit{Start: f.LineStart(n), End: f.LineStart(n) + blanks})
		}
	}
	return edits
}

// itemize returns the edits that turn a mapping into a list in which each old key becomes
// the value of key: the id or name of an item. It returns nil if the keys are not on
// lines of their own.
func itemize(n *tree.Node, key string) (edits []source.Edit) {
	if isFlow(n) {
		return nil
	}
	for _, p := range n.Pairs {
		end := p.Key.Pos.Offset + p.Key.Len
		_, column := p.Key.Pos.LineColumn()
		_, width := p.Value.Pos.LineColumn()
		if key == "id" && !text.IsID(p.Key.Text) || p.Value.Kind != tree.Map || p.Value.Get(key) != nil || hasLanguages(p.Value) || !strings.HasPrefix(p.Key.Pos.File.Text[end:], ":") {
			return nil
		}
		e := source.Edit{Start: p.Key.Pos.Offset, End: end + 1, New: key + ": " + text.YAML(p.Key.Text, true)}
		switch {
		case isFlow(p.Value):
			e.End = p.Value.Pos.Offset + 1
			e.New = "- {" + e.New + ", "
		case width < column+2:
			return nil
		default:
			e.New = "-" + strings.Repeat(" ", width-column-1) + e.New
		}
		edits = append(edits, e)
	}
	return edits
}

// mergeItems returns the edits that merge the mappings of a list into one mapping. It
// returns nil if they are not on lines of their own, or have keys in common.
func mergeItems(list *tree.Node) (edits []source.Edit) {
	seen := map[string]bool{}
	for _, item := range list.Items {
		if item.Kind != tree.Map || isFlow(list) || isFlow(item) {
			return nil
		}
		for _, p := range item.Pairs {
			if seen[p.Key.Text] {
				return nil
			}
			seen[p.Key.Text] = true
		}
		at := strings.LastIndexByte(item.Pos.File.Text[:item.Pos.Offset], '-')
		edits = append(edits, source.Edit{Start: at, End: at + 1, New: " "})
	}
	return edits
}
