package main

import (
	"fmt"
	"strings"
	"testing"

	"platmap/generator/source"
)

func printed(do func(p *printer)) string {
	var b strings.Builder
	do(&printer{stdout: &b, stderr: &b})
	return b.String()
}

// Of very many findings the first are shown, and no warning hides an error.
func TestFindingsAreCut(t *testing.T) {
	var diags source.Diagnostics
	for i := range 30 {
		f := &source.File{Name: fmt.Sprintf("domains/%02d.yaml", i), Text: strings.Repeat("x\n", 30)}
		for n := 1; n < 30; n++ {
			diags.Warnf("a/b", f.At(n, 1), 1, "", "warning")
		}
		diags.Errorf("a/b", f.At(30, 1), 1, "", "error")
	}
	lines := func(diags source.Diagnostics) map[string]int {
		counts := map[string]int{}
		for line := range strings.Lines(printed(func(p *printer) { p.findings(p.stdout, "content", diags) })) {
			for _, part := range []string{": error: ", ": warning: ", "domains/00.yaml:", "and "} {
				if strings.Contains(line, part) {
					counts[part]++
				}
			}
		}
		return counts
	}
	if got, want := fmt.Sprint(lines(diags)), "map[: error: :30 : warning: :170 and :1 domains/00.yaml::20]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(lines(diags[:30])), "map[: error: :1 : warning: :19 and :1 domains/00.yaml::20]"; got != want {
		t.Errorf("one file: got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(lines(diags[:20])), "map[: warning: :20 domains/00.yaml::20]"; got != want {
		t.Errorf("few: got %s, want %s", got, want)
	}
	all := printed(func(p *printer) { p.findings(p.stdout, "content", diags) })
	if !strings.HasSuffix(all, "\nand 700 more\n") {
		t.Errorf("got %q at the end", all[len(all)-40:])
	}
}

// The mark stands below what is meant, whatever the width of what is before it.
func TestExcerpt(t *testing.T) {
	for _, tt := range []struct {
		line         string
		column, long int
		want         string
	}{
		{"name: x", 7, 1, "   1 | name: x\n     |       ^\n"},
		{"名前: 検索", 5, 6, "   1 | 名前: 検索\n     |       ^^^^\n"},
		{"\t- x", 4, 1, "   1 | \t- x\n     | \t  ^\n"},
		{"a\u0301b", 3, 1, "   1 | a\u0301b\n     |  ^\n"},
		{"a\x1b[1mb", 6, 1, "   1 | a<001B>[1mb\n     |           ^\n"},
		{"name:", 6, 0, "   1 | name:\n     |      ^\n"},
	} {
		f := &source.File{Name: "x.yaml", Text: tt.line + "\nnext"}
		d := source.Diagnostic{Pos: f.At(1, tt.column), Len: tt.long}
		if got := printed(func(p *printer) { excerpt(p.stdout, d) }); got != tt.want {
			t.Errorf("%q:\n%s\nwant:\n%s", tt.line, got, tt.want)
		}
	}
	long := strings.Repeat("検", 1000) + "!" + strings.Repeat("x", 1000)
	f := &source.File{Name: "x.yaml", Text: long}
	got := printed(func(p *printer) { excerpt(p.stdout, source.Diagnostic{Pos: f.At(1, 1001), Len: 1}) })
	text, mark, _ := strings.Cut(got, "\n")
	if n := len([]rune(text)); n > 7+excerptWidth {
		t.Errorf("%d characters are shown", n)
	}
	before, _, _ := strings.Cut(text, "!")
	if at := strings.Index(mark, "^"); at != columns(before) {
		t.Errorf("the mark is in column %d, want %d:\n%s", at, columns(before), got)
	}
}

// A file is counted once, and what has no place is in no file.
func TestSummary(t *testing.T) {
	f, g := &source.File{Name: "a"}, &source.File{Name: "b"}
	at := func(f *source.File, s source.Severity) source.Diagnostic {
		return source.Diagnostic{Severity: s, Pos: source.Pos{File: f}}
	}
	for _, tt := range []struct {
		diags         source.Diagnostics
		outcome, want string
	}{
		{nil, "", "no errors\n"},
		{source.Diagnostics{at(nil, source.Error)}, "nothing done", "1 error, 0 warnings; nothing done\n"},
		{source.Diagnostics{at(f, source.Error), at(f, source.Warning), at(g, source.Warning)}, "", "1 error, 2 warnings in 2 files\n"},
	} {
		if got := printed(func(p *printer) { p.summary(tt.diags, tt.outcome) }); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
