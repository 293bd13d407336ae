package report

import (
	"bytes"
	"encoding/json"

	"platmap/generator/source"
)

// jsonVersion is incremented by changes that can break programs. Adding a key does
// not increment it.
const jsonVersion = 1

// jsonReport is the report in JSON. Keys marked "or absent" are left out when they
// have no value.
type jsonReport struct {
	Version  int           `json:"version"`  // version of this format: 1
	Tool     jsonTool      `json:"tool"`     //
	Findings []jsonFinding `json:"findings"` // by path and position
	Summary  jsonSummary   `json:"summary"`
}

type jsonTool struct {
	Name    string `json:"name"`    // "platmap"
	Version string `json:"version"` // or ""
}

type jsonSummary struct {
	Errors            int    `json:"errors"`   // number of positions; larger than the number of findings if some of them have the key also
	Warnings          int    `json:"warnings"` // likewise
	FilesWithFindings int    `json:"filesWithFindings"`
	Files             int    `json:"files,omitempty"`    // number of files read, and of other files with findings; or absent
	Baseline          int    `json:"baseline,omitempty"` // number of findings that are left out because they are in the baseline; or absent
	Outcome           string `json:"outcome,omitempty"`  // what happened to the site; or absent
}

type jsonFinding struct {
	Code     string `json:"code"`     // such as "schema/value"; platmap explain shows its page
	Severity string `json:"severity"` // "error" or "warning"
	jsonPosition
	Message string        `json:"message"`        // what is wrong, one line
	Help    string        `json:"help,omitempty"` // what to do, one line; or absent
	Also    int           `json:"also,omitempty"` // number of other files with the finding, whose positions are in related; or absent
	URL     string        `json:"url,omitempty"`  // a page about the code; absent for now
	Related []jsonRelated `json:"related"`        // other positions; may be empty
	Fix     []jsonEdit    `json:"fix,omitempty"`  // edits of this file that fix it and do not overlap; or absent
}

// jsonPosition is a position or a range. The file of a finding about the whole
// content is the content folder, and it has no lines. An empty range ends where it
// starts.
type jsonPosition struct {
	File string `json:"file"` // relative to the working directory, with slashes
	jsonRange
}

type jsonRange struct {
	Line      int `json:"line,omitempty"`   // from 1
	Column    int `json:"column,omitempty"` // from 1, in code points
	EndLine   int `json:"endLine,omitempty"`
	EndColumn int `json:"endColumn,omitempty"` // after the last character
}

type jsonRelated struct {
	jsonPosition
	Message string `json:"message"`
}

// jsonEdit replaces a range. A byte order mark is in column 0, which is omitted, like
// every zero.
type jsonEdit struct {
	jsonRange
	Text string `json:"text"`
}

func (r Run) json() []byte {
	errors, warnings := r.Findings.Count()
	out := jsonReport{
		Version:  jsonVersion,
		Tool:     jsonTool{"platmap", r.Version},
		Findings: []jsonFinding{},
		Summary:  jsonSummary{errors, warnings, r.filesWithFindings(), r.files(), r.Baseline, r.Outcome},
	}
	positions := positions{}
	for _, d := range Join(r.Findings) {
		f := jsonFinding{
			Code: d.Code, Severity: d.Severity.String(), jsonPosition: r.jsonPosition(positions, d.Pos, d.Len),
			Message: d.Text, Help: d.Help, Also: d.Also, Related: []jsonRelated{},
		}
		for _, related := range d.Related {
			f.Related = append(f.Related, jsonRelated{r.jsonPosition(positions, related.Pos, 0), related.Text})
		}
		for _, e := range d.Fix {
			f.Fix = append(f.Fix, jsonEdit{jsonRangeOf(positions.edit(d.Pos.File, e)), e.New})
		}
		out.Findings = append(out.Findings, f)
	}
	return EncodeJSON(out, "  ")
}

func (r Run) jsonPosition(positions positions, pos source.Pos, length int) jsonPosition {
	return jsonPosition{r.path(pos), jsonRangeOf(positions.span(pos, length))}
}

func jsonRangeOf(s span) jsonRange { return jsonRange{s.line, s.column, s.endLine, s.endColumn} }

// EncodeJSON returns a value as JSON that is safe to print, with a line break.
func EncodeJSON(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		panic(err) // cannot happen: strings and numbers always encode
	}
	return escapeForJSON(b.Bytes())
}
