package generator

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// This file applies the fixes of one file that do not change anything else in it.

const bom = "\uFEFF"

// applyFixes applies the fixes of one file, except those that would change other
// values too, and returns the values of the file before. It keeps a byte order mark
// unless a finding is about it.
func applyFixes(f *source.File, diags source.Diagnostics) (text string, done source.Diagnostics, values *tree.Node) {
	t := trial{file: f, parsesLeft: 50}
	if f.HasBOM {
		t.mark = bom
	}
	var broken source.Diagnostics
	t.before = parseYAML(f, &broken)
	t.isBroken = broken.HaveError()
	t.add(diags)
	return t.text, t.done, t.before
}

// trial is the search for the fixes of a file that can be applied together.
type trial struct {
	file       *source.File
	mark       string     // the byte order mark, or ""
	before     *tree.Node // the values of the file
	isBroken   bool       // whether the file does not parse
	parsesLeft int        // limits the time for a file with many fixes that cannot be applied

	edits []source.Edit
	text  string // with the edits
	done  source.Diagnostics
}

// add applies all fixes at once if that is possible, otherwise those of each half.
func (t *trial) add(diags source.Diagnostics) {
	if t.parsesLeft == 0 {
		return
	}
	next := slices.Clone(t.edits)
	for _, d := range diags {
		next = append(next, d.Fix...)
	}
	slices.SortStableFunc(next, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	if text, ok := applyEdits(t.mark+t.file.Text, len(t.mark), next); ok {
		t.parsesLeft--
		if t.differsOnlyAt(next, text) {
			t.edits, t.text, t.done = next, text, append(t.done, diags...)
			return
		}
	}
	if half := len(diags) / 2; half > 0 {
		t.add(diags[:half])
		t.add(diags[half:])
	}
}

// applyEdits applies edits, sorted by position, to a text. shift is added to their
// offsets. It returns false if edits overlap or are outside the text.
func applyEdits(text string, shift int, edits []source.Edit) (string, bool) {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		start, end := e.Start+shift, e.End+shift
		if start < at || end < start || end > len(text) {
			return "", false
		}
		b.WriteString(text[at:start])
		b.WriteString(e.New)
		at = end
	}
	b.WriteString(text[at:])
	return b.String(), true
}

// differsOnlyAt reports whether the new text of the file parses to the same values as
// before, except for the values that the edits replace.
func (t *trial) differsOnlyAt(edits []source.Edit, text string) bool {
	var broken source.Diagnostics
	after := parseYAML(&source.File{Name: t.file.Name, Kind: t.file.Kind, Text: strings.TrimPrefix(text, bom)}, &broken)
	switch {
	case broken.HaveError():
		return false
	case t.isBroken:
		return true // there is nothing to compare with
	case t.before == nil || after == nil:
		return t.before == after // a guide without front matter
	}
	return equalExcept(edits, t.before, after)
}

// parseYAML parses the YAML of a file: all of it, or the front matter of a guide.
func parseYAML(f *source.File, diags *source.Diagnostics) *tree.Node {
	if f.Kind != source.Guide {
		return tree.Parse(f, diags)
	}
	from, to, _ := frontMatter(f, diags)
	if strings.TrimSpace(f.Text[from:to]) == "" {
		return nil
	}
	return tree.ParsePart(f, from, to, nil, diags)
}

func equalExcept(edits []source.Edit, a, b *tree.Node) bool {
	if a = atLevel(edits, a, b); a.Kind != b.Kind {
		return isReplaced(a, b, edits)
	}
	pairs := b.Pairs
	if len(a.Pairs) < len(b.Pairs) {
		pairs = slices.DeleteFunc(slices.Clone(b.Pairs), func(p tree.Pair) bool { return isAdded(p, a, edits) })
	}
	items := b.Items
	if len(a.Items) < len(b.Items) {
		items = slices.DeleteFunc(slices.Clone(b.Items), func(n *tree.Node) bool { return isAddedItem(n, a, edits) })
	}
	if len(a.Items) != len(items) || len(a.Pairs) != len(pairs) || a.IsScalar() && a.Text != b.Text {
		return isReplaced(a, b, edits) || hasNewPath(a, b, edits)
	}
	for i := range a.Items {
		if !equalExcept(edits, a.Items[i], items[i]) {
			return false
		}
	}
	for i := range a.Pairs {
		if !equalExcept(edits, a.Pairs[i].Key, pairs[i].Key) || !equalExcept(edits, a.Pairs[i].Value, pairs[i].Value) {
			return false
		}
	}
	return true
}

