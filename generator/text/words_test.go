package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// An index of many words finds the same word as a comparison with all words.
func TestWords_SameAsClosest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := []string{"net", "work", "de", "ploy", "log", "ging", "ser", "vice", "検索", "基盤", "-", "cache", "run", "ner", "a", "12"}
	word := func() string {
		s := ""
		for range 2 + random.IntN(5) {
			s += syllables[random.IntN(len(syllables))]
		}
		return s
	}
	var known []string
	for range 1500 {
		if w := word(); !slices.Contains(known, w) {
			known = append(known, w)
		}
	}
	index, different := NewWords(known), 0
	for range 300 {
		runes := []rune(known[random.IntN(len(known))])
		runes = slices.Delete(runes, 0, random.IntN(2))
		runes[random.IntN(len(runes))] = 'x'
		got, want := index.Closest(string(runes)), Closest(string(runes), known)
		if distanceTo(string(runes), got) > distanceTo(string(runes), want) {
			different++
		}
		if again := index.Closest(string(runes)); again != got {
			t.Errorf("%q gives %q, then %q", string(runes), got, again)
		}
	}
	if different > 3 { // the search is bounded
		t.Errorf("%d of 300 words have another result", different)
	}
}

func distanceTo(word, near string) int {
	if near == "" {
		return noLimit
	}
	return distance(fold(word), fold(near), noLimit)
}

func TestWords(t *testing.T) {
	var known []string
	for i := range 1000 {
		known = append(known, fmt.Sprintf("guide-%03d", i))
	}
	known = append(known, "availability", "guide-007", "検索基盤")
	for _, words := range []*Words{NewWords(known), NewWords(known[980:])} {
		for word, want := range map[string]string{"検索基板": "検索基盤", "Availabilty": "availability", "avail": "availability", "zzzzz": "", "x": "", "": "", "guide": ""} {
			if got := words.Closest(word); got != want {
				t.Errorf("%q: got %q, want %q", word, got, want)
			}
		}
		if got := words.Within("availabilxyz", 2); got != "" {
			t.Errorf("3 letters differ, and the result is %q", got)
		}
	}
	words := NewWords(known)
	if got, want := words.Closest("guide-0077"), "guide-007"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, word := range []string{"guide-12a", "検", "zzz", ""} {
		if got, want := words.List(word), " and 999 more"; got[len(got)-len(want):] != want {
			t.Errorf("%q: %q", word, got)
		}
	}
	if got, want := NewWords([]string{"a", "b", "a"}).List("c"), "a, b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
