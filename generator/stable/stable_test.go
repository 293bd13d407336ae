package stable

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

type pair struct{ key, at int }

func byKey(a, b pair) int { return cmp.Compare(a.key, b.key) }

func TestSort_LikeSortStableFunc(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		got := make([]pair, n)
		for i := range got {
			got[i] = pair{r.IntN(1 + n/3), i}
		}
		want := slices.Clone(got)
		slices.SortStableFunc(want, byKey)
		if sorted := Sorted(slices.Values(got), byKey); !slices.Equal(sorted, want) {
			t.Fatalf("Sorted: got %v, want %v", sorted, want)
		}
		if Sort(got, byKey); !slices.Equal(got, want) {
			t.Fatalf("Sort: got %v, want %v", got, want)
		}
	}
}

func BenchmarkSort(b *testing.B) {
	type row struct {
		pair
		_ [10]string // as large as a row of a list
	}
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]row, 1000)
	for i := range rows {
		rows[i].key = r.IntN(500)
	}
	byKey := func(a, b row) int { return cmp.Compare(a.key, b.key) }
	for _, f := range []struct {
		name string
		sort func([]row, func(a, b row) int)
	}{{"stable", Sort[[]row]}, {"slices", slices.SortStableFunc[[]row]}} {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				f.sort(slices.Clone(rows), byKey)
			}
		})
	}
}
