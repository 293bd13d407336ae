package levels_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"platmap/generator/levels"
	"platmap/generator/rounds"
	"platmap/generator/source"
)

// findingsIn returns random findings in some files, sorted. Some have several positions,
// or the same text as others.
func findingsIn(r *rand.Rand, files []*source.File) (all source.Diagnostics) {
	at := func() source.Pos {
		f := files[r.IntN(len(files))]
		return source.Pos{File: f, Offset: r.IntN(len(f.Text))}
	}
	for range r.IntN(40) {
		d := source.Diagnostic{Code: []string{"link/missing", "ref/unknown", "map/no-guide", "map/until", "yaml/tab"}[r.IntN(5)], Severity: source.Severity(r.IntN(2)),
			Pos: at(), Text: []string{"a", "b\n\x1b", "検索", "\xff"}[r.IntN(4)]}
		for range r.IntN(3) {
			d.Related = append(d.Related, source.Related{Pos: at(), Text: "also used here", Use: r.IntN(2) == 0})
		}
		all.Add(d)
	}
	return all.Sorted()
}

func isPinned(d source.Diagnostic) bool { return d.Code == "yaml/tab" && d.Severity == source.Error }

// The baseline that is made from any findings hides all of them except those that are
// always reported, even if their lines change. An additional finding is reported.
func TestBaseline_Random(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for range rounds.Of(1500) {
		var files, moved []*source.File
		for i := range 1 + r.IntN(5) {
			f := &source.File{Name: fmt.Sprintf("guides/%d%s.md", i, []string{"", "\xff", "#"}[r.IntN(3)]), Text: strings.Repeat("text\n", 20)}
			files, moved = append(files, f), append(moved, &source.File{Name: f.Name, Text: "\n\n" + f.Text})
		}
		found := findingsIn(r, files)
		first := levels.Filter{}.Apply(found).NewBaseline()
		text := string(first.JSON())
		known, _, err := levels.ParseBaseline(text)
		if err != nil {
			t.Fatal(err)
		}
		if again := string(known.JSON()); again != text {
			t.Fatalf("the baseline changes when it is written again:\n%s\n%s", text, again)
		}
		for i := range found { // insert lines above
			down := func(p source.Pos) source.Pos {
				return source.Pos{File: moved[slices.Index(files, p.File)], Offset: p.Offset + 2}
			}
			found[i].Pos = down(found[i].Pos)
			for j := range found[i].Related {
				found[i].Related[j].Pos = down(found[i].Related[j].Pos)
			}
		}
		filter := levels.Filter{Baseline: known}
		got := filter.Apply(found)
		if got.Stale != 0 || got.Hidden != known.Len() || slices.ContainsFunc(got.Findings, func(d source.Diagnostic) bool { return !isPinned(d) }) {
			t.Fatalf("%d stale, %d of %d hidden, reported: %v", got.Stale, got.Hidden, known.Len(), got.Findings)
		}
		pinned := len(got.Findings)
		one := source.Diagnostic{Code: "link/missing", Pos: source.Pos{File: moved[0], Offset: 1}, Text: "new"}
		if len(found) > 0 && r.IntN(2) == 0 {
			if d := found[r.IntN(len(found))]; !isPinned(d) {
				one.Code, one.Text, one.Severity = d.Code, d.Text, d.Severity
			}
		}
		if isPinned(one) {
			continue
		}
		more := append(slices.Clone(found), one)
		slices.SortStableFunc(more, func(a, b source.Diagnostic) int { return strings.Compare(a.Pos.File.Name, b.Pos.File.Name) })
		if got = filter.Apply(more); len(got.Findings) != pinned+1 {
			t.Fatalf("one more finding: %d are reported, want %d:\n%v\n%v", len(got.Findings), pinned+1, one, got.Findings)
		}
		if added, removed := known.Difference(got.NewBaseline()); added != 1 || removed != 0 {
			t.Fatalf("the baseline has %d more and %d fewer", added, removed)
		}
	}
}

// Findings in the baseline that a run does not look for are neither stale nor removed.
func TestBaseline_Unchecked(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: "a"}
	old := levels.Filter{}.Apply(source.Diagnostics{
		{Code: "map/translation", Pos: source.Pos{File: f}, Text: "no Japanese"},
		{Code: "link/missing", Pos: source.Pos{File: f}, Text: "no file"},
	}).NewBaseline()
	r := levels.Filter{Baseline: old, Checked: func(code string) bool { return code != "map/translation" }}.Apply(nil)
	if got := string(r.NewBaseline().JSON()); r.Stale != 1 || !strings.Contains(got, "no Japanese") || strings.Contains(got, "no file") {
		t.Errorf("%d stale, new baseline: %s", r.Stale, got)
	}
}

