package text

import "testing"

func TestClosest(t *testing.T) {
	known := []string{"available", "planned", "name", "by", "depends_on", "検索基盤"}
	for word, want := range map[string]string{
		"検索基板": "検索基盤", "avalable": "available", "Planned": "planned", "nmae": "name", "naem": "name", "dependsOn": "depends_on",
		"depends-on": "depends_on", "計画中": "", "b": "", "availability": "available",
	} {
		if got := Closest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
