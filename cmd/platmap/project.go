package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

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

// project is the flags that say what to work on.
type project struct {
	content string
	theme   string
	baseURL string
	strict  bool

	translations bool // report texts that are missing in a language

	home string // the folder that content/ was found in
}

func (p *project) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.content, "content", "", "the content `folder` (default: the nearest content/ upward)")
	_ = c.MarkFlagDirname("content")
}

func (p *project) themeFlag(c *cobra.Command) {
	c.Flags().StringVar(&p.theme, "theme", "", "a `folder` whose files replace those of the default theme")
	_ = c.MarkFlagDirname("theme")
}

// open returns what a site is checked from.
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
	in.Translations = p.translations
	in.CodeOwners = codeOwners(p.content)
	in.Schemas, err = schema.Compile(schemas.FS)
	return in, err
}

// openThemed is open, with the theme.
func (p *project) openThemed() (generator.Input, error) {
	in, err := p.open()
	if err != nil {
		return in, err
	}
	in.Theme, err = p.loadTheme()
	return in, err
}

// loadTheme reads the theme.
func (p *project) loadTheme() (*theme.Theme, error) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		return nil, err
	}
	if p.theme == "" {
		return theme.Load(base, nil)
	}
	if err := isFolder(p.theme); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(p.theme)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return theme.Load(base, root.FS())
}

// public returns the folder to write when none was named.
func (p *project) public() string { return filepath.Join(p.home, "public") }

// apartFrom refuses an output folder that would mix with what the site is made
// from: the next build would read what this one wrote.
func (p *project) apartFrom(public string) error {
	for _, in := range []struct{ what, dir string }{{"content", p.content}, {"theme", p.theme}} {
		within, above := in.dir != "" && holds(in.dir, public), in.dir != "" && holds(public, in.dir)
		switch {
		case within && above:
			return usagef("%s is the %s folder; choose another output folder with --out", public, in.what)
		case within:
			return usagef("%s is within the %s folder %s; choose another output folder with --out", public, in.what, in.dir)
		case above:
			return usagef("%s holds the %s folder %s; choose an output folder that holds nothing else with --out", public, in.what, in.dir)
		}
	}
	return nil
}

// holds reports whether a folder is another one or stands above it. Folders are
// compared by what they are, not by name: a link or another spelling may lead
// to the same one.
func holds(outer, inner string) bool {
	top, err := os.Stat(outer)
	if err != nil {
		return false
	}
	if inner, err = filepath.Abs(inner); err != nil {
		return false
	}
	for {
		if real, err := filepath.EvalSymlinks(inner); err == nil {
			inner = real
		}
		if info, err := os.Stat(inner); err == nil && os.SameFile(top, info) {
			return true
		}
		up := filepath.Dir(inner)
		if up == inner {
			return false
		}
		inner = up
	}
}

// find settles which folder holds the content.
func (p *project) find() error {
	if p.content == "" {
		dir, err := os.Getwd()
		if err != nil {
			return err
		}
		for {
			if info, err := os.Stat(filepath.Join(dir, "content")); err == nil && info.IsDir() {
				p.content = filepath.Join(dir, "content")
				break
			}
			up := filepath.Dir(dir)
			if up == dir {
				return usagef("there is no content folder here or above; name one with --content")
			}
			dir = up
		}
		if wd, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(wd, p.content); err == nil {
				p.content = rel
			}
		}
		p.home = filepath.Join(p.content, "..")
	}
	return isFolder(p.content)
}

// isFolder says in plain words why a name is not that of a folder.
func isFolder(name string) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("there is no folder %s", name)
	case err != nil:
		return err
	case !info.IsDir():
		return usagef("%s is not a folder", name)
	}
	return nil
}

// codeOwners returns the CODEOWNERS file of the repository that the content is
// in, or nil. GitHub looks for it in these places, in this order.
func codeOwners(content string) *source.File {
	dir, err := filepath.Abs(content)
	if err != nil {
		return nil
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
	root, err := os.OpenRoot(dir) // a link out of the repository is not followed
	if err != nil {
		return nil
	}
	defer root.Close()
	abs, err := filepath.Abs(content)
	if err != nil {
		return nil
	}
	for _, name := range []string{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"} {
		info, err := root.Stat(name)
		if err != nil || info.Size() > source.MaxSize {
			continue
		}
		text, err := root.ReadFile(name)
		if err != nil || !utf8.Valid(text) {
			continue
		}
		if rel, err := filepath.Rel(abs, filepath.Join(dir, name)); err == nil { // its name, as seen from the content folder
			return &source.File{Name: filepath.ToSlash(rel), Text: string(text)}
		}
	}
	return nil
}

// today is what check compares dates with. A build does not look at the clock.
func today() site.Date { return site.Date(time.Now().Format(time.DateOnly)) }
