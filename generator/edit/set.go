package edit

import (
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// This file sets keys of entries and appends entries to lists, in the style of the file.

// Setting is a key to set on an entry.
type Setting struct {
	Key    string
	Value  any      // a string, or a []string with the items to add to the list of the key
	Lines  string   // the key and its value as block YAML, without indentation
	Quoted []string // the value, or each item, as YAML on one line

	Instead string // a key on one line that is removed unless Key already exists; or ""
}

// SetKeys returns the edits, unsorted, that set keys of an entry, and the settings that
// are not possible. n is the mapping of the entry, or an item that consists only of an
// id.
func SetKeys(f *source.File, n *tree.Node, settings []Setting) (edits []source.Edit, failed []Setting) {
	if n.IsScalar() {
		return expandItem(f, n, settings)
	}
	for _, s := range settings {
		e, ok := setKey(f, n, s)
		if edits = append(edits, e...); !ok {
			failed = append(failed, s)
		}
	}
	return edits, failed
}

// expandItem turns an item that consists only of an id into a mapping.
func expandItem(f *source.File, n *tree.Node, settings []Setting) (edits []source.Edit, failed []Setting) {
	start, end := n.Pos.Offset, n.Pos.Offset+n.Len
	before := f.Text[strings.LastIndexByte(f.Text[:start], '\n')+1 : start]
	if !itemStart.MatchString(before) {
		flow := ""
		for _, s := range settings {
			if s.isLong() {
				failed = append(failed, s)
			} else {
				flow += ", " + s.flow()
			}
		}
		if flow == "" {
			return nil, failed
		}
		return []source.Edit{insert(start, "{id: "), insert(end, flow+"}")}, failed
	}
	edits = []source.Edit{insert(start, "id: ")}
	for _, s := range settings {
		edits = append(edits, insert(lineEnd(f.Text, end), s.block(lineBreak(f.Text), len(before))))
	}
	return edits, nil
}

// isLong reports whether the value needs more than one line.
func (s Setting) isLong() bool {
	return slices.ContainsFunc(s.Quoted, func(q string) bool { return strings.Contains(q, "\n") })
}

// flow returns the key and its value for a flow mapping, which is in braces.
func (s Setting) flow() string {
	if _, isList := s.Value.([]string); isList {
		return s.Key + ": [" + strings.Join(s.Quoted, ", ") + "]"
	}
	return s.Key + ": " + s.Quoted[0]
}

// block returns a line break and the lines of the key, indented.
func (s Setting) block(eol string, indent int) string {
	var b strings.Builder
	for l := range strings.SplitSeq(strings.TrimSuffix(s.Lines, "\n"), "\n") {
		b.WriteString(eol)
		if l != "" {
			b.WriteString(strings.Repeat(" ", indent) + l)
		}
	}
	return b.String()
}

func setKey(f *source.File, n *tree.Node, s Setting) ([]source.Edit, bool) {
	p := n.Pair(s.Key)
	items, isList := s.Value.([]string)
	switch {
	case p == nil && s.isLong() && f.Text[n.Pos.Offset] == '{':
		return nil, false
	case p == nil:
		if old := n.Pair(s.Instead); old != nil && old.Value.IsScalar() && !old.Value.Block && f.Text[n.Pos.Offset] != '{' {
			start := old.Key.Pos.Offset
			lines := s.block(lineBreak(f.Text), len(indentOf(f.Text, start)))
			return []source.Edit{{Start: start, End: lineEnd(f.Text, old.Value.Pos.Offset), New: strings.TrimLeft(lines, " \r\n")}}, true
		}
		return []source.Edit{addKey(f, n, s)}, true
	case isList && p.Value.Kind == tree.List:
		return addItems(f, p.Value, s.Quoted)
	case isList && p.Value.Kind == tree.Null && len(items) > 0 && !s.isLong():
		return []source.Edit{insert(p.Key.Pos.Offset+p.Key.Len+1, " ["+strings.Join(s.Quoted, ", ")+"]")}, true
	case !isList && p.Value.IsScalar() && !p.Value.Block && !strings.Contains(s.Value.(string), "\n"):
		at := p.Value.Pos.Offset
		return []source.Edit{{Start: at, End: at + p.Value.Len, New: s.Quoted[0]}}, true
	}
	return nil, false
}

// addKey returns the edit that adds a key, after id and name if the entry has them.
func addKey(f *source.File, n *tree.Node, s Setting) source.Edit {
	isFlow := f.Text[n.Pos.Offset] == '{'
	at, indent := -1, ""
	for _, p := range n.Pairs {
		if p.Value.IsScalar() && !p.Value.Block && slices.Contains([]string{"id", "name", "title"}, p.Key.Text) {
			at, indent = p.Value.Pos.Offset+p.Value.Len, indentOf(f.Text, p.Key.Pos.Offset)
		}
	}
	switch {
	case isFlow && at >= 0:
		return insert(at, ", "+s.flow())
	case isFlow && len(n.Pairs) > 0:
		return insert(n.Pos.Offset+1, s.flow()+", ")
	case isFlow:
		return insert(n.Pos.Offset+1, s.flow())
	case at >= 0:
		return insert(lineEnd(f.Text, at), s.block(lineBreak(f.Text), len(indent)))
	}
	indent = indentOf(f.Text, n.Pos.Offset)
	eol := lineBreak(f.Text)
	return insert(n.Pos.Offset, strings.TrimPrefix(s.block(eol, len(indent)), eol+indent)+eol+indent)
}

// addItems returns the edits that add items to a list of scalars.
func addItems(f *source.File, n *tree.Node, items []string) ([]source.Edit, bool) {
	if len(n.Items) > 0 && f.Text[n.Pos.Offset] != '[' && !n.Items[len(n.Items)-1].IsScalar() {
		return nil, false
	}
	if len(n.Items) == 0 {
		items = []string{strings.Join(items, ", ")}
	}
	var edits []source.Edit
	for _, item := range items {
		if len(n.Items) > 0 && n.Items[len(n.Items)-1].Block || strings.Contains(item, "\n") {
			return nil, false
		}
		e, err := addToList(f, n, item)
		if err != nil {
			return nil, false
		}
		edits = append(edits, e)
	}
	return edits, true
}

// IsBlockList reports whether a file is a list in which each item begins with a hyphen, so
// that items can be added at its end.
func IsBlockList(f *source.File) bool {
	n := Parse(f).Values
	return n != nil && n.Kind == tree.List && len(n.Items) > 0 && f.Text[n.Pos.Offset] == '-'
}

// AppendItems returns the edit that appends items to a file that is a list. items is
// block YAML without indentation.
func AppendItems(f *source.File, items string) (source.Edit, bool) {
	if !IsBlockList(f) {
		return source.Edit{}, false
	}
	s := Setting{Lines: items}
	return appendLines(f, s.block(lineBreak(f.Text), len(indentOf(f.Text, Parse(f).Values.Pos.Offset)))), true
}

// appendLines returns the edit that appends lines to a file. Each of them begins with a
// line break.
func appendLines(f *source.File, lines string) source.Edit {
	eol := lineBreak(f.Text)
	if f.Text == "" || strings.HasSuffix(f.Text, "\n") {
		return insert(len(f.Text), strings.TrimPrefix(lines, eol)+eol)
	}
	return insert(len(f.Text), lines+eol)
}

// AppendTo returns the edit that appends items to the list of a top-level key, which may
// be absent. items is block YAML without indentation.
func AppendTo(f *source.File, key, items string) (source.Edit, bool) {
	n := Parse(f).Values
	p := n.Pair(key)
	switch s := (Setting{Lines: items}); {
	case n == nil && strings.TrimSpace(f.Text) == "", n != nil && n.Kind == tree.Map && p == nil && f.Text[n.Pos.Offset] != '{':
		indent := 0
		if n != nil {
			indent = len(indentOf(f.Text, n.Pos.Offset))
		}
		eol := lineBreak(f.Text)
		return appendLines(f, eol+strings.Repeat(" ", indent)+key+":"+s.block(eol, indent+2)), true
	case p == nil || p.Value.Kind != tree.List || len(p.Value.Items) == 0 || f.Text[p.Value.Pos.Offset] == '[':
		return source.Edit{}, false
	default:
		last := lastScalar(p.Value)
		if last == nil || last.Block {
			return source.Edit{}, false
		}
		return insert(lineEnd(f.Text, last.Pos.Offset), s.block(lineBreak(f.Text), len(indentOf(f.Text, p.Value.Pos.Offset)))), true
	}
}

// lastScalar returns the last scalar in a value, or nil.
func lastScalar(n *tree.Node) *tree.Node {
	switch {
	case n.IsScalar():
		return n
	case len(n.Items) > 0:
		return lastScalar(n.Items[len(n.Items)-1])
	case len(n.Pairs) > 0:
		return lastScalar(n.Pairs[len(n.Pairs)-1].Value)
	}
	return nil
}

// SetsOnly reports whether the values of the new text are those of the file with the
// settings applied and with n more items at the end of a list: the list of key or, if key
// is "", the list that the whole file is. set maps the nodes of entries to their
// settings.
func (o Original) SetsOnly(newText string, set map[*tree.Node][]Setting, key string, n int) bool {
	after, ok := valuesOf(&source.File{Name: o.File.Name, Kind: o.File.Kind, Text: strings.TrimPrefix(newText, bom)})
	isEmpty := strings.TrimSpace(o.File.Text) == ""
	if !ok || o.isBroken && !isEmpty || after == nil {
		return false
	}
	before := o.Values
	if isEmpty {
		before = nil
	}
	if n > 0 && key != "" {
		p := after.Pair(key)
		if p == nil {
			return false
		}
		old := before.Pair(key)
		shorter := *after
		shorter.Pairs = slices.DeleteFunc(slices.Clone(after.Pairs), func(p tree.Pair) bool { return p.Key.Text == key })
		if old == nil {
			return p.Value.Kind == tree.List && len(p.Value.Items) == n && (before == nil || setsOnly(before, &shorter, set))
		}
		rest := *before
		rest.Pairs = slices.DeleteFunc(slices.Clone(before.Pairs), func(p tree.Pair) bool { return p.Key.Text == key })
		return setsOnly(&rest, &shorter, set) && hasMore(old.Value, p.Value, set, n)
	}
	if before == nil {
		return false
	}
	if n > 0 {
		return hasMore(before, after, set, n)
	}
	return setsOnly(before, after, set)
}

// hasMore reports whether list b is list a with n more items at its end.
func hasMore(a, b *tree.Node, set map[*tree.Node][]Setting, n int) bool {
	if a.Kind != tree.List || b.Kind != tree.List || len(b.Items) != len(a.Items)+n {
		return false
	}
	shorter := *b
	shorter.Items = b.Items[:len(a.Items)]
	return setsOnly(a, &shorter, set)
}

func setsOnly(a, b *tree.Node, set map[*tree.Node][]Setting) bool {
	if settings := set[a]; settings != nil {
		return isSet(a, b, settings)
	}
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Pairs) != len(b.Pairs) || a.Text != b.Text {
		return false
	}
	for i := range a.Items {
		if !setsOnly(a.Items[i], b.Items[i], set) {
			return false
		}
	}
	for i := range a.Pairs {
		if a.Pairs[i].Key.Text != b.Pairs[i].Key.Text || !setsOnly(a.Pairs[i].Value, b.Pairs[i].Value, set) {
			return false
		}
	}
	return true
}

