package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/disk"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

// project holds the input flags that several commands share.
type project struct {
	content string
	theme   string
	baseURL string
	strict  bool

	keepGoing    bool // build the site despite errors in the content
	history      bool // make a history even if site.yaml does not ask for one
	translations bool // report missing translations

	home string // the parent of content/, if --content was not set
}

func (p *project) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.content, "content", "", "the content `folder` (default: content/ here or in the nearest parent folder, in the same repository)")
	_ = c.MarkFlagDirname("content")
}

func (p *project) themeFlag(c *cobra.Command) {
	c.Flags().StringVar(&p.theme, "theme", "", "a `folder` with files that replace those of the default theme")
	_ = c.MarkFlagDirname("theme")
}

// checked returns the site, for a command that needs content without errors, and the
// language of the output, which is lang or, if that is "", the main language. If there
// are errors it prints the findings.
func (p *project) checked(in generator.Input, lang string, out *printer) (*site.Site, string, error) {
	debug.SetGCPercent(300) // such a command is short, so memory costs less than garbage collection
	s, diags, err := generator.Check(in)
	if err != nil {
		return nil, "", err
	}
	if in.Stops(diags) {
		out.findings(out.stderr, defaultFormat(), p.run(s.Sources, diags, ""))
		return nil, "", errContent
	}
	lang = cmp.Or(lang, s.Locale())
	return s, lang, oneOf("language", lang, s.Locales)
}

// open returns the input without a theme.
func (p *project) open() (generator.Input, error) {
	var in generator.Input
	if err := p.find(); err != nil {
		return in, err
	}
	content, err := disk.Open(p.content)
	if err != nil {
		return in, err
	}
	in.Content = content
	in.BaseURL, in.Strict = p.baseURL, p.strict
	in.Translations, in.KeepGoing = p.translations, p.keepGoing
	in.CodeOwners = codeOwners(p.content)
	in.Schemas, err = schema.Compile(schemas.FS)
	return in, err
}

// openThemed returns the input with the theme.
func (p *project) openThemed() (generator.Input, error) {
	in, err := p.open()
	if err != nil {
		return in, err
	}
	in.Theme, err = p.loadTheme()
	return in, err
}

// openForCheck returns the input with the user's theme. Without one, it sets only the
// languages of the default theme, because loading that theme takes much longer.
func (p *project) openForCheck() (in generator.Input, err error) {
	if p.theme != "" {
		return p.openThemed()
	}
	if in, err = p.open(); err != nil {
		return in, err
	}
	base, err := defaultTheme()
	if err != nil {
		return in, err
	}
	in.Languages, err = theme.Languages(base)
	return in, err
}

func defaultTheme() (fs.FS, error) { return fs.Sub(themes.FS, "default") }

func (p *project) loadTheme() (*theme.Theme, error) {
	base, err := defaultTheme()
	if err != nil {
		return nil, err
	}
	if p.theme == "" {
		return theme.LoadValid(base)
	}
	if err := checkFolder(p.theme); err != nil {
		return nil, err
	}
	overlay, err := disk.Open(p.theme)
	if err != nil {
		return nil, err
	}
	return theme.Load(base, overlay)
}

// public returns the default output folder.
func (p *project) public() string { return filepath.Join(p.home, "public") }

// checkOutput rejects an output folder that overlaps with the content or the theme,
// because the next build would read it.
func (p *project) checkOutput(public string) error {
	for _, in := range []struct{ what, dir string }{{"content", p.content}, {"theme", p.theme}} {
		if in.dir == "" {
			continue
		}
		inside, around := contains(in.dir, public), contains(public, in.dir)
		switch {
		case inside && around:
			return fmt.Errorf("%s is the %s folder; choose another output folder with --out", public, in.what)
		case inside:
			return fmt.Errorf("%s is inside the %s folder %s; choose another output folder with --out", public, in.what, in.dir)
		case around:
			return fmt.Errorf("%s contains the %s folder %s; choose a separate output folder with --out", public, in.what, in.dir)
		}
	}
	return nil
}

