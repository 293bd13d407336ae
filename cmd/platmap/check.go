package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/levels"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// checkFlags holds the flags of check.
type checkFlags struct {
	project
	baselineFlags
	format string
	day    string
	fix    bool
}

func checkCommand(out *printer) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Report everything that is wrong with the content",
		Args:  cobra.ArbitraryArgs,
		Long: `Check reads all content and reports every finding with its position and help. With
names of files or folders it reports only the findings in these.

With --fix it first fixes mistakes that need no decision, such as line endings or
a misspelled key, and changes nothing else.

A map that starts with many findings can have a baseline: the findings in
content/baseline.json are not reported, here or by build and serve. With
--update-baseline check writes all present findings to it.

The comment "platmap: allow CODE reason" hides a finding at its position: after # in YAML,
in <!-- --> in Markdown. findings in site.yaml changes the level of a code, or turns it off.

Paths in gitlab, junit and sarif, and in the annotations of github, are relative to
the root of the Git repository; in text, json and rdjsonl to the working directory.`,
		RunE: func(_ *cobra.Command, args []string) error { return check(&f, args, out) },
	}
	f.project.flags(c)
	f.themeFlag(c)
	c.Flags().BoolVar(&f.strict, "strict", false, "treat warnings as errors, except those about past dates")
	c.Flags().BoolVar(&f.translations, "translations", false, "also report texts that are missing in one of the site's languages")
	c.Flags().BoolVar(&f.fix, "fix", false, "fix mistakes that need no decision, and report each fix")
	f.baselineFlags.flags(c)
	reportFormatFlag(c, &f.format)
	todayFlag(c, &f.day)
	return c
}

func check(f *checkFlags, args []string, out *printer) error {
	debug.SetGCPercent(200) // a check is short, so memory costs less than garbage collection
	format, err := parseFormat(f.format)
	if err != nil {
		return err
	}
	date, err := todayOr(f.day)
	if err != nil {
		return err
	}
	in, err := f.openForCheck()
	if err != nil {
		return f.themeError(err)
	}
	in.Today = date
	if err := f.setBaseline(&f.project, &in); err != nil {
		return err
	}
	isChosen, chosen := func(string) bool { return true }, 0
	if len(args) > 0 {
		if isChosen, chosen, err = f.chosen(in, args); err != nil {
			return err
		}
	}
	if f.fix {
		if err := fix(&f.project, in, out); err != nil {
			return err
		}
	}
	in.Outside = func(s *site.Site) source.Diagnostics { return outdated(s, f.content) }
	s, result, err := generator.CheckFiltered(in)
	if err == nil && f.update {
		s, result, err = f.writeBaseline(&f.project, in, result, out)
	}
	if err != nil {
		return err
	}
	if f.fix {
		notFixed(&f.project, result.Findings, out)
	}
	run := f.run(s.Sources, result.Findings, "")
	run.Baseline = result.Hidden
	if len(args) > 0 {
		result = levels.Result{Findings: levels.In(result.Findings, isChosen)}
		run.Findings, run.Files, run.Baseline = result.Findings, chosen, 0
	}
	if format == report.JUnit {
		files, _, err := source.Read(in.Content)
		if err != nil {
			return err
		}
		for _, f := range files {
			if isChosen(f.Name) {
				run.Names = append(run.Names, f.Name)
			}
		}
	}
	out.findings(out.stdout, format, run)
	if result.Stale > 0 {
		fmt.Fprintf(out.stderr, "%s of the baseline no longer found; remove with platmap check %s--update-baseline\n", report.Count(result.Stale, "finding"), f.typed(&f.project))
	}
	if len(args) == 0 && len(result.Findings) > manyFindings && result.Hidden == 0 && in.Baseline == nil {
		fmt.Fprintf(out.stderr, "to report only new findings from now on, run platmap check %s--update-baseline\n", f.typed(&f.project))
	}
	if in.Stops(result.Findings) {
		return errContent
	}
	return nil
}

// manyFindings is how many findings make check propose a baseline.
const manyFindings = 200
