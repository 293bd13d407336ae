// Package report turns findings into bytes, in every form that people and
// machines read. It prints nothing and knows no terminal: the command does.
//
// A [Run] is the findings of one run and what must be known to tell them. Its
// verb is [Run.Bytes]; [Run.Summary] is the last line of a run, and [Run.Table]
// the page that GitHub shows below a job.
//
//	text     for people: place, text and code; an excerpt with a mark; the cure
//	github   text, and the workflow commands that GitHub makes annotations of
//	json     one object, all that is known; see json.go for every field
//	rdjsonl  for reviewdog: one object a line, with the fixes as suggestions
//	sarif    SARIF 2.1.0, for code scanning
//
// Text and github leave out what nobody reads, 20 findings a file and 200 in
// all, and say how many; errors are the last to go. The others are complete.
// Findings are sorted by path and place, so equal findings give equal bytes.
//
// Lines and columns begin at 1. Columns count code points, but in rdjsonl bytes
// of UTF-8. An end is the place after the last character. Paths have / in them
// and begin at the working directory; for GitHub and in SARIF at [Run.Root].
//
// Words that came from content are never trusted. Characters that steer a
// terminal, that turn the direction of writing or that cannot be seen are
// spelled out; no line can be taken for a command by a CI system, in no format.
package report

import (
	"fmt"

	"platmap/generator/source"
)

// Run is what one run found.
type Run struct {
	Findings source.Diagnostics
	Files    int    // how many files were read; 0 when nobody counted
	Content  string // the content folder, from the working directory, with /
	Root     string // the content folder, from the top of the repository; "" if that is the same
	Outcome  string // what became of the site: "the site was not written"; or ""
	Version  string // of platmap
	Colour   bool   // text may use colours

	// Rule tells about a code what is the same for all findings that have it.
	// It may be nil.
	Rule func(code string) Rule
}

// Rule is what a code means.
type Rule struct {
	Title string // a few words
	About string // what is wrong, and why it matters
	Cure  string // what to do
}

// Format is a form of report.
type Format string

// All formats.
const (
	Text    Format = "text"
	GitHub  Format = "github"
	JSON    Format = "json"
	RDJSONL Format = "rdjsonl"
	SARIF   Format = "sarif"
)

// Formats returns all formats, with a few words about each.
func Formats() [][2]string {
	return [][2]string{
		{string(Text), "for people"},
		{string(GitHub), "text, and annotations on GitHub"},
		{string(JSON), "all that is known, for programs"},
		{string(RDJSONL), "for reviewdog, with suggestions"},
		{string(SARIF), "for code scanning"},
	}
}

// Bytes returns the findings in a format.
func (r Run) Bytes(f Format) []byte {
	r.Findings = r.Findings.Sorted()
	switch f {
	case GitHub:
		r.Colour = false
		return append(r.text(), r.commands()...)
	case JSON:
		return r.json()
	case RDJSONL:
		return r.rdjsonl()
	case SARIF:
		return r.sarif()
	}
	return r.text()
}

// Summary is the last line of a run, without a line end.
func (r Run) Summary() string {
	r.Findings = r.Findings.Sorted()
	s := r.tally()
	if r.Outcome != "" {
		s += "; " + r.Outcome
	}
	return s + "."
}

// tally counts: "4 errors, 1 warning in 2 of 41 files".
func (r Run) tally() string {
	errors, warnings := r.Findings.Count()
	s := "no errors"
	if len(r.Findings) > 0 {
		s = count(errors, "error") + ", " + count(warnings, "warning")
	}
	n := r.filesWithFindings()
	switch {
	case n > 0 && r.Files > 0:
		return s + fmt.Sprintf(" in %d of %s", n, count(r.Files, "file"))
	case n > 0:
		return s + " in " + count(n, "file")
	case r.Files > 0:
		return s + " in " + count(r.Files, "file")
	}
	return s
}

func (r Run) filesWithFindings() int {
	files := map[*source.File]bool{}
	for _, d := range r.Findings {
		if d.Pos.IsValid() {
			files[d.Pos.File] = true
		}
	}
	return len(files)
}

// rule returns what a code means; of an unknown one, what its name says.
func (r Run) rule(code string) Rule {
	var rule Rule
	if r.Rule != nil {
		rule = r.Rule(code)
	}
	if rule.Title == "" {
		rule.Title = words(code)
	}
	if rule.About == "" {
		rule.About = rule.Title
	}
	if rule.Cure == "" {
		rule.Cure = "platmap explain " + code
	}
	return rule
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
