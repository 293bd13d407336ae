package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// gh exports 30 issues unless it is given a limit.
func TestIssues_TruncatedExport(t *testing.T) {
	for text, want := range map[string]string{
		`[]`: "",
		`[{"number": 1, "state": "OPEN"}, {"number": 2, "state": "CLOSED"}]`:    "",
		`[{"number": 1, "state": "OPEN"}]`:                                      "no issue in this file is closed",
		"[" + strings.Repeat(`{"state": "CLOSED"},`, 29) + `{"state": "OPEN"}]`: "exactly 30 issues",
		`{"number": 1}`: "not an export of issues",
		`[{"number": `:  "not an export of issues",
	} {
		content := fstest.MapFS{"data/issues.json": {Data: []byte(text)}, "site.yaml": {Data: []byte("title: x")}}
		_, diags, err := generator.Check(generator.Input{Content: content, Schemas: testsite.Schemas(t)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range diags {
			if d.Pos.File != nil {
				got += d.Text
			}
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%.40s: got %q, want %q", text, got, want)
		}
	}
}
