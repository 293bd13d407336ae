package text

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

func TestSortKey(t *testing.T) {
	sorted := []string{
		"", "-x", "2 nodes", "010 nodes", "100 nodes", "a", "A", "á", "a b", "ab", "API", "API 2", "API 10", "Éa", "zoo",
		"か", "カ", "が", "カー", "カア", "かい", "きゃ", "きや", "亜", "監", "網", "𠮷",
	}
	for i, s := range sorted[1:] {
		if before := sorted[i]; bytes.Compare(SortKey(before), SortKey(s)) >= 0 {
			t.Errorf("%q is not before %q", before, s)
		}
	}
	if a, b := SortKey("Ａｐｉ ｶﾞ"), SortKey("Api ガ"); !bytes.Equal(a, b) {
		t.Error("names in full and half width have different keys")
	}
}

// Package collate of x/text has the data of the Unicode CLDR. SortKey must give the same
// order for the characters in names of Japanese or English sites. Exceptions: in CLDR,
// hiragana and katakana are equal, and the number 0 sorts after all others.
func TestSortKey_SameAsCollate(t *testing.T) {
	runes := []rune("aAbBzZéöñ129あいうかカがガきキはハばバぱパんンつっツッゃャ亜医宇駅横火会監網録")
	reference := collate.New(language.Japanese, collate.Numeric)
	random := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		var b strings.Builder
		for range 1 + random.IntN(4) {
			b.WriteRune(runes[random.IntN(len(runes))])
		}
		return b.String()
	}
	for range 20_000 {
		a, b := name(), name()
		if got, want := bytes.Compare(SortKey(a), SortKey(b)), reference.CompareString(a, b); got != want && want != 0 {
			t.Fatalf("%q and %q: %d, want %d", a, b, got, want)
		}
	}
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		SortKey("監視ダッシュボード API 10")
	}
}

func BenchmarkSortKey_Collate(b *testing.B) {
	c, buffer := collate.New(language.Japanese, collate.Numeric), &collate.Buffer{}
	for b.Loop() {
		buffer.Reset()
		c.KeyFromString(buffer, "監視ダッシュボード API 10")
	}
}
