package explain

import (
	"fmt"
	"strings"

	"platmap/generator/text"
)

// textWidth is the width of a page in a terminal, in columns.
const textWidth = 80

// Text returns the page as plain text for a terminal.
func (p *Page) Text(lang string) string {
	var b strings.Builder
	w := words[lang]
	fmt.Fprintf(&b, "%s: %s\n", p.Code, p.Title)
	for _, paragraph := range append(p.About, p.consequence(lang)) {
		fmt.Fprintf(&b, "\n%s", wrap(paragraph))
	}
	for _, example := range []struct {
		heading string
		files   []File
	}{{w.wrong, p.Wrong}, {w.right, p.Right}} {
		fmt.Fprintf(&b, "\n%s\n", example.heading)
		for _, f := range example.files {
			// The bar marks the lines of a file, as in the output of a finding.
			fmt.Fprintf(&b, "\n  %s\n  | %s\n", f.label(lang), strings.ReplaceAll(f.shown(), "\n", "\n  | "))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", w.help)
	for _, paragraph := range append(p.Help, p.fixing(lang)) {
		fmt.Fprintf(&b, "\n%s", wrap(paragraph))
	}
	return b.String()
}

// wrap breaks a paragraph into lines of at most textWidth columns.
func wrap(paragraph string) string {
	return strings.Join(text.Wrap(paragraph, textWidth), "\n") + "\n"
}

// join joins two lines of a paragraph. A line break next to Japanese punctuation
// or between two Japanese characters does not become a space.
func join(a, b string) string {
	last, first := []rune(a)[len([]rune(a))-1], []rune(b)[0]
	if text.IsWide(last) && text.IsWide(first) || strings.ContainsRune("、。）」』", last) || strings.ContainsRune("（「『", first) {
		return a + b
	}
	return a + " " + b
}
