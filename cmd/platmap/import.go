package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/edit"
	"platmap/generator/importer"
	"platmap/generator/lists"
	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/source"
	"platmap/generator/text"
)

func importCommand(out *printer) *cobra.Command {
	c := &cobra.Command{
		Use:   "import SOURCE [FILE]",
		Short: "Add what a list has to the map",
		Long: `Import adds the entries of a list that you already have to the map: new components to
components/NAME.yaml, named after the file. Ids are made of names. Entries that are on the
map already, by id, name, former id or match, are not added again: their differences are
printed, and --update writes them. What has no key or is not understood is kept under a key
that begins with x-, with a comment that says what to set.

Nothing is written if check would report new errors afterwards.`,
		Example: "  platmap import csv inventory.csv\n  platmap import csv inventory.csv --map 商品=name --update=owner,status",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			return oneOf("source", args[0], names)
		},
	}
	for _, s := range lists.Sources() {
		c.AddCommand(importListCommand(s, out))
	}
	return c
}

// importOptions are the flags of an import.
type importOptions struct {
	project
	columns []string // COLUMN=KEY
	update  []string
	dryRun  bool
}

func importListCommand(s lists.Source, out *printer) *cobra.Command {
	var o importOptions
	use := s.Name + " [FILE]"
	if s.Reads != nil {
		use = s.Name + " PATH…"
	}
	c := &cobra.Command{
		Use:     use,
		Short:   s.Summary,
		Long:    listHelp(s),
		Example: listExample("import", s),
		Args:    listArgs(s),
		RunE:    func(_ *cobra.Command, args []string) error { return importList(&o, s.Name, args, out) },
	}
	o.flags(c)
	columnFlag(c, s, &o.columns)
	c.Flags().StringSliceVar(&o.update, "update", nil, "write these `keys` of entries that exist; all without a value")
	c.Flags().Lookup("update").NoOptDefVal = importer.AllKeys
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "print the changes as a patch for git apply, and write nothing")
	_ = c.RegisterFlagCompletionFunc("update", cobra.FixedCompletions(append(lists.ColumnKeys(), importer.AllKeys), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// columnFlag adds --map if the source has columns.
func columnFlag(c *cobra.Command, s lists.Source, columns *[]string) {
	if s.HasColumns {
		c.Flags().StringArrayVar(columns, "map", nil, "`COLUMN=KEY`: the key of a column, such as 商品=name")
		_ = c.RegisterFlagCompletionFunc("map", cobra.NoFileCompletions)
	}
}

// listHelp returns the long help about a source.
func listHelp(s lists.Source) string {
	if s.Make == "" {
		return s.Long
	}
	return s.Long + "\n\nThe list is a file or standard input, as this command prints it:\n\n  " + s.Make
}

func listExample(command string, s lists.Source) string {
	if s.Make != "" {
		return "  " + s.Make + " | platmap " + command + " " + s.Name
	}
	return "  platmap " + command + " " + s.Name + " " + s.Example
}

func listArgs(s lists.Source) cobra.PositionalArgs {
	if s.Reads != nil {
		return cobra.ArbitraryArgs
	}
	return atMost(1, "one file")
}

// importList imports the lists that args name, or the one on standard input.
func importList(o *importOptions, name string, args []string, out *printer) error {
	in, err := o.open()
	if err != nil {
		return err
	}
	s, list, err := readList(name, args, o.columns, out)
	if err != nil {
		return err
	}
	from, file := s.Name, s.Name
	if len(args) == 1 && args[0] != "-" {
		from = filepath.Base(args[0])
		file = importer.FileName(args[0], s.Name)
	}
	request := importer.Input{Records: list.Records, From: from, Name: file, Update: o.update}
	if _, err := os.Stat(filepath.Join(o.content, "..", "schemas", source.Component.SchemaName())); err == nil {
		request.Modeline = true
	}
	plan, err := generator.Import(in, request)
	if err != nil {
		return notImported(&o.project, err, out)
	}
	plan.Notes = append(list.Notes, plan.Notes...)
	if o.dryRun {
		printChanges(&o.project, plan.Changes, out)
	} else if err := writeChanges(o.content, plan.Changes); err != nil {
		return err
	}
	reportImport(o, plan, out)
	return nil
}

// readList reads lists with a source.
func readList(name string, args, columns []string, out *printer) (lists.Source, *lists.List, error) {
	all := lists.Sources()
	i := slices.IndexFunc(all, func(s lists.Source) bool { return s.Name == name })
	if i < 0 {
		var names []string
		for _, s := range all {
			names = append(names, s.Name)
		}
		return lists.Source{}, nil, oneOf("source", name, names)
	}
	s := all[i]
	var in lists.Input
	for _, c := range columns {
		i := strings.LastIndex(c, "=")
		if i < 1 {
			return s, nil, fmt.Errorf("invalid --map %q; write COLUMN=KEY, such as --map 商品=name", c)
		}
		if key := c[i+1:]; !strings.HasPrefix(key, "x-") {
			if err := oneOf("key", key, lists.ColumnKeys()); err != nil {
				return s, nil, err
			}
		}
		in.Columns = append(in.Columns, lists.Column{Name: c[:i], Key: c[i+1:]})
	}
	files, err := listFiles(s, args, out)
	if err != nil {
		return s, nil, err
	}
	in.Files = files
	list, err := s.Read(in)
	return s, list, err
}

// maxListFiles is the number of files that a source may read.
const maxListFiles = 10_000

// listFiles reads the files of a list, or standard input.
func listFiles(s lists.Source, args []string, out *printer) ([]lists.File, error) {
	if len(args) == 0 {
		if f, ok := out.stdin.(*os.File); ok && isInteractive(f) {
			help := "; for example, run" + listExample("import", s)[1:]
			return nil, errors.New("missing file" + help)
		}
		args = []string{"-"}
	}
	var files []lists.File
	for _, name := range args {
		if info, err := os.Stat(name); name != "-" && err == nil && info.IsDir() && s.Reads != nil {
			more, err := filesBelow(s, name)
			if err != nil {
				return nil, err
			}
			files = append(files, more...)
			continue
		}
		f, err := listFile(name, out)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no %s found in %s", s.Example, strings.Join(args, ", "))
	}
	return files, nil
}

// isInteractive reports whether a file is a terminal, so that reading it would wait.
func isInteractive(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}

// listFile reads a file, or standard input for "-".
func listFile(name string, out *printer) (lists.File, error) {
	r, shown := out.stdin, "standard input"
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return lists.File{}, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return lists.File{}, fmt.Errorf("%s is a folder; name a file", name)
		}
		r, shown = f, name
	}
	data, err := io.ReadAll(io.LimitReader(r, lists.MaxSize+1))
	if err == nil && len(data) > lists.MaxSize {
		err = fmt.Errorf("%s has more than %d MiB; split the list", shown, lists.MaxSize>>20)
	}
	return lists.File{Name: filepath.ToSlash(shown), Data: data}, err
}

