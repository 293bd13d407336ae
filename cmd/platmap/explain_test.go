package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/explain"
)

var codeOfFinding = regexp.MustCompile(`(?m) \[([a-z]+/[a-z-]+)\]$`)

// Pages about files beside the content folder keep their promises: the finding
// is told about what they call wrong, and not about what they call right. The
// pages about content alone are tried in generator/explain.
func TestExplained(t *testing.T) {
	t.Parallel()
	groups, err := explain.Groups("en")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, g := range groups {
		for _, p := range g.Pages {
			if !slices.ContainsFunc(p.Wrong, func(f explain.File) bool { return strings.HasPrefix(f.Name, "../") }) {
				continue
			}
			tried++
			if got := findingsOf(t, p.Wrong); !slices.Contains(got, p.Code) || slices.ContainsFunc(got, func(code string) bool { return code != p.Code && !slices.Contains(p.Also, code) }) {
				t.Errorf("%s: what is wrong has the findings %q", p.Code, got)
			}
			if got := findingsOf(t, p.Right); slices.Contains(got, p.Code) {
				t.Errorf("%s: what is right has the findings %q", p.Code, got)
			}
		}
	}
	if tried == 0 {
		t.Error("no page has files beside the content folder")
	}
}

// findingsOf builds a site of the files, with their theme if they have one, and
// returns the codes that platmap tells.
func findingsOf(t *testing.T, files []explain.File) []string {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil { // CODEOWNERS belongs to a repository
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, "content", f.Name), text)
	}
	var codes []string
	for _, args := range [][]string{{"check"}, {"build", "--theme", "theme"}} {
		if _, err := os.Stat(filepath.Join(dir, "theme")); err != nil && args[0] == "build" {
			continue
		}
		cmd := exec.Command("platmap", args...)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput() // the findings decide
		for _, m := range codeOfFinding.FindAllStringSubmatch(string(out), -1) {
			codes = append(codes, m[1])
		}
	}
	return codes
}
