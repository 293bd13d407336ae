package text

import (
	"cmp"
	"math/bits"
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
	near := closest(word, w, closeness(w), known)
	if near == "" && len(w) > 1 {
		near = onlyWithPrefix(w, known)
	}
	return near
}

// closeness returns the maximum number of letters in which a close word may differ.
func closeness(word []rune) int { return max(len(word)/3, 1) }

// closest returns the known word that differs from word in the fewest letters, or "" if
// all differ in more than limit letters. w is the folded word.
func closest(word string, w []rune, limit int, known []string) string {
	best, at := limit+1, ""
	letters := lettersOf(w)
	var buffer [64]rune
	for _, k := range known {
		if k == word || utf8.RuneCountInString(k) > len(w)+limit {
			continue
		}
		f := appendFolded(buffer[:0], k)
		if len(f) < len(w)-limit || bits.OnesCount64(letters&^lettersOf(f)) > limit {
			continue
		}
		if d := distance(w, f, limit); d < best {
			best, at = d, k
		}
	}
	if best >= len(w) && best > 0 { // every letter differs
		return ""
	}
	return at
}

// lettersOf returns the set of letters of a folded word, as bits. Several letters may
// share a bit. Each letter that another word lacks means at least one change.
func lettersOf(word []rune) uint64 {
	set := uint64(0)
	for _, r := range word {
		set |= 1 << (r & 63)
	}
	return set
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

// nClosest returns the n known words closest to a folded word, closest first.
func nClosest(w []rune, known []string, n int) []string {
	distances := make(map[string]int, len(known))
	for _, k := range known {
		distances[k] = distance(w, fold(k), noLimit)
	}
	sorted := slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	return sorted[:min(n, len(sorted))]
}

const (
	noLimit   = 1 << 20
	fewListed = 8 // maximum number of known words that are all listed
	listed    = 3 // number of words that are listed if there are more
)

// ListClosest joins known words for a help: all of them if there are at most eight,
// otherwise the three closest to word and the number of the others.
func ListClosest(word string, known []string) string {
	if len(known) <= fewListed {
		return strings.Join(known, ", ")
	}
	return listOf(nClosest(fold(word), known, listed), len(known))
}

func listOf(words []string, known int) string {
	return strings.Join(words, ", ") + " and " + strconv.Itoa(known-len(words)) + " more"
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
func fold(s string) []rune { return appendFolded(nil, s) }

func appendFolded(dst []rune, s string) []rune {
	for _, r := range s {
		dst = append(dst, foldRune(r))
	}
	return dst
}

// foldRune returns r in lower case, and "_" for a hyphen or a space, because people
// confuse these characters.
func foldRune(r rune) rune {
	if r == '-' || r == ' ' {
		return '_'
	}
	return unicode.ToLower(r)
}

// distance returns the edit distance of a and b, or a number above limit.
func distance(a, b []rune, limit int) int { return Distance(a, b, false, limit) }

// Distance returns the edit distance (Damerau-Levenshtein, optimal string alignment) of a
// and b or, if isPrefix, of a and the beginning of b that is most like it. If the distance
// is above limit, it returns a number above limit.
func Distance(a, b []rune, isPrefix bool, limit int) int {
	if len(a)-len(b) > limit || !isPrefix && len(b)-len(a) > limit {
		return limit + 1
	}
	if isPrefix {
		b = b[:min(len(b), len(a)+limit)]
	}
	var buffer [3 * 64]int
	rows := buffer[:]
	if n := 3 * (len(b) + 1); n > len(rows) {
		rows = make([]int, n)
	}
	before, last, row := rows[:len(b)+1], rows[len(b)+1:2*len(b)+2], rows[2*len(b)+2:3*len(b)+3]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit { // the minimum of a row never decreases
			return limit + 1
		}
		before, last, row = last, row, before
	}
	if isPrefix {
		return slices.Min(last)
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
