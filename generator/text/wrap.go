package text

import "strings"

// Wrap breaks a paragraph into lines of at most width columns of a terminal. A word that is
// longer, such as a URL, is a line of its own.
func Wrap(paragraph string, width int) []string {
	var lines []string
	line, columns := "", 0
	for _, piece := range pieces(paragraph) {
		if n := Columns(strings.TrimRight(piece, " ")); line != "" && columns+n > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, columns = "", 0
		}
		line += piece
		columns += Columns(piece)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces splits a text where a line may break: after a space and next to a
// Japanese character, but not before closing or after opening punctuation.
func pieces(paragraph string) []string {
	var list []string
	start, last := 0, rune(0)
	for i, r := range paragraph {
		within := last != ' ' && !IsWide(last) && !IsWide(r)
		if i > 0 && !within && r != ' ' && !strings.ContainsRune("、。）」』ーっゃゅょッャュョ", r) && !strings.ContainsRune("（「『", last) {
			list = append(list, paragraph[start:i])
			start = i
		}
		last = r
	}
	return append(list, paragraph[start:])
}
