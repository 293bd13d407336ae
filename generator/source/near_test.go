package source

import "testing"

func TestNear(t *testing.T) {
	known := []string{"available", "planned", "retired", "kensaku", "検索基盤"}
	for _, test := range []struct{ word, want string }{
		{"avalable", "available"},
		{"Planed", "planned"},
		{"kensakku", "kensaku"},
		{"keskanu", ""},
		{"検索基板", "検索基盤"},
		{"x", ""},
		{"", ""},
	} {
		if got := Near(test.word, known); got != test.want {
			t.Errorf("Near(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}
