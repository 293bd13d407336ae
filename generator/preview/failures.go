package preview

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"

	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/generator/watch"
)

// pageFailure is the reason why a page could not be rendered: findings in the
// theme, or another error.
type pageFailure struct {
	findings source.Diagnostics
	err      error
}

// setErr sets one of the server's errors and reports whether its text has
// changed.
func (s *Server) setErr(field *error, err error) (changed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed = errText(*field) != errText(err)
	*field = err
	return changed
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// failed reports whether there is an error that may disappear without a change of a file.
// Findings in the theme do not.
func (s *Server) failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.contentErr != nil || s.themeErr != nil {
		return true
	}
	for _, f := range s.pageFailures {
		if f.err != nil {
			return true
		}
	}
	return false
}

// retryFailed retries failed operations: reading the content, reading the theme and
// rendering pages.
func (s *Server) retryFailed() {
	s.update(watch.Change{})
	if start := time.Now(); s.themeErr != nil && s.loadTheme() {
		s.refresh(start, nil)
	}
	s.retryPages()
}

// retryPages renders the pages that could not be rendered. Otherwise a failure
// would be reported until a reader requests the page again.
func (s *Server) retryPages() {
	s.mu.Lock()
	pages := slices.Sorted(maps.Keys(s.pageFailures))
	s.mu.Unlock()
	for _, page := range pages {
		_, _, err := s.render(page)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		s.recordRender(page, err)
	}
}

// recordRender records whether a page could be rendered. If this has changed, it
// publishes the state again.
func (s *Server) recordRender(page string, err error) {
	var now pageFailure
	now.findings, now.err = theme.Findings(err)
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.pageFailures[page]
	if slices.EqualFunc(before.findings, now.findings, source.SameFinding) && errText(before.err) == errText(now.err) {
		return
	}
	if s.pageFailures[page] = now; err == nil {
		delete(s.pageFailures, page)
	}
	select {
	case s.failureChange <- struct{}{}:
	default: // already pending
	}
}

// withPageFailures returns the findings in the theme and the error of the state, together
// with the findings and errors of pages. The caller holds s.mu.
func (s *Server) withPageFailures() (source.Diagnostics, error) {
	findings, err := slices.Clone(s.state.Theme), s.state.Err
	for _, page := range slices.Sorted(maps.Keys(s.pageFailures)) {
		findings = append(findings, s.pageFailures[page].findings...)
		err = errors.Join(err, s.pageFailures[page].err)
	}
	return findings.Sorted(), err
}
