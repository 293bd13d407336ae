package source

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Near returns the known word that the author most likely meant, or "" when
// none is close: at most a third of the letters wrong, or one; failing that, the
// only one that begins like it. Letter case does not count. Of two equally close
// words the first in known wins.
func Near(word string, known []string) string {
	w := fold(word)
	limit := max(len(w)/3, 1)
	best, at := limit+1, ""
	for _, k := range known {
		if k == word {
			continue
		}
		if n := utf8.RuneCountInString(k); n > len(w)+limit || n < len(w)-limit {
			continue
		}
		if d := distance(w, fold(k), limit); d < best {
			best, at = d, k
		}
	}
	if best >= len(w) && best > 0 { // every letter changed: no likeness left
		at = ""
	}
	if at == "" && len(w) > 1 {
		return beginning(w, known)
	}
	return at
}

// beginning returns the one known word that starts as w does, or "".
func beginning(w []rune, known []string) string {
	found := ""
	for _, k := range known {
		if startsWith(k, w) {
			if found != "" {
				return ""
			}
			found = k
		}
	}
	return found
}

// nearest returns the n known words closest to word, closest first.
func nearest(word string, known []string, n int) []string {
	w := fold(word)
	distances := make(map[string]int, len(known))
	for _, k := range known {
		distances[k] = distance(w, fold(k), 1<<20)
	}
	sorted := slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	return sorted[:min(n, len(sorted))]
}

// Listed joins words for a help line: all of them when they are few, else the
// nearest three.
func Listed(word string, known []string) string {
	if len(known) <= 8 {
		return strings.Join(known, ", ")
	}
	return strings.Join(nearest(word, known, 3), ", ") + " and " + strconv.Itoa(len(known)-3) + " more"
}

// startsWith reports whether s begins with a folded word.
func startsWith(s string, w []rune) bool {
	for _, r := range s {
		if len(w) == 0 {
			break
		}
		if foldRune(r) != w[0] {
			return false
		}
		w = w[1:]
	}
	return len(w) == 0
}

func fold(s string) []rune {
	folded := []rune(s)
	for i, r := range folded {
		folded[i] = foldRune(r)
	}
	return folded
}

// foldRune also takes - and space for _, which are one slip in the eyes of people.
func foldRune(r rune) rune {
	if r == '-' || r == ' ' {
		return '_'
	}
	return unicode.ToLower(r)
}

// distance counts the letters to insert, drop, change or swap with their
// neighbour to make b of a (Damerau-Levenshtein, optimal string alignment). It
// stops early, with a number above limit, when there are more than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
