package report

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// excerptWidth is how many columns of a line are shown at most.
const excerptWidth = 120

const ellipsis = "..."

// Excerpt returns what the text shows of the line that a finding is about: its
// number, what is shown of it, the room up to the mark and the mark. The number is
// 0 when there is nothing to show.
func Excerpt(d source.Diagnostic) (line int, shown, pad, mark string) {
	if !d.Pos.IsValid() || d.Pos.File.Text == "" {
		return 0, "", "", ""
	}
	s := places{}.span(d.Pos, d.Len)
	shown, pad, mark = excerpt(d.Pos.File.Line(s.line), s.byteColumn-1, d.Len)
	return s.line, shown, pad, mark
}

// excerpt returns what is shown of a line, and what stands below it: room up to
// the marked bytes, and a mark as wide as they are.
func excerpt(line string, at, length int) (shown, pad, mark string) {
	at = min(at, len(line))
	end := min(at+max(length, 0), len(line))
	from, to := window(line, at)
	before, after := "", ""
	if from > 0 {
		before = ellipsis
	}
	if to < len(line) {
		after = ellipsis
	}
	left := before + Escape(line[from:at])
	marked := before + Escape(line[from:max(at, min(end, to))])
	return before + Escape(line[from:to]) + after,
		room(left),
		strings.Repeat("^", max(text.Columns(marked)-text.Columns(left), 1))
}

// window chooses the bytes of a line that are shown: all of them, or as many as
// have room around a place.
func window(line string, at int) (from, to int) {
	if ahead(line, excerptWidth) == len(line) {
		return 0, len(line)
	}
	space := excerptWidth - 2*len(ellipsis)
	right := text.Columns(Escape(line[at : at+ahead(line[at:], space*2/3)]))
	from = back(line, at, space-right)
	to = from + ahead(line[from:], space)
	return from, max(to, at)
}

// ahead returns how many bytes of s have room in n columns.
func ahead(s string, n int) int {
	for i, r := range s {
		if n -= shownColumns(r); n < 0 {
			return i
		}
	}
	return len(s)
}

// back returns where to begin so that the text up to at has room in n columns;
// never with a mark that belongs on the letter before.
func back(s string, at, n int) int {
	from := at
	for i := at; i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if n -= shownColumns(r); n < 0 {
			return from
		}
		i -= size
		if text.RuneColumns(r) > 0 {
			from = i
		}
	}
	return 0
}

// room returns as much empty space as the text takes; tabs stay tabs.
func room(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteString("  "[:text.RuneColumns(r)])
		}
	}
	return b.String()
}

// shownColumns is how many columns a character takes in an excerpt, at most.
func shownColumns(r rune) int {
	switch {
	case r == '\t':
		return 8
	case unsafe(r):
		return len("<E0001>")
	}
	return text.RuneColumns(r)
}
