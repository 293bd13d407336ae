package main

import (
	"github.com/spf13/cobra"

	"platmap/generator"
)

func checkCommand(out *printer) *cobra.Command {
	var p project
	var format string
	c := &cobra.Command{
		Use:   "check",
		Short: "Tell what is wrong with the content, all at once",
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return check(&p, format, out) },
	}
	p.flags(c)
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors, but for dates that have passed")
	c.Flags().BoolVar(&p.translations, "translations", false, "also report texts that are missing in one of the site's languages")
	formatFlag(c, &format)
	return c
}

func check(p *project, formatName string, out *printer) error {
	format, err := parseFormat(formatName)
	if err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	in.Today = today()
	s, diags, err := generator.Check(in)
	if err != nil {
		return err
	}
	diags = append(diags, outdated(s, p.content)...).Sorted()
	out.findings(out.stdout, format, p.run(in.Content, diags, ""))
	if diags.HaveError() || p.strict && diags.HaveStrict() {
		return errContent
	}
	return nil
}
