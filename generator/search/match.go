package search

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/stable"
	"platmap/generator/text"
)

// The weights of the terms that match a unit of a query.
const (
	weightExact  = 16
	weightStem   = 12
	weightPrefix = 11
	weightTypo   = 7
	weightPair   = 8 // weight of a pair of Japanese characters
)

// matcher is a unit of a query with the terms that match it in the index and in a text.
type matcher struct {
	unit
	stems map[string]string   // stem of each term of a word
	typos map[string][]string // for each term that is in no document, the similar terms that may be meant
}

// found describes how a document matches a unit or a query.
type found struct {
	score   int
	covered int // matched units; a pair of Japanese characters counts 1 and a word 2
}

// size returns the maximum value of found.covered.
func (m *matcher) size() int {
	if m.japanese {
		return len(m.alternatives[0])
	}
	return 2
}

// find returns the documents that match a unit.
func (s *Searcher) find(m *matcher, in func(doc int) bool) map[int]found {
	docs := map[int]found{}
	if m.japanese {
		for _, term := range m.alternatives[0] {
			for doc, score := range s.findTerm(m, term, m.prefix, in) {
				f := docs[doc]
				docs[doc] = found{f.score + score, f.covered + 1}
			}
		}
		return docs
	}
	for n, terms := range m.alternatives {
		all := map[int]int{}
		for i, term := range terms {
			best := s.findTerm(m, term, m.prefix && i == len(terms)-1, in)
			if i == 0 {
				all = best
				continue
			}
			for doc := range all {
				if score, ok := best[doc]; ok {
					all[doc] += score
				} else {
					delete(all, doc)
				}
			}
		}
		for doc, score := range all {
			score /= len(terms)
			if n > 0 { // the first alternative is the most exact
				score = score * 3 / 4
			}
			docs[doc] = found{max(docs[doc].score, score), 2}
		}
	}
	return docs
}

// findTerm returns the documents that contain a term or one of its other forms. The score
// is that of the best of these.
func (s *Searcher) findTerm(m *matcher, term string, prefix bool, in func(doc int) bool) map[int]int {
	best := map[int]int{}
	add := func(terms []termDocs, weight int) {
		df := 0
		for _, t := range terms {
			df += len(t.docs)
		}
		idf := s.idf(df)
		for _, t := range terms {
			for _, h := range t.docs {
				if in(h.doc) {
					best[h.doc] = max(best[h.doc], idf*h.impact*weight)
				}
			}
		}
	}
	if m.japanese {
		terms := s.exactly(term)
		if prefix {
			terms = s.withPrefix(term)
		}
		add(terms, weightPair)
		return best
	}
	exact := s.exactly(term)
	add(exact, weightExact)
	known := len(exact) > 0
	if prefix {
		longer := s.withPrefix(term)
		longer = slices.DeleteFunc(longer, func(t termDocs) bool { return t.term == term })
		add(longer, weightPrefix)
		known = known || len(longer) > 0
	}
	if root := m.stems[term]; root != "" {
		same := s.withPrefix(strings.TrimSuffix(root, "y"))
		same = slices.DeleteFunc(same, func(t termDocs) bool { return t.term == term || stem(t.term) != root })
		add(same, weightStem)
		known = known || len(same) > 0
	}
	if !known {
		meant := s.meant(term, prefix, maxTypos(term))
		add(meant, weightTypo)
		for _, t := range meant {
			m.typos[term] = append(m.typos[term], t.term)
		}
	}
	return best
}

// meant returns the terms with the fewest typing errors, at most limit of them. The first
// two characters must be correct.
func (s *Searcher) meant(word string, prefix bool, limit int) []termDocs {
	if limit == 0 {
		return nil
	}
	letters := []rune(word)
	var best []termDocs
	for _, t := range s.withPrefix(string(letters[:2])) {
		if n := text.Distance(letters, []rune(t.term), prefix, limit); n < limit {
			best, limit = []termDocs{t}, n
		} else if n == limit {
			best = append(best, t)
		}
	}
	return best
}

// newMatcher returns the matcher of a unit.
func newMatcher(u unit) *matcher {
	m := &matcher{unit: u, stems: map[string]string{}, typos: map[string][]string{}}
	for _, terms := range u.alternatives {
		for _, term := range terms {
			m.stems[term] = stem(term)
		}
	}
	return m
}

// candidate is a document that matches a query.
type candidate struct {
	doc     int
	full    bool // whether it matches the whole query, or enough of it
	score   int
	refined int
}

// enough is the value of found.covered from which a document matches a long query: three
// words or six pairs of Japanese characters. A sentence contains more words than the ones
// that matter, and a document with most of the others is only a long one.
const enough = 6

// candidates returns the documents that match a query, best first. The first ones match
// the whole query, or enough of it. They are followed by those that match most of it or,
// if no document matches the whole query, any part.
func (s *Searcher) candidates(matchers []*matcher, in func(doc int) bool) []candidate {
	docs, all := map[int]found{}, 0
	for _, m := range matchers {
		all += m.size()
		for doc, f := range s.find(m, in) {
			if len(matchers) > 1 && 3*f.covered <= m.size() { // these may be pairs of other words
				continue
			}
			docs[doc] = found{docs[doc].score + f.score, docs[doc].covered + f.covered}
		}
	}
	all = min(all, enough)
	var list []candidate
	anyFull := false
	for doc, f := range docs {
		f.covered = min(f.covered, all)
		docs[doc] = f
		anyFull = anyFull || f.covered == all
	}
	for doc, f := range docs {
		if !anyFull || 4*f.covered >= 3*all {
			list = append(list, candidate{doc: doc, full: f.covered == all, score: f.score * f.covered * f.covered / (all * all)})
		}
	}
	stable.Sort(list, compareCandidates)
	return list
}

func compareCandidates(a, b candidate) int {
	if a.full != b.full {
		if a.full {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.refined, a.refined), cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
}

// accepts reports whether a token of a text is a form of a term of the unit.
func (m *matcher) accepts(token, term string, prefix bool) bool {
	if token == term || prefix && strings.HasPrefix(token, term) {
		return true
	}
	if token != "" && term != "" && token[0] == term[0] { // equal stems have the same first letter; computing stems is slower than comparing it
		if root := m.stems[term]; root != "" && stem(token) == root {
			return true
		}
	}
	return len(m.typos) > 0 && slices.Contains(m.typos[term], token)
}
