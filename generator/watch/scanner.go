package watch

import "os"

// Scanner finds changes when it is called, for a program that needs them only then. It
// compares files in the same way as poller.
type Scanner struct{ poller poller }

// NewScanner returns a Scanner of everything below a folder. Call it before the folder is
// read for the first time.
func NewScanner(dir string) *Scanner {
	s := &Scanner{poller{given: dir}}
	s.poller.scan()
	return s
}

// Changed returns the files that have changed since the last call: slash-separated names,
// relative to the folder. It returns an error if the folder cannot be found; its files do
// not count as removed then.
func (s *Scanner) Changed() ([]string, error) {
	if _, err := os.Stat(s.poller.given); err != nil {
		return nil, err
	}
	return s.poller.scan(), nil
}
