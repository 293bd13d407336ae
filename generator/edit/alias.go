package edit

import (
	"fmt"
	"regexp"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// This file adds an alias to a page and removes it again. Removing it restores the
// original text byte for byte. For this, AddAlias puts a space inside the brackets: "[
// old ]" records that there was an empty list, and "[old] }" that there were braces.

const aliasesKey = "aliases"

// AddAlias returns the edit that adds an alias to a page, in the style of the file. n is
// the mapping of the page; it is nil for a guide without front matter.
func AddAlias(f *source.File, n *tree.Node, alias string) (source.Edit, error) {
	id := Scalar(alias)
	list := "aliases: [" + id + "]"
	eol := lineBreak(f.Text)
	if n == nil {
		return source.Edit{New: "---" + eol + list + eol + "---" + eol + eol}, nil
	}
	if p := n.Pair(aliasesKey); p != nil {
		return addToList(f, p.Value, id)
	}
	isFlow := f.Text[n.Pos.Offset] == '{'
	if key := n.Pair("id"); key != nil && key.Value.IsScalar() {
		end := key.Value.Pos.Offset + key.Value.Len
		if isFlow {
			if len(n.Pairs) == 1 && strings.HasPrefix(f.Text[end:], "}") {
				list += " "
			}
			return insert(end, ", "+list), nil
		}
		return insert(lineEnd(f.Text, end), eol+indentOf(f.Text, key.Key.Pos.Offset)+list), nil
	}
	if isFlow {
		return insert(n.Pos.Offset+1, list+", "), nil
	}
	end := len(f.Text)
	if f.Kind == source.Guide {
		_, end, _, _ = text.FrontMatter(f.Text)
	}
	line := indentOf(f.Text, n.Pos.Offset) + list
	if end > 0 && f.Text[end-1] != '\n' {
		return insert(end, eol+line), nil
	}
	return insert(end, line+eol), nil
}

// addToList returns the edit that adds an item to a list of scalars.
func addToList(f *source.File, n *tree.Node, item string) (source.Edit, error) {
	switch {
	case n.Kind != tree.List:
		return source.Edit{}, &Error{n.Pos, "aliases is not a list"}
	case len(n.Items) == 0:
		end := strings.IndexByte(f.Text[n.Pos.Offset:], ']')
		if end < 0 {
			return source.Edit{}, &Error{n.Pos, "aliases is not a list"}
		}
		return source.Edit{Start: n.Pos.Offset, End: n.Pos.Offset + end + 1, New: "[ " + item + " ]"}, nil
	}
	last := n.Items[len(n.Items)-1]
	if f.Text[n.Pos.Offset] == '[' {
		return insert(last.Pos.Offset+last.Len, ", "+item), nil
	}
	before := f.Text[strings.LastIndexByte(f.Text[:last.Pos.Offset], '\n')+1 : last.Pos.Offset]
	if !itemStart.MatchString(before) {
		return source.Edit{}, &Error{last.Pos, "this list of aliases is written in an unusual way"}
	}
	return insert(lineEnd(f.Text, last.Pos.Offset), lineBreak(f.Text)+before+item), nil
}

// itemStart matches the text before a scalar in a block list.
var itemStart = regexp.MustCompile(`^ *- +$`)

// RemoveAlias returns the edit that removes an alias from the page with the mapping n. If
// it is the only alias, the edit removes the key.
func RemoveAlias(f *source.File, n *tree.Node, alias string) (source.Edit, error) {
	p := n.Pair(aliasesKey)
	if p == nil || p.Value.Kind != tree.List {
		return source.Edit{}, &Error{n.Pos, "aliases is not a list"}
	}
	items := p.Value.Items
	for i, item := range items {
		if text.NFC(item.Text) != text.NFC(alias) {
			continue
		}
		from, to := item.Pos.Offset, item.Pos.Offset+item.Len
		switch isFlow := f.Text[p.Value.Pos.Offset] == '['; {
		case len(items) == 1:
			return removeList(f, n, p), nil
		case isFlow && i > 0:
			from = items[i-1].Pos.Offset + items[i-1].Len
		case isFlow:
			to = items[i+1].Pos.Offset
		default:
			from, to = lines(f.Text, from, to)
		}
		return source.Edit{Start: from, End: to}, nil
	}
	return source.Edit{}, &Error{p.Key.Pos, fmt.Sprintf("alias %q not found", alias)}
}

// removeList returns the edit that removes a key whose value is a list of one item.
func removeList(f *source.File, n *tree.Node, p *tree.Pair) source.Edit {
	start, only := p.Key.Pos.Offset, p.Value.Items[0]
	end := only.Pos.Offset + only.Len
	inBrackets := f.Text[p.Value.Pos.Offset] == '['
	if inBrackets {
		end += strings.IndexByte(f.Text[end:], ']') + 1
		if list := f.Text[p.Value.Pos.Offset:end]; strings.HasPrefix(list, "[ ") && strings.HasSuffix(list, " ]") {
			return source.Edit{Start: p.Value.Pos.Offset, End: end, New: "[]"}
		}
	}
	if f.Text[n.Pos.Offset] == '{' {
		if before := strings.TrimRight(f.Text[:start], " \t\r\n"); strings.HasSuffix(before, ",") {
			if len(n.Pairs) == 2 && strings.HasPrefix(f.Text[end:], " }") && f.Text[n.Pos.Offset+1] != ' ' {
				end++
			}
			return source.Edit{Start: len(before) - 1, End: end}
		}
		rest := strings.TrimPrefix(strings.TrimPrefix(f.Text[end:], ","), " ")
		return source.Edit{Start: start, End: len(f.Text) - len(rest)}
	}
	if f.Kind == source.Guide && len(n.Pairs) == 1 {
		if head := createdHead.FindString(f.Text); head != "" {
			return source.Edit{End: len(head)}
		}
	}
	if line := f.Text[strings.LastIndexByte(f.Text[:start], '\n')+1 : start]; strings.TrimSpace(line) != "" { // the key follows a hyphen
		return source.Edit{Start: p.Value.Pos.Offset, End: end, New: "[]"}
	}
	start, end = lines(f.Text, start, end)
	return source.Edit{Start: start, End: end}
}

// createdHead matches a front matter that AddAlias has created.
var createdHead = regexp.MustCompile(`^---\r?\naliases: \[[^\[\]\n]*\]\r?\n---\r?\n\r?\n`)

// BareItem returns the edit that turns a list item that consists only of an id into a
// mapping with a new id and with the old id as its alias.
func BareItem(n *tree.Node, id string) source.Edit {
	written := n.Pos.File.Text[n.Pos.Offset:][:n.Len]
	return source.Edit{Start: n.Pos.Offset, End: n.Pos.Offset + n.Len, New: "{id: " + Scalar(id) + ", aliases: [" + written + "]}"}
}

// bareMapping matches the mapping that BareItem writes.
var bareMapping = regexp.MustCompile(`^\{id: [^,{}\[\]]+, aliases: \[([^,{}\[\] ]+)\]\}`)

// UndoBareItem returns the edit that undoes BareItem, or false if n is not its result.
func UndoBareItem(n *tree.Node, alias string) (source.Edit, bool) {
	m := bareMapping.FindStringSubmatch(n.Pos.File.Text[n.Pos.Offset:])
	if m == nil || len(n.Pairs) != 2 || len(n.Pairs[1].Value.Items) != 1 || n.Pairs[1].Value.Items[0].Text != alias {
		return source.Edit{}, false
	}
	return source.Edit{Start: n.Pos.Offset, End: n.Pos.Offset + len(m[0]), New: m[1]}, true
}

// Error is an error for a text that cannot be edited.
type Error struct {
	Pos  source.Pos
	Text string
}

func (e *Error) Error() string { return e.Text }

func insert(at int, s string) source.Edit { return source.Edit{Start: at, End: at, New: s} }

// lineBreak returns the line break that a text uses.
func lineBreak(s string) string {
	if i := strings.IndexByte(s, '\n'); i > 0 && s[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// lineEnd returns the offset of the next line break.
func lineEnd(s string, at int) int {
	line, _, _ := strings.Cut(s[at:], "\n")
	return at + len(strings.TrimSuffix(line, "\r"))
}

// indentOf returns as many spaces as there are characters before an offset on its line.
func indentOf(s string, at int) string {
	return strings.Repeat(" ", at-strings.LastIndexByte(s[:at], '\n')-1)
}

// lines extends a span to whole lines, including the line break before them or, at the
// start of the text, the one after them.
func lines(s string, from, to int) (start, end int) {
	start, end = strings.LastIndexByte(s[:from], '\n'), lineEnd(s, to)
	if start < 0 {
		return 0, len(s) - len(strings.TrimPrefix(strings.TrimPrefix(s[end:], "\r"), "\n"))
	}
	return len(strings.TrimSuffix(s[:start], "\r")), end
}
