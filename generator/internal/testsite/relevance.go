package testsite

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// Query is a line of relevance.tsv: the text that a reader types, and the good results.
type Query struct {
	Line  int // line in the file
	Text  string
	Lang  string   // language of the reader
	Kind  string   // the kind to which results are limited, or ""
	Want  []string // paths of good results, with an anchor if only that section is good
	About string   // the purpose of the line; "top" if only the first result counts
	Marks []string // texts that the excerpt highlights
}

// Hit is a result of a search.
type Hit struct{ Path, Anchor string }

// Queries reads relevance.tsv, which describes its columns.
func Queries(t testing.TB, file string) []Query {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []Query
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "//") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 4 && len(columns) != 5 {
			t.Fatalf("%s:%d: %d columns", file, i+1, len(columns))
		}
		q := Query{Line: i + 1, Text: columns[0], Want: strings.Fields(columns[2]), About: columns[3]}
		q.Lang, q.Kind, _ = strings.Cut(columns[1], " kind=")
		if len(columns) == 5 {
			q.Marks = strings.Split(columns[4], "|")
		}
		list = append(list, q)
	}
	return list
}

// Rank returns the position of the first good result, or 0.
func (q Query) Rank(hits []Hit) int {
	return 1 + slices.IndexFunc(hits, func(h Hit) bool {
		return slices.ContainsFunc(q.Want, func(want string) bool {
			return h.Path == want || h.Path+"#"+h.Anchor == want
		})
	})
}

// Relevance collects the ranks of queries.
type Relevance struct {
	at     [11]int // number of queries by rank; index 0 means not found, and 10 is the last rank that counts
	misses []string
	low    []string // queries whose good result must be first but is not
}

// Add adds the results of a query.
func (r *Relevance) Add(q Query, hits []Hit) {
	rank := q.Rank(hits)
	if rank > 10 {
		rank = 0
	}
	r.at[rank]++
	if rank == 1 {
		return
	}
	found := []string{}
	for _, h := range hits[:min(3, len(hits))] {
		found = append(found, strings.TrimSuffix(h.Path+"#"+h.Anchor, "#"))
	}
	miss := fmt.Sprintf("line %d: %s (%s %s, %s) is at %d: %s", q.Line, q.Text, q.Lang, q.Kind, q.About, rank, strings.Join(found, " "))
	if q.About == "top" {
		r.low = append(r.low, miss)
	} else {
		r.misses = append(r.misses, miss)
	}
}

// Report logs the numbers. It fails the test if fewer than 90 % of the queries have a
// good result among the first three, or if a good result that must be first is not.
func (r *Relevance) Report(t testing.TB) {
	t.Helper()
	n, found := 0, 0
	share := map[int]float64{}
	for rank := range r.at {
		n += r.at[rank]
	}
	for rank := 1; rank < len(r.at); rank++ {
		found += r.at[rank]
		share[rank] = 100 * float64(found) / float64(n)
	}
	t.Logf("%d queries: %.1f %% at 1, %.1f %% at 3, %.1f %% at 10", n, share[1], share[3], share[10])
	for _, miss := range r.misses {
		t.Log(miss)
	}
	if share[3] < 90 {
		t.Errorf("%.1f %% of the queries have a good result among the first three, want 90 %%", share[3])
	}
	for _, miss := range r.low {
		t.Errorf("must be first: %s", miss)
	}
}
