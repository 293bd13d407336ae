package webtest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Every page is valid by html-validate's recommended rules.
func (s *site) testValid(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("Node 18.19 or newer (node) is missing: install it, or run go test -short.")
	}
	validate := module(t, "html-validate/bin/html-validate.mjs")
	report := filepath.Join(t.TempDir(), "report.json") // long output to a pipe would be cut off
	cmd := exec.Command(node, validate, "--config", "htmlvalidate.json", "--formatter", "json="+report, s.dir)
	output, failed := cmd.CombinedOutput() // its status tells whether it found anything; so does the report
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
	found := faults{}
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

// module returns a file of an npm package that the script setup installed.
func module(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Fatal("The npm packages of generator/webtest are missing: run make test, or npm ci there, or go test -short.")
	}
	return file
}
