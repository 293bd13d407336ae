package main

// The rules of everything that platmap prints:
//
//   - What was asked for goes to standard output: the findings of check, a
//     version. All else goes to standard error: progress, summaries, the
//     findings of build and serve.
//   - A finding starts with path:line:column: severity: text [code], the form
//     that editors and terminals make clickable. The path is relative to the
//     working directory. An excerpt with a mark, and the cure, follow.
//   - Of one file at most 20 findings are shown, in all at most 200.
//   - What the machine could not do starts with "platmap:", small letter, no
//     full stop at the end.
//   - Text that people wrote is never printed raw: control characters and those
//     that turn the direction of writing are escaped.
//   - Colour only on a terminal, and not when NO_COLOR is set.
//   - A progress line only on a terminal, and only when a build takes longer
//     than half a second.

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"platmap/generator/publish"
	"platmap/generator/source"
)

type printer struct {
	stdout, stderr io.Writer
	colour         bool
	isTerminal     bool // standard error is one
	showsProgress  bool
}

// terminal prints to the process's own outputs.
func terminal() *printer {
	isTerminal := false
	if info, err := os.Stderr.Stat(); err == nil {
		isTerminal = info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
	}
	return &printer{stdout: os.Stdout, stderr: os.Stderr, isTerminal: isTerminal, colour: isTerminal && os.Getenv("NO_COLOR") == ""}
}

// More findings than these help nobody: after the first are cured, the next run
// shows the others.
const (
	mostOfAFile = 20
	mostInAll   = 200
)

