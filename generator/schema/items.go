package schema

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// This file reports a mapping where a list is required. Either the mapping is the only
// item of the list, without "- ", or its keys are the names of the items.

// itemsHelp returns the help for a mapping where d requires a list, and the edits that
// make it a list. The help is "" if the mapping is not similar to an item.
func (c *check) itemsHelp(sub subject, d def) (string, []source.Edit) {
	var item def // the schema of an item that is a mapping
	if o, ok := d.object["items"].(map[string]any); ok {
		for _, s := range applicable([]def{d.with(o)}) {
			if len(s.keys()) > 0 && s.title() != "text" {
				item = s
			}
		}
	}
	n, known := sub.node, 0
	for _, p := range n.Pairs {
		if item.has(p.Key.Text) {
			known++
		}
	}
	switch {
	case item.object == nil || len(n.Pairs) == 0 || known > 0 && known < len(n.Pairs):
		return "", nil
	case known > 0:
		return oneItem(sub)
	}
	first := namedItem(n.Pairs[0], item)
	if first == "" || utf8.RuneCountInString(first) > maxPasted {
		return "", nil
	}
	var edits []source.Edit
	if required := stringsOf(item.object["required"]); len(required) > 0 && item.object["oneKeyOf"] == nil {
		edits = itemize(n, required[0])
	}
	return "write a list with an item for each key, such as - " + first, edits
}

// oneItem returns the help and the edits for an item without "- ".
func oneItem(sub subject) (string, []source.Edit) {
	n := sub.node
	if isFlow(n) {
		written := flowSource(n)
		if written == "" {
			return "put the mapping in brackets: [{…}]", nil
		}
		end := n.Pos.Offset + len(written)
		return fmt.Sprintf("write %s: [%s]", sub.key, written),
			[]source.Edit{{Start: n.Pos.Offset, End: n.Pos.Offset, New: "["}, {Start: end, End: end, New: "]"}}
	}
	f := n.Pos.File
	line, column := n.Pos.LineColumn()
	edits := []source.Edit{{Start: n.Pos.Offset, End: n.Pos.Offset, New: "- "}}
	for next := line + 1; next <= f.Lines(); next++ {
		s := f.Line(next)
		rest := strings.TrimLeft(s, " ")
		isLess := len(s)-len(rest) < column-1
		if rest != "" && isLess && rest[0] != '#' {
			break
		}
		if rest != "" && !isLess {
			edits = append(edits, source.Edit{Start: f.LineStart(next), End: f.LineStart(next), New: "  "})
		}
	}
	return fmt.Sprintf(`write "- %s:" in place of "%[1]s:", and indent the keys below it by two more spaces`, n.Pairs[0].Key.Text), edits
}

// namedItem returns the text to write for the first item, or "". p is a pair of a mapping
// whose keys are the names of the items.
func namedItem(p tree.Pair, item def) string {
	name, value := text.YAML(p.Key.Text, true), p.Value
	if kinds := stringsOf(item.object["oneKeyOf"]); kinds != nil { // an interface
		for _, v := range []*tree.Node{value, value.Get("kind"), value.Get("type")} {
			if v != nil && v.IsScalar() && slices.Contains(kinds, v.Text) {
				return v.Text + ": " + name
			}
		}
		return fmt.Sprintf("%s: %s, with its kind as the key, one of: %s", kinds[0], name, strings.Join(kinds, ", "))
	}
	required := stringsOf(item.object["required"])
	if len(required) == 0 {
		return ""
	}
	switch key := required[0]; {
	case value.IsScalar() && key == "url" && item.has("title"):
		return fmt.Sprintf("{title: %s, url: %s}", name, text.YAML(value.Text, true))
	case value.IsScalar() && item.has("text") && value.Kind != tree.Null:
		return fmt.Sprintf("{%s: %s, text: %s}", key, name, text.YAML(value.Text, true))
	case value.Kind == tree.Map && len(value.Pairs) > 0 && flowSource(value) != "":
		return fmt.Sprintf("{%s: %s, %s", key, name, flowSource(value)[1:])
	case value.Kind == tree.Map && !isFlow(value):
		return fmt.Sprintf("%s: %s, with its other keys below that", key, name)
	default:
		return key + ": " + name
	}
}

// onlyValue returns the help and the edit for a mapping with one key, such as {team:
// infra}, where d requires only the id.
func onlyValue(sub subject, d def) (string, []source.Edit) {
	n := sub.node
	if len(n.Pairs) != 1 || hasLanguages(n) && n.Pairs[0].Key.Text != "id" || !slices.Contains([]string{"id", "guide", "responsible party"}, d.title()) {
		return "", nil
	}
	v := n.Pairs[0].Value
	if !v.IsScalar() || v.Text == "" {
		return "", nil
	}
	value := text.YAML(v.Text, true)
	help := fmt.Sprintf("write %s: %s", sub.key, value)
	if sub.item {
		help = "write " + value
	}
	written := flowSource(n)
	if written == "" {
		return help, nil
	}
	return help, []source.Edit{{Start: n.Pos.Offset, End: n.Pos.Offset + len(written), New: value}}
}

// flowSource returns the source text of a list or mapping in brackets or braces if it is
// short and on one line, otherwise "".
func flowSource(n *tree.Node) string {
	if !isFlow(n) {
		return ""
	}
	line, _, _ := strings.Cut(n.Pos.File.Text[n.Pos.Offset:], "\n")
	open, quote := 0, rune(0)
	for i, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '{' || r == '[':
			open++
		case r == '}' || r == ']':
			if open--; open == 0 && utf8.RuneCountInString(line[:i]) < maxPasted {
				return line[:i+1]
			}
		}
	}
	return ""
}
