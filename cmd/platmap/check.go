package main

import (
	"github.com/spf13/cobra"

	"platmap/generator"
)

func checkCommand(out *printer) *cobra.Command {
	var p project
	var format string
	var mend bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Tell what is wrong with the content, all at once",
		Args:  noArgs,
		Long: `Check reads all content and tells everything that is wrong with it, each at its
place and with its cure. With --fix it first mends what needs no decision, such
as line ends or a key that is nearly right, changing nothing else.`,
		RunE: func(*cobra.Command, []string) error { return check(&p, format, mend, out) },
	}
	p.flags(c)
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors, but for dates that have passed")
	c.Flags().BoolVar(&p.translations, "translations", false, "also report texts that are missing in one of the site's languages")
	c.Flags().BoolVar(&mend, "fix", false, "mend what needs no decision, and tell what was mended")
	formatFlag(c, &format)
	return c
}

func check(p *project, formatName string, mend bool, out *printer) error {
	format, err := parseFormat(formatName)
	if err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	in.Today = today()
	if mend {
		if err := fix(p, in, out); err != nil {
			return err
		}
	}
	s, diags, err := generator.Check(in)
	if err != nil {
		return err
	}
	diags = append(diags, outdated(s, p.content)...).Sorted()
	if mend {
		out.unmended(p, diags)
	}
	out.findings(out.stdout, format, p.run(s.Sources, diags, ""))
	if in.Stops(diags) {
		return errContent
	}
	return nil
}
