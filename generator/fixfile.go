package generator

import (
	"cmp"
	"slices"

	"platmap/generator/edit"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/tree"
)

// This file applies those fixes of a file that change nothing else in it.

// applyFixes applies the fixes of a file, except those that would also change other
// values, and returns the values before the fixes. It keeps a byte order mark unless a
// finding is about it.
func applyFixes(f *source.File, diags source.Diagnostics) (text string, done source.Diagnostics, values *tree.Node) {
	t := trial{before: edit.Parse(f), parsesLeft: 50}
	t.add(diags)
	return t.text, t.done, t.before.Values
}

// trial is the search for the fixes of a file that can be applied together.
type trial struct {
	before     edit.Original
	parsesLeft int // limits the time for a file with many fixes that cannot be applied

	edits []source.Edit
	text  string // the text after the edits
	done  source.Diagnostics
}

// add applies all fixes at once if possible. Otherwise it tries each half separately.
func (t *trial) add(diags source.Diagnostics) {
	if t.parsesLeft == 0 {
		return
	}
	next := slices.Clone(t.edits)
	for _, d := range diags {
		next = append(next, d.Fix...)
	}
	stable.Sort(next, func(a, b source.Edit) int { return cmp.Compare(a.Start, b.Start) })
	if text, ok := edit.Apply(t.before.File, next); ok {
		t.parsesLeft--
		if t.before.DiffersOnlyAt(next, text) {
			t.edits, t.text, t.done = next, text, append(t.done, diags...)
			return
		}
	}
	if half := len(diags) / 2; half > 0 {
		t.add(diags[:half])
		t.add(diags[half:])
	}
}
