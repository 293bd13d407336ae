// Package source holds the text people wrote, tells where each piece of it
// stands, and carries what is wrong with it.
//
// It is floor 0 of the generator: everything above passes these three values on.
//
//   - [File] is one file of the content folder. [Read] makes them all.
//   - [Pos] is a place in a file. Lines and columns are computed when asked for.
//   - [Diagnostic] is what an author must fix, at a place, with a cure.
//
// A diagnostic is not an error. An error is what the machine could not do
// (a disk, a port) and is returned at once; a diagnostic is added to the list
// and work goes on, so that one run tells an author everything.
//
// The package does not know YAML, Markdown or the model: only folders, names
// and bytes.
package source

import (
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// File is one input file. Its text never changes; a changed file is a new File.
type File struct {
	Name string // slash-separated, from the content folder: "domains/cicd.yaml"
	Kind Kind
	Text string // without a byte order mark; of assets only an SVG has it

	HasBOM bool // the file starts with a byte order mark, which is not in Text

	// Unreadable is set when the text could not be taken (not UTF-8, too big).
	// A diagnostic says why. The file's id still counts as known, so that
	// nothing else dangles because of it.
	Unreadable bool

	Findings Diagnostics // about the bytes of the file, or the symbolic link that it is

	stamp stamp // of a binary file

	once  sync.Once
	lines []int // byte offset of each line's first byte
}

// Kind says what a file describes. The folder decides, never the text.
type Kind string

// The kinds of files in a content folder.
const (
	Site      Kind = "site"      // site.yaml
	Domain    Kind = "domain"    // domains/*.yaml
	Component Kind = "component" // components/*.yaml, one or a list
	Team      Kind = "team"      // teams/*.yaml
	Scenario  Kind = "scenario"  // scenarios/*.yaml
	Glossary  Kind = "glossary"  // glossary.yaml
	Guide     Kind = "guide"     // guides/**/*.md
	Metric    Kind = "metric"    // metrics/*.csv
	Data      Kind = "data"      // data/*.json
	Asset     Kind = "asset"     // an image or download below guides/
)

// published are the files that may stand beside guides: nothing that a browser
// would run. (An SVG may hold a script; site looks into it.)
var published = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
	".pdf", ".txt", ".csv", ".tsv", ".json", ".yaml", ".yml", ".toml", ".tf", ".sh", ".go", ".rb", ".py", ".sql", ".proto", ".zip", ".gz",
}

// KindOf returns the kind of the file with this name, or "" for a file that
// platmap does not read.
func KindOf(name string) Kind {
	dir, base, _ := strings.Cut(name, "/")
	if base == "" { // at the top
		switch name {
		case "site.yaml":
			return Site
		case "glossary.yaml":
			return Glossary
		}
		return ""
	}
	ext := path.Ext(name)
	if dir == "guides" {
		if ext == ".md" {
			return Guide
		}
		if slices.Contains(published, strings.ToLower(ext)) {
			return Asset
		}
		return ""
	}
	if strings.Contains(base, "/") {
		return "" // only guides nest
	}
	for _, k := range []struct {
		dir, ext string
		kind     Kind
	}{
		{"domains", ".yaml", Domain},
		{"components", ".yaml", Component},
		{"teams", ".yaml", Team},
		{"scenarios", ".yaml", Scenario},
		{"metrics", ".csv", Metric},
		{"data", ".json", Data},
	} {
		if dir == k.dir && ext == k.ext {
			return k.kind
		}
	}
	return ""
}

// IsBinary reports whether the text of the file is not read: of what stands
// beside guides, only an SVG may hold something that must not be there.
func (f *File) IsBinary() bool {
	return f.Kind == Asset && !strings.EqualFold(path.Ext(f.Name), ".svg")
}

// ID returns the id that the file's name gives to the thing it describes:
// the name without folder and extension ("domains/cicd.yaml" → "cicd").
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

// At returns the place at a 1-based line and column, the column counted in
// code points. Places outside the file are clamped to it.
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

// Pos is a place in a file: a byte offset into its text. The zero Pos is no
// place at all.
type Pos struct {
	File   *File
	Offset int // in bytes, 0-based
}

// IsValid reports whether the place is in a file.
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