func TestParseBaseline_Invalid(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "not a baseline: unexpected end",
		"[]":                             "not a baseline: cannot unmarshal",
		"{}":                             "not a baseline: no version",
		`{"version": 1}`:                 "not a baseline: no version and findings",
		`{"version": 2, "findings": []}`: "newer than this platmap",
		`{"version": 1, "findings": [{"count": 1e99}]}`:                                             "cannot unmarshal number",
		`{"version": 1, "findings": [{"count": 9223372036854775807}, {"count": 9}, {"count": -1}]}`: "",
	} {
		b, offset, err := levels.ParseBaseline(text)
		if want == "" {
			if err != nil || b.Len() <= 0 {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) || offset > len(text) {
			t.Errorf("%q: got %v at %d, want %s", text, err, offset, want)
		}
	}
}

// Edits of a baseline keep its layout, even if another program has formatted the file.
func TestRenamed(t *testing.T) {
	const baseline = `{"version": 1,
  "findings": [
    {
      "file": "domains/logs.yaml", "text": "domain \"logs\" has no interfaces", "code": "map/no-interface"
    },
    {"Code": "link/missing", "File": "guides\/a.md", "text": "domains/logs.yaml", "count": 2},
    {"file": "guides/b.md", "code": "map/no-interface", "text": "domain \"logs\" has no interfaces"}, {"file": null, "code": "site/empty", "text": "none"}
  ], "about": {"file": "domains/logs.yaml"}
}`
	want := strings.NewReplacer(`"file": "domains/logs.yaml", "text": "domain \"logs\"`, `"file": "domains/<>.yaml", "text": "domain \"<>\"`, `"guides\/a.md"`, `"guides/moved/a.md"`).Replace(baseline)
	before := source.Diagnostic{Code: "map/no-interface", Pos: source.Pos{File: &source.File{Name: "domains/logs.yaml"}}, Text: `domain "logs" has no interfaces`}
	after := source.Diagnostic{Code: "map/no-interface", Text: `domain "<>" has no interfaces`}
	edits, n := levels.Renamed(baseline, map[string]string{"domains/logs.yaml": "domains/<>.yaml", "guides/a.md": "guides/moved/a.md"}, []levels.Reworded{{Before: before, After: after}})
	got, at := "", 0
	for _, e := range edits {
		got, at = got+baseline[at:e.Start]+e.New, e.End
	}
	if got += baseline[at:]; got != want || n != 2 {
		t.Errorf("%d findings:\n%s\nwant 2:\n%s", n, got, want)
	}
}

func FuzzParseBaseline(f *testing.F) {
	f.Add(`{"version": 1, "findings": [{"file": "a", "code": "b/c", "text": "d", "count": 2}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if b, _, err := levels.ParseBaseline(text); err == nil {
			if again, _, err := levels.ParseBaseline(string(b.JSON())); err != nil || string(again.JSON()) != string(b.JSON()) {
				t.Errorf("not the same again: %v", err)
			}
		}
	})
}

// A setting changes the level of a finding, but not of one that hides content.
func TestApply_Settings(t *testing.T) {
	f := &source.File{Name: "a.md", Text: "abc"}
	refused := &source.File{Name: "b.md", Unreadable: true}
	offset := 0
	at := func(code string, s source.Severity) source.Diagnostic {
		offset++
		return source.Diagnostic{Code: code, Severity: s, Pos: source.Pos{File: f, Offset: offset}, Text: "x"}
	}
	outside := at("file/outside", source.Error)
	outside.Pos = source.Pos{File: refused}
	settings := []levels.Setting{{Code: "link/missing", Level: "warning"}, {Code: "map/no-guide", Level: "error"}, {Code: "link/anchor", Level: "off", Reason: "later"},
		{Code: "yaml/tab", Level: "off", Reason: "no"}, {Code: "file/outside", Level: "off", Reason: "no"}, {Code: "yaml/comment", Level: "off", Reason: "yes"}}
	got := levels.Filter{Settings: settings}.Apply(source.Diagnostics{at("file/outside", source.Error), outside, at("link/anchor", source.Error), at("link/missing", source.Error),
		at("map/no-guide", source.Warning), at("yaml/comment", source.Warning), at("yaml/tab", source.Error)}.Sorted())
	var list []string
	for _, d := range got.Findings {
		list = append(list, d.Severity.String()+" "+d.Code)
	}
	want := "warning level/unknown, error map/no-guide, error yaml/tab, warning link/missing, error file/outside"
	slices.Sort(list)
	wanted := strings.Split(want, ", ")
	slices.Sort(wanted)
	if !slices.Equal(list, wanted) {
		t.Errorf("got %v, want %v", list, wanted)
	}
}
