package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/edit"
	"platmap/generator/publish"
	"platmap/generator/rename"
	"platmap/generator/report"
	"platmap/generator/source"
)

func renameCommand(out *printer) *cobra.Command {
	var p project
	var dryRun bool
	kinds := append(names(source.PageKinds()), string(rename.Group))
	c := &cobra.Command{
		Use:   "rename KIND OLD NEW",
		Short: "Rename a page or a group, with every reference to it",
		Long: `Rename gives a domain, component, team, scenario or guide another id. It moves the
file and rewrites every reference in YAML and Markdown, without other changes. The
old id becomes an alias, so its address redirects to the page; renaming back to an
alias removes that alias. The id of a guide is its path below guides/, without .md;
its translations move too, and so do the images that only this guide uses. A group
is one of groups in site.yaml; it has no address, and so no alias. A heading of a
guide is PATH#heading, and NEW is its new text; the links to it get the new anchor.

Nothing is written if an error may hide a reference, or if check would report
anything new afterwards. Other errors do not matter. Lines of CODEOWNERS that name the file are changed too, and
so are the findings of content/baseline.json.

Kinds: ` + strings.Join(kinds, ", "),
		Example: `  platmap rename domain cicd delivery
  platmap rename guide cicd/rollback delivery/roll-back
  platmap rename guide 'cicd/rollback#steps' 'What to do'
  platmap rename team infra platform-base --dry-run | git apply --stat`,
		Args: func(c *cobra.Command, args []string) error { return renameArgs(c, args, kinds) },
		RunE: func(_ *cobra.Command, args []string) error {
			return renamePage(&p, rename.Request{Kind: source.Kind(args[0]), Old: args[1], New: args[2]}, dryRun, out)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			switch len(args) {
			case 0:
				return kinds, cobra.ShellCompDirectiveNoFileComp
			case 1:
				return p.ids(source.Kind(args[0])), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
	}
	p.flags(c)
	c.Flags().BoolVar(&dryRun, "dry-run", false, "print the changes as a patch for git apply, and write nothing")
	return c
}

func renameArgs(c *cobra.Command, args []string, kinds []string) error {
	if len(args) > 0 {
		if err := oneOf("kind", args[0], kinds); err != nil {
			return err
		}
	}
	switch {
	case len(args) < 3:
		missing := []string{"kind, old and new id", "old and new id", "new id"}[len(args)]
		return fmt.Errorf("missing %s; for example, run %s domain cicd delivery\nkinds: %s", missing, c.CommandPath(), strings.Join(kinds, ", "))
	case len(args) > 3 && strings.Contains(args[1], "#"):
		return withHelp(c, fmt.Errorf("unexpected argument %q; put the text of the heading in quotes", args[3]))
	case len(args) > 3:
		return withHelp(c, fmt.Errorf("unexpected argument %q; an id is one word", args[3]))
	}
	return nil
}

// ids returns the ids of a kind, for completion.
func (p *project) ids(kind source.Kind) []string {
	s := p.completed()
	if s == nil {
		return nil
	}
	var ids []string
	if kind == rename.Group {
		for _, g := range s.Groups {
			ids = append(ids, g.ID)
		}
	}
	for _, page := range s.Pages() {
		if page.Base().Kind == kind {
			ids = append(ids, page.Base().ID)
		}
	}
	return ids
}

func renamePage(p *project, r rename.Request, dryRun bool, out *printer) error {
	in, err := p.open()
	if err != nil {
		return err
	}
	plan, err := generator.Rename(in, r)
	if err != nil {
		return notChanged(p, err, "check would report this after the renaming",
			fmt.Sprintf("first correct these errors, which may hide %s %q or a reference to it", r.Kind, r.Old), out)
	}
	if dryRun {
		printPatch(p, plan, out)
		summarize(p, plan, "would be", out)
		return nil
	}
	if err := writePlan(p, plan); err != nil {
		return err
	}
	for i := range plan.Changes {
		fmt.Fprintln(out.stdout, changeLine(p, &plan.Changes[i]))
	}
	if plan.Owners != nil {
		fmt.Fprintln(out.stdout, changeLine(p, plan.Owners))
	}
	summarize(p, plan, "is now", out)
	fmt.Fprintln(out.stderr, "next: git diff, to review the changes")
	return nil
}

// notChanged prints the findings because of which nothing was changed, if err has any.
// They are introduced by after if the change would cause them, and by before if they
// exist already.
func notChanged(p *project, err error, after, before string, out *printer) error {
	var blocked *generator.BlockedError
	var cannot *edit.Error
	switch {
	case errors.As(err, &blocked):
		out.findings(out.stderr, defaultFormat(), p.run(blocked.Files, blocked.Findings, ""))
		reason := before
		if blocked.After {
			reason = after
		}
		out.fail(errors.New("nothing was changed: " + reason))
		return errContent
	case errors.As(err, &cannot):
		out.fail(fmt.Errorf("nothing was changed: %s: %s", position(p, cannot.Pos), cannot.Text))
		return errContent
	}
	return err
}

// changeLine describes the change of a file.
func changeLine(p *project, c *rename.Change) string {
	line := contentPath(p, c.File.Name)
	if c.Moves() {
		line += " -> " + contentPath(p, c.To)
	}
	if c.References > 0 {
		line += ": " + report.Count(c.References, "reference")
	}
	return line
}

func contentPath(p *project, name string) string { return printable(path.Join(shown(p.content), name)) }

// summarize prints what was done and what remains to do.
func summarize(p *project, plan *rename.Plan, is string, out *printer) {
	var what []string
	moved, edited := plan.Files()
	if moved > 0 {
		what = append(what, report.Count(moved, "file")+" renamed")
	}
	if n := plan.References(); n > 0 {
		what = append(what, report.Count(n, "reference")+" in "+report.Count(edited, "file")+" changed")
	}
	text := fmt.Sprintf("%s %q %s %q", plan.Kind, plan.Old, is, plan.New)
	if len(what) > 0 {
		text += ": " + strings.Join(what, ", ")
	}
	switch {
	case plan.KeptAlias != "":
		text += "; its old address redirects, because it is in aliases"
	case plan.RemovedAlias != "":
		text += "; it is no longer in aliases"
	}
	fmt.Fprintln(out.stderr, escape(text))
	for _, n := range plan.Notes {
		note := "note: "
		if n.Pos.IsValid() {
			note += position(p, n.Pos) + ": "
		}
		fmt.Fprintln(out.stderr, note+escape(n.Text))
		if n.Command != nil {
			var words []string
			for _, word := range n.Command {
				if !plainWord.MatchString(word) {
					word = shellWord(word)
				}
				words = append(words, word)
			}
			fmt.Fprintln(out.stderr, "      "+strings.Join(words, " "))
		}
	}
}

// printPatch prints the changes as a patch, relative to the repository.
func printPatch(p *project, plan *rename.Plan, out *printer) {
	prefix := repositoryPrefix(p.content)
	patch := ""
	for i := range plan.Changes {
		patch += plan.Changes[i].Patch(prefix)
	}
	if plan.Owners != nil {
		file := &source.File{Name: path.Join(prefix, plan.Owners.File.Name), Text: plan.Owners.File.Text, HasBOM: plan.Owners.File.HasBOM}
		patch += (&edit.Change{File: file, To: file.Name, Edits: plan.Owners.Edits}).Patch("")
	}
	out.result(patch)
}

// repositoryPrefix returns the path of a folder with a slash at its end: relative to its
// repository or, without one, to the working directory.
func repositoryPrefix(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	base := repositoryOf(abs)
	if base == "" {
		if base, err = os.Getwd(); err != nil {
			return ""
		}
	}
	if rel := localPath(base, abs); rel != "" && rel != "." {
		return rel + "/"
	}
	return ""
}

// writePlan writes the changes: first CODEOWNERS, which is outside the content folder, then
// the content. If the latter fails, it restores CODEOWNERS.
func writePlan(p *project, plan *rename.Plan) error {
	var changes []publish.FileChange
	for _, c := range plan.Changes {
		changes = append(changes, fileChange(c, c.File.Name, c.To))
	}
	if plan.Owners == nil {
		return publish.Change(p.content, changes)
	}
	file := filepath.Join(p.content, filepath.FromSlash(plan.Owners.File.Name))
	owners := fileChange(*plan.Owners, filepath.Base(file), filepath.Base(file))
	if err := publish.Change(filepath.Dir(file), []publish.FileChange{owners}); err != nil {
		return err
	}
	err := publish.Change(p.content, changes)
	if err == nil {
		return nil
	}
	owners.Before, owners.After = owners.After, owners.Before
	return errors.Join(err, publish.Change(filepath.Dir(file), []publish.FileChange{owners}))
}

func fileChange(c rename.Change, from, to string) publish.FileChange {
	if c.File.Kind == source.Asset {
		return publish.FileChange{From: from, To: to, OnlyMoves: true}
	}
	return publish.FileChange{From: from, To: to, Before: edit.Content(c.File), After: c.Content}
}