// filesBelow reads the files of a folder that a source knows. It follows no links.
func filesBelow(s lists.Source, dir string) ([]lists.File, error) {
	var files []lists.File
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != dir && (d.Name() == "node_modules" || source.Hidden(d.Name())):
			return fs.SkipDir
		case !d.Type().IsRegular() || !s.Reads(filepath.ToSlash(name)):
			return nil
		case len(files) == maxListFiles:
			return fmt.Errorf("%s has more than %d files to import; name a smaller folder", dir, maxListFiles)
		}
		f, err := listFile(name, nil)
		files = append(files, f)
		return err
	})
	return files, err
}

// notImported prints why nothing is imported, if that is in the content.
func notImported(p *project, err error, out *printer) error {
	var blocked *generator.BlockedError
	var cannot *edit.Error
	switch {
	case errors.As(err, &blocked):
		out.findings(out.stderr, defaultFormat(), p.run(blocked.Files, blocked.Findings, ""))
		if blocked.After {
			out.fail(errors.New("nothing was changed: check would report this after the import"))
		} else {
			out.fail(errors.New("nothing was changed: first correct these errors, because they may hide entries of the list"))
		}
		return errContent
	case errors.As(err, &cannot):
		out.fail(fmt.Errorf("nothing was changed: %s: %s", position(p, cannot.Pos), cannot.Text))
		return errContent
	}
	return err
}

