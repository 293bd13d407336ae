package text

import "testing"

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Getting Started!": "getting-started", "ノードの先行起動": "ノードの先行起動", "カ\u3099": "ガ",
		"a_b-c  d": "a_b-c--d", "第 1 章：はじめに": "第-1-章はじめに", "⚡️ Fast": "-fast",
	} {
		if got := Slug(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
