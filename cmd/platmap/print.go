package main

// Rules for output:
//
//   - The result of a command, such as the findings of check or a version, goes to
//     standard output. Everything else goes to standard error: progress, summaries, the
//     findings of build and serve.
//   - Package report formats findings. Paths for people are relative to the working
//     directory, those for CI systems to the repository.
//   - Errors begin with "platmap:" and a lower-case letter and have no final period.
//   - Text from files or arguments is always escaped before it is printed.
//   - Colour only on a terminal, and not if NO_COLOR is set.
//   - Progress only on a terminal, and only if a build takes longer than half a second.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"platmap/generator/git"
	"platmap/generator/publish"
	"platmap/generator/report"
)

type printer struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	isTerminal     bool // whether stderr is a terminal
	showsProgress  bool
}

// terminal returns a printer for the standard streams of the process.
func terminal() *printer {
	return &printer{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, isTerminal: isTerminal(os.Stderr)}
}

// isTerminal reports whether w is a terminal that supports control sequences.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// findings prints findings to w, and the summary to stderr.
func (p *printer) findings(w io.Writer, f report.Format, run report.Run) {
	run.Colour = inColour(w)
	_, _ = w.Write(run.Bytes(f)) // ignore errors: the reader may have closed the output
	fmt.Fprintln(p.stderr, run.Summary())
	if f == report.GitHub && len(run.Findings) > 0 {
		if err := stepSummary(run); err != nil {
			p.fail(fmt.Errorf("cannot write the summary for GitHub: %w", err))
		}
	}
}

// inColour reports whether output to w uses colour.
func inColour(w io.Writer) bool { return isTerminal(w) && os.Getenv("NO_COLOR") == "" }

// result prints the result of a command. It escapes characters on a terminal, but not for
// another program.
func (p *printer) result(text string) {
	if isTerminal(p.stdout) {
		text = report.EscapeLines(text)
	}
	_, _ = io.WriteString(p.stdout, text) // ignore errors: the reader may have closed the output
}

// rows prints rows in one of query.Formats. It does not escape characters in CSV and
// JSON, which are for programs.
func (p *printer) rows(format, text string) {
	if format != "json" && format != "csv" {
		text = report.EscapeLines(text)
	}
	p.result(text)
}

// escape makes any text safe to print.
func escape(s string) string { return report.Escape(s) }

// printable returns a path as it is printed.
func printable(path string) string { return report.Path(filepath.ToSlash(path)) }

// built prints the summary of a build.
func (p *printer) built(dir string, r publish.Result, took time.Duration) {
	fmt.Fprintf(p.stderr, "%s: %s, %s (%s), %s written, %s removed, in %s\n", printable(dir),
		report.Count(r.Pages, "page"), report.Count(r.Files, "file"), size(r.Bytes), report.Count(r.Written, "file"), report.Count(r.Removed, "file"), took.Round(time.Millisecond))
}

// fail prints an error, line by line. Errors in a theme are printed as findings. An error
// of the repository is printed once, even if reading several files has returned it.
func (p *printer) fail(err error) {
	var inTheme *themeError
	if errors.As(err, &inTheme) {
		_, _ = p.stderr.Write(inTheme.run.Bytes(defaultFormat()))
		if err = inTheme.rest; err == nil {
			return
		}
	}
	if known := (*git.Error)(nil); errors.As(err, &known) {
		err = known
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(p.stderr, "platmap:", escape(strings.TrimSuffix(line, "\n")))
	}
}

// progress returns a function that prints the progress of a slow build, or nil.
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

// clearProgress removes the progress line.
func (p *printer) clearProgress() {
	if p.showsProgress {
		fmt.Fprint(p.stderr, "\r\x1b[K")
	}
}

func size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return report.Count(int(bytes), "byte")
	case bytes < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/(1<<10))
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
}

// plainWord matches names that a shell does not change.
var plainWord = regexp.MustCompile(`^[\pL\pN_./+@:,~-]+$`)

// shellWord quotes a file name for a shell if necessary.
func shellWord(s string) string {
	if plainWord.MatchString(s) && !strings.HasPrefix(s, "-") && !strings.HasPrefix(s, "~") {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return "'" + strings.ReplaceAll(escape(s), "'", `'\''`) + "'"
}
