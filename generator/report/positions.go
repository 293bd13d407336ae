package report

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// span is a range of text. It is zero if there is no file.
type span struct {
	line, column       int // from 1, in code points
	endLine, endColumn int // after the last character
	byteColumn         int // like column and endColumn, but in bytes
	endByteColumn      int
}

// positions computes lines and columns. It caches the number of characters before
// every multiple of step in a file: if thousands of findings are on one line of a
// megabyte, counting from the start of the line for each would take minutes.
type positions map[*source.File][]int

const step = 1 << 8

func (p positions) span(pos source.Pos, length int) span {
	if !pos.IsValid() {
		return span{}
	}
	var s span
	s.line, s.column, s.byteColumn = p.at(pos.File, pos.Offset)
	s.endLine, s.endColumn, s.endByteColumn = p.at(pos.File, pos.Offset+length)
	return s
}

// edit returns the range of an edit. A byte order mark, which is before the text, is
// in column 0.
func (p positions) edit(f *source.File, e source.Edit) span {
	s := p.span(source.Pos{File: f, Offset: e.Start}, e.End-e.Start)
	if e.Start < 0 {
		s.column, s.byteColumn = 0, 0
	}
	return s
}

func (p positions) at(f *source.File, offset int) (line, column, byteColumn int) {
	offset = min(max(offset, 0), len(f.Text))
	line = sort.Search(f.Lines(), func(i int) bool { return f.LineStart(i+1) > offset })
	start := f.LineStart(line)
	return line, p.characters(f, offset) - p.characters(f, start) + 1, offset - start + 1
}

// characters returns the number of characters before an offset.
func (p positions) characters(f *source.File, offset int) int {
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

// starts returns the number of bytes that start a character. Unlike with
// RuneCount, the results for parts of a text add up even if a character is cut in
// two.
func starts(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// path returns the path of a file, or of the content folder, relative to the working
// directory.
func (r Run) path(pos source.Pos) string { return below(r.Content, pos) }

// rootPath is path relative to the repository.
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
	return path.Join(folder, validName(pos.File.Name))
}

// titleOf returns "unknown key" for "schema/unknown-key".
func titleOf(code string) string {
	return strings.ReplaceAll(path.Base(code), "-", " ")
}

// validName returns the name of a file. In a name that is not UTF-8, which JSON cannot
// contain, the invalid bytes are written as \xE9.
func validName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	var b strings.Builder
	for len(name) > 0 {
		r, n := utf8.DecodeRuneInString(name)
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02X`, name[0])
		} else {
			b.WriteString(name[:n])
		}
		name = name[n:]
	}
	return b.String()
}