// findings prints the diagnostics with excerpts, by place. When there are too
// many, errors go first, so that no warning hides one.
func (p *printer) findings(w io.Writer, content string, diags source.Diagnostics) {
	ofFile := map[*source.File]int{}
	most := 0
	for _, d := range diags {
		ofFile[d.Pos.File]++
		most = max(most, ofFile[d.Pos.File])
	}
	if most > mostOfAFile || len(diags) > mostInAll {
		diags = slices.Clone(diags)
		slices.SortStableFunc(diags, func(a, b source.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	}
	shown := 0
	clear(ofFile)
	for _, d := range diags {
		if ofFile[d.Pos.File]++; ofFile[d.Pos.File] <= mostOfAFile && shown < mostInAll {
			p.finding(w, content, d)
			shown++
		}
	}
	if rest := len(diags) - shown; rest > 0 {
		fmt.Fprintf(w, "and %d more\n", rest)
	}
}

func (p *printer) finding(w io.Writer, content string, d source.Diagnostic) {
	fmt.Fprintf(w, "%s: %s: %s [%s]\n", p.bold(place(content, d.Pos)), p.severity(d.Severity), escape(d.Text), d.Code)
	if d.Pos.IsValid() && d.Pos.File.Text != "" {
		excerpt(w, d)
	}
	if d.Help != "" {
		fmt.Fprintf(w, "     = help: %s\n", escape(d.Help))
	}
	for _, r := range d.Related {
		fmt.Fprintf(w, "     = note: %s: %s\n", place(content, r.Pos), escape(r.Text))
	}
}

// place is where something is: path:line:column.
func place(content string, pos source.Pos) string {
	if !pos.IsValid() {
		return printable(content)
	}
	line, column := pos.LineColumn()
	return fmt.Sprintf("%s:%d:%d", printable(filepath.Join(content, pos.File.Name)), line, column)
}

// printable is a path as it is printed. At the start of a line, a name that
// begins with two colons would be a command to a CI system.
func printable(path string) string {
	s := escape(filepath.ToSlash(path))
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		s = "./" + strings.TrimSpace(s)
	}
	return s
}

// excerptWidth is how many columns of a line are shown at most.
const excerptWidth = 120

// excerpt shows the line with a mark below what is meant.
func excerpt(w io.Writer, d source.Diagnostic) {
	n, column := d.Pos.LineColumn()
	line := []rune(d.Pos.File.Line(n))
	at := min(column-1, len(line))
	marked := len([]rune(within(d.Pos, d.Len)))
	from := 0
	if at > excerptWidth*2/3 {
		from = at - excerptWidth/3
	}
	to := min(len(line), from+excerptWidth)
	cut := func(a, b int) string { return escape(string(line[min(a, to):min(max(b, a), to)])) }
	fmt.Fprintf(w, "%4d | %s\n", n, cut(from, to))
	fmt.Fprintf(w, "     | %s%s\n", pad(cut(from, at)), strings.Repeat("^", max(columns(cut(at, at+marked)), 1)))
}

// within returns the marked text, as far as it is on the first line.
func within(pos source.Pos, length int) string {
	text := pos.File.Text
	s := text[min(pos.Offset, len(text)):min(pos.Offset+length, len(text))]
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// pad returns as much empty space as the text takes; tabs stay tabs.
func pad(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteString(strings.Repeat(" ", runeColumns(r)))
		}
	}
	return b.String()
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

// runeColumns returns how many columns a terminal gives to a character.
func runeColumns(r rune) int {
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// escape makes text safe for a terminal and for the log of a CI system.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteRune(r)
		case r < ' ', r == 0x7F, r >= 0x80 && r < 0xA0, unicode.Is(unicode.Bidi_Control, r), r == 0x2028, r == 0x2029, r == 0xFEFF:
			fmt.Fprintf(&b, "<%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return ciCommand.ReplaceAllString(b.String(), "${1}<005B>")
}

// ciCommand is what CI systems take for a command anywhere in a line: ##[group]
// and the like.
var ciCommand = regexp.MustCompile(`(##\w*)\[`)

// summary ends a list of findings; outcome may be empty.
func (p *printer) summary(diags source.Diagnostics, outcome string) {
	errors, warnings := diags.Count()
	files := map[*source.File]bool{}
	for _, d := range diags {
		if d.Pos.IsValid() {
			files[d.Pos.File] = true
		}
	}
	s := "no errors"
	if len(diags) > 0 {
		s = fmt.Sprintf("%s, %s", count(errors, "error"), count(warnings, "warning"))
	}
	if len(files) > 0 {
		s += " in " + count(len(files), "file")
	}
	if outcome != "" {
		s += "; " + outcome
	}
	fmt.Fprintln(p.stderr, s)
}

func (p *printer) built(dir string, r publish.Result, took time.Duration) {
	fmt.Fprintf(p.stderr, "%s: %s, %s (%s), %s written, %s removed, in %s\n", printable(dir),
		count(r.Pages, "page"), count(r.Files, "file"), size(r.Bytes), count(r.Written, "file"), count(r.Removed, "file"), took.Round(time.Millisecond))
}

// fail prints what the machine, or the command line, could not do.
func (p *printer) fail(err error) {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(p.stderr, "platmap:", escape(strings.TrimSuffix(line, "\n")))
	}
}

// progress returns a function that shows how far a slow build is.
func (p *printer) progress(start time.Time) func(done, total int) {
	if !p.isTerminal {
		return nil
	}
	var last time.Time
	return func(done, total int) {
		now := time.Now()
		if now.Sub(start) < time.Second/2 || now.Sub(last) < time.Second/20 {
			return
		}
		last, p.showsProgress = now, true
		fmt.Fprintf(p.stderr, "\r%d of %d files\x1b[K", done, total)
	}
}

// clear removes the progress line.
func (p *printer) clear() {
	if p.showsProgress {
		fmt.Fprint(p.stderr, "\r\x1b[K")
	}
}

func (p *printer) bold(s string) string { return p.paint("1", s) }

func (p *printer) severity(s source.Severity) string {
	if s == source.Error {
		return p.paint("1;31", s.String())
	}
	return p.paint("1;33", s.String())
}

func (p *printer) paint(style, s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[m"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return count(int(bytes), "byte")
	case bytes < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/(1<<10))
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
}
