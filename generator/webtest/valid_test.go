package webtest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"platmap/generator/internal/browsertest"
	"platmap/generator/rounds"
)

// Pages of every kind and redirects are valid by html-validate's recommended rules.
func (s *site) testValid(t *testing.T) {
	node, validate := browsertest.Node(t), browsertest.Module(t, "html-validate/bin/html-validate.mjs")
	report := filepath.Join(t.TempDir(), "report.json") // output to a pipe is cut off when it is long
	args := []string{validate, "--config", "htmlvalidate.json", "--formatter", "json=" + report}
	pages := s.examples()
	if rounds.Full() {
		pages = s.sample()
	}
	for _, p := range slices.Concat(pages, s.redirects()) {
		args = append(args, filepath.Join(s.dir, filepath.FromSlash(p.path)))
	}
	cmd := exec.Command(node, args...)
	output, failed := cmd.CombinedOutput() // html-validate exits with an error if it reports anything
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("html-validate: %v\n%s", failed, output)
	}
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Selector        string
			Severity        int // 1 is a warning, 2 an error
		}
	}
	if err := json.Unmarshal(text, &results); err != nil {
		t.Fatalf("html-validate: %v", err)
	}
	found := problems{}
	for _, r := range results {
		name, err := filepath.Rel(s.dir, r.FilePath)
		must(t, err)
		for _, m := range r.Messages {
			found.add(filepath.ToSlash(name), fmt.Sprintf("%s: %s", m.RuleID, m.Message))
		}
	}
	found.report(t)
	if failed != nil && len(found) == 0 {
		t.Errorf("html-validate: %v\n%s", failed, output)
	}
}
