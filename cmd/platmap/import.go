package main

import (
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
	"platmap/generator/source"
)

func importCommand(out *printer) *cobra.Command {
	c := group(&cobra.Command{
		Use:   "import SOURCE [FILE]",
		Short: "Add the entries of a list to the map",
		Long: `Import adds the entries of a list that you already have to the map: new components to
components/NAME.yaml, named after the file. Ids are made from names. Entries that are on the
map already, by id, name, former id or match, are not added again: their differences are
printed, and --update writes them. Columns without a key, and values that platmap does not
know, are kept under keys that begin with x-, with a comment about the key to set.

Nothing is written if check would report new errors afterwards. Import guides is for
Markdown of other site generators instead of lists.`,
		Example: "  platmap import csv inventory.csv\n  platmap import csv inventory.csv --map 商品=name --update=owner,status",
	}, "source")
	for _, s := range lists.Sources() {
		c.AddCommand(importListCommand(s, out))
	}
	c.AddCommand(importGuidesCommand(out))
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
		Args:    func(c *cobra.Command, args []string) error { return o.checkArgs(c, s, args) },
		RunE:    func(_ *cobra.Command, args []string) error { return importList(&o, s.Name, args, out) },
	}
	o.flags(c)
	columnFlag(c, s, &o.columns)
	c.Flags().StringSliceVar(&o.update, "update", nil, "write these `keys` of entries that exist, as in --update=owner,status; all without a value")
	c.Flags().Lookup("update").NoOptDefVal = importer.AllKeys
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "print the changes as a patch for git apply, and write nothing")
	_ = c.RegisterFlagCompletionFunc("update", cobra.FixedCompletions(append(lists.ColumnKeys(), importer.AllKeys), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// checkArgs checks the arguments and the keys of --update. Because the value of --update
// is optional, it must follow an equals sign.
func (o *importOptions) checkArgs(c *cobra.Command, s lists.Source, args []string) error {
	known := append(lists.ColumnKeys(), importer.AllKeys)
	for _, key := range o.update {
		if !strings.HasPrefix(key, "x-") {
			if err := oneOf("key", key, known); err != nil {
				return err
			}
		}
	}
	if n := len(args); n > 0 && slices.Contains(o.update, importer.AllKeys) && slices.Contains(known, args[n-1]) {
		return fmt.Errorf("unexpected argument %q; write --update=%s", args[n-1], args[n-1])
	}
	return listArgs(s)(c, args)
}

// columnFlag adds the flag --map if the source has columns.
func columnFlag(c *cobra.Command, s lists.Source, columns *[]string) {
	if s.HasColumns {
		c.Flags().StringArrayVar(columns, "map", nil, "the key of a column, as `COLUMN=KEY`, such as 商品=name; repeatable")
		_ = c.RegisterFlagCompletionFunc("map", cobra.NoFileCompletions)
	}
}

// listHelp returns the long help of the command for a source.
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
	s, err := sourceNamed(name)
	if err != nil {
		return err
	}
	in, err := o.open()
	if err != nil {
		return err
	}
	request, notes, err := readRequest(s, args, o.columns, out)
	if err != nil {
		return err
	}
	request.Update = o.update
	return importRecords(o, in, request, notes, out)
}

// readRequest reads the lists that args name, or the one on standard input.
func readRequest(s lists.Source, args, columns []string, out *printer) (importer.Input, []lists.Note, error) {
	list, err := readList(s, "import", args, columns, out)
	if err != nil {
		return importer.Input{}, nil, err
	}
	request := importer.Input{Records: list.Records, From: origin(s, args), Name: s.Name}
	if isFile(args) {
		request.Name = importer.FileName(args[0], s.Name)
	}
	return request, list.Notes, nil
}

// isFile reports whether the only argument is the name of a file.
func isFile(args []string) bool { return len(args) == 1 && args[0] != "-" }

// origin returns the source that new files name in a comment, or "".
func origin(s lists.Source, args []string) string {
	switch {
	case isFile(args):
		return filepath.Base(args[0])
	case s.Name == lists.Plain.Name: // standard input has no name
		return ""
	}
	return s.Name
}

// importRecords imports the records of a list, or prints the patch of --dry-run.
func importRecords(o *importOptions, in generator.Input, request importer.Input, notes []lists.Note, out *printer) error {
	if _, err := os.Stat(filepath.Join(o.content, "..", "schemas", source.Component.SchemaName())); err == nil {
		request.Modeline = true
	}
	plan, err := generator.Import(in, request)
	if err != nil {
		return notImported(&o.project, err, out)
	}
	plan.Notes = append(notes, plan.Notes...)
	if o.dryRun {
		printChanges(&o.project, plan.Changes, out)
	} else if err := writeChanges(o.content, plan.Changes); err != nil {
		return err
	}
	reportImport(o, plan, out)
	if len(plan.Added) > 0 && !o.dryRun {
		fmt.Fprintln(out.stderr, "next: platmap check")
	}
	return nil
}

// sourceNamed returns the source with a name.
func sourceNamed(name string) (lists.Source, error) {
	for _, s := range lists.Sources() {
		if s.Name == name {
			return s, nil
		}
	}
	return lists.Source{}, oneOf("source", name, sourceNames())
}

// sourceNames returns the names of the sources of lists.
func sourceNames() []string {
	var names []string
	for _, s := range lists.Sources() {
		names = append(names, s.Name)
	}
	return names
}

// readList reads lists for a command. columns are the values of --map.
func readList(s lists.Source, command string, args, columns []string, out *printer) (*lists.List, error) {
	var in lists.Input
	for _, c := range columns {
		i := strings.LastIndex(c, "=")
		if i < 1 {
			return nil, fmt.Errorf("invalid --map %q; write COLUMN=KEY, such as --map 商品=name", c)
		}
		if key := c[i+1:]; !strings.HasPrefix(key, "x-") {
			if err := oneOf("key", key, lists.ColumnKeys()); err != nil {
				return nil, err
			}
		}
		in.Columns = append(in.Columns, lists.Column{Name: c[:i], Key: c[i+1:]})
	}
	var err error
	if in.Files, err = listFiles(s, command, args, out); err != nil {
		return nil, err
	}
	return s.Read(in)
}

// maxListFiles is the maximum number of files that a source may read.
const maxListFiles = 10_000

// listFiles reads the files of a list, or standard input.
func listFiles(s lists.Source, command string, args []string, out *printer) ([]lists.File, error) {
	if len(args) == 0 {
		if f, ok := out.stdin.(*os.File); ok && isInteractive(f) {
			return nil, errors.New("missing file; for example, run" + listExample(command, s)[1:])
		}
		args = []string{"-"}
	}
	var files []lists.File
	for _, name := range args {
		if info, err := os.Stat(name); name != "-" && err == nil && info.IsDir() && s.Reads != nil {
			more, err := filesBelow(s, name, out)
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

// isInteractive reports whether a file is a terminal, where a read would wait for the
// user.
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

// filesBelow reads the files of a folder that a source supports. It does not follow
// symbolic links.
func filesBelow(s lists.Source, dir string, out *printer) ([]lists.File, error) {
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
		f, err := listFile(name, out)
		files = append(files, f)
		return err
	})
	return files, err
}

// notImported prints the findings because of which nothing was imported, if err has any.
func notImported(p *project, err error, out *printer) error {
	return notChanged(p, err, "check would report this after the import; correct these entries of the list",
		"first correct these errors, because they may hide entries of the list", out)
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
	out.result(patch)
}
