package edit

import (
	"slices"
	"sort"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Original is a file before edits, with its values: those of its YAML or, for a guide, of
// its front matter.
type Original struct {
	File   *source.File
	Values *tree.Node // nil for a guide without front matter

	isBroken bool // whether the YAML is not valid
}

// Parse parses the YAML of a file.
func Parse(f *source.File) Original {
	values, ok := valuesOf(f)
	return Original{f, values, !ok}
}

// DiffersOnlyAt reports whether the new text of the file, as Apply returns it, parses to
// the same values as before, except for the values that the edits replace. The edits must
// be sorted.
func (o Original) DiffersOnlyAt(edits []source.Edit, newText string) bool {
	after, ok := valuesOf(&source.File{Name: o.File.Name, Kind: o.File.Kind, Text: strings.TrimPrefix(newText, bom)})
	switch {
	case !ok:
		return false
	case o.isBroken:
		return true // no values to compare with
	case o.Values == nil || after == nil:
		return o.Values == after // a guide without front matter
	}
	return equalExcept(edits, o.Values, after)
}

// ChangesOnlyScalars reports whether the new text of the file has the same values as
// before, except for scalars with an edit inside. The edits must be sorted.
func (o Original) ChangesOnlyScalars(edits []source.Edit, newText string) bool {
	after, ok := valuesOf(&source.File{Name: o.File.Name, Kind: o.File.Kind, Text: strings.TrimPrefix(newText, bom)})
	if !ok || o.isBroken || o.Values == nil || after == nil {
		return ok && !o.isBroken && o.Values == after
	}
	return sameExceptScalars(edits, o.Values, after)
}

func sameExceptScalars(edits []source.Edit, a, b *tree.Node) bool {
	if a.IsScalar() && b.IsScalar() {
		i := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= a.Pos.Offset })
		return a.Text == b.Text || i < len(edits) && edits[i].End <= a.End()
	}
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Pairs) != len(b.Pairs) {
		return false
	}
	for i := range a.Items {
		if !sameExceptScalars(edits, a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Pairs {
		if a.Pairs[i].Key.Text != b.Pairs[i].Key.Text || !sameExceptScalars(edits, a.Pairs[i].Value, b.Pairs[i].Value) {
			return false
		}
	}
	return true
}

// valuesOf returns the values of a file, and whether its YAML is valid.
func valuesOf(f *source.File) (values *tree.Node, ok bool) {
	var diags source.Diagnostics
	if f.Kind != source.Guide {
		values = tree.Parse(f, &diags)
		return values, !diags.HaveError()
	}
	from, to, _, closed := text.FrontMatter(f.Text)
	if strings.TrimSpace(f.Text[from:to]) == "" {
		return nil, closed
	}
	values = tree.ParsePart(f, from, to, nil, &diags)
	return values, !diags.HaveError()
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

// atLevel returns the value a with the structure that it has after an edit that changes
// its nesting. Such an edit removes the key or the hyphen before a value, makes the value
// the only item of a list, turns keys into ids or names of items, joins the items of a
// list, or leaves only the value of a key.
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
		key := "" // the key of the ids or names
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

// isReplaced reports whether an edit replaces the scalar a, or turns it into the mapping
// b by replacing a full-width colon.
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

// isAdded reports whether the mapping a lacks the key of p and an edit inserts a line
// with it.
func isAdded(p tree.Pair, a *tree.Node, edits []source.Edit) bool {
	return a.Get(p.Key.Text) == nil && slices.ContainsFunc(edits, func(e source.Edit) bool {
		return e.Start == e.End && strings.HasPrefix(strings.TrimSpace(e.New), p.Key.Text+": ")
	})
}

// isAddedItem reports whether the list a lacks the item n and an edit inserts it, after a
// comma or on a line of its own.
func isAddedItem(n *tree.Node, a *tree.Node, edits []source.Edit) bool {
	isInserted := func(e source.Edit) bool { return e.Start == e.End && strings.TrimLeft(e.New, ",- \n") == n.Text }
	isOld := func(item *tree.Node) bool { return item.Text == n.Text }
	return n.IsScalar() && slices.ContainsFunc(edits, isInserted) && !slices.ContainsFunc(a.Items, isOld)
}

// hasNewPath reports whether the scalars a and b differ only in parts that the edits
// replace, such as the path of a link in a text.
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
