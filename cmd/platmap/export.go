package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/edit"
	"platmap/generator/export"
	"platmap/generator/publish"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// errOutdated reports that a copy of an export is outdated. The message is already
// printed.
var errOutdated = errors.New("the copy is not current")

func exportCommand(out *printer) *cobra.Command {
	c := group(&cobra.Command{
		Use:   "export WHAT",
		Short: "Write the map for other tools: labels, an issue form, CODEOWNERS, Backstage …",
		Long: `Export prints the map in the form that another tool reads. Equal content gives equal
bytes, so the result can be committed: --out writes it to a file, and --check compares the
file with the content.`,
		Example: `  platmap export labels --out .github/labels.yml
  platmap export labels --check .github/labels.yml
  platmap export codeowners --out .github/CODEOWNERS
  platmap export mermaid --form components`,
	}, "export")
	for _, e := range export.All() {
		c.AddCommand(exportOne(e, out))
	}
	return c
}

// exportFlags are the flags of an export.
type exportFlags struct {
	project
	form, lang, check, out string
}

func exportOne(e export.Export, out *printer) *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:     e.Name,
		Short:   text.UpperFirst(e.About),
		Example: "  platmap export " + e.Name + " --out " + e.Path + "\n  platmap export " + e.Name + " --check " + e.Path,
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return f.run(c, &e, out) },
	}
	f.flags(c)
	if e.HasWords || e.Name == "ics" {
		f.themeFlag(c)
		c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the published site, for links (default: base_url of site.yaml)")
	}
	if e.Name != "codeowners" && e.Name != "json" { // codeowners has no texts, and json has them in all languages
		c.Flags().StringVar(&f.lang, "lang", "", "the `language` of names and texts (default: the main language of the site)")
	}
	c.Flags().StringVar(&f.check, "check", "", "compare with this `file`: exit with status 1 and print the difference if it is not current")
	replaces := "if it is new or an earlier export"
	if e.IsBlock {
		replaces = "as a block of lines: in place of an earlier block, or at the end"
	}
	c.Flags().StringVar(&f.out, "out", "", "write to this `file`, "+replaces+"; - is standard output")
	if e.Forms != nil {
		wordFlag(c, &f.form, "form", e.Forms[0], "the `form`", e.Forms)
	}
	return c
}

func (f *exportFlags) run(c *cobra.Command, e *export.Export, out *printer) error {
	for _, flag := range []string{"check", "out"} {
		if value := c.Flag(flag).Value.String(); c.Flags().Changed(flag) && value == "" || flag == "check" && value == "-" {
			return fmt.Errorf("--%s needs a file, such as %s", flag, e.Path)
		}
	}
	if f.check != "" && f.out != "" {
		return errors.New("--check and --out exclude each other")
	}
	text, notes, err := f.text(e, out)
	if err != nil {
		return err
	}
	switch {
	case f.check != "":
		return f.compare(e, text, out)
	case f.out != "" && f.out != "-":
		err = f.write(e, text, out)
	default:
		out.result(text)
	}
	for _, note := range notes {
		fmt.Fprintln(out.stderr, "note: "+escape(note))
	}
	return err
}

// text returns the export, and notes about what it leaves out.
func (f *exportFlags) text(e *export.Export, out *printer) (string, []string, error) {
	in, err := f.open()
	if err == nil && (e.HasWords || e.SiteFile != "") {
		in.Theme, err = f.loadTheme()
	}
	if err != nil {
		return "", nil, err
	}
	s, lang, err := f.checked(in, f.lang, out)
	if err != nil {
		return "", nil, err
	}
	if e.SiteFile != "" {
		text, err := siteFile(in, s, e, lang)
		return text, nil, err
	}
	input := export.Input{Site: s, Lang: lang, Form: f.form}
	if e.HasWords {
		input.Say = func(key string, args ...any) string { return in.Theme.Say(lang, key, args...) }
		input.URL = addresses(in, s, lang)
	}
	text, notes := e.Write(input)
	return text, notes, nil
}

