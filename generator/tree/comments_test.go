package tree

import (
	"strings"
	"testing"

	"platmap/generator/source"
)

func TestComments(t *testing.T) {
	text := strings.ReplaceAll(`# 1 first
name: A # 2 beside a value
url: "a # no" # 3 after quotes
path: a#no
- key: |
    # no
  other: x # 4
  block: >-
     text # no

     # no
  # 5 in the mapping
- |
  # no
last: # 6 without a value
  # 7 in front of an item
  - a
`, "\n", "\r\n")
	f := &source.File{Name: "x.yaml", Text: text}
	var got []string
	for _, c := range Comments(f, 0, len(text)) {
		got = append(got, text[c[0]:c[1]])
	}
	want := "# 1 first|# 2 beside a value|# 3 after quotes|# 4|# 5 in the mapping|# 6 without a value|# 7 in front of an item"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	from, to := strings.Index(text, "last"), strings.Index(text, "  # 7")
	if got := Comments(f, from, to); len(got) != 1 {
		t.Errorf("%d comments in a part, want 1", len(got))
	}
}
