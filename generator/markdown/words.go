package markdown

import (
	"strconv"
	"strings"
)

// Words are the words that the package itself puts into a page. In Footnote and
// Back, {n} stands for the number of the footnote.
type Words struct {
	Note, Tip, Important, Warning, Caution string // titles of alerts

	Footnotes string // name of the list of footnotes
	Footnote  string // name of a link to one
	Back      string // name of the link back
	Permalink string // name of the link after a heading
	Table     string // name of the box a wide table scrolls in
	Code      string // name of the box long lines of code scroll in
	Details   string // summary of details that have none
}

var english = Words{
	Note: "Note", Tip: "Tip", Important: "Important", Warning: "Warning", Caution: "Caution",
	Footnotes: "Footnotes", Footnote: "Footnote {n}", Back: "Back to reference {n}",
	Permalink: "Link to this section", Table: "Table", Code: "Code", Details: "Details",
}

type word uint8

const (
	wordNote word = iota
	wordTip
	wordImportant
	wordWarning
	wordCaution
	wordFootnotes
	wordFootnote
	wordBack
	wordTable
	wordDetails
)

func (w *Words) say(k word, n int) string {
	s := [...]string{w.Note, w.Tip, w.Important, w.Warning, w.Caution, w.Footnotes, w.Footnote, w.Back, w.Table, w.Details}[k]
	if n > 0 {
		s = strings.Replace(s, "{n}", strconv.Itoa(n), 1)
	}
	return s
}
