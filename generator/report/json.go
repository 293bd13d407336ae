package report

import (
	"bytes"
	"encoding/json"

	"platmap/generator/source"
)

// jsonVersion counts the changes that could break a program that reads the
// report. Keys may be added without one.
const jsonVersion = 1

// A report in JSON is one object. Keys marked "or absent" are left out when
// there is nothing to say.
type jsonReport struct {
	Version  int           `json:"version"`  // of this format: 1
	Tool     jsonTool      `json:"tool"`     //
	Findings []jsonFinding `json:"findings"` // by path and place
	Summary  jsonSummary   `json:"summary"`
}

type jsonTool struct {
	Name    string `json:"name"`    // "platmap"
	Version string `json:"version"` // or ""
}

type jsonSummary struct {
	Errors            int    `json:"errors"`
	Warnings          int    `json:"warnings"`
	FilesWithFindings int    `json:"filesWithFindings"`
	Files             int    `json:"files,omitempty"`   // how many were read; or absent
	Outcome           string `json:"outcome,omitempty"` // what became of the site; or absent
}

type jsonFinding struct {
	Code     string `json:"code"`     // "schema/value"; platmap explain tells more
	Severity string `json:"severity"` // "error" or "warning"
	jsonPlace
	Message string        `json:"message"`        // what is wrong, one line
	Help    string        `json:"help,omitempty"` // what to do, one line; or absent
	URL     string        `json:"url,omitempty"`  // a page about the code; absent for now
	Related []jsonRelated `json:"related"`        // second places; may be empty
	Fix     []jsonEdit    `json:"fix,omitempty"`  // edits of this file that cure it, none of which touches another; or absent
}

// jsonPlace: a finding about the whole folder has no lines, and the folder as its
// file. A place of no length ends where it begins.
type jsonPlace struct {
	File string `json:"file"` // from the working directory, with /
	jsonRange
}

type jsonRange struct {
	Line      int `json:"line,omitempty"`   // from 1
	Column    int `json:"column,omitempty"` // from 1, in code points
	EndLine   int `json:"endLine,omitempty"`
	EndColumn int `json:"endColumn,omitempty"` // after the last character
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

// jsonEdit replaces a range. A byte order mark is at column 0, which is left
// out as every zero is.
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
		Summary:  jsonSummary{errors, warnings, r.filesWithFindings(), r.Files, r.Outcome},
	}
	places := places{}
	for _, d := range r.Findings {
		f := jsonFinding{
			Code: d.Code, Severity: d.Severity.String(), jsonPlace: r.jsonPlace(places, d.Pos, d.Len),
			Message: d.Text, Help: d.Help, Related: []jsonRelated{},
		}
		for _, related := range d.Related {
			f.Related = append(f.Related, jsonRelated{r.jsonPlace(places, related.Pos, 0), related.Text})
		}
		for _, e := range d.Fix {
			f.Fix = append(f.Fix, jsonEdit{jsonRangeOf(places.edit(d.Pos.File, e)), e.New})
		}
		out.Findings = append(out.Findings, f)
	}
	return encode(out, "  ")
}

func (r Run) jsonPlace(places places, pos source.Pos, length int) jsonPlace {
	return jsonPlace{r.path(pos), jsonRangeOf(places.span(pos, length))}
}

func jsonRangeOf(s span) jsonRange { return jsonRange{s.line, s.column, s.endLine, s.endColumn} }

// encode writes a value as JSON that is safe to print, with a line end.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		panic(err) // strings and numbers always encode
	}
	return jsonSafe(b.Bytes())
}
