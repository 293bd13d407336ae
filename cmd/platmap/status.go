package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"platmap/generator/preview"
	"platmap/generator/report"
	"platmap/generator/source"
)

// status prints what serve does: each new finding, the number of fixed findings and, on
// a terminal, a status line at the bottom.
type status struct {
	out     *printer
	project *project
	address string // address of the site, with a final slash
	newest  chan preview.State

	mu          sync.Mutex
	reported    map[string]int // the findings of the last state: the number of each, by findingKey
	lastError   string
	lastWarning string
	ready       bool // whether all files could be read in an earlier state
	hasLine     bool // whether the status line is on the screen
}

// newStatus returns a status that prints in its own goroutine, so that a paused
// terminal does not delay pages.
func newStatus(out *printer, p *project, address string) *status {
	s := &status{out: out, project: p, address: address, newest: make(chan preview.State, 1)}
	go func() {
		for state := range s.newest {
			s.printState(state)
		}
	}()
	return s
}

// report schedules a new state for printing. If states arrive faster than they can be
// printed, only the newest one is printed.
func (s *status) report(state preview.State) {
	select {
	case <-s.newest:
	default:
	}
	s.newest <- state // never blocks: only one goroutine at a time calls report
}

func (s *status) printState(state preview.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clearLine()
	errText := ""
	if state.Err != nil {
		errText = state.Err.Error()
	}
	if errText == "" && s.lastError != "" {
		text, _, _ := strings.Cut(s.lastError, ";")
		fmt.Fprintln(s.out.stderr, "resolved: "+escape(strings.ReplaceAll(text, "\n", ", ")))
	} else if errText != s.lastError {
		s.out.fail(state.Err)
	}
	s.lastError = errText
	if state.Unread == 0 && (errText == "" || s.reported != nil || len(state.Content)+len(state.Theme) > 0) {
		s.findings(state)
	}
	s.printLine(state)
}

// findings prints the findings that are not in the last state.
func (s *status) findings(state preview.State) {
	first := s.reported == nil
	gone := s.reported
	s.reported = map[string]int{}
	added := func(all source.Diagnostics) source.Diagnostics {
		var list source.Diagnostics
		for _, d := range all {
			k := findingKey(d)
			s.reported[k]++
			if gone[k] > 0 {
				gone[k]--
			} else {
				list = append(list, d)
			}
		}
		return list
	}
	content, themes := added(state.Content), added(state.Theme)
	fixed := 0
	for _, n := range gone {
		fixed += n
	}
	colour := inColour(s.out.stderr)
	for _, run := range []report.Run{
		{Findings: content, Content: shown(s.project.content), Colour: colour},
		{Findings: themes, Content: shown(s.project.theme), Colour: colour},
	} {
		_, _ = s.out.stderr.Write(run.Bytes(report.Text))
	}
	summary := report.Run{Findings: append(state.Content[:len(state.Content):len(state.Content)], state.Theme...), Files: state.Files, Baseline: state.Hidden}.Summary()
	switch {
	case first || len(content)+len(themes) > 0:
		fmt.Fprintln(s.out.stderr, summary)
	case fixed > 0:
		fmt.Fprintf(s.out.stderr, "%d fixed; remaining: %s\n", fixed, summary)
	}
}

// findingKey identifies a finding independently of its line, which changes when lines
// above it do.
func findingKey(d source.Diagnostic) string {
	name := ""
	if d.Pos.File != nil {
		name = d.Pos.File.Name
	}
	return d.Code + "\n" + name + "\n" + d.Text + "\n" + d.Help
}

// printLine prints the status line on a terminal.
func (s *status) printLine(state preview.State) {
	if !s.out.isTerminal {
		return
	}
	timing := fmt.Sprintf("changed %s, shown after %s", time.Now().Format(time.TimeOnly), rounded(state.Took))
	if !s.ready {
		timing = fmt.Sprintf("ready after %s", rounded(state.Took))
	}
	s.ready = state.Unread == 0
	errors, warnings := state.Content.Count()
	more, _ := state.Theme.Count()
	found := report.Count(errors+more, "error") + ", " + report.Count(warnings, "warning")
	if state.Unread > 0 {
		found = fmt.Sprintf("still reading %s", report.Count(state.Unread, "file"))
	}
	// Without automatic wrap the line takes one row, which clearLine can remove.
	fmt.Fprintf(s.out.stderr, "\x1b[?7l%s · %s · %s\x1b[?7h", report.Count(state.Pages, "page"), found, timing)
	s.hasLine = true
}

// end moves the cursor below the status line.
func (s *status) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hasLine {
		fmt.Fprintln(s.out.stderr)
	}
	s.hasLine = false
}

// clearLine removes the status line.
func (s *status) clearLine() {
	if s.hasLine {
		fmt.Fprint(s.out.stderr, "\r\x1b[K")
	}
	s.hasLine = false
}

func rounded(d time.Duration) time.Duration {
	if d < 10*time.Millisecond {
		return d.Round(100 * time.Microsecond)
	}
	return d.Round(time.Millisecond)
}

// print prints a line.
func (s *status) print(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clearLine()
	fmt.Fprintln(s.out.stderr, escape(line))
}

// warn prints an error that does not affect the site, unless it was the last one
// printed.
func (s *status) warn(err error) {
	line := ""
	if err != nil {
		line = "warning: " + err.Error()
	}
	s.mu.Lock()
	repeated := line == s.lastWarning
	s.lastWarning = line
	s.mu.Unlock()
	if line != "" && !repeated {
		s.print(line)
	}
}
