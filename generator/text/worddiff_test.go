package text

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator/rounds"
)

func TestWordDiff(t *testing.T) {
	tests := []struct{ old, new, want string }{
		{"", "", ""},
		{"the same", "the same", "the same"},
		{"", "all new", "[|all new]"},
		{"all gone", "", "[all gone|]"},
		{"Keep logs for 30 days.", "Keep logs for 90 days.", "Keep logs for [30|90] days."},
		{"at most 99.9% a month", "at most 99.95% a month", "at most [99.9|99.95]% a month"},
		{"a self-service portal", "a self-hosted portal", "a [self-service|self-hosted] portal"},
		{"Ask the owner first.", "Ask first.", "Ask [the owner |]first."},
		{"one big change here", "one small step here", "one [big change|small step] here"},
		{"ログを 30 日保存する。", "ログを 90 日間保存する。", "ログを [30 日保存|90 日間保存]する。"},
		{"コンテナの起動を待つ", "コンテナの停止を待つ", "コンテナの[起動|停止]を待つ"},
		{"サーバーを増やす", "ノードを増やす", "[サーバー|ノード]を増やす"},
		{"a\nb\nc\n", "a\nB\nc\n", "a\n[b|B]\nc\n"},
		{"a\nb\nc\n", "a\nc\n", "a\n[b\n|]c\n"},
		{"cafe\u0301 noir", "cafe noir", "[cafe\u0301|cafe] noir"},
	}
	for _, test := range tests {
		var got strings.Builder
		for _, p := range WordDiff(test.old, test.new) {
			if p.Same() {
				got.WriteString(p.Old)
			} else {
				got.WriteString("[" + p.Old + "|" + p.New + "]")
			}
		}
		if got.String() != test.want {
			t.Errorf("WordDiff(%q, %q) = %s, want %s", test.old, test.new, got.String(), test.want)
		}
	}
}

// The pieces of any two texts give these two texts, and a text does not differ from
// itself.
func TestWordDiff_Random(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	parts := []string{"a", "bc", " ", "\n", ".", "-", "30", "ログ", "を", "保存", "ー", "\u0301", "\xff", "👩‍💻"}
	random := func(n int) string {
		var b strings.Builder
		for range r.Intn(n + 1) {
			b.WriteString(parts[r.Intn(len(parts))])
		}
		return b.String()
	}
	for range rounds.Of(20000) {
		old, new := random(40), random(40)
		if r.Intn(2) == 0 { // similar texts
			cut := r.Intn(len(old) + 1)
			new = old[:cut] + random(3) + old[cut:]
		}
		var gotOld, gotNew string
		pieces := WordDiff(old, new)
		for i, p := range pieces {
			gotOld, gotNew = gotOld+p.Old, gotNew+p.New
			if i > 0 && p.Same() == pieces[i-1].Same() {
				t.Fatalf("WordDiff(%q, %q) = %q: pieces do not alternate", old, new, pieces)
			}
		}
		if gotOld != old || gotNew != new {
			t.Fatalf("WordDiff(%q, %q) = %q", old, new, pieces)
		}
		if same := WordDiff(old, old); len(same) > 1 || len(same) == 1 && !same[0].Same() {
			t.Fatalf("WordDiff of %q and itself = %q", old, same)
		}
	}
}

// commonRuns finds a longest common subsequence.
func TestCommonRuns_Longest(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range rounds.Of(5000) {
		list := func() []string { return strings.Split(strings.Repeat("abcd", 9)[r.Intn(9):9+r.Intn(9)], "") }
		a, b := list(), list()
		r.Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
		n, i, j := 0, 0, 0
		for _, run := range commonRuns(a, b) {
			if run.a < i || run.b < j {
				t.Fatalf("commonRuns(%q, %q): runs are not in order", a, b)
			}
			for range run.n {
				if a[run.a] != b[run.b] {
					t.Fatalf("commonRuns(%q, %q): %q and %q differ", a, b, a[run.a], b[run.b])
				}
				run.a, run.b, n = run.a+1, run.b+1, n+1
			}
			i, j = run.a, run.b
		}
		if want := longestCommon(a, b); n != want {
			t.Fatalf("commonRuns(%q, %q): %d words, want %d", a, b, n, want)
		}
	}
}

func longestCommon(a, b []string) int {
	last := make([]int, len(b)+1)
	for _, x := range a {
		row := make([]int, len(b)+1)
		for j, y := range b {
			row[j+1] = max(row[j], last[j+1])
			if x == y {
				row[j+1] = max(row[j+1], last[j]+1)
			}
		}
		last = row
	}
	return last[len(b)]
}

// Long texts without anything in common are compared quickly.
func TestWordDiff_Long(t *testing.T) {
	old, new := strings.Repeat("old words\n", 1<<16), strings.Repeat("new terms\n", 1<<16)
	start := time.Now()
	pieces := WordDiff(old, new)
	if len(pieces) != 2 { // and the last line break
		t.Errorf("%d pieces, want 2", len(pieces))
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestLineDiff(t *testing.T) {
	got := LineDiff("a\nb\nc\nd", "a\nx\nc\nd\n")
	want := []Piece{{"a\n", "a\n"}, {"b\n", "x\n"}, {"c\n", "c\n"}, {"d", "d\n"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
