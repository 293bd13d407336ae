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

// status tells what serve does: every finding once, when it is new; that findings
// are gone; and, on a terminal, in one line at the bottom how things stand.
type status struct {
	out     *printer
	project *project
	address string // of the site, with a slash at its end
	newest  chan preview.State

	mu      sync.Mutex
	told    map[string]int
	failure string // that was told last
	warned  string
	ready   bool // everything was read before
	line    bool // the line at the bottom is there
}

// newStatus returns a status that is told by a goroutine of its own: a terminal
// that is halted must not keep the pages from following.
func newStatus(out *printer, p *project, address string) *status {
	s := &status{out: out, project: p, address: address, newest: make(chan preview.State, 1)}
	go func() {
		for state := range s.newest {
			s.tell(state)
		}
	}()
	return s
}

// report takes in a new state. Of states that come faster than they can be told
// the newest counts.
func (s *status) report(state preview.State) {
	select {
	case <-s.newest:
	default:
	}
	s.newest <- state // by one goroutine at a time, so there is room
}

// tell tells of a new state.
func (s *status) tell(state preview.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	failure := ""
	if state.Err != nil {
		failure = state.Err.Error()
	}
	if failure == "" && s.failure != "" {
		was, _, _ := strings.Cut(s.failure, ";")
		fmt.Fprintln(s.out.stderr, "over: "+escape(strings.ReplaceAll(was, "\n", ", ")))
	} else if failure != s.failure {
		s.out.fail(state.Err)
	}
	s.failure = failure
	if state.Unread == 0 && (failure == "" || s.told != nil || len(state.Content)+len(state.Theme) > 0) {
		s.findings(state)
	}
	s.bottom(state)
}

// findings prints the findings that were not there before.
func (s *status) findings(state preview.State) {
	first := s.told == nil
	gone := s.told
	s.told = map[string]int{}
	fresh := func(all source.Diagnostics) source.Diagnostics {
		var list source.Diagnostics
		for _, d := range all {
			k := key(d)
			s.told[k]++
			if gone[k] > 0 {
				gone[k]--
			} else {
				list = append(list, d)
			}
		}
		return list
	}
	content, themes := fresh(state.Content), fresh(state.Theme)
	left := 0
	for _, n := range gone {
		left += n
	}
	colour := inColour(s.out.stderr)
	for _, run := range []report.Run{
		{Findings: content, Content: shown(s.project.content), Colour: colour},
		{Findings: themes, Content: shown(s.project.theme), Colour: colour},
	} {
		_, _ = s.out.stderr.Write(run.Bytes(report.Text))
	}
	summary := report.Run{Findings: append(state.Content[:len(state.Content):len(state.Content)], state.Theme...), Files: state.Files}.Summary()
	switch {
	case first || len(content)+len(themes) > 0:
		fmt.Fprintln(s.out.stderr, summary)
	case left > 0:
		fmt.Fprintf(s.out.stderr, "%d fixed; left: %s\n", left, summary)
	}
}

// key is what makes a finding the same one although lines above it came or went.
func key(d source.Diagnostic) string {
	name := ""
	if d.Pos.File != nil {
		name = d.Pos.File.Name
	}
	return d.Code + "\n" + name + "\n" + d.Text + "\n" + d.Help
}

// bottom shows how things stand, on a terminal.
func (s *status) bottom(state preview.State) {
	if !s.out.isTerminal {
		return
	}
	how := fmt.Sprintf("changed %s, shown after %s", time.Now().Format(time.TimeOnly), rounded(state.Took))
	if !s.ready {
		how = fmt.Sprintf("ready after %s", rounded(state.Took))
	}
	s.ready = state.Unread == 0
	errors, warnings := state.Content.Count()
	more, _ := state.Theme.Count()
	found := count(errors+more, "error") + ", " + count(warnings, "warning")
	if state.Unread > 0 {
		found = fmt.Sprintf("still reading %s", count(state.Unread, "file"))
	}
	// A line that does not fit must not wrap: only what is in one line can be cleared.
	fmt.Fprintf(s.out.stderr, "\x1b[?7l%s · %s · %s\x1b[?7h", count(state.Pages, "page"), found, how)
	s.line = true
}

// end leaves the terminal as it was found.
func (s *status) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line {
		fmt.Fprintln(s.out.stderr)
	}
	s.line = false
}

// clear removes the line at the bottom.
func (s *status) clear() {
	if s.line {
		fmt.Fprint(s.out.stderr, "\r\x1b[K")
	}
	s.line = false
}

func rounded(d time.Duration) time.Duration {
	if d < 10*time.Millisecond {
		return d.Round(100 * time.Microsecond)
	}
	return d.Round(time.Millisecond)
}

// say tells the author something in one line.
func (s *status) say(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	fmt.Fprintln(s.out.stderr, escape(line))
}

// warn tells what did not work beside the site, once as long as it stays the same.
func (s *status) warn(err error) {
	line := ""
	if err != nil {
		line = "warning: " + err.Error()
	}
	s.mu.Lock()
	again := line == s.warned
	s.warned = line
	s.mu.Unlock()
	if line != "" && !again {
		s.say(line)
	}
}
