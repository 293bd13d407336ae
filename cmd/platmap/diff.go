package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/report"
	"platmap/generator/text"
)

// errChanges reports that a change has one of the weights of --fail-on.
var errChanges = errors.New("there are changes with a weight of --fail-on")

// diffFlags are the flags of diff.
type diffFlags struct {
	project
	format, lang, since string
	only, failOn        []string
	mention             bool
}

func diffCommand(out *printer) *cobra.Command {
	var f diffFlags
	c := &cobra.Command{
		Use:   "diff [REV[..REV]]",
		Short: "Show what a change means for those who rely on the platform",
		Long: `Diff compares two states of the content. A..B compares two revisions, A...B the
revision B with the commit from which it started, and A the working tree with a
revision. Without an argument, the working tree is compared with the commit from which
the current branch started: the merge base with the default branch or, in a job for a
pull request, with the branch to merge into. --since compares it with the state before a
date.

Each change has a weight:
  promise   someone who relies on it must act, or will notice
  news      someone gains: a new feature, a tighter guarantee
  upkeep    it matters to the team itself
  wording   only a text is different
The text form lists promises and news, with who relies on them and whom to ask, and
counts the others. The form md is a comment for a pull request of at most 60,000
characters. Its first line is ` + changes.Marker + `, so that a job can update the comment.

The JSON form is {"version": 1, "old": …, "new": …, "changes": [{"weight", "kind",
"subject", "list", "item", "field", "old", "new", "file", "line", "affected": [{"subject",
"how", "ask"}], "needs_alias", "text"}], "not_compared": [{"state", "file", "errors"}]}.
The kind is ` + text.ListOr(diff.Operations) + `.

Both states may contain errors. A file of which something is missing because of errors is
named, and what is missing is not reported as removed.`,
		Example: "  platmap diff\n  platmap diff v1.2..main --format md\n  platmap diff --since 2026-07 --only promise --only news",
		Args:    atMost(1, "one revision or range"),
		RunE: func(c *cobra.Command, args []string) error {
			return compare(c.Context(), strings.Join(args, ""), &f, out)
		},
	}
	f.flags(c)
	weights := strings.Join(diff.Weights, ", ")
	formatFlag(c, &f.format, "text", changes.Formats)
	c.Flags().StringArrayVar(&f.only, "only", nil, "only changes of this `weight`: "+weights)
	c.Flags().StringArrayVar(&f.failOn, "fail-on", nil, "exit with status 1 if there are changes of this `weight`")
	c.Flags().StringVar(&f.since, "since", "", "compare with the state before this `date`")
	c.Flags().BoolVar(&f.mention, "mention", false, "mention the teams to ask in the form md, which notifies them")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of the output (default: the main language of the site)")
	for flag, values := range map[string][]string{"only": diff.Weights, "fail-on": diff.Weights} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}

func compare(ctx context.Context, arg string, f *diffFlags, out *printer) error {
	only, err := weightsOf("--only", f.only)
	if err != nil {
		return err
	}
	failOn, err := weightsOf("--fail-on", f.failOn)
	if err != nil {
		return err
	}
	in, err := f.openThemed()
	if err != nil {
		return err
	}
	r, err := openRevisions(ctx, f.content, in.Content)
	if err != nil {
		return err
	}
	defer r.close()
	old, new, err := r.since(f.since, arg)
	if err != nil {
		return err
	}
	result, err := f.report(in, old, new, out)
	if err != nil {
		return err
	}
	result.Only = only
	fmt.Fprint(out.stdout, string(result.Bytes(f.format)))
	if err := f.explain(r, old, new, result, out); err != nil {
		return err
	}
	if slices.ContainsFunc(result.Changes, func(c diff.Change) bool { return slices.Contains(failOn, c.Weight) }) {
		return errChanges
	}
	return nil
}

// weightsOf returns the weights with the given names, which are the values of a flag.
func weightsOf(flag string, names []string) ([]diff.Weight, error) {
	var list []diff.Weight
	for _, name := range names {
		if err := oneOf("value of "+flag, name, diff.Weights); err != nil {
			return nil, err
		}
		list = append(list, diff.Weight(slices.Index(diff.Weights, name)))
	}
	return list, nil
}

// report compares two states.
func (f *diffFlags) report(in generator.Input, old, new state, out *printer) (*changes.Report, error) {
	in.CodeOwners = nil // findings about CODEOWNERS are not shown here
	a, b := in, in
	a.Content, b.Content = old.content, new.content
	c, err := generator.Compare(a, b)
	if err != nil {
		return nil, err
	}
	lang := f.lang
	if lang == "" {
		lang = c.New.Locale()
	}
	if err := oneOf("language", lang, c.New.Locales); err != nil {
		return nil, err
	}
	return &changes.Report{
		Words: changes.In(in.Theme, lang), Changes: c.Changes, Skipped: c.Skipped, Old: old.id(), New: new.id(), Place: f.place,
		Mention: f.mention, Colour: inColour(out.stdout),
	}, nil
}

// explain prints which states were compared, and which files could not be compared.
func (f *diffFlags) explain(r *revisions, old, new state, result *changes.Report, out *printer) error {
	fmt.Fprintf(out.stderr, "%s compared with %s: %s\n", escape(new.name()), escape(old.name()), result.In("en").Summary(result.Changes))
	for _, s := range []state{old, new} {
		if s.isEmpty {
			fmt.Fprintf(out.stderr, "folder %s does not exist at %s\n", printable(r.repository.Dir()), escape(s.name()))
		}
	}
	file := func(name string) string { return printable(path.Join(shown(f.content), name)) }
	hasErrors := false
	for _, skipped := range result.Skipped {
		s := new
		if skipped.InOld {
			s = old
		}
		fmt.Fprintf(out.stderr, "%s could not be compared fully: %s in %s\n", file(skipped.File), report.Count(skipped.Errors, "error"), escape(s.name()))
		hasErrors = hasErrors || s.isWorkingTree()
	}
	if !new.isWorkingTree() {
		return nil
	}
	conflicts, err := r.conflicts()
	for _, name := range conflicts {
		fmt.Fprintf(out.stderr, "%s has merge conflicts\n", file(name))
	}
	if hasErrors {
		fmt.Fprintln(out.stderr, "run platmap check to see the errors")
	}
	return err
}
