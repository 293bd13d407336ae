package main

import (
	"github.com/spf13/cobra"

	"platmap/generator"
)

func checkCommand(out *printer) *cobra.Command {
	var p project
	c := &cobra.Command{
		Use:   "check",
		Short: "Tell what is wrong with the content, all at once",
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return check(&p, out) },
	}
	p.flags(c)
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors, but for dates that have passed")
	c.Flags().BoolVar(&p.translations, "translations", false, "also report texts that are missing in one of the site's languages")
	return c
}

func check(p *project, out *printer) error {
	in, err := p.open()
	if err != nil {
		return err
	}
	s, diags, err := generator.Check(in)
	if err != nil {
		return err
	}
	diags = append(diags, outdated(s, p.content)...).Sorted()
	out.findings(out.stdout, p.content, diags)
	out.summary(diags, "")
	if diags.HaveError() || p.strict && diags.HaveStrict() {
		return errContent
	}
	return nil
}
