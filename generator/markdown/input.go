package markdown

import (
	"cmp"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
)

// mode is the kind of text that is parsed.
type mode uint8

const (
	guide mode = iota
	blockText
	inlineText
)

// input is the text to parse, with the data to convert byte offsets in it to positions in
// a file.
type input struct {
	text    string
	from    int          // offset in text at which the Markdown starts
	file    *source.File // the file of a guide, otherwise nil
	locate  func(s string, nth int) source.Pos
	diags   *source.Diagnostics
	mode    mode
	titles  []string // titles in the front matter, each on one line
	located int      // number of calls of locate
}

// pos returns the position of n bytes, given their offset from in.from, and how
// many of them are on the first line.
func (in *input) pos(off, n int) (source.Pos, int) {
	off = min(max(off+in.from, 0), len(in.text))
	s := in.text[off:min(max(off+n, off), len(in.text))]
	s, _, _ = strings.Cut(s, "\n")
	s = strings.TrimSuffix(s, "\r")
	if in.file != nil {
		return source.Pos{File: in.file, Offset: off}, len(s)
	}
	if in.locate == nil || s == "" {
		return source.Pos{}, 0
	}
	// If the text has escapes in the file, locate returns the position of the whole
	// value.
	nth := 0
	if in.located++; in.located <= maxLocated { // limited, because counting occurrences takes time
		nth = strings.Count(in.text[:off], s)
	}
	return in.locate(s, nth), len(s)
}

// exact is like pos, but returns the zero Span if the file has these n bytes in another
// form, such as with escapes.
func (in *input) exact(off, n int) Span {
	pos, length := in.pos(off, n)
	if in.located > maxLocated || length != n || pos.File == nil || pos.Offset+n > len(pos.File.Text) {
		return Span{}
	}
	s := Span{pos, n}
	if off += in.from; s.Text() != in.text[off:off+n] {
		return Span{}
	}
	return s
}

func (in *input) warn(code string, off, n int, help, format string, args ...any) {
	pos, n := in.pos(off, n)
	in.diags.Warnf(code, pos, n, help, format, args...)
}

func (in *input) err(code string, off, n int, help, format string, args ...any) {
	pos, n := in.pos(off, n)
	in.diags.Errorf(code, pos, n, help, format, args...)
}

// report adds a finding with edits that fix it. The offsets of edits are relative to
// in.from. In a YAML text they cannot be converted, so the finding gets no fix.
func (in *input) report(severity source.Severity, code string, off, n int, fix []source.Edit, help, message string) {
	d := source.Diagnostic{Code: code, Severity: severity, Help: help, Text: message}
	d.Pos, d.Len = in.pos(off, n)
	if in.file != nil {
		for _, e := range fix {
			e.Start, e.End = e.Start+in.from, e.End+in.from
			d.Fix = append(d.Fix, e)
		}
	}
	in.diags.Add(d)
}

// inSourceOrder returns the indexes of the links ordered by their span. Links in
// footnotes are last in the document but not in the source.
func (d *Document) inSourceOrder() []int {
	order := make([]int, len(d.Links))
	for i := range order {
		order[i] = i
	}
	stable.Sort(order, func(a, b int) int { return cmp.Compare(d.Links[a].Start, d.Links[b].Start) })
	return order
}
