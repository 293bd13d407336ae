package main

import (
	"fmt"

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

// notFixed reports the findings whose fix was not applied because the file has
// another error, which needs a decision first.
func notFixed(p *project, diags source.Diagnostics, out *printer) {
	for _, d := range diags {
		if len(d.Fix) > 0 {
			fmt.Fprintf(out.stderr, "%s not fixed: %s\n", position(p, d.Pos), escape(d.Text))
		}
	}
}

// position returns path:line:column.
func position(p *project, pos source.Pos) string { return report.Position(shown(p.content), pos) }