// writeChanges writes changes into the content folder, all or none.
func writeChanges(content string, changes []edit.Change) error {
	var files []publish.FileChange
	for i := range changes {
		c := &changes[i]
		after, _ := edit.Apply(c.File, c.Edits)
		f := publish.FileChange{From: c.File.Name, To: c.To, Before: edit.Content(c.File), After: after}
		if c.IsNew {
			f.From = ""
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil
	}
	return publish.Change(content, files)
}

// printChanges prints changes as a patch, relative to the repository.
func printChanges(p *project, changes []edit.Change, out *printer) {
	prefix := repositoryPrefix(p.content)
	patch := ""
	for i := range changes {
		patch += changes[i].Patch(prefix)
	}
	if isTerminal(out.stdout) {
		patch = escapeLines(patch)
	}
	fmt.Fprint(out.stdout, patch)
}

// reportImport prints what an import has changed, and what a person should look at.
func reportImport(o *importOptions, plan *importer.Plan, out *printer) {
	added := map[string]int{}
	for _, a := range plan.Added {
		added[a.File]++
	}
	for i := range plan.Changes {
		name := plan.Changes[i].To
		line := contentPath(&o.project, name)
		if n := added[name]; n > 0 {
			line += ": " + report.Count(n, "new entry")
		}
		if !o.dryRun {
			fmt.Fprintln(out.stdout, line)
		}
	}
	printDifferences(&o.project, plan.Differences, out)
	printNotes(plan.Notes, out)
	summary := report.Count(len(plan.Added), "new entry") + ", " + fmt.Sprint(plan.Existing) + " on the map already"
	if plan.Updated > 0 {
		summary += ", " + report.Count(plan.Updated, "key") + " updated"
	}
	if o.dryRun {
		summary += "; nothing was written"
	}
	fmt.Fprintln(out.stderr, summary)
	if len(plan.Added) > 0 && !o.dryRun {
		fmt.Fprintln(out.stderr, "next: platmap check")
	}
}

// maxLines is the number of lines of each kind that a report of an import has.
const maxLines = 10

// printDifferences prints the keys that have other values in the list.
func printDifferences(p *project, all []importer.Difference, out *printer) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(out.stderr, "%s between the list and the map; --update writes those of the list:\n", report.Count(len(all), "difference"))
	for i, d := range all {
		if i == 2*maxLines {
			fmt.Fprintf(out.stderr, "  and %d more\n", len(all)-i)
			break
		}
		fmt.Fprintf(out.stderr, "  %s: %s: %s\n", position(p, d.At), escape(d.ID), escape(fmt.Sprintf("%s is %s, in the list %s", d.Key, cmp.Or(shortened(d.Map), "not set"), shortened(d.List))))
	}
}

// shortened returns a value for a line of a report.
func shortened(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%q", shortLine(s))
}

// shortLine returns a value of a list for a line of a report.
func shortLine(s string) string { return text.Shorten(text.OneLine(s), 80) }

// printNotes prints notes, those with the same text together.
func printNotes(notes []lists.Note, out *printer) {
	byText := map[string][]lists.Note{}
	var texts []string
	for _, n := range notes {
		if byText[n.Text] == nil {
			texts = append(texts, n.Text)
		}
		byText[n.Text] = append(byText[n.Text], n)
	}
	for _, what := range texts {
		same := byText[what]
		fmt.Fprintf(out.stderr, "note: %s:\n", escape(what))
		times := map[string]int{}
		var first []lists.Note
		for _, n := range same {
			if times[n.Detail] == 0 || n.Detail == "" {
				first = append(first, n)
			}
			times[n.Detail]++
		}
		for i, n := range first {
			if i == maxLines {
				fmt.Fprintf(out.stderr, "  and %d more\n", len(first)-i)
				break
			}
			line := "  " + listPosition(n.Pos)
			if n.Detail != "" {
				line += ": " + escape(shortLine(n.Detail))
			}
			if times[n.Detail] > 1 && n.Detail != "" {
				line += fmt.Sprintf(" (%d times)", times[n.Detail])
			}
			fmt.Fprintln(out.stderr, line)
		}
	}
}

// listPosition returns a position in a list.
func listPosition(pos lists.Pos) string {
	if pos.Line == 0 {
		return printable(pos.File)
	}
	return fmt.Sprintf("%s:%d", printable(pos.File), pos.Line)
}
