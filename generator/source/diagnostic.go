package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity is how bad a finding is.
type Severity int

// Only errors keep a site from being built; -strict makes warnings count too.
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

// Diagnostic is one thing an author must fix.
type Diagnostic struct {
	Code     string // stable name, "group/name"; platmap explain tells more
	Severity Severity
	Pos      Pos
	Len      int    // bytes meant, from Pos; 0 is a point
	Text     string // what is wrong, in words of the map, one line
	Help     string // what to do about it, one line; may be empty
	Related  []Related
	Dated    bool   // it depends on today's date, so that even --strict lets it pass
	Fix      []Edit // what check --fix may change: safe, complete, in order; nil when a person must decide
}

// Edit replaces some bytes of the file that a finding is in. Offsets are those
// of File.Text; a byte order mark, which is not in the text, stands from -3 to 0.
type Edit struct {
	Start, End int
	New        string
}

// Related is a second place that belongs to a finding.
type Related struct {
	Pos  Pos
	Text string
}

// Diagnostics collects findings. Stages that run side by side each fill a list
// of their own, and the lists are joined afterwards.
type Diagnostics []Diagnostic

// Add appends a finding.
func (ds *Diagnostics) Add(d Diagnostic) { *ds = append(*ds, d) }

// Errorf adds an error at a place.
func (ds *Diagnostics) Errorf(code string, pos Pos, length int, help, format string, args ...any) {
	ds.Add(Diagnostic{Code: code, Severity: Error, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

// Warnf adds a warning at a place.
func (ds *Diagnostics) Warnf(code string, pos Pos, length int, help, format string, args ...any) {
	ds.Add(Diagnostic{Code: code, Severity: Warning, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

// HaveError reports whether any finding is an error.
func (ds Diagnostics) HaveError() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// HaveStrict reports whether any finding counts when warnings do: all but those
// that became true by waiting.
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

// Sorted returns the findings by file, place, code and text, each once. Of a
// value that is not even YAML, nothing else is said.
func (ds Diagnostics) Sorted() Diagnostics {
	out := slices.Clone(ds)
	slices.SortStableFunc(out, compare)
	out = slices.CompactFunc(out, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
	unread := map[Pos]bool{}
	for _, d := range out {
		if strings.HasPrefix(d.Code, "yaml/") && d.Pos.IsValid() {
			unread[d.Pos] = true
		}
	}
	return slices.DeleteFunc(out, func(d Diagnostic) bool { return unread[d.Pos] && !strings.HasPrefix(d.Code, "yaml/") })
}

// SameFinding reports whether two findings say the same of the same place.
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
