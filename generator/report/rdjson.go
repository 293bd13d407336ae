package report

import (
	"bytes"
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// rdDiagnostic is a line of reviewdog's format, a Diagnostic of its proto/rdf. Columns
// count bytes. Reviewdog rejects unknown keys, so none may be added.
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
	positions := positions{}
	for _, d := range r.Findings {
		out := rdDiagnostic{
			Message:     d.Text,
			Location:    r.rdLocation(positions, d.Pos, d.Len),
			Severity:    strings.ToUpper(d.Severity.String()),
			Source:      rdSource{"platmap"},
			Code:        rdCode{d.Code},
			Suggestions: suggestions(positions, d),
		}
		if d.Help != "" {
			out.Message += "\n" + d.Help
		}
		for _, related := range d.Related { // older versions have no field for related positions and reject the whole input
			s := positions.span(related.Pos, 0)
			out.Message += fmt.Sprintf("\n%s:%d:%d: %s", r.path(related.Pos), s.line, s.column, related.Text)
		}
		out.Message = text.Shorten(out.Message, maxRDText)
		b.Write(EncodeJSON(out, ""))
	}
	return b.Bytes()
}

func (r Run) rdLocation(positions positions, pos source.Pos, length int) rdLocation {
	where := rdLocation{Path: r.path(pos)}
	if s := positions.span(pos, length); s.line > 0 {
		where.Range = rdRangeOf(s)
	}
	return where
}

func rdRangeOf(s span) *rdRange {
	return &rdRange{rdPosition{s.line, s.byteColumn}, rdPosition{s.endLine, s.endByteColumn}}
}

// maxRDText is the maximum number of characters of a message or a suggestion.
// Reviewdog stops silently at a line longer than 64 KiB, and a character may take
// twelve bytes.
const maxRDText = 2000

// suggestions returns one suggestion with all edits, because accepting only some of
// the edits would break the file.
func suggestions(positions positions, d source.Diagnostic) []rdSuggestion {
	if len(d.Fix) == 0 {
		return nil
	}
	start, end := d.Fix[0].Start, d.Fix[len(d.Fix)-1].End
	if start < 0 || end-start > maxRDText { // a byte order mark has no column
		return nil
	}
	var text strings.Builder
	at := start
	for _, e := range d.Fix {
		text.WriteString(d.Pos.File.Text[at:e.Start] + e.New)
		at = e.End
	}
	if text.Len() > maxRDText {
		return nil
	}
	s := positions.edit(d.Pos.File, source.Edit{Start: start, End: end})
	return []rdSuggestion{{*rdRangeOf(s), text.String()}}
}
