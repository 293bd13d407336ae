// Package source reads the files of a content folder, and defines positions in them and
// the findings about them. Every other package of the generator uses it.
//
//   - [File] is one file of the content folder. [Read] returns all of them.
//   - [Kind] is the kind of a file. kinds.go has the table of kinds.
//   - [Pos] is a position in a file. Lines and columns are computed on demand.
//   - [Diagnostic] is a finding: what an author must fix, its position, and help.
//
// A finding is not an error. An error is an operation that failed, such as reading a
// disk, and is returned at once. A finding is added to a list and the work continues, so
// that one run reports everything.
//
// The package knows folders, names and bytes, but neither YAML nor Markdown nor the
// model.
package source

import (
	"path"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// File is one input file. Its text never changes; a changed file is a new File.
type File struct {
	Name string // relative to the content folder, with slashes: "domains/cicd.yaml"
	Kind Kind
	Text string // in UTF-8 without a byte order mark; empty if IsBinary

	HasBOM bool // whether the file starts with a byte order mark

	// Unreadable is set if the file cannot be used, for example because it is not UTF-8
	// or too large. A finding states the reason. The id of the file is still known, so
	// that references to it are not reported too.
	Unreadable bool

	Findings Diagnostics // findings about the bytes of the file, or about it as a symbolic link

	stamp stamp // of a binary file

	once  sync.Once
	lines []int // byte offset of each line's first byte
}

// IsBinary reports whether the file is published unchanged. This applies to all files
// beside guides except SVG images, which may contain scripts. Only the start of a binary
// file is read.
func (f *File) IsBinary() bool { return f.Kind == Asset && !f.IsSVG() }

// Size returns the size in bytes of a binary file, whose text is not read, or of the
// text.
func (f *File) Size() int64 {
	if f.IsBinary() {
		return f.stamp.size
	}
	return int64(len(f.Text))
}

// IsSVG reports whether the file is an SVG image.
func (f *File) IsSVG() bool { return f.Kind == Asset && strings.EqualFold(path.Ext(f.Name), ".svg") }

// ID returns the id of the thing that the file describes, which is its name without
// folder and extension: "cicd" for "domains/cicd.yaml".
func (f *File) ID() string {
	base := path.Base(f.Name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// lineStarts returns the offset of every line, computing them once.
func (f *File) lineStarts() []int {
	f.once.Do(func() {
		f.lines = make([]int, 1, 1+strings.Count(f.Text, "\n"))
		for i := 0; i < len(f.Text); i++ {
			if f.Text[i] == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	})
	return f.lines
}

// Lines returns the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lineStarts()) }

// Line returns the text of a 1-based line without its line end, or "" if there
// is no such line.
func (f *File) Line(n int) string {
	lines := f.lineStarts()
	if n < 1 || n > len(lines) {
		return ""
	}
	end := len(f.Text)
	if n < len(lines) {
		end = lines[n] - 1
	}
	return strings.TrimSuffix(f.Text[lines[n-1]:end], "\r")
}

// LineStart returns the byte offset of a 1-based line; lines out of range are
// clamped to the file.
func (f *File) LineStart(n int) int {
	lines := f.lineStarts()
	return lines[min(max(n, 1), len(lines))-1]
}

// At returns the position at a 1-based line and column, the column counted in code
// points. Positions outside the file are clamped to it.
func (f *File) At(line, column int) Pos {
	lines := f.lineStarts()
	if line < 1 {
		return Pos{f, 0}
	}
	if line > len(lines) {
		return Pos{f, len(f.Text)}
	}
	off := lines[line-1]
	for ; column > 1 && off < len(f.Text) && f.Text[off] != '\n'; column-- {
		_, n := utf8.DecodeRuneInString(f.Text[off:])
		off += n
	}
	return Pos{f, off}
}

// Pos is a position in a file. The zero Pos belongs to no file.
type Pos struct {
	File   *File
	Offset int // in bytes of File.Text, from 0
}

// IsValid reports whether the position belongs to a file.
func (p Pos) IsValid() bool { return p.File != nil }

// LineColumn returns the 1-based line, and the 1-based column in code points.
func (p Pos) LineColumn() (line, column int) {
	if p.File == nil {
		return 1, 1
	}
	lines := p.File.lineStarts()
	line = sort.SearchInts(lines, p.Offset+1)
	start := lines[line-1]
	return line, 1 + utf8.RuneCountInString(p.File.Text[start:min(max(p.Offset, start), len(p.File.Text))])
}
