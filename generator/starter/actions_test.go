package starter_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var pinned = regexp.MustCompile(`uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// Workflows of this repository and of new projects reference actions by commit, because a
// tag can be moved to another commit. Only platmap is referenced by its version, because
// its action installs that version.
func TestWorkflows_ActionsArePinned(t *testing.T) {
	own, _ := filepath.Glob("../../.github/workflows/*.yml")
	started, _ := filepath.Glob("files/github/.github/workflows/*.yml")
	if len(own) == 0 || len(started) == 0 {
		t.Fatal("no workflows found")
	}
	for _, name := range append(own, started...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			isOurs := strings.Contains(line, "uses: ./") || strings.HasSuffix(line, "uses: <<.Release>>@<<.Version>>")
			if strings.Contains(line, "uses:") && !isOurs && !pinned.MatchString(line) {
				t.Errorf("%s: not a commit with its version in a comment: %s", name, line)
			}
		}
	}
}
