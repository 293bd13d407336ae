package text

import "testing"

func TestIndexInvisible(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		if r >= 0xD800 && r < 0xE000 { // not characters
			continue
		}
		want := -1
		if IsInvisible(r) {
			want = len("あ\t\n")
		}
		if got := IndexInvisible("あ\t\n" + string(r) + "é"); got != want {
			t.Fatalf("%U: got %d, want %d", r, got, want)
		}
	}
}
