package report

import (
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// span is a place as it is told; all zero when there is no file.
type span struct {
	line, column       int // from 1, in code points
	endLine, endColumn int // after the last character
	byteColumn         int // column and endColumn, in bytes
	endByteColumn      int
}

// places finds lines and columns. All findings of a megabyte may be on one line,
// and to count its characters from the start for each would take minutes; so the
// counts up to every step are kept.
type places map[*source.File][]int

const step = 1 << 8

func (p places) span(pos source.Pos, length int) span {
	if !pos.IsValid() {
		return span{}
	}
	var s span
	s.line, s.column, s.byteColumn = p.at(pos.File, pos.Offset)
	s.endLine, s.endColumn, s.endByteColumn = p.at(pos.File, pos.Offset+length)
	return s
}

// edit is the place of an edit. A byte order mark, which is before the text, is
// column 0.
func (p places) edit(f *source.File, e source.Edit) span {
	s := p.span(source.Pos{File: f, Offset: e.Start}, e.End-e.Start)
	if e.Start < 0 {
		s.column, s.byteColumn = 0, 0
	}
	return s
}

func (p places) at(f *source.File, offset int) (line, column, byteColumn int) {
	offset = min(max(offset, 0), len(f.Text))
	line = sort.Search(f.Lines(), func(i int) bool { return f.LineStart(i+1) > offset })
	start := f.LineStart(line)
	return line, p.characters(f, offset) - p.characters(f, start) + 1, offset - start + 1
}

// characters counts those that begin before an offset.
func (p places) characters(f *source.File, offset int) int {
	sums, ok := p[f]
	if !ok {
		for at := 0; at <= len(f.Text); at += step {
			sum := 0
			if at > 0 {
				sum = sums[len(sums)-1] + starts(f.Text[at-step:at])
			}
			sums = append(sums, sum)
		}
		p[f] = sums
	}
	return sums[offset/step] + starts(f.Text[offset/step*step:offset])
}

// starts counts first bytes of characters: they add up where RuneCount, cut
// within a character, would not.
func starts(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// path is where a file is, from the working directory; without a file, the
// content folder.
func (r Run) path(pos source.Pos) string { return below(r.Content, pos) }

// rootPath is where a file is, from the top of the repository.
func (r Run) rootPath(pos source.Pos) string {
	if r.Root != "" {
		return below(r.Root, pos)
	}
	return below(r.Content, pos)
}

func below(folder string, pos source.Pos) string {
	if !pos.IsValid() {
		return folder
	}
	return path.Join(folder, pos.File.Name)
}

// words makes "unknown key" of "schema/unknown-key".
func words(code string) string {
	return strings.ReplaceAll(path.Base(code), "-", " ")
}