// isSet reports whether b is the entry a with the settings applied.
func isSet(a, b *tree.Node, settings []Setting) bool {
	if b.Kind != tree.Map {
		return false
	}
	if a.IsScalar() {
		id := b.Get("id")
		return id != nil && id.Text == a.Text && len(b.Pairs) == len(settings)+1 && areSet(a, b, settings)
	}
	removed := 0
	for _, p := range a.Pairs {
		if b.Get(p.Key.Text) == nil && slices.ContainsFunc(settings, func(s Setting) bool { return s.Instead == p.Key.Text }) {
			removed++
			continue
		}
		isKey := func(s Setting) bool { return s.Key == p.Key.Text }
		if v := b.Get(p.Key.Text); v == nil || !slices.ContainsFunc(settings, isKey) && !setsOnly(p.Value, v, nil) {
			return false
		}
	}
	added := slices.DeleteFunc(slices.Clone(settings), func(s Setting) bool { return a.Get(s.Key) != nil })
	return len(b.Pairs) == len(a.Pairs)+len(added)-removed && areSet(a, b, settings)
}

func areSet(a, b *tree.Node, settings []Setting) bool {
	for _, s := range settings {
		v := b.Get(s.Key)
		if v == nil {
			return false
		}
		want, isText := s.Value.(string)
		if isText && strings.TrimRight(v.Text, "\n") != strings.TrimRight(want, "\n") {
			return false
		}
		items, _ := s.Value.([]string)
		var all []string
		if old := a.Get(s.Key); old != nil {
			for _, item := range old.Items {
				all = append(all, item.Text)
			}
		}
		all = append(all, items...)
		if !isText && !slices.EqualFunc(v.Items, all, func(n *tree.Node, s string) bool {
			return strings.TrimRight(n.Text, "\n") == strings.TrimRight(s, "\n")
		}) {
			return false
		}
	}
	return true
}