// atLevel returns the value a as it is after edits that move it to another level: that
// remove the key or the hyphen before it, make it the only item of a list, turn keys into
// ids or names of items, join the items of a list, or leave only the value of a key.
func atLevel(edits []source.Edit, a, b *tree.Node) *tree.Node {
	i := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= a.Pos.Offset })
	if i == len(edits) || edits[i].Start > a.Pos.Offset || a.Kind == b.Kind && edits[i].New != "" {
		return a
	}
	switch {
	case edits[i].New == "" && len(a.Pairs) == 1:
		return a.Pairs[0].Value
	case edits[i].New == "" && len(a.Items) == 1:
		return a.Items[0]
	case len(a.Pairs) == 1 && b.IsScalar():
		return a.Pairs[0].Value
	case a.Kind == tree.Map && b.Kind == tree.List && (edits[i].New == "- " || edits[i].New == "["):
		return &tree.Node{Kind: tree.List, Pos: b.Pos, Items: []*tree.Node{a}}
	case a.Kind == tree.Map && b.Kind == tree.List:
		key := "" // of the ids or names
		if len(b.Items) > 0 && len(b.Items[0].Pairs) > 0 {
			key = b.Items[0].Pairs[0].Key.Text
		}
		list := &tree.Node{Kind: tree.List, Pos: b.Pos}
		for _, p := range a.Pairs {
			item := *p.Value
			item.Pairs = append([]tree.Pair{{Key: &tree.Node{Kind: tree.Text, Text: key}, Value: p.Key}}, item.Pairs...)
			list.Items = append(list.Items, &item)
		}
		return list
	case a.Kind == tree.List && b.Kind == tree.Map:
		joined := &tree.Node{Kind: tree.Map, Pos: b.Pos}
		for _, item := range a.Items {
			joined.Pairs = append(joined.Pairs, item.Pairs...)
		}
		return joined
	}
	return a
}

// isReplaced reports whether an edit replaces the scalar a, or turns it into the
// mapping b by replacing a full-width colon in it.
func isReplaced(a, b *tree.Node, edits []source.Edit) bool {
	if !a.IsScalar() {
		return false
	}
	start, end := a.Pos.Offset, a.Pos.Offset+a.Len
	i := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= start }) // edits are sorted
	if i == len(edits) || edits[i].End > end {
		return false
	}
	return b.Kind == tree.Map || edits[i].Start == start && edits[i].End == end
}

// isAdded reports whether an edit inserts a line with a key that the mapping a does not
// have.
func isAdded(p tree.Pair, a *tree.Node, edits []source.Edit) bool {
	return a.Get(p.Key.Text) == nil && slices.ContainsFunc(edits, func(e source.Edit) bool {
		return e.Start == e.End && strings.HasPrefix(strings.TrimSpace(e.New), p.Key.Text+": ")
	})
}

// isAddedItem reports whether an edit inserts a text that the list a does not have, after
// a comma or on a line of its own.
func isAddedItem(n *tree.Node, a *tree.Node, edits []source.Edit) bool {
	isInserted := func(e source.Edit) bool { return e.Start == e.End && strings.TrimLeft(e.New, ",- \n") == n.Text }
	isOld := func(item *tree.Node) bool { return item.Text == n.Text }
	return n.IsScalar() && slices.ContainsFunc(edits, isInserted) && !slices.ContainsFunc(a.Items, isOld)
}

// hasNewPath reports whether the scalars a and b differ only in parts that the edits
// replace in the source, such as the path of a link in a text.
func hasNewPath(a, b *tree.Node, edits []source.Edit) bool {
	if !a.IsScalar() || a.Kind != b.Kind {
		return false
	}
	was, is := a.Text, b.Text
	first := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= a.Pos.Offset })
	end := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= a.End() })
	for _, e := range edits[first:end] {
		if e.Start == e.End || e.New == "" {
			continue
		}
		old := a.Pos.File.Text[e.Start:e.End]
		was, is = strings.ReplaceAll(was, e.New, old), strings.ReplaceAll(is, e.New, old)
	}
	return was == is
}
