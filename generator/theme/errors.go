package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"platmap/generator/source"
)

// Error is an error in one file of a theme.
type Error struct {
	Finding source.Diagnostic
	BuiltIn bool // the file belongs to the base theme, where the author of the overlay cannot fix it
}

func (e *Error) Error() string {
	line, column := e.Finding.Pos.LineColumn()
	return fmt.Sprintf("theme: %s:%d:%d: %s", e.Finding.Pos.File.Name, line, column, e.Finding.Text)
}

// errorAt returns an Error at an offset in a file of the theme.
func (t *Theme) errorAt(name string, offset int, format string, args ...any) *Error {
	f := t.files[name]
	return &Error{
		Finding: source.Diagnostic{Code: "theme/template", Pos: source.Pos{File: f, Offset: min(offset, len(f.Text))}, Text: fmt.Sprintf(format, args...)},
		BuiltIn: t.overlay[name] == nil,
	}
}

// templateError matches the errors of html/template, which have no fields: the file, the
// line, sometimes a column from 0 in bytes, sometimes the evaluated expression, and the
// mistake.
var templateError = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (?:executing ".*?" at <(.*?)>: )?(.*)$`)

// cleanError turns an error of html/template into an Error. No other function
// parses the text of such an error. Without a column, columnIn finds one.
func (t *Theme) cleanError(err error) error {
	if err == nil {
		return nil
	}
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil || t.files[m[1]] == nil {
		return fmt.Errorf("theme: %w", err)
	}
	f := t.files[m[1]]
	line, _ := strconv.Atoi(m[2])
	if offset, length, what, help, ok := unclosedIn(f.Text, f.LineStart(line), m[5]); ok {
		e := t.errorAt(f.Name, offset, "%s", what)
		e.Finding.Len, e.Finding.Help = length, help
		return e
	}
	column, noColumn := strconv.Atoi(m[3])
	if noColumn != nil {
		column = columnIn(f.Line(line), m[5])
	}
	e := t.errorAt(f.Name, f.LineStart(line)+column, "%s", m[5])
	if strings.HasPrefix(f.Text[e.Finding.Pos.Offset:], m[4]) {
		e.Finding.Len = len(m[4])
	}
	return e
}

// columnIn returns the column, counted from 0, of the part of a line that an error is
// about: the function or the action that the error names, otherwise the only action, or
// else the first character that is not white space.
func columnIn(line, what string) int {
	word, _, _ := strings.Cut(strings.TrimPrefix(what, `function "`), `" not defined`)
	if action, ok := strings.CutPrefix(what, "unexpected {{"); ok {
		word = "{{" + strings.TrimSuffix(action, "}}")
	}
	if i := strings.LastIndex(line, word); word != "" && i >= 0 {
		return i
	}
	if strings.Count(line, "{{") == 1 {
		return strings.Index(line, "{{")
	}
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

// Findings separates the errors in files of the overlay from the other errors
// that err joins. There is one finding for all pages that could not be rendered
// because of the same error; its help names the first of these pages.
func Findings(err error) (findings source.Diagnostics, rest error) {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return finding(err)
	}
	for _, err := range joined.Unwrap() {
		more, other := Findings(err)
		rest = errors.Join(rest, other)
		for _, d := range more {
			findings = addFinding(findings, d)
		}
	}
	return findings, rest
}

func addFinding(findings source.Diagnostics, d source.Diagnostic) source.Diagnostics {
	for i := range findings {
		if f := &findings[i]; f.Pos == d.Pos && f.Text == d.Text {
			f.Help = strings.TrimSuffix(f.Help, others) + others
			return findings
		}
	}
	return append(findings, d)
}

const others = " and other pages"

func finding(err error) (source.Diagnostics, error) {
	var e *Error
	if !errors.As(err, &e) || e.BuiltIn {
		return nil, err
	}
	d := e.Finding
	var page *fs.PathError
	if errors.As(err, &page) {
		d.Help = "fix the template to render " + page.Path
	}
	return source.Diagnostics{d}, nil
}
