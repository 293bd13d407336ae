package markdown

import (
	"strconv"
	"strings"
)

// Words are the texts that this package adds to a page. In Footnote and Back, {n}
// is replaced by the number of the footnote.
type Words struct {
	Note, Tip, Important, Warning, Caution string // titles of alerts

	Footnotes string // label of the list of footnotes
	Footnote  string // label of a link to a footnote
	Back      string // label of the link back
	Permalink string // label of the link after a heading
	Table     string // label of the scrollable box around a table
	Code      string // label of a code block
	Details   string // summary of a <details> without one
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
	wordCode
	wordDetails
)

func (w *Words) text(k word, n int) string {
	s := [...]string{w.Note, w.Tip, w.Important, w.Warning, w.Caution, w.Footnotes, w.Footnote, w.Back, w.Table, w.Code, w.Details}[k]
	if n > 0 {
		s = strings.Replace(s, "{n}", strconv.Itoa(n), 1)
	}
	return s
}
