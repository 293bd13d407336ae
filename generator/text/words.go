package text

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Words finds the known words that are closest to other words. It is for many known words
// or many searches: it compares a word only with the known words that share the most
// pairs of letters with it, and remembers results. It is safe for concurrent use.
type Words struct {
	known  []string         // without duplicates
	folded []string         // the words in the form in which they are compared
	length []int            // the number of runes of each word
	sorted []int32          // indexes into folded, in the order of the folded words
	pairs  map[pair][]int32 // indexes of the words that have this pair; nil if there are few words

	mu      sync.Mutex
	closest map[string]string
}

// pair is two adjacent letters.
type pair uint64

// Limits of a search. A misspelled word has far fewer close words.
const (
	fewWords      = 128 // up to this many known words, all are compared
	maxPairs      = 500 // entries of the index that are read
	maxCandidates = 16  // words that are compared
)

// NewWords returns an index of known words. Of two equally close words, searches
// return the first.
func NewWords(known []string) *Words {
	w := &Words{closest: map[string]string{}}
	seen := make(map[string]bool, len(known))
	if len(known) > fewWords {
		w.pairs = map[pair][]int32{}
	}
	for _, k := range known {
		if seen[k] {
			continue
		}
		seen[k] = true
		i, letters := int32(len(w.known)), fold(k)
		w.known, w.folded, w.length = append(w.known, k), append(w.folded, string(letters)), append(w.length, len(letters))
		w.sorted = append(w.sorted, i)
		if w.pairs != nil {
			for _, p := range pairsOf(letters) {
				w.pairs[p] = append(w.pairs[p], i)
			}
		}
	}
	slices.SortStableFunc(w.sorted, func(a, b int32) int { return strings.Compare(w.folded[a], w.folded[b]) })
	return w
}

// pairsOf returns the pairs in a word, each once. The ends of the word count as a
// letter.
func pairsOf(word []rune) []pair {
	list := make([]pair, 0, len(word)+1)
	last := rune(0)
	for _, r := range word {
		list = append(list, pair(last)<<32|pair(r))
		last = r
	}
	list = append(list, pair(last)<<32)
	slices.Sort(list)
	return slices.Compact(list)
}

// Closest is like the function [Closest].
func (w *Words) Closest(word string) string {
	w.mu.Lock()
	near, ok := w.closest[word]
	w.mu.Unlock()
	if ok {
		return near
	}
	runes := fold(word)
	near = closest(word, runes, closeness(runes), w.candidates(runes, closeness(runes)))
	if near == "" && len(runes) > 1 {
		near = w.onlyWithPrefix(string(runes))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closest[word] = near
	return near
}

// Within returns the known word that differs from word in the fewest letters, or "" if
// all differ in more than limit letters.
func (w *Words) Within(word string, limit int) string {
	runes := fold(word)
	return closest(word, runes, limit, w.candidates(runes, limit))
}

// List is like [ListClosest].
func (w *Words) List(word string) string {
	if len(w.known) <= fewListed {
		return strings.Join(w.known, ", ")
	}
	runes := fold(word)
	candidates := w.candidates(runes, noLimit)
	if len(candidates) < listed {
		candidates = w.known[:listed]
	}
	return listOf(nClosest(runes, candidates, listed), len(w.known))
}

// candidates returns the known words to compare with a word, in their order: all if
// there are few, otherwise those that share the most pairs of letters with the word.
// Words whose length differs by more than limit are not among them.
func (w *Words) candidates(word []rune, limit int) []string {
	if w.pairs == nil {
		return w.known
	}
	pairs := pairsOf(word)
	// The rarest pairs are read first.
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(len(w.pairs[a]), len(w.pairs[b])) })
	var found []int32 // a word for each pair that it shares
	for read, i := 0, 0; i < len(pairs) && read < maxPairs; i++ {
		for _, n := range w.pairs[pairs[i]] {
			if read++; read > maxPairs {
				break
			}
			if abs(w.length[n]-len(word)) <= limit {
				found = append(found, n)
			}
		}
	}
	best := mostFrequent(found, maxCandidates)
	list := make([]string, len(best))
	for i, n := range best {
		list[i] = w.known[n]
	}
	return list
}

// mostFrequent returns the most frequent numbers in a list, in increasing order. It
// changes the list.
func mostFrequent(list []int32, most int) []int32 {
	slices.Sort(list)
	var runs []int64 // for each number, how often it occurs, negated, and the number itself
	for from, i := 0, 0; i < len(list); i++ {
		if i+1 == len(list) || list[i+1] != list[i] {
			runs = append(runs, -int64(i+1-from)<<32|int64(list[i]))
			from = i + 1
		}
	}
	slices.Sort(runs)
	best := make([]int32, min(len(runs), most))
	for i := range best {
		best[i] = int32(runs[i])
	}
	slices.Sort(best)
	return best
}

// onlyWithPrefix returns the known word that begins with a folded word, or "" if there
// are none or several.
func (w *Words) onlyWithPrefix(word string) string {
	i, _ := slices.BinarySearchFunc(w.sorted, word, func(i int32, word string) int { return strings.Compare(w.folded[i], word) })
	starts := func(i int) bool { return i < len(w.sorted) && strings.HasPrefix(w.folded[w.sorted[i]], word) }
	if !starts(i) || starts(i+1) {
		return ""
	}
	return w.known[w.sorted[i]]
}
