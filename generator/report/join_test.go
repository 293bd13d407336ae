package report

import (
	"fmt"
	"strings"
	"testing"

	"platmap/generator/source"
)

// sameKey returns findings about the same key in several files, sorted by file. uses is the
// number of findings in each file.
func sameKey(code string, files, uses int) (all source.Diagnostics) {
	for i := range files {
		f := &source.File{Name: fmt.Sprintf("guides/%03d.md", i), Text: strings.Repeat("tag: 1\n", uses)}
		for n := range uses {
			all.Errorf(code, f.At(n+1, 1), 3, "use tags", "no such key")
		}
	}
	return all
}

func TestJoin(t *testing.T) {
	unreadable := sameKey("file/size", 9, 1)
	for _, d := range unreadable {
		d.Pos.File.Unreadable = true
	}
	for name, tt := range map[string]struct {
		findings             source.Diagnostics
		want, also, position int
	}{
		"few files":                 {sameKey("link/missing", 3, 5), 15, 0, 0},
		"many files":                {sameKey("link/missing", 4, 2), 1, 3, 7},
		"items of one list":         {sameKey("schema/unknown-key", 1, 30), 1, 0, 29},
		"syntax":                    {sameKey("yaml/tab", 9, 1), 9, 0, 0},
		"files that cannot be read": {unreadable, 9, 0, 0},
		"without a file":            {source.Diagnostics{{}, {}, {}, {}, {}}, 5, 0, 0},
	} {
		got := Join(tt.findings)
		if len(got) != tt.want || got[0].Also != tt.also || len(got[0].Related) != tt.position {
			t.Errorf("%s: %d findings, want %d; also in %d files, want %d; at %d more positions, want %d", name, len(got), tt.want, got[0].Also, tt.also, len(got[0].Related), tt.position)
		}
		if len(tt.findings[0].Related) > 0 {
			t.Errorf("%s: the input has changed", name)
		}
	}
}

// Formats for people show joined findings as one. Formats that CI systems compare with
// the lines of a change contain all findings. The counts include all findings.
func TestBytes_JoinedFindings(t *testing.T) {
	run := Run{Findings: sameKey("schema/unknown-key", 284, 1), Content: "content", Names: []string{"guides/000.md"}}
	for format, want := range map[Format]int{Text: 1, GitHub: 2, JSON: 1, RDJSONL: 284, SARIF: 284, GitLab: 284, JUnit: 284} {
		got := string(run.Bytes(format))
		if n := strings.Count(got, "no such key"); n != want {
			t.Errorf("%s: %d findings, want %d", format, n, want)
		}
	}
	if got := string(run.Bytes(Text)); !strings.Contains(got, `no such key (also in 283 other files) [`) || !strings.Contains(got, "note: and 280 more positions") {
		t.Errorf("got %s", got)
	}
	if got := string(run.Bytes(JSON)); !strings.Contains(got, `"also": 283,`) || !strings.Contains(got, `"errors": 284,`) {
		t.Errorf("got %.300s", got)
	}
	run.Baseline = 7
	if got, want := run.Summary(), "284 errors, 0 warnings in 284 files; 7 more findings in the baseline."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
