package render

import "testing"

func TestFirstSentence(t *testing.T) {
	for s, want := range map[string]string{
		"":                               "",
		"No period":                      "No period",
		"One. Two.":                      "One.",
		"One.5 is a number. Two.":        "One.5 is a number.",
		"See p. 12 of the report. Two.":  "See p. 12 of the report.",
		"Tools, e.g. kubectl. Two.":      "Tools, e.g. kubectl.",
		"文が 1 つ。次の文。":                    "文が 1 つ",
		"See docs.example.com. Two.":     "See docs.example.com.",
		"The version is v1.30. Upgrade.": "The version is v1.30.",
	} {
		if got := firstSentence(s); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", s, got, want)
		}
	}
}
