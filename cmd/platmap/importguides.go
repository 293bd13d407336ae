package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/convert"
	"platmap/generator/disk"
	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/source"
)

// importGuidesFlags are the flags of import guides.
type importGuidesFlags struct {
	from, to, lang, report string
	dryRun                 bool
}

func importGuidesCommand(out *printer) *cobra.Command {
	var p project
	var f importGuidesFlags
	c := &cobra.Command{
		Use:   "guides PATH",
		Short: "Copy the Markdown of another site generator as guides",
		Long: `Guides copies the Markdown of Hugo, MkDocs, TechDocs, Docusaurus, VitePress or
Jekyll to content/guides, with the pictures and downloads that it shows. PATH is the
folder of the project, or the one with its pages. Existing files are not changed.

Front matter gets the keys of platmap, and x- before keys that platmap does not have.
Boxes, tabs, links and ids of headings are rewritten; code is not changed. Files get
Unix line breaks, and names in lower case. A link without a target becomes text with
the target as code. Of an unknown shortcode around text, the text stays. What else
platmap does not have, such as includes and other shortcodes, stays as text.

The names of the files written go to standard output. A summary of what a person must
review goes to standard error; --report writes all of it to a file, or with - to
standard output, and the names go to standard error. All files pass platmap check with
warnings at most.

Generators: ` + strings.Join(names(convert.Generators), ", ") + `. For Markdown without
one, such as a wiki or the runbooks of a repository, use mkdocs.`,
		Example: `  platmap import guides --from mkdocs ../handbook --to handbook
  platmap import guides --from hugo ../docs --dry-run --report report.txt`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("missing folder; for example, run %s --from mkdocs ../handbook", c.CommandPath())
			}
			return atMost(1, "one folder")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return importGuides(c, &p, f, args[0], out) },
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
	}
	p.flags(c)
	c.Flags().StringVar(&f.from, "from", "", "the site `generator` that the Markdown is for")
	c.Flags().StringVar(&f.to, "to", "", "the `folder` below content/guides (default: none)")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of pages whose name or folder does not say it (default: the first of the site)")
	c.Flags().StringVar(&f.report, "report", "", "write everything that a person must review to this `file`; - is standard output")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "print what would be written, and write nothing")
	_ = c.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(names(convert.Generators), cobra.ShellCompDirectiveNoFileComp))
	return c
}

var guideFolder = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)

