package text

import (
	"slices"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 9, []string{""}},
		{"one two three", 9, []string{"one two", "three"}},
		{"see https://example.org/long now", 9, []string{"see", "https://example.org/long", "now"}},
		{"地図を読む。次に書く", 10, []string{"地図を読", "む。次に書", "く"}},
		{"로그 검색 화면을 kube에서", 12, []string{"로그 검색", "화면을", "kube에서"}},
		{"收集日志，并检索“日志”", 8, []string{"收集日", "志，并检", "索“日志”"}},
		{"地図（図）と kube", 8, []string{"地図", "（図）と", "kube"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d columns: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
