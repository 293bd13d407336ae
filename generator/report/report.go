// Package report formats findings for people, for CI systems and for programs. It prints
// nothing and does not know about terminals; the command does.
//
// A [Run] holds the findings of one run and the data needed to report them. [Run.Bytes]
// returns them in a format, [Run.Summary] the last line of a run, and [Run.Table] the
// page that GitHub shows below a job.
//
//	text     for people: position, message and code; an excerpt with a mark; help
//	github   text, and workflow commands, which GitHub shows as annotations
//	gitlab   a Code Quality report, with paths relative to the repository
//	junit    a test for every file, for CI systems that show tests
//	json     one object with everything; json.go describes every field
//	rdjsonl  for reviewdog: one object a line, with fixes as suggestions
//	sarif    SARIF 2.1.0, for code scanning
//
// In the formats text, github and json, equal findings of many files are one: see [Join].
// The other formats contain each of them, because CI systems compare findings with the
// lines of a change.
//
// The formats text and github show at most 20 findings of a file and 200 in total, errors
// first, and the number of the others. The other formats are complete. Findings are
// sorted by path and position, so equal findings give equal bytes.
//
// Lines and columns start at 1. Columns count code points, in rdjsonl bytes. An end is
// the position after the last character. Paths have slashes and are relative to the
// working directory; for GitHub, GitLab, JUnit and in SARIF they are relative to the
// repository. Reviewdog adds the path of its own working directory, so in rdjsonl paths
// are not relative to the repository.
//
// Texts from content are not trusted. In every format, characters that control a
// terminal, change the writing direction or are invisible are replaced by their code, and
// no line can be interpreted as a command by a CI system.
package report

import (
	"fmt"
	"strings"

	"platmap/generator/source"
)

// Run is the findings of one run.
type Run struct {
	Findings source.Diagnostics
	Files    int      // number of files read; 0 if unknown
	Baseline int      // number of findings that are not reported because they are in the baseline
	Content  string   // the content folder, relative to the working directory, with slashes
	Root     string   // the content folder, relative to the repository; "" without a repository
	Outcome  string   // what happened to the site, such as "the site was not written"; or ""
	Version  string   // of platmap
	Names    []string // names of the files read, relative to the content folder; only for JUnit
	Strict   bool     // whether warnings prevent a build; only for JUnit
	Colour   bool     // whether text may have colours

	// Rule returns the description that all findings with a code share. It may be
	// nil.
	Rule func(code string) Rule
}

// Rule describes a code.
type Rule struct {
	Title string // a title of a few words
	About string // what is wrong, and why it matters
	Help  string // what to do
}

// Format is the format of a report.
type Format string

// The formats.
const (
	Text    Format = "text"
	GitHub  Format = "github"
	JSON    Format = "json"
	RDJSONL Format = "rdjsonl"
	SARIF   Format = "sarif"
	GitLab  Format = "gitlab"
	JUnit   Format = "junit"
)

// Formats returns all formats, each with a short description.
func Formats() [][2]string {
	return [][2]string{
		{string(Text), "for people"},
		{string(GitHub), "text, and annotations on GitHub"},
		{string(GitLab), "a Code Quality report"},
		{string(JUnit), "a test for every file"},
		{string(JSON), "all details, for programs"},
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
	case GitLab:
		return r.gitlab()
	case JUnit:
		return r.junit()
	case JSON:
		return r.json()
	case RDJSONL:
		return r.rdjsonl()
	case SARIF:
		return r.sarif()
	}
	return r.text()
}

// Summary returns the last line of a run, without a line break.
func (r Run) Summary() string {
	r.Findings = r.Findings.Sorted()
	s := r.tally()
	if r.Baseline > 0 {
		s += "; " + Count(r.Baseline, "more finding") + " in the baseline"
	}
	if r.Outcome != "" {
		s += "; " + r.Outcome
	}
	return s + "."
}

// tally returns the counts: "4 errors, 1 warning in 2 of 41 files".
func (r Run) tally() string {
	errors, warnings := r.Findings.Count()
	s := "no errors"
	if len(r.Findings) > 0 {
		s = Count(errors, "error") + ", " + Count(warnings, "warning")
	}
	n := r.filesWithFindings()
	switch {
	case n > 0 && r.Files > 0:
		return s + fmt.Sprintf(" in %d of %s", n, Count(r.files(), "file"))
	case n > 0:
		return s + " in " + Count(n, "file")
	case r.Files > 0:
		return s + " in " + Count(r.Files, "file")
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

// files returns the number of files read, plus other files with findings: files of no
// known kind, and files of a theme. It is 0 if the number of files read is unknown.
func (r Run) files() int {
	if r.Files == 0 {
		return 0
	}
	others := map[*source.File]bool{}
	for _, d := range r.Findings {
		if d.Pos.IsValid() && d.Pos.File.Kind == "" {
			others[d.Pos.File] = true
		}
	}
	return r.Files + len(others)
}

// rule returns the description of a code. For an unknown code it is made from the name
// of the code.
func (r Run) rule(code string) Rule {
	var rule Rule
	if r.Rule != nil {
		rule = r.Rule(code)
	}
	if rule.Title == "" {
		rule.Title = titleOf(code)
	}
	if rule.About == "" {
		rule.About = rule.Title
	}
	if rule.Help == "" {
		rule.Help = "platmap explain " + code
	}
	return rule
}

// Count returns a number with a noun, such as "1 file" or "2 files".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "ry"); ok { // 2 entries
		noun = stem + "rie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
