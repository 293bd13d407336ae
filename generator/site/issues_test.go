package site

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"platmap/generator/source"
)

// Findings about exports: incomplete ones, because of the defaults of gh, and files that
// are not exports.
func TestIssues_Findings(t *testing.T) {
	closed := strings.Repeat(`{"state": "CLOSED", "labels": []},`, 29)
	for text, want := range map[string]string{
		`[]`: "",
		`[{"number": 1, "state": "OPEN", "labels": []}, {"number": 2, "state": "CLOSED", "labels": []}]`:  "",
		` [ {"state": "opened", "labels": ["a"], "iid": 3, "author": {"x": [1]}}, {"state": "closed"} ] `: "", // from another program, with unused fields
		`[{"number": 1, "state": "OPEN"}]`:                                                     "1:1 no issue in this file is closed",
		`[{"number": 1, "state": "CLOSED"}]`:                                                   "1:1 no issue in this file has the field labels",
		"[" + closed + `{"state": "OPEN", "labels": []}]`:                                      "exactly 30 issues",
		"[" + strings.Repeat(`{"state": "CLOSED", "labels": []},`, 999) + `{"state": "OPEN"}]`: "exactly 1000 issues, the limit of a search",
		`{"number": 1}`: "1:1 not an export of issues: a list that starts with [",
		`"x"`:           "1:1 not an export of issues: a list",
		`null`:          "1:1 not an export of issues: a list",
		``:              "not an export of issues: unexpected end of JSON input",
		`[{"number": `:  "1:12 not an export of issues: unexpected end of JSON input",
		"[\n{\"state\": \"OPEN\"},\n{\"state\": 1}]":       "3:1 not an export of issues: cannot unmarshal number into Go struct field Issue.state",
		"[\n{\"state\": \"OPEN\"},\n{\"labels\": [1]}]":    "3:1 not an export of issues: cannot unmarshal number",
		"[\n{\"state\": \"OPEN\"},\n  {\"title\": \"x\"}]": "3:3 not an export of issues: this issue has no field state",
		"[\n{\"state\": OPEN}]":                            "2:11 not an export of issues: invalid character 'O'",
		`[{"state": "OPEN"}][{"state": "OPEN"}]`:           "1:20 not an export of issues: there is more after the end",
		`[{"state": "OPEN"} {"state": "OPEN"}]`:            "1:20 not an export of issues: invalid character '{' after array element",
	} {
		var diags source.Diagnostics
		doc := DecodeIssues(&source.File{Name: "data/issues.json", Kind: source.Data, Text: text}, &diags)
		if !diags.HaveError() {
			diags = Link([]*Document{doc}, nil, nil, CheckOptions{}).Diagnostics()
		}
		got := ""
		for _, d := range diags {
			if d.Pos.File != nil {
				line, column := d.Pos.LineColumn()
				got += fmt.Sprintf("%d:%d %s", line, column, d.Text)
			}
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%.60s: got %q, want %q", text, got, want)
		}
	}
}

// IssueFields are the JSON fields of Issue.
func TestIssueFields(t *testing.T) {
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Issue]()) {
		names = append(names, f.Tag.Get("json"))
	}
	if got := strings.Join(names, ","); got != IssueFields {
		t.Errorf("IssueFields are %s, the struct has %s", IssueFields, got)
	}
}

func TestCountIssues(t *testing.T) {
	s := link(t, content{
		"site.yaml":          "labels: {prefix: area/}",
		"domains/a.yaml":     "{name: A, aliases: [old, b]}",
		"domains/b.yaml":     "name: B",
		"domains/named.yaml": "{name: C, aliases: [former], label: {name: My Label}}",
	}).Site
	var diags source.Diagnostics
	doc := DecodeIssues(&source.File{Text: `[
		{"number": 1, "state": "OPEN", "labels": [{"name": "AREA/A"}, {"name": "area/old"}], "createdAt": "2026-07-01T00:00:00Z"},
		{"number": 2, "state": "CLOSED", "labels": ["area/old", "my label"], "createdAt": "2026-06-30T23:59:59Z", "closedAt": "2026-07-02T10:00:00+09:00"},
		{"number": 3, "state": "CLOSED", "labels": ["area/b"], "createdAt": "soon", "closedAt": null},
		{"number": 4, "state": "OPEN", "labels": ["area/former", "bug"]},
		{"number": 5, "state": "OPEN"},
		{"number": 6, "state": "CLOSED"}
	]`}, &diags)
	got := ""
	for _, c := range s.CountIssues(doc.Issues, "2026-07") {
		id := "none"
		if c.Domain != nil {
			id = c.Domain.ID
		}
		got += fmt.Sprintf("%s %d %d %d %d; ", id, c.Open, c.Closed, c.Opened, c.Done)
	}
	// the label of b belongs to b, although b is a former id of a
	if want := "a 1 1 1 1; b 0 1 0 0; named 0 1 0 1; none 2 1 0 0; "; got != want || diags != nil {
		t.Errorf("got %s (%v), want %s", got, diags, want)
	}
	if got := s.UnsortedIssues(doc.Issues); len(got) != 2 || got[0].Number != 4 || got[1].Number != 5 {
		t.Errorf("unsorted issues: %+v", got)
	}
}
