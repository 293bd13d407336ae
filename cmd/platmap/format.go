package main

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"platmap/generator/explain"
	"platmap/generator/report"
	"platmap/generator/source"
	"platmap/generator/text"
)

// formatFlag adds --format.
func formatFlag(c *cobra.Command, format *string) {
	var names, completions []string
	for _, f := range report.Formats() {
		names = append(names, f[0])
		completions = append(completions, cobra.CompletionWithDesc(f[0], f[1]))
	}
	c.Flags().StringVar(format, "format", "", "the `form` of the findings: "+strings.Join(names, ", ")+" (default: text, or github within GitHub Actions)")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(completions, cobra.ShellCompDirectiveNoFileComp))
}

func parseFormat(name string) (report.Format, error) {
	if name == "" {
		return formatHere(), nil
	}
	var names []string
	for _, f := range report.Formats() {
		if f[0] == name {
			return report.Format(name), nil
		}
		names = append(names, f[0])
	}
	near := ""
	if n := text.Closest(name, names); n != "" {
		near = "; did you mean " + n + "?"
	}
	return "", usagef("there is no format %s%s\nchoose one of %s", name, near, strings.Join(names, ", "))
}

// formatHere is the format when none was named.
func formatHere() report.Format {
	if onGitHub() {
		return report.GitHub
	}
	return report.Text
}

func onGitHub() bool { return os.Getenv("GITHUB_ACTIONS") == "true" }

// run returns what a report of findings needs. files is the number of source files.
func (p *project) run(files int, diags source.Diagnostics, outcome string) report.Run {
	run := report.Run{Findings: diags, Files: files, Content: shown(p.content), Outcome: outcome, Version: currentVersion(), Rule: rules()}
	if onGitHub() {
		run.Root = repositoryPath(p.content)
	}
	return run
}

// rules returns a function that knows what codes mean. The pages are read when
// the first is asked for.
func rules() func(code string) report.Rule {
	known := sync.OnceValue(func() map[string]report.Rule {
		groups, err := explain.Groups("en")
		if err != nil {
			return nil // a test reads all pages
		}
		list := map[string]report.Rule{}
		for _, g := range groups {
			for _, page := range g.Pages {
				list[page.Code] = report.Rule{Title: page.Title, About: strings.Join(page.About, "\n\n"), Cure: strings.Join(page.Help, "\n\n")}
			}
		}
		return list
	})
	return func(code string) report.Rule { return known()[code] }
}

// shown is a folder as it is told: from the working directory, if it is below.
func shown(folder string) string {
	if wd, err := os.Getwd(); err == nil && filepath.IsAbs(folder) {
		if rel, err := filepath.Rel(wd, folder); err == nil && filepath.IsLocal(rel) {
			folder = rel
		}
	}
	return path.Clean(filepath.ToSlash(folder))
}

// repositoryPath is a folder from the top of the repository that a workflow of
// GitHub works on, or "".
func repositoryPath(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(os.Getenv("GITHUB_WORKSPACE"), abs)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// maxStepSummary is what GitHub takes of a step, in bytes.
const maxStepSummary = 1 << 20

// stepSummary adds all findings to the page that GitHub shows below a job.
func stepSummary(run report.Run) error {
	name := os.Getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := f.Write(run.Table(maxStepSummary - int(info.Size()))); err != nil {
		return err
	}
	return f.Close()
}