// contains reports whether inner is outer or is below it. It compares folders on disk,
// not paths, because two paths may name the same folder.
func contains(outer, inner string) bool {
	top, err := os.Stat(outer)
	if err != nil {
		return false
	}
	if inner, err = filepath.Abs(inner); err != nil {
		return false
	}
	for existing := range upward(inner) {
		real, err := filepath.EvalSymlinks(existing)
		if err != nil {
			continue // not yet created
		}
		for dir := range upward(real) {
			if info, err := os.Stat(dir); err == nil && os.SameFile(top, info) {
				return true
			}
		}
		break
	}
	return false
}

// upward returns an absolute path, its parent and so on up to the root.
func upward(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(dir) && dir != filepath.Dir(dir) {
			dir = filepath.Dir(dir)
		}
	}
}

// find sets the content folder if --content is not set. It does not search above the root
// of the repository, because a repository inside the folder of a map is not part of that
// map.
func (p *project) find() error {
	if p.content == "" {
		wd, err := os.Getwd()
		if err != nil {
			return err
		}
		for dir := range upward(wd) {
			p.content = filepath.Join(dir, "content")
			if info, err := os.Stat(p.content); err == nil && info.IsDir() {
				break
			}
			if isRepository(dir) || dir == filepath.Dir(dir) {
				return noContent(wd, dir)
			}
		}
		if rel, err := filepath.Rel(wd, p.content); err == nil {
			p.content = rel
		}
		p.home = filepath.Join(p.content, "..")
	}
	return checkFolder(p.content)
}

// noContent returns the error for a working directory without a content folder. It
// suggests a map a few levels below, which the user probably means. top is the folder at
// which the search ended.
func noContent(wd, top string) error {
	problem := "no content folder here or in a parent folder"
	if isRepository(top) {
		problem += " of this repository"
	}
	for _, pattern := range []string{"*/content/site.yaml", "*/*/content/site.yaml"} {
		if list, _ := fs.Glob(os.DirFS(wd), pattern); len(list) > 0 {
			return fmt.Errorf("%s; use --content %s", problem, shellWord(path.Dir(list[0])))
		}
	}
	return errors.New(problem + "; set one with --content")
}

// checkFolder returns an error if name is not a folder.
func checkFolder(name string) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("folder %s not found", name)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", name)
	}
	return nil
}

// codeOwners returns the CODEOWNERS file of the repository that contains the content, or
// nil. If the file cannot be used, one of its findings says why. The paths are tried in
// the same order as on GitHub.
func codeOwners(content string) *source.File {
	abs, err := filepath.Abs(content)
	if err != nil {
		return nil
	}
	repository := repositoryOf(abs)
	if repository == "" {
		return nil
	}
	root, err := os.OpenRoot(repository) // does not follow links out of the repository
	if err != nil {
		return nil
	}
	defer root.Close()
	for _, name := range []string{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"} {
		rel, err := filepath.Rel(abs, filepath.Join(repository, name))
		if err != nil {
			continue
		}
		if f := source.ReadOther(root.FS(), name); f != nil {
			f.Name = filepath.ToSlash(rel)
			return f
		}
	}
	return nil
}

// repositoryOf returns the folder of the Git repository that contains an absolute path, or
// "".
func repositoryOf(abs string) string {
	for dir := range upward(abs) {
		if isRepository(dir) {
			return dir
		}
	}
	return ""
}

// isRepository reports whether a folder is the root of a Git repository. In a submodule
// or a linked working tree .git is a file.
func isRepository(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, ".git"))
	return err == nil
}

// todayFlag adds the flag --today to a command.
func todayFlag(c *cobra.Command, day *string) {
	c.Flags().StringVar(day, "today", "", "the `date` to use as today (default: the date of this machine)")
}

// todayOr returns the date of --today or, if it is "", the current date. The result of a
// build does not depend on it.
func todayOr(day string) (site.Date, error) {
	if day == "" {
		return site.Date(time.Now().Format(time.DateOnly)), nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", fmt.Errorf("invalid --today %s; write a date such as 2026-11-02", day)
	}
	return site.Date(day), nil
}
