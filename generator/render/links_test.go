package render

import "testing"

// A relative URL must not begin with a text that browsers read as a scheme.
func TestEscapePath(t *testing.T) {
	for path, want := range map[string]string{
		"javascript:alert(1).html": "javascript%3Aalert%281%29.html",
		"../a:b/c d.png":           "../a%3Ab/c%20d.png",
		"図/?#.html":                "%E5%9B%B3/%3F%23.html",
	} {
		if got := escapePath(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
