package render

import "testing"

func TestEscapeHeading(t *testing.T) {
	for plain, want := range map[string]string{"C#": "C#", "a #": `a \#`, "A {#b}": `A \{#b}`, "A {b}": "A {b}"} {
		if got := escapeHeading(plain); got != want {
			t.Errorf("escapeHeading(%q) = %q, want %q", plain, got, want)
		}
	}
	for plain, want := range map[string]string{"": "", "#a": "`#a`", "a`b": "`` a`b ``"} {
		if got := codeSpan(plain); got != want {
			t.Errorf("codeSpan(%q) = %q, want %q", plain, got, want)
		}
	}
}
