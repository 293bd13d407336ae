package search

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Searcher searches an index. It must not be used by two goroutines at once.
type Searcher struct {
	index  *Index
	dir    *dirData
	shards map[int][]termDocs
	titles map[int][]docTitles
	texts  map[int][]map[string][]Part
	docs   map[int]*docFields
}

// Open returns a Searcher for an index.
func Open(x *Index) *Searcher {
	return &Searcher{x, &x.dir, map[int][]termDocs{}, map[int][]docTitles{}, map[int][]map[string][]Part{}, map[int]*docFields{}}
}

// block returns the raw bytes of a block.
func (s *Searcher) block(folder string, n int) []byte {
	return s.index.blocks[folder+"/"+strconv.Itoa(n)].raw()
}

// items returns the items of a block of JSON.
func items[T any](s *Searcher, folder string, n int) []T {
	var list []T
	if err := json.Unmarshal(s.block(folder, n), &list); err != nil { // cannot happen: Assemble has marshalled it
		panic("search: " + err.Error())
	}
	return list
}

// termDocs is a term with the documents that contain it.
type termDocs struct {
	term string
	docs []hit // by number
}

// hit is a document with the impact of a term.
type hit struct{ doc, impact int }

// shard returns the terms of a shard.
func (s *Searcher) shard(n int) []termDocs {
	if list, ok := s.shards[n]; ok {
		return list
	}
	b := s.block("s", n)
	var list []termDocs
	var term []byte
	for len(b) > 0 {
		b, term = nextTerm(b, term)
		df, size := binary.Uvarint(b)
		b = b[size:]
		t := termDocs{string(term), make([]hit, df)}
		last := 0
		for i := range t.docs {
			v, size := binary.Uvarint(b)
			b = b[size:]
			last += int(v >> 4)
			t.docs[i] = hit{last, int(v & 15)}
		}
		list = append(list, t)
	}
	s.shards[n] = list
	return list
}

// maxShards is the maximum number of shards that are read for terms with a prefix.
const maxShards = 4

// withPrefix returns the terms with a prefix.
func (s *Searcher) withPrefix(prefix string) []termDocs {
	first, found := slices.BinarySearch(s.dir.Terms, prefix)
	if !found {
		first = max(0, first-1)
	}
	var list []termDocs
	for n := first; n < len(s.dir.Terms) && n < first+maxShards && (n == first || strings.HasPrefix(s.dir.Terms[n], prefix)); n++ {
		shard := s.shard(n)
		i, _ := slices.BinarySearchFunc(shard, prefix, func(t termDocs, prefix string) int { return cmp.Compare(t.term, prefix) })
		for ; i < len(shard) && strings.HasPrefix(shard[i].term, prefix); i++ {
			list = append(list, shard[i])
		}
	}
	return list
}

// exactly returns the documents that contain a term.
func (s *Searcher) exactly(term string) []termDocs {
	n, found := slices.BinarySearch(s.dir.Terms, term)
	if !found {
		n--
	}
	if n < 0 {
		return nil
	}
	shard := s.shard(n)
	i, found := slices.BinarySearchFunc(shard, term, func(t termDocs, term string) int { return cmp.Compare(t.term, term) })
	if !found {
		return nil
	}
	return shard[i : i+1]
}

// idf returns the inverse document frequency of a term in df documents, in eighths: the
// binary logarithm of the share of documents without it, plus a half.
func (s *Searcher) idf(df int) int {
	return log8(s.dir.Docs+1) - log8(min(max(df, 1), s.dir.Docs)) + 4
}

// log8 returns the binary logarithm of x in eighths, in a form that is easy to compute
// exactly: linear between powers of two.
func log8(x int) int {
	n := bits.Len(uint(x)) - 1
	if n >= 3 {
		return 8*n + x>>(n-3)&7
	}
	return 8*n + x<<(3-n)&7
}

// docTitles are a document's path and names. It is [path, names, cells] in JSON.
type docTitles struct {
	Path  string
	Names map[string][]string
	Cells []int
}

func (t *docTitles) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&t.Path, &t.Names, &t.Cells})
}

// titlesOf returns a document's names.
func (s *Searcher) titlesOf(doc int) *docTitles {
	n := doc / titlesPerBlock
	if s.titles[n] == nil {
		s.titles[n] = items[docTitles](s, "t", n)
	}
	return &s.titles[n][doc%titlesPerBlock]
}

// partsOf returns a document's texts.
func (s *Searcher) partsOf(doc int) map[string][]Part {
	n := doc / s.dir.TextsPerBlock
	if s.texts[n] == nil {
		s.texts[n] = items[map[string][]Part](s, "x", n)
	}
	return s.texts[n][doc%s.dir.TextsPerBlock]
}

// rangeOf returns the kind, the languages and the status of a document.
func (s *Searcher) rangeOf(doc int) docRange {
	for _, r := range s.dir.Ranges {
		if doc < r.Count {
			return r
		}
		doc -= r.Count
	}
	return docRange{}
}
