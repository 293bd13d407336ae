package text

import "testing"

func TestJSON(t *testing.T) {
	if got, err := JSON([]string{"<a> & b", "検索"}); err != nil || string(got) != `["<a> & b","検索"]` {
		t.Errorf("got %s, %v", got, err)
	}
	if got, err := JSON(func() {}); err == nil {
		t.Errorf("got %s for a function", got)
	}
}

func TestUpperFirst(t *testing.T) {
	for s, want := range map[string]string{"": "", "labels": "Labels", "élan": "Élan", "検索": "検索", "A": "A"} {
		if got := UpperFirst(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
