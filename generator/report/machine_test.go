package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
)

func TestGitHub_TenCommandsOfEachSeverity(t *testing.T) {
	run := many(4, 9)
	for i := range 3 {
		f := &source.File{Name: fmt.Sprintf("teams/%d.yaml", i), Text: "x"}
		for n := range 9 {
			run.Findings.Add(source.Diagnostic{Code: "a/b", Pos: source.Pos{File: f}, Text: fmt.Sprint(n, strings.Repeat("長", 5000))})
		}
	}
	got := strings.Split(strings.TrimSpace(string(run.commands())), "\n")
	if len(got) != 20 {
		t.Fatalf("%d commands", len(got))
	}
	files := map[string]bool{}
	for i, line := range got {
		if want := []string{"::error ", "::warning "}[i/10]; !strings.HasPrefix(line, want) {
			t.Errorf("command %d is %.20s, want %s", i+1, line, want)
		}
		if i < 7 {
			files[regexp.MustCompile(`file=[^,]*`).FindString(line)] = true
		}
		if n := len([]rune(line)); n > 4300 {
			t.Errorf("command %d has %d characters", i+1, n)
		}
	}
	if len(files) != 7 {
		t.Errorf("the first seven errors are in %d files", len(files))
	}
	for i, want := range map[int]string{9: "%0A21 more errors in the log", 19: "%0A22 more warnings in the log"} {
		if !strings.HasSuffix(got[i], want) {
			t.Errorf("the tenth ends with %q, want %q", got[i][len(got[i])-40:], want)
		}
	}
	if n := bytes.Count(many(11, 1).commands(), []byte("1 more error in the log")); n != 1 {
		t.Error("the number of other errors is missing")
	}
	if n := bytes.Count(many(10, 1).commands(), []byte("more")); n != 0 {
		t.Error("there are no other errors")
	}
}

func TestTable_KeepsTheLimit(t *testing.T) {
	run := many(200, 20)
	for _, limit := range []int{0, 99, 1000, 1 << 14, 1 << 20} {
		got := string(run.Table(limit))
		if len(got) > limit {
			t.Errorf("%d bytes, want %d at most", len(got), limit)
		}
		rows := strings.Count(got, "\n| error |") + strings.Count(got, "\n| warning |")
		if more := fmt.Sprintf("and %s in the log", Count(len(run.Findings)-rows, "more finding")); rows > 0 && rows < len(run.Findings) != strings.Contains(got, more) {
			t.Errorf("%d of %d rows: %s", rows, len(run.Findings), got[max(0, len(got)-100):])
		}
		if e, w := strings.LastIndex(got, "\n| error |"), strings.Index(got, "\n| warning |"); w >= 0 && w < e {
			t.Error("a warning is before an error")
		}
	}
}

// A suggestion has all edits of a fix, and no line is too long for reviewdog.
func TestRDJSONL_Suggestions(t *testing.T) {
	f := &source.File{Name: "x.yaml", Text: "検索: a\nb: c\n" + strings.Repeat("\x1b", 5000)}
	for _, tt := range []struct {
		edits []source.Edit
		want  string
	}{
		{[]source.Edit{{Start: 6, End: 7, New: " :"}}, `{1:7-1:8} " :"`},
		{[]source.Edit{{Start: 0, End: 6, New: "x"}, {Start: 8, End: 8, New: "y"}, {Start: 10, End: 11}}, `{1:1-2:2} "x: ya\n"`},
		{[]source.Edit{{Start: -3, End: 0}}, ``},
		{[]source.Edit{{Start: 0, End: 5000}}, ``},
		{[]source.Edit{{Start: 0, End: 1, New: strings.Repeat("x", 5000)}}, ``},
		{nil, ``},
	} {
		d := source.Diagnostic{Code: "a/b", Pos: source.Pos{File: f}, Fix: tt.edits, Text: strings.Repeat("\U000e0041", 5000)}
		got := ""
		for _, s := range suggestions(positions{}, d) {
			got += fmt.Sprintf("{%d:%d-%d:%d} %q", s.Range.Start.Line, s.Range.Start.Column, s.Range.End.Line, s.Range.End.Column, s.Text)
		}
		if got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.edits, got, tt.want)
		}
		if n := len(Run{Findings: source.Diagnostics{d}}.Bytes(RDJSONL)); n >= 64<<10 {
			t.Errorf("%d bytes on a line", n)
		}
	}
}

// The sample was also validated manually against the schema of OASIS.
func TestSARIF_ResultsHaveRulesAndRegions(t *testing.T) {
	run := sample()
	run.Rule = func(code string) Rule {
		if code == "schema/value" {
			return Rule{"unknown value", "Long.", "Write another."}
		}
		return Rule{}
	}
	var log sarifLog
	if err := json.Unmarshal(run.Bytes(SARIF), &log); err != nil {
		t.Fatal(err)
	}
	rules := log.Runs[0].Tool.Driver.Rules
	prints := map[string]bool{}
	for _, result := range log.Runs[0].Results {
		rule := rules[result.RuleIndex]
		if rule.ID != result.RuleID || rule.Short.Text == "" || rule.Full.Text == "" || rule.Help.Text == "" {
			t.Errorf("%s has the rule %v", result.RuleID, rule)
		}
		if rule.ID == "schema/value" && (rule.Short.Text != "unknown value" || rule.Full.Text != "Long." || rule.Help.Text != "Write another.") {
			t.Errorf("got %v", rule)
		}
		for _, l := range append(result.Related, result.Locations...) {
			if u, err := url.Parse(l.Physical.Artifact.URI); err != nil || u.IsAbs() || !strings.HasPrefix(u.Path, "docs/map/content") {
				t.Errorf("%s: %v", l.Physical.Artifact.URI, err)
			}
			if r := l.Physical.Region; r != nil && (r.StartLine < 1 || r.StartColumn < 1 || r.EndLine < r.StartLine || r.EndLine == r.StartLine && r.EndColumn < r.StartColumn) {
				t.Errorf("%s: region %v", result.RuleID, r)
			}
		}
		prints[result.Fingerprints["platmapFinding/v1"]] = true
	}
	if len(prints) != len(log.Runs[0].Results) || prints[""] {
		t.Errorf("fingerprints are not unique: %v", prints)
	}
}

// Equal findings have different fingerprints.
func TestFingerprints_DoNotDependOnLinesAbove(t *testing.T) {
	fingerprints := func(text string) []string {
		f := &source.File{Name: "domains/x.yaml", Text: text}
		var run Run
		for i := range text {
			if strings.HasPrefix(text[i:], "bad") {
				run.Findings.Add(source.Diagnostic{Code: "a/b", Pos: source.Pos{File: f, Offset: i}, Len: 3, Text: fmt.Sprint("at ", i)})
			}
		}
		var all []string
		for _, m := range regexp.MustCompile(`"platmapFinding/v1": "(.*)"`).FindAllStringSubmatch(string(run.Bytes(SARIF)), -1) {
			all = append(all, m[1])
		}
		return all
	}
	before, after := fingerprints("a: bad\nb: bad\na: bad\n"), fingerprints("# new\nx: y\na: bad\n  b: bad\na: bad\n")
	if !slices.Equal(before, after) || len(before) != 3 || before[0] == before[2] {
		t.Errorf("got %q, then %q", before, after)
	}
}
