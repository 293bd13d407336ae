package main

import (
	"fmt"

	"platmap/generator"
	"platmap/generator/publish"
	"platmap/generator/source"
)

// unmended says of which files fix could mend something and did not.
func (p *printer) unmended(project *project, diags source.Diagnostics) {
	told := map[*source.File]bool{}
	for _, d := range diags {
		if f := d.Pos.File; len(d.Fix) > 0 && !told[f] {
			told[f] = true
			fmt.Fprintf(p.stderr, "not mended %s: it has a fault that only a person can mend; after that, run check --fix again\n",
				place(shown(project.content), source.Pos{File: f}))
		}
	}
}

// fix mends the content as far as that needs no decision, and says what it did.
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
			fmt.Fprintf(out.stderr, "fixed %s: %s\n", place(shown(p.content), d.Pos), escape(d.Text))
		}
	}
	return nil
}
