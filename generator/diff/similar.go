package diff

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"platmap/generator/site"
)

// sketch represents the words of a text by their smallest hashes, sorted. The time to
// compare two sketches does not depend on the length of the texts.
type sketch []uint64

const (
	// sketchSize is the maximum number of hashes in a sketch. With 128 hashes, the
	// estimated similarity is rarely off by more than 0.1.
	sketchSize = 128
	// similarEnough is the minimum share of common words of two versions of a text. Two
	// different texts of the same field share less than a fifth.
	similarEnough = 1.0 / 3
	// allPairs is the maximum number of pairs up to which all of them are compared.
	allPairs = 1 << 12
	// rare applies if there are more pairs: only texts that share a rare word are
	// compared, which at most this number of texts on either side contain. So the time is
	// linear in the number of words.
	rare = 4
)

// similarPairs returns the pairs of sketches that are similar and have at least least
// words in common.
func similarPairs(olds, news []sketch, least int) []candidate {
	var all []candidate
	try := func(i, j int) {
		if score, common := similarity(olds[i], news[j]); score >= similarEnough && common >= least {
			all = append(all, candidate{i: i, j: j, score: score})
		}
	}
	if len(olds)*len(news) <= allPairs {
		for i := range olds {
			for j := range news {
				try(i, j)
			}
		}
		return all
	}
	index := func(list []sketch) map[uint64][]int {
		uses := map[uint64][]int{}
		for i, s := range list {
			for _, h := range s {
				if len(uses[h]) <= rare {
					uses[h] = append(uses[h], i)
				}
			}
		}
		return uses
	}
	inNews, tried := index(news), map[[2]int]bool{}
	for i := range min(len(olds), len(news)) { // if everything in a list differs, its order is usually unchanged
		tried[[2]int{i, i}] = true
		try(i, i)
	}
	for h, is := range index(olds) {
		if js := inNews[h]; len(is) <= rare && len(js) <= rare {
			for _, i := range is {
				for _, j := range js {
					if !tried[[2]int{i, j}] {
						tried[[2]int{i, j}] = true
						try(i, j)
					}
				}
			}
		}
	}
	return all
}

// similarity estimates the share of the words of two texts that both contain. common is
// the number of common words in the sketches.
func similarity(a, b sketch) (share float64, common int) {
	seen := 0
	for len(a) > 0 && len(b) > 0 && seen < sketchSize {
		switch {
		case a[0] == b[0]:
			common++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
		seen++
	}
	seen += min(len(a)+len(b), sketchSize-seen)
	if seen == 0 {
		return 0, 0
	}
	return float64(common) / float64(seen), common
}

// sketcher collects words.
type sketcher struct {
	hashes []uint64
	fine   bool // whether short texts are compared by letters
}

// sketchOf returns the sketch of the texts and references of a value. If fine is set,
// names that differ in a few letters are similar.
func sketchOf(v reflect.Value, fine bool) sketch {
	s := sketcher{fine: fine}
	s.value(v)
	return s.sketch()
}

func (s *sketcher) sketch() sketch {
	slices.Sort(s.hashes)
	s.hashes = slices.Compact(s.hashes)
	return slices.Clone(s.hashes[:min(len(s.hashes), sketchSize)])
}

func (s *sketcher) value(v reflect.Value) {
	switch x := v.Interface().(type) {
	case site.Text:
		for _, version := range x.Versions() {
			s.text(version.Doc.Source())
		}
		return
	case site.Located:
		s.reference(x.Text)
		return
	case site.ItemRef:
		s.reference(x.Text)
		return
	case site.Status, site.Date, site.Number, site.Span, site.Party, site.X:
		return
	}
	switch v.Kind() {
	case reflect.String:
		if strings.ContainsAny(v.String(), "/#@") { // a URL, not a fixed word
			s.reference(v.String())
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.value(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			s.value(v.Elem())
		}
	case reflect.Struct:
		if f := v.FieldByName("Located"); f.IsValid() {
			s.value(f)
			return
		}
		for _, f := range fieldsOf(v.Type()) {
			s.value(v.FieldByIndex(f.index))
		}
	}
}

// reference adds a reference. In a short text it has the weight of two pairs of letters.
func (s *sketcher) reference(name string) {
	if name != "" {
		s.addStrong("=" + name)
		if s.fine {
			s.addStrong("==" + name)
		}
	}
}

// text adds the words of a text: pairs of words or, in scripts without spaces, groups of
// three letters. If fine is set, it adds pairs of letters from the start of the text, in
// case it is short.
func (s *sketcher) text(t string) {
	const start = 60 // characters
	letters := []rune(strings.ToLower(t))
	if s.fine {
		head := slices.DeleteFunc(slices.Clone(letters[:min(len(letters), start)]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		for i := range max(len(head)-1, min(len(head), 1)) {
			s.add(string(head[i:min(i+2, len(head))]))
		}
		letters = letters[min(len(letters), start):]
	}
	last := ""
	for _, word := range strings.FieldsFunc(string(letters), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if runes := []rune(word); runes[0] >= 0x2E80 {
			for i := range max(len(runes)-2, 1) {
				s.add(string(runes[i:min(i+3, len(runes))]))
			}
			last = ""
			continue
		}
		s.add(last + " " + word)
		last = word
	}
}

func (s *sketcher) add(word string) { s.hashes = append(s.hashes, hash(word)) }

// addStrong adds a word with a small hash, so that it is in every sketch.
func (s *sketcher) addStrong(word string) { s.hashes = append(s.hashes, hash(word)>>16) }

// hash returns a pseudorandom number for a word, so that the smallest hashes are a random
// sample of the words.
func hash(word string) uint64 {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>33
}
