package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/schema"
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
	// An os.Root cannot be left, neither by .. nor by a symbolic link.
	root, err := os.OpenRoot(p.content)
	if err != nil {
		return in, err
	}
	in.Content = root.FS()
	in.BaseURL = p.baseURL
	in.Schemas, err = schema.Compile(schemas.FS)
	return in, err
}

// openThemed is open, with the theme.
func (p *project) openThemed() (generator.Input, error) {
	in, err := p.open()
	if err != nil {
		return in, err
	}
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		return in, err
	}
	var overlay fs.FS
	if p.theme != "" {
		root, err := os.OpenRoot(p.theme)
		if err != nil {
			return in, fmt.Errorf("the theme cannot be read: %w", err)
		}
		overlay = root.FS()
	}
	in.Theme, err = theme.Load(base, overlay)
	return in, err
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
	}
	info, err := os.Stat(p.content)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("there is no folder %s", p.content)
	case err != nil:
		return err
	case !info.IsDir():
		return usagef("%s is not a folder", p.content)
	}
	return nil
}
