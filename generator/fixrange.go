package generator

import (
	"cmp"
	"sort"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/tree"
)

// This file finds the fixes that cause a new error.

// span is a part of the text of a file, without a byte order mark.
type span struct{ from, to int }

// fixRange is a range that a fix affects: an edit or the finding, extended to the whole
// values of keys in it.
type fixRange struct {
	span
	fix int // index in Fixed.Fixes
}

// rangesOf returns the ranges of fixes in a file with the given values. The index of the
// first fix is first.
func rangesOf(values *tree.Node, fixes source.Diagnostics, first int) []fixRange {
	keys := keySpans(values, nil)
	var ranges []fixRange
	for i, d := range fixes {
		parts := []span{{d.Pos.Offset, d.Pos.Offset + d.Len}}
		for _, e := range d.Fix {
			parts = append(parts, span{max(0, e.Start), max(0, e.End)})
		}
		for _, s := range parts {
			end := s.to
			at := sort.Search(len(keys), func(i int) bool { return keys[i].from >= s.from })
			for ; at < len(keys) && keys[at].from < end; at++ {
				s.to = max(s.to, keys[at].to)
			}
			ranges = append(ranges, fixRange{s, first + i})
		}
	}
	return ranges
}

// keySpans appends a span for each key below a node, from the key to the end of its
// value, in the order of the file.
func keySpans(n *tree.Node, list []span) []span {
	if n == nil {
		return list
	}
	for _, item := range n.Items {
		list = keySpans(item, list)
	}
	for _, p := range n.Pairs {
		at := len(list)
		list = append(list, span{from: p.Key.Pos.Offset})
		list = keySpans(p.Value, list)
		list[at].to = endOf(p.Value)
	}
	return list
}

// endOf returns an offset after a value: the start of the next scalar.
func endOf(n *tree.Node) int {
	switch {
	case len(n.Items) > 0:
		return endOf(n.Items[len(n.Items)-1])
	case len(n.Pairs) > 0:
		return endOf(n.Pairs[len(n.Pairs)-1].Value)
	}
	return max(n.Pos.Offset+n.Len, n.End())
}

// moveRanges adjusts ranges to the text after some edits.
func moveRanges(ranges []fixRange, fixes source.Diagnostics) {
	var edits []source.Edit
	for _, d := range fixes {
		edits = append(edits, d.Fix...)
	}
	stable.Sort(edits, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	added := []int{0} // bytes added by the edits before each edit
	for i, e := range edits {
		added = append(added, added[i]+len(e.New)-(max(0, e.End)-max(0, e.Start)))
	}
	for i, r := range ranges {
		before := sort.Search(len(edits), func(i int) bool { return edits[i].Start >= r.from })
		until := sort.Search(len(edits), func(i int) bool {
			return edits[i].Start >= r.to && (edits[i].Start > r.to || edits[i].End > r.to)
		})
		ranges[i].from += added[before]
		ranges[i].to += added[until]
	}
}

// blamed calls yield with the index of each fix that affects the position of a new error
// or, if no fix does, its line. The errors must be sorted by position.
func (f *Fixed) blamed(errors source.Diagnostics, yield func(fix int)) {
	var positions, lines []span
	for _, d := range errors {
		positions = append(positions, span{d.Pos.Offset, d.Pos.Offset + 1})
	}
	for i, found := range f.overlapping(positions, yield) {
		if !found {
			file := errors[i].Pos.File
			line, _ := errors[i].Pos.LineColumn()
			start := file.LineStart(line)
			lines = append(lines, span{start, start + len(file.Line(line)) + 1})
		}
	}
	f.overlapping(lines, yield)
}

// overlapping calls yield with the index of each fix that has a range that overlaps one
// of the parts of the text, which must be sorted. It reports for each part whether there
// is such a fix.
func (f *Fixed) overlapping(parts []span, yield func(fix int)) (found []bool) {
	found = make([]bool, len(parts))
	for _, r := range f.ranges {
		first := sort.Search(len(parts), func(i int) bool { return parts[i].to > r.from })
		for i := first; i < len(parts) && parts[i].from < r.to; i++ {
			if found[i] = true; i == first {
				yield(r.fix)
			}
		}
	}
	return found
}
