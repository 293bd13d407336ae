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

// The wrong example of an explain page causes the finding, and the right example does
// not. This test covers the pages with files outside the content folder;
// generator/explain covers the others.
func TestExplainExamples_FilesOutsideContent(t *testing.T) {
	t.Parallel()
	groups, err := explain.Groups("en")
	if err != nil {
		t.Fatal(err)
	}
	tested := 0
	for _, g := range groups {
		for _, p := range g.Pages {
			if !slices.ContainsFunc(p.Wrong, func(f explain.File) bool { return strings.HasPrefix(f.Name, "../") }) {
				continue
			}
			tested++
			if got := findingsOf(t, p.Wrong); !slices.Contains(got, p.Code) || slices.ContainsFunc(got, func(code string) bool { return code != p.Code && !slices.Contains(p.Also, code) }) {
				t.Errorf("%s: the wrong example has the findings %q", p.Code, got)
			}
			if got := findingsOf(t, p.Right); slices.Contains(got, p.Code) {
				t.Errorf("%s: the right example has the findings %q", p.Code, got)
			}
		}
	}
	if tested == 0 {
		t.Error("no page has files outside the content folder")
	}
}

// findingsOf checks the files, builds them if they have a theme, and returns the codes
// that platmap prints.
func findingsOf(t *testing.T, files []explain.File) []string {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil { // CODEOWNERS is read only in a repository
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
		out, _ := cmd.CombinedOutput() // the findings are compared, not the exit status
		for _, m := range codeOfFinding.FindAllStringSubmatch(string(out), -1) {
			codes = append(codes, m[1])
		}
	}
	return codes
}
