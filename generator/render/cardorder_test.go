package render

import (
	"cmp"
	"slices"
	"testing"
	"unicode/utf16"
)

// Scripts find a card by its key, in the order in which JavaScript compares strings.
func TestCompareUTF16(t *testing.T) {
	texts := []string{"", "a", "ab", "b", "é", "か", "\ud7ff", "\ue000", "ｶ", "\uffff", "\U00010000", "😀", "😀a", "a\uff21", "a😀", "か\U0010ffff", "かﾞ"}
	for _, a := range texts {
		for _, b := range texts {
			want := slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
			if got := cmp.Compare(compareUTF16(a, b), 0); got != want {
				t.Errorf("compareUTF16(%+q, %+q) = %d, want %d", a, b, got, want)
			}
		}
	}
}
