package explain

import (
	"fmt"
	"strings"

	"platmap/generator/text"
)

// textWidth is how many columns the text of a page takes in a terminal.
const textWidth = 80

// Text returns the page as plain text for a terminal.
func (p *Page) Text(lang string) string {
	var b strings.Builder
	w := words[lang]
	fmt.Fprintf(&b, "%s: %s\n", p.Code, p.Title)
	for _, text := range append(p.About, p.consequence(lang)) {
		fmt.Fprintf(&b, "\n%s", wrap(text))
	}
	for _, example := range []struct {
		heading string
		files   []File
	}{{w.wrong, p.Wrong}, {w.right, p.Right}} {
		fmt.Fprintf(&b, "\n%s\n", example.heading)
		for _, f := range example.files {
			// The bar keeps what is in files apart, as in a finding.
			fmt.Fprintf(&b, "\n  %s\n  | %s\n", f.label(lang), strings.ReplaceAll(f.shown(), "\n", "\n  | "))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", w.cure)
	for _, text := range append(p.Cure, p.fixing(lang)) {
		fmt.Fprintf(&b, "\n%s", wrap(text))
	}
	return b.String()
}

// wrap breaks a paragraph into lines that fit, and ends it.
func wrap(paragraph string) string {
	var b strings.Builder
	column := 0
	for _, piece := range pieces(paragraph) {
		word := strings.TrimRight(piece, " ")
		if column > 0 && column+text.Columns(word) > textWidth {
			b.WriteString("\n")
			column = 0
		}
		b.WriteString(piece)
		column += text.Columns(piece)
	}
	return strings.ReplaceAll(b.String(), " \n", "\n") + "\n"
}

// pieces cuts a text where a line may break: after a space, and beside a
// Japanese character, but not so that a line starts with what ends something.
func pieces(paragraph string) []string {
	var list []string
	var piece []rune
	runes := []rune(paragraph)
	for i, r := range runes {
		piece = append(piece, r)
		if i+1 < len(runes) {
			next := runes[i+1]
			within := r != ' ' && !text.IsWide(r) && !text.IsWide(next)
			if within || next == ' ' || strings.ContainsRune("、。）」』ーっゃゅょッャュョ", next) || strings.ContainsRune("（「『", r) {
				continue
			}
		}
		list = append(list, string(piece))
		piece = nil
	}
	return list
}

// join puts two lines of a paragraph into one. A line end beside a Japanese
// sign, or between two Japanese characters, is no space.
func join(a, b string) string {
	last, first := []rune(a)[len([]rune(a))-1], []rune(b)[0]
	if text.IsWide(last) && text.IsWide(first) || strings.ContainsRune("、。）」』", last) || strings.ContainsRune("（「『", first) {
		return a + b
	}
	return a + " " + b
}
