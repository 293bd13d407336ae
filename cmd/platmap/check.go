package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/report"
	"platmap/generator/source"
)

func checkCommand(out *printer) *cobra.Command {
	var p project
	var format, day string
	var withFix bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Report everything that is wrong with the content",
		Args:  noArgs,
		Long: `Check reads all content and reports every finding with its position and help.
With --fix it first fixes mistakes that need no decision, such as line endings or
a misspelled key, and changes nothing else.`,
		RunE: func(*cobra.Command, []string) error { return check(&p, format, day, withFix, out) },
	}
	p.flags(c)
	p.themeFlag(c)
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors, except those about past dates")
	c.Flags().BoolVar(&p.translations, "translations", false, "also report texts that are missing in one of the site's languages")
	c.Flags().BoolVar(&withFix, "fix", false, "fix mistakes that need no decision, and report each fix")
	formatFlag(c, &format)
	todayFlag(c, &day)
	return c
}

func check(p *project, formatName, day string, withFix bool, out *printer) error {
	debug.SetGCPercent(200) // a check is short, so memory costs less than garbage collection
	format, err := parseFormat(formatName)
	if err != nil {
		return err
	}
	date, err := todayOr(day)
	if err != nil {
		return err
	}
	in, err := p.openForCheck()
	if err != nil {
		return p.themeError(err)
	}
	in.Today = date
	if withFix {
		if err := fix(p, in, out); err != nil {
			return err
		}
	}
	s, diags, err := generator.Check(in)
	if err != nil {
		return err
	}
	diags = append(diags, outdated(s, p.content)...).Sorted()
	if withFix {
		notFixed(p, diags, out)
	}
	run := p.run(s.Sources, diags, "")
	if format == report.JUnit {
		files, _, err := source.Read(in.Content)
		if err != nil {
			return err
		}
		for _, f := range files {
			run.Names = append(run.Names, f.Name)
		}
	}
	out.findings(out.stdout, format, run)
	if in.Stops(diags) {
		return errContent
	}
	return nil
}
