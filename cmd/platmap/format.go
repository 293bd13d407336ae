package main

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"platmap/generator/explain"
	"platmap/generator/report"
	"platmap/generator/source"
)

// reportFormatFlag adds --format for findings.
func reportFormatFlag(c *cobra.Command, format *string) {
	var names, completions []string
	for _, f := range report.Formats() {
		names = append(names, f[0])
		completions = append(completions, cobra.CompletionWithDesc(f[0], f[1]))
	}
	c.Flags().StringVar(format, "format", "", "the output `format`: "+strings.Join(names, ", ")+" (default: github in GitHub Actions, otherwise text)")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(completions, cobra.ShellCompDirectiveNoFileComp))
}

func parseFormat(name string) (report.Format, error) {
	if name == "" {
		return defaultFormat(), nil
	}
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f[0])
	}
	return report.Format(name), oneOf("format", name, names)
}

// defaultFormat returns the format if --format is not set.
func defaultFormat() report.Format {
	if onGitHub() {
		return report.GitHub
	}
	return report.Text
}

func onGitHub() bool { return os.Getenv("GITHUB_ACTIONS") == "true" }

// run returns the report.Run for findings. files is the number of source files.
func (p *project) run(files int, diags source.Diagnostics, outcome string) report.Run {
	run := report.Run{Findings: diags, Files: files, Content: shown(p.content), Outcome: outcome, Version: currentVersion(), Rule: rules()}
	run.Root, run.Strict = repositoryPath(p.content), p.strict
	return run
}

// rules returns a function that returns the rule of a code. Its first call reads the
// explain pages.
func rules() func(code string) report.Rule {
	load := sync.OnceValue(func() map[string]report.Rule {
		groups, err := explain.Groups("en")
		if err != nil {
			return nil // cannot happen: a test reads all pages
		}
		list := map[string]report.Rule{}
		for _, g := range groups {
			for _, page := range g.Pages {
				list[page.Code] = report.Rule{Title: page.Title, About: strings.Join(page.About, "\n\n"), Help: strings.Join(page.Help, "\n\n")}
			}
		}
		return list
	})
	return func(code string) report.Rule { return load()[code] }
}

// shown returns a folder as it is printed: relative to the working directory if it is
// below it.
func shown(folder string) string {
	if wd, err := os.Getwd(); err == nil && filepath.IsAbs(folder) {
		if rel, err := filepath.Rel(wd, folder); err == nil && filepath.IsLocal(rel) {
			folder = rel
		}
	}
	return path.Clean(filepath.ToSlash(folder))
}

// repositoryPath returns the path of a folder in its repository, or "" if the folder is
// in no repository. In a job on GitHub or GitLab the environment names the root of the
// repository, to which paths must be relative.
func repositoryPath(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	job := ""
	switch {
	case onGitHub():
		job = os.Getenv("GITHUB_WORKSPACE")
	case os.Getenv("GITLAB_CI") == "true":
		job = os.Getenv("CI_PROJECT_DIR")
	}
	return cmp.Or(localPath(job, abs), localPath(repositoryOf(abs), abs))
}

// localPath returns an absolute path relative to root, or "" if it is not below it.
func localPath(root, abs string) string {
	rel, err := filepath.Rel(root, abs)
	if root == "" || err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// maxStepSummary is the size limit of GitHub for the summary of a step, in bytes.
const maxStepSummary = 1 << 20

// stepSummary adds all findings to the summary page of a GitHub job.
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
