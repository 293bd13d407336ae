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

func TestAnchor(t *testing.T) {
	for in, want := range map[string]string{
		"pm-main": "section-pm-main", "PM-Main": "section-PM-Main", "fn-1": "section-fn-1", "fnref-1-2": "section-fnref-1-2",
		"pm": "pm", "a-pm-main": "a-pm-main", "fn-2000-device": "fn-2000-device", "": "",
	} {
		if got := Anchor(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	var anchors Anchors
	for _, want := range []string{"section-pm-main", "section-pm-main-1"} {
		if got := anchors.Unique("pm-main"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