// siteFile returns the text of the file of the site that is the export. If each language
// has such a file, it returns the one of lang.
func siteFile(in generator.Input, s *site.Site, e *export.Export, lang string) (string, error) {
	pages := in.Render(s)
	name := e.SiteFile
	if local := lang + "/" + name; lang != s.Locale() && pages.Has(local) {
		name = local
	}
	if !pages.Has(name) {
		return "", fmt.Errorf("nothing to export: no planned entry has the key since, and no other entry has the key until")
	}
	text, err := pages.ReadFile(name)
	return string(text), err
}

// addresses returns a function that returns the addresses of pages in a language.
func addresses(in generator.Input, s *site.Site, lang string) func(site.Page) string {
	base := in.BaseURL
	if base == "" {
		base = s.BaseURL
	}
	base = strings.TrimSuffix(base, "/")
	pages := in.Render(s)
	return func(p site.Page) string {
		switch {
		case base == "":
			return ""
		case p == nil && lang == s.Locale():
			return base + "/"
		case p == nil:
			return base + "/" + lang + "/"
		}
		return base + "/" + pages.Path(p, lang)
	}
}

// maxCopy is the maximum size of a copy of an export, in bytes.
const maxCopy = 16 << 20

// readCopy returns the text of a file, or "" and false if there is no such file.
func readCopy(name string) (string, bool, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	} else if err != nil {
		return "", false, err
	}
	if !info.Mode().IsRegular() {
		return "", false, fmt.Errorf("%s is not a regular file", printable(name))
	}
	file, err := os.Open(name)
	if err != nil {
		return "", false, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxCopy+1))
	if err == nil && len(text) > maxCopy {
		err = fmt.Errorf("%s is larger than %s, so it is not an export", printable(name), size(maxCopy))
	}
	return string(text), true, err
}

// compare prints how a copy differs from the export.
func (f *exportFlags) compare(e *export.Export, text string, out *printer) error {
	old, exists, err := readCopy(f.check)
	if err != nil {
		return err
	}
	current, err := e.File(text, old)
	if err != nil {
		return fmt.Errorf("cannot check %s: %w", printable(f.check), err)
	}
	if exists && current == old {
		fmt.Fprintf(out.stderr, "%s is current\n", printable(f.check))
		return nil
	}
	problem := "is not current"
	if !exists {
		problem = "does not exist"
	} else {
		name := repositoryPrefix(filepath.Dir(f.check)) + filepath.Base(f.check)
		change := edit.Change{File: &source.File{Name: name, Text: old}, To: name, Edits: export.Changes(old, current)}
		out.result(change.Patch(""))
	}
	fmt.Fprintf(out.stderr, "%s %s; to update it, run %s\n", printable(f.check), problem, f.command(e))
	return errOutdated
}

// command returns the command that updates the copy of an export.
func (f *exportFlags) command(e *export.Export) string {
	words := []string{"platmap", "export", e.Name, "--out", shellWord(f.check)}
	if e.Forms != nil && f.form != e.Forms[0] {
		words = append(words, "--form", f.form)
	}
	for _, flag := range []struct{ name, value string }{{"lang", f.lang}, {"base-url", f.baseURL}, {"theme", f.theme}} {
		if flag.value != "" {
			words = append(words, "--"+flag.name, shellWord(flag.value))
		}
	}
	if f.home == "" { // --content was set
		words = append(words, "--content", shellWord(f.content))
	}
	return strings.Join(words, " ")
}

// write writes the export to a file.
func (f *exportFlags) write(e *export.Export, text string, out *printer) error {
	if contains(f.content, filepath.Dir(f.out)) {
		return fmt.Errorf("%s is in the content folder, which exports are made from; choose another file", printable(f.out))
	}
	old, exists, err := readCopy(f.out)
	if err != nil {
		return err
	}
	current, err := e.File(text, old)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", printable(f.out), err)
	}
	dir, name := filepath.Dir(f.out), filepath.Base(f.out)
	switch {
	case exists && current == old:
		fmt.Fprintf(out.stderr, "%s is current\n", printable(f.out))
		return nil
	case exists:
		err = publish.Change(dir, []publish.FileChange{{From: name, To: name, Before: old, After: current}})
	default:
		err = publish.Create(dir, map[string]string{name: current})
	}
	if err == nil {
		fmt.Fprintf(out.stderr, "%s written\n", printable(f.out))
	}
	return err
}
