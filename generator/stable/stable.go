// Package stable sorts slices. Equal elements keep their order.
//
// The compiler makes a copy of the functions behind slices.SortFunc, about 10 KB, for
// each type of struct. Here the algorithm sorts indices, so there is one copy of it.
package stable

import (
	"iter"
	"slices"
)

// Sort sorts s like slices.SortStableFunc. It needs memory for a copy of s.
func Sort[S ~[]E, E any](s S, cmp func(a, b E) int) {
	if len(s) < 2 {
		return
	}
	order := make([]int, len(s))
	sortIndices(order, func(i, j int) int { return cmp(s[i], s[j]) })
	sorted := make(S, len(s))
	for to, from := range order {
		sorted[to] = s[from]
	}
	copy(s, sorted)
}

// Sorted returns the values of seq, sorted like slices.SortedStableFunc.
func Sorted[E any](seq iter.Seq[E], cmp func(a, b E) int) []E {
	s := slices.Collect(seq)
	Sort(s, cmp)
	return s
}

// sortIndices sets order to the sorted indices of a slice whose elements i and j are
// compared by cmp.
func sortIndices(order []int, cmp func(i, j int) int) {
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if c := cmp(i, j); c != 0 {
			return c
		}
		return i - j
	})
}
