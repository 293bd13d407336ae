package source

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Near returns the known word that is most like a misspelt one, or "" when
// none is near enough: at most a third of its letters may differ, counted as
// insertions, deletions, replacements and swaps of neighbours. Case is ignored.
func Near(word string, known []string) string {
	best, bestDistance := "", max(utf8.RuneCountInString(word)/3, 1)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := distance(strings.ToLower(word), strings.ToLower(k), bestDistance); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// distance is the Damerau-Levenshtein distance of two words (of neighbours
// swapped once), or limit when it is not smaller.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return min(row[len(y)], limit)
}
