package main

import (
	"fmt"
	"strings"

	"platmap/generator"
	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/source"
)

// fix fixes the mistakes in the content that need no decision, and reports each fix.
func fix(p *project, in generator.Input, out *printer) error {
	fixed, err := generator.Fix(in)
	if err != nil || len(fixed) == 0 {
		return err
	}
	files := map[string]string{}
	for _, f := range fixed {
		files[f.Name] = f.Text
	}
	if _, err := publish.Update(p.content, files); err != nil {
		return err
	}
	for _, f := range fixed {
		for _, d := range f.Fixes {
			fmt.Fprintf(out.stderr, "%s fixed: %s\n", position(p, d.Pos), escape(d.Text))
		}
	}
	return nil
}

// notFixed reports the findings whose fix was not applied. In a file with a syntax error
// it reports that error instead, because it prevents all fixes in the file.
func notFixed(p *project, diags source.Diagnostics, out *printer) {
	waiting := map[*source.File]int{} // the number of fixes
	stops := map[*source.File]bool{}
	for _, d := range diags {
		if len(d.Fix) > 0 {
			waiting[d.Pos.File]++
		} else if preventsFixes(d) {
			stops[d.Pos.File] = true
		}
	}
	for _, d := range diags {
		switch n := waiting[d.Pos.File]; {
		case n == 0:
		case !stops[d.Pos.File] && len(d.Fix) > 0:
			fmt.Fprintf(out.stderr, "%s not fixed: %s\n", position(p, d.Pos), escape(d.Text))
		case preventsFixes(d):
			fmt.Fprintf(out.stderr, "%s not fixed: %s; correct this first: it prevents the fixes of %s in this file\n", position(p, d.Pos), escape(d.Text), report.Count(n, "finding"))
		}
	}
}

// preventsFixes reports whether d is a syntax error, which a person must correct before
// anything in the file can be fixed.
func preventsFixes(d source.Diagnostic) bool {
	return len(d.Fix) == 0 && d.Severity == source.Error && strings.HasPrefix(d.Code, "yaml/")
}

// position returns path:line:column.
func position(p *project, pos source.Pos) string { return report.Position(shown(p.content), pos) }
