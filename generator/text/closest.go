package text

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Closest returns the known word that the author most likely meant, or "" if none
// is close. A known word is close if at most a third of the letters, or one
// letter, differ. If no word is close, Closest returns the only known word that
// begins with word. Letter case is ignored. Of two equally close words, the first
// in known is returned.
func Closest(word string, known []string) string {
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
	if best >= len(w) && best > 0 { // every letter differs
		at = ""
	}
	if at == "" && len(w) > 1 {
		return onlyWithPrefix(w, known)
	}
	return at
}

// onlyWithPrefix returns the known word that begins with w, or "" if there are none or
// several.
func onlyWithPrefix(w []rune, known []string) string {
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

// nClosest returns the n known words closest to word, closest first.
func nClosest(word string, known []string, n int) []string {
	w := fold(word)
	distances := make(map[string]int, len(known))
	for _, k := range known {
		distances[k] = distance(w, fold(k), 1<<20)
	}
	sorted := slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	return sorted[:min(n, len(sorted))]
}

// ListClosest joins known words for a help text: all of them if there are at most
// eight, otherwise the three closest to word and how many more there are.
func ListClosest(word string, known []string) string {
	if len(known) <= 8 {
		return strings.Join(known, ", ")
	}
	return strings.Join(nClosest(word, known, 3), ", ") + " and " + strconv.Itoa(len(known)-3) + " more"
}

// ListOr joins words for a message: "a, b or c".
func ListOr[T ~string](words []T) string {
	list := ""
	for i, w := range words {
		if i > 0 && i == len(words)-1 {
			list += " or "
		} else if i > 0 {
			list += ", "
		}
		list += string(w)
	}
	return list
}

// startsWith reports whether s, folded, begins with w.
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

// fold returns the runes of s, each changed by foldRune.
func fold(s string) []rune {
	folded := []rune(s)
	for i, r := range folded {
		folded[i] = foldRune(r)
	}
	return folded
}

// foldRune returns r in lower case, and "_" for a hyphen or a space, because
// people confuse these.
func foldRune(r rune) rune {
	if r == '-' || r == ' ' {
		return '_'
	}
	return unicode.ToLower(r)
}

// distance returns the edit distance of a and b (Damerau-Levenshtein, optimal string
// alignment), or limit+1 if their lengths alone differ by more than limit.
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
