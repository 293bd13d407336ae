package main

// The rules of everything that platmap prints:
//
//   - What was asked for goes to standard output: the findings of check, a
//     version. All else goes to standard error: progress, summaries, the
//     findings of build and serve.
//   - What a finding looks like is ruled in package report. Its path is relative
//     to the working directory.
//   - What the machine could not do starts with "platmap:", small letter, no
//     full stop at the end.
//   - Text that people wrote is never printed raw: it goes through escape.
//   - Colour only on a terminal, and not when NO_COLOR is set.
//   - A progress line only on a terminal, and only when a build takes longer
//     than half a second.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/source"
)

type printer struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	isTerminal     bool // standard error is one
	showsProgress  bool
}

// terminal prints to the process's own outputs.
func terminal() *printer {
	return &printer{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, isTerminal: isTerminal(os.Stderr)}
}

// isTerminal reports whether people see at once what is written, and control
// sequences work.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// findings prints what was found to w, and the summary.
func (p *printer) findings(w io.Writer, f report.Format, run report.Run) {
	run.Colour = inColour(w)
	_, _ = w.Write(run.Bytes(f)) // who closed the output wants no more
	fmt.Fprintln(p.stderr, run.Summary())
	if f == report.GitHub && len(run.Findings) > 0 {
		if err := stepSummary(run); err != nil {
			p.fail(fmt.Errorf("no summary for GitHub: %w", err))
		}
	}
}

// inColour reports whether colour is welcome.
func inColour(w io.Writer) bool { return isTerminal(w) && os.Getenv("NO_COLOR") == "" }

// escape makes text that people wrote safe to print.
func escape(s string) string { return report.Escape(s) }

// printable is a path as it is printed.
func printable(path string) string { return report.Path(filepath.ToSlash(path)) }

// place is where something is in the content: path:line:column.
func place(content string, pos source.Pos) string {
	return report.Place(filepath.ToSlash(content), pos)
}

func (p *printer) built(dir string, r publish.Result, took time.Duration) {
	fmt.Fprintf(p.stderr, "%s: %s, %s (%s), %s written, %s removed, in %s\n", printable(dir),
		count(r.Pages, "page"), count(r.Files, "file"), size(r.Bytes), count(r.Written, "file"), count(r.Removed, "file"), took.Round(time.Millisecond))
}

// fail prints what the machine, or the command line, could not do.
func (p *printer) fail(err error) {
	var inTheme *themeError
	if errors.As(err, &inTheme) {
		_, _ = p.stderr.Write(inTheme.run.Bytes(formatHere()))
		if err = inTheme.rest; err == nil {
			return
		}
	}
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
