package text

import "testing"

// A plain text is shown unchanged in Markdown, at the start of a line and elsewhere.
func TestEscapeMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"":          "",
		"kube":      "kube",
		"語 a-b":     "語 a-b",
		"a_b*c[d]":  `a\_b\*c\[d\]`,
		"R&D":       "R&D",
		"&amp;":     `\&amp;`,
		"a ~~b~~":   `a \~~b\~~`,
		"- a":       `\- a`,
		"-1":        "-1",
		"--- a":     `\--- a`,
		"# a":       `\# a`,
		"#1":        "#1",
		"> a":       `\> a`,
		"~~~":       `\~~~`,
		"1. a":      `1\. a`,
		"1.5 a":     "1.5 a",
		"12) a":     `12\) a`,
		"| a":       `\| a`,
		"<b>":       `\<b>`,
		"{a} ([b])": `{a} (\[b\])`,
	} {
		if got := EscapeMarkdown(text); got != want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"* a": `\* a`, "*a* b": "*a* b", "``` a": "\\``` a", "```a``` b": "```a``` b", "[a]: b": `\[a]: b`, "[x] a": `\[x] a`, "[a](b) c": "[a](b) c"} {
		if got := EscapeStart(text); got != want {
			t.Errorf("EscapeStart(%q) = %q, want %q", text, got, want)
		}
	}
}
