package watch

import "os"

// Scanner finds what has changed when it is asked, for a program that needs to know only
// then. It compares files as the poller does.
type Scanner struct{ poller poller }

// NewScanner returns a Scanner of everything below a folder. Call it before the folder is
// read for the first time.
func NewScanner(dir string) *Scanner {
	s := &Scanner{poller{given: dir}}
	s.poller.scan()
	return s
}

// Changed returns the files that have changed since the last call: slash-separated names,
// relative to the folder. The error is that the folder cannot be found; then its files do
// not count as removed.
func (s *Scanner) Changed() ([]string, error) {
	if _, err := os.Stat(s.poller.given); err != nil {
		return nil, err
	}
	return s.poller.scan(), nil
}