func importGuides(c *cobra.Command, p *project, f importGuidesFlags, dir string, out *printer) error {
	if f.from == "" {
		return withHelp(c, errors.New("missing --from; use one of: "+strings.Join(names(convert.Generators), ", ")))
	}
	if err := oneOf("generator", f.from, names(convert.Generators)); err != nil {
		return err
	}
	f.to = strings.TrimSuffix(filepath.ToSlash(f.to), "/")
	if f.to != "" && !guideFolder.MatchString(f.to) {
		return fmt.Errorf("invalid --to %q; write a folder below content/guides in lower case, such as handbook", f.to)
	}
	if err := checkFolder(dir); err != nil {
		return err
	}
	if f.report != "" && f.report != "-" && !f.dryRun {
		if _, err := os.Lstat(f.report); err == nil {
			return fmt.Errorf("%s already exists; choose another file with --report", f.report)
		}
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	if contains(p.content, dir) {
		return fmt.Errorf("%s is in the content folder %s; choose the folder of another generator", dir, p.content)
	}
	docs, err := disk.Open(dir)
	if err != nil {
		return err
	}
	done, err := generator.ImportGuides(in, convert.Input{From: convert.Generator(f.from), Source: docs, Folder: f.to, Lang: f.lang})
	if err != nil {
		return err
	}
	if done.Pages == 0 {
		return fmt.Errorf("no Markdown of %s in %s; choose the folder of the project, or the one with its pages", f.from, dir)
	}
	return writeGuides(p, f, dir, done, out)
}

// writeGuides writes the files that do not exist yet, and prints a summary.
func writeGuides(p *project, f importGuidesFlags, dir string, done *generator.ImportedGuides, out *printer) error {
	root, err := os.OpenRoot(p.content)
	if err != nil {
		return err
	}
	defer root.Close()
	files := map[string]string{}
	var written, differ []string
	same := 0
	for _, x := range done.Files {
		_, err := root.Lstat(x.Name)
		switch {
		case err != nil: // the file does not exist, or Create will return the error
			files[x.Name] = x.Text
			written = append(written, x.Name)
		case hasText(root, x):
			same++
		default:
			differ = append(differ, x.Name)
		}
	}
	if !f.dryRun && len(files) > 0 {
		if err := publish.Create(p.content, files); err != nil {
			return err
		}
	}
	names := out.stdout
	if f.report == "-" {
		names = out.stderr
	}
	for _, name := range written {
		fmt.Fprintln(names, contentPath(p, name))
	}
	what := "written"
	if f.dryRun {
		what = "would be written"
	}
	line := report.Count(len(written), "file") + " " + what
	if same > 0 {
		line += fmt.Sprintf(", %d already there", same)
	}
	fmt.Fprintf(out.stderr, "%s (from %s of %s)\n", line, report.Count(done.Pages, "page"), f.from)
	if len(differ) > 0 {
		fmt.Fprintf(out.stderr, "%s not changed, because of other content:\n", report.Count(len(differ), "file"))
		printSome(out, differ, func(name string) string { return contentPath(p, name) })
	}
	printGuideNotes(f, dir, done, out)
	return writeReport(f, dir, done, differ, out)
}

// hasText reports whether a file already has the text.
func hasText(root *os.Root, x *convert.File) bool {
	info, err := root.Lstat(x.Name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(x.Text)) {
		return false
	}
	old, err := root.ReadFile(x.Name)
	return err == nil && string(old) == x.Text
}

const examplesShown = 3

// printSome prints the first elements of a list.
func printSome[T any](out *printer, list []T, line func(T) string) {
	for _, x := range list[:min(len(list), examplesShown)] {
		fmt.Fprintln(out.stderr, "  "+line(x))
	}
	if n := len(list) - examplesShown; n > 0 {
		fmt.Fprintf(out.stderr, "  … and %d more\n", n)
	}
}

// printGuideNotes prints the number of notes about each topic, with examples.
func printGuideNotes(f importGuidesFlags, dir string, done *generator.ImportedGuides, out *printer) {
	notes := done.Sorted()
	for _, topic := range convert.Topics {
		of := slices.DeleteFunc(slices.Clone(notes), func(n convert.Note) bool { return n.Topic != topic })
		if len(of) == 0 {
			continue
		}
		fmt.Fprintf(out.stderr, "%s: %d\n", topic, len(of))
		printSome(out, of, func(n convert.Note) string { return noteLine(dir, n) })
	}
	fmt.Fprintf(out.stderr, "findings of platmap check: %s before conversion, %s after it\n", countFindings(done.Before), countFindings(done.After))
	if f.report == "" && len(notes) > 0 {
		fmt.Fprintln(out.stderr, "next: platmap check; for the whole list, run this command again with --dry-run --report FILE")
	}
}

func countFindings(list source.Diagnostics) string {
	errors, warnings := list.Count()
	return report.Count(errors, "error") + " and " + report.Count(warnings, "warning")
}

// noteLine returns a note on one line.
func noteLine(dir string, n convert.Note) string {
	at := ""
	if n.From != "" {
		at = printable(filepath.Join(dir, filepath.FromSlash(n.From)))
		if n.Line > 0 {
			at += fmt.Sprintf(":%d", n.Line)
		}
		at += ": "
	}
	return at + escape(n.Text)
}

// writeReport writes the file of --report.
func writeReport(f importGuidesFlags, dir string, done *generator.ImportedGuides, differ []string, out *printer) error {
	if f.report == "" {
		return nil
	}
	var b strings.Builder
	for _, name := range differ {
		fmt.Fprintf(&b, "file left as it is: %s\n", escape(name))
	}
	for _, n := range done.Sorted() {
		fmt.Fprintf(&b, "%s: %s\n", n.Topic, noteLine(dir, n))
	}
	if f.report == "-" {
		fmt.Fprint(out.stdout, b.String())
		return nil
	}
	folder, name := filepath.Split(f.report)
	if folder == "" {
		folder = "."
	}
	if err := publish.Create(folder, map[string]string{name: b.String()}); err != nil {
		return err
	}
	fmt.Fprintln(out.stderr, printable(f.report)+": "+report.Count(strings.Count(b.String(), "\n"), "line"))
	return nil
}
