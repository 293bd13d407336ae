package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/stable"
)

// Severity determines whether a finding prevents a build.
type Severity int

// Errors prevent a build; warnings do so only with --strict.
const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Diagnostic is one finding: something that an author must fix.
type Diagnostic struct {
	Code     string // a stable name, "group/name"; platmap explain shows its page
	Severity Severity
	Pos      Pos
	Len      int    // in bytes, from Pos; 0 for a point between two characters
	Text     string // what is wrong, in one line
	Help     string // what to do, in one line; may be empty
	Related  []Related
	Also     int    // number of other files with the same finding, whose positions are in Related; set by report.Join
	Dated    bool   // whether it depends on today's date; --strict ignores such findings
	Fix      []Edit // the edits of check --fix, in order; nil if a person must decide
}

// Message returns the text, followed by the number of other files with the finding.
func (d Diagnostic) Message() string {
	switch d.Also {
	case 0:
		return d.Text
	case 1:
		return d.Text + " (also in 1 other file)"
	}
	return fmt.Sprintf("%s (also in %d other files)", d.Text, d.Also)
}

// Edit replaces bytes of the file that a finding is in. Start and End are offsets
// in File.Text. A byte order mark, which is not part of the text, is from -3 to 0.
type Edit struct {
	Start, End int
	New        string
}

// Related is another position that belongs to a finding.
type Related struct {
	Pos  Pos
	Text string
	Use  bool // whether the finding is also about this position, such as another use of an unknown name
}

// Diagnostics is a list of findings. Stages that run concurrently have their own lists,
// which are joined afterwards.
type Diagnostics []Diagnostic

// Add appends a finding.
func (ds *Diagnostics) Add(d Diagnostic) { *ds = append(*ds, d) }

// Errorf adds an error.
func (ds *Diagnostics) Errorf(code string, pos Pos, length int, help, format string, args ...any) {
	ds.Add(Diagnostic{Code: code, Severity: Error, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

// Warnf adds a warning.
func (ds *Diagnostics) Warnf(code string, pos Pos, length int, help, format string, args ...any) {
	ds.Add(Diagnostic{Code: code, Severity: Warning, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

// HaveError reports whether any finding is an error.
func (ds Diagnostics) HaveError() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// HaveStrict reports whether any finding prevents a build with --strict. All do,
// except those that depend on today's date.
func (ds Diagnostics) HaveStrict() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return !d.Dated })
}

// Count returns the number of errors and of warnings.
func (ds Diagnostics) Count() (errors, warnings int) {
	for _, d := range ds {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Sorted returns the findings by file, position, severity, code and text, without
// duplicates. If a value is not valid YAML, other findings about it are left out.
func (ds Diagnostics) Sorted() Diagnostics {
	out := slices.Clone(ds)
	stable.Sort(out, compare)
	out = slices.CompactFunc(out, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
	invalid := map[Pos]bool{}
	for _, d := range out {
		if strings.HasPrefix(d.Code, "yaml/") && d.Pos.IsValid() {
			invalid[d.Pos] = true
		}
	}
	return slices.DeleteFunc(out, func(d Diagnostic) bool { return invalid[d.Pos] && !strings.HasPrefix(d.Code, "yaml/") })
}

// SameFinding reports whether two findings have the same position and texts.
func SameFinding(a, b Diagnostic) bool { return compare(a, b) == 0 && a.Help == b.Help }

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Pos.name(), b.Pos.name()),
		cmp.Compare(a.Pos.Offset, b.Pos.Offset),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Text, b.Text),
	)
}

func (p Pos) name() string {
	if p.File == nil {
		return ""
	}
	return p.File.Name
}
