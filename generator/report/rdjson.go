package report

import (
	"bytes"
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// Reviewdog's format: a Diagnostic of its proto/rdf on each line, columns in
// bytes of UTF-8. It refuses what it does not know, so no key may be added.
type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Source      rdSource       `json:"source"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdSource struct {
	Name string `json:"name"`
}

type rdCode struct {
	Value string `json:"value"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

func (r Run) rdjsonl() []byte {
	var b bytes.Buffer
	places := places{}
	for _, d := range r.Findings {
		out := rdDiagnostic{
			Message:     d.Text,
			Location:    r.rdLocation(places, d.Pos, d.Len),
			Severity:    strings.ToUpper(d.Severity.String()),
			Source:      rdSource{"platmap"},
			Code:        rdCode{d.Code},
			Suggestions: suggestions(places, d),
		}
		if d.Help != "" {
			out.Message += "\n" + d.Help
		}
		for _, related := range d.Related { // not all versions know a field for them, and an unknown one stops the others
			s := places.span(related.Pos, 0)
			out.Message += fmt.Sprintf("\n%s:%d:%d: %s", r.path(related.Pos), s.line, s.column, related.Text)
		}
		out.Message = text.Shorten(out.Message, mostOfLine)
		b.Write(encode(out, ""))
	}
	return b.Bytes()
}

func (r Run) rdLocation(places places, pos source.Pos, length int) rdLocation {
	where := rdLocation{Path: r.path(pos)}
	if s := places.span(pos, length); s.line > 0 {
		where.Range = rdRangeOf(s)
	}
	return where
}

func rdRangeOf(s span) *rdRange {
	return &rdRange{rdPosition{s.line, s.byteColumn}, rdPosition{s.endLine, s.endByteColumn}}
}

// mostOfLine is how many characters a message or a suggestion may have.
// Reviewdog ends, without a word, at a line of 64 KiB, and each character may
// take twelve bytes of it.
const mostOfLine = 2000

// suggestions makes one suggestion of all edits, because a reviewer who accepts
// only one of two would break the file.
func suggestions(places places, d source.Diagnostic) []rdSuggestion {
	if len(d.Fix) == 0 {
		return nil
	}
	start, end := d.Fix[0].Start, d.Fix[len(d.Fix)-1].End
	if start < 0 || end-start > mostOfLine { // a byte order mark has no column
		return nil
	}
	var text strings.Builder
	at := start
	for _, e := range d.Fix {
		text.WriteString(d.Pos.File.Text[at:e.Start] + e.New)
		at = e.End
	}
	if text.Len() > mostOfLine {
		return nil
	}
	s := places.edit(d.Pos.File, source.Edit{Start: start, End: end})
	return []rdSuggestion{{*rdRangeOf(s), text.String()}}
}
