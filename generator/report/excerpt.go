package report

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// excerptWidth is the maximum number of columns of an excerpt.
const excerptWidth = 120

const ellipsis = "..."

// Excerpt returns the parts of the excerpt in the text format: the number of the line
// with the finding, the visible part of the line, the blanks before the mark, and the
// mark. The number is 0 if there is no excerpt.
func Excerpt(d source.Diagnostic) (line int, shown, pad, mark string) {
	if !d.Pos.IsValid() || d.Pos.File.Text == "" {
		return 0, "", "", ""
	}
	s := positions{}.span(d.Pos, d.Len)
	shown, pad, mark = excerpt(d.Pos.File.Line(s.line), s.byteColumn-1, d.Len)
	return s.line, shown, pad, mark
}

// excerpt returns the part of a line that is shown, and the two parts of the line
// below it: blanks up to the marked bytes, and a mark as wide as they are.
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
		blank(left),
		strings.Repeat("^", max(text.Columns(marked)-text.Columns(left), 1))
}

// window returns the visible range of bytes of a line: the whole line, or as much around
// at as fits.
func window(line string, at int) (from, to int) {
	if fitForward(line, excerptWidth) == len(line) {
		return 0, len(line)
	}
	space := excerptWidth - 2*len(ellipsis)
	right := text.Columns(Escape(line[at : at+fitForward(line[at:], space*2/3)]))
	from = fitBackward(line, at, space-right)
	to = from + fitForward(line[from:], space)
	return from, max(to, at)
}

// fitForward returns how many bytes at the start of s fit in n columns.
func fitForward(s string, n int) int {
	for i, r := range s {
		if n -= shownColumns(r); n < 0 {
			return i
		}
	}
	return len(s)
}

// fitBackward returns the offset from which the text up to at fits in n columns. It is
// never the offset of a mark that combines with the previous character.
func fitBackward(s string, at, n int) int {
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

// blank returns white space as wide as s. Tabs stay tabs.
func blank(s string) string {
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

// shownColumns returns the maximum number of columns of a character in an excerpt.
func shownColumns(r rune) int {
	switch {
	case r == '\t':
		return 8
	case isUnsafe(r):
		return len("<E0001>")
	}
	return text.RuneColumns(r)
}
