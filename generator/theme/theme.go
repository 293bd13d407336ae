// Package theme reads a theme, merges an overlay folder into it and executes its
// templates. It is the only package that imports html/template.
//
// A theme is a folder:
//
//	page.html          the frame of every page; it calls {{template "main" .}}
//	domain.html …      one file per page, {{define "main"}}…{{end}}; a page that
//	                   needs another frame defines "page.html" itself
//	parts/*.html       {{define "name"}} parts that any page may use
//	map.svg            the overview as an image
//	words/LANG.json    "key": "text" for all text of the theme itself
//	css/*.css          joined into assets/style.HASH.css, layers.css first
//	js/early.js        runs before the first paint; the other js/*.js are joined
//	                   into assets/site.HASH.js, which runs after the page is parsed
//	js/FOLDER/*.js     joined into assets/FOLDER.HASH.js, which a script loads when it
//	                   is needed
//	inline/*           the style and the script of a page that can load no file
//	static/*           published unchanged, as assets/NAME.HASH.EXT
//
// When the preview has updated an open page, it dispatches the event
// platmap:change on the document, so that scripts can prepare new elements. A
// built site never does.
//
// Files of the overlay replace files of the same name and may add others; words
// are merged key by key. Templates are parsed and checked once, in [Load]. An
// error in a file is an [*Error]. A [Theme] is immutable and safe for concurrent
// use. The data of templates is defined by package render.
package theme

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
)

// Theme is a parsed theme.
type Theme struct {
	files   files                                           // of the overlay and the base
	overlay files                                           // of the overlay alone
	sets    map[string]func(lang string) *template.Template // by page name without .html
	words   map[string]map[string]string                    // by language; missing keys copied from English
	assets  []Asset
	paths   map[string]string // Asset.Name → Asset.Path
}

// Templates that every theme must have.
const (
	frame  = "page.html"
	figure = "map.svg"
)

// HTML, CSS and JS are texts that templates insert without escaping.
type (
	HTML = template.HTML
	CSS  = template.CSS
	JS   = template.JS
)

// Escape returns text as HTML.
func Escape(s string) string { return template.HTMLEscapeString(s) }

// Load reads a theme. Files of overlay, which may be nil, replace files of base
// with the same name.
func Load(base, overlay fs.FS) (*Theme, error) {
	builtIn, err := readAll(base)
	if err != nil {
		return nil, err
	}
	t := &Theme{files: maps.Clone(builtIn)}
	if t.overlay, err = readAll(overlay); err != nil {
		return nil, err
	}
	maps.Copy(t.files, t.overlay)
	if err := t.parseWords(builtIn); err != nil {
		return nil, err
	}
	if err := t.checkUnusedWords(builtIn); err != nil {
		return nil, err
	}
	if err := t.parseTemplates(); err != nil {
		return nil, err
	}
	t.assets, t.paths = collectAssets(t.files)
	return t, nil
}

// Execute writes one page in a language: the frame around the page's own template,
// or, for the page map.svg, the overview as an image.
func (t *Theme) Execute(w io.Writer, page, lang string, data any) error {
	set := t.sets[page]
	if set == nil {
		return fmt.Errorf("theme: no template %s.html", page)
	}
	return t.cleanError(set(t.closest(lang)).ExecuteTemplate(w, rootOf(page), data))
}

// rootOf returns the template that a page starts with.
func rootOf(page string) string {
	if page == figure {
		return figure
	}
	return frame
}

// parseTemplates makes one set of templates for each page, so that every page can
// have its own "main", and a copy of each set for each language.
func (t *Theme) parseTemplates() error {
	common := template.New("theme").Funcs(funcs())
	for _, name := range t.files.names() {
		if dir, _ := path.Split(name); name == frame || name == figure || dir == "parts/" && path.Ext(name) == ".html" {
			if err := t.parseInto(common, name); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{frame, figure} {
		if common.Lookup(name) == nil {
			return fmt.Errorf("theme: %s is missing", name)
		}
	}
	sets := map[string]*template.Template{figure: common}
	for _, name := range t.files.names() {
		if strings.Contains(name, "/") || path.Ext(name) != ".html" || name == frame {
			continue
		}
		set := template.Must(common.Clone())
		if err := t.parseInto(set, name); err != nil {
			return err
		}
		if set.Lookup("main") == nil && set.Lookup(frame).Tree.ParseName != name {
			return t.errorAt(name, 0, `{{define "main"}} is missing`)
		}
		sets[strings.TrimSuffix(name, ".html")] = set
	}
	t.sets = map[string]func(string) *template.Template{}
	for page, set := range sets {
		t.sets[page] = t.byLanguage(set)
		if err := t.checkEscaping(page); err != nil {
			return err
		}
	}
	return nil
}

// parseInto parses one file. A template has the name of its file, which makes the
// errors of html/template start with it.
func (t *Theme) parseInto(set *template.Template, name string) error {
	parsed, err := set.New(name).Parse(t.files[name].Text)
	if err != nil {
		return t.cleanError(err)
	}
	for _, x := range parsed.Templates() {
		if x.Tree != nil && x.Tree.ParseName == name {
			collapseSpace(x.Tree.Root)
		}
	}
	return nil
}

// byLanguage returns a function that returns the set for a language. A set is made
// when it is first needed, because a preview shows few pages and must start fast.
// The given set is never executed, because html/template cannot clone a set after
// that.
func (t *Theme) byLanguage(set *template.Template) func(lang string) *template.Template {
	sets := map[string]func() *template.Template{}
	for lang, words := range t.words {
		sets[lang] = sync.OnceValue(func() *template.Template {
			own := template.Must(set.Clone())
			inlineWords(own, words)
			return own
		})
	}
	return func(lang string) *template.Template { return sets[lang]() }
}

// checkEscaping executes a page without data, because html/template checks the
// escaping of a template when it is first executed. Only escaping errors count.
func (t *Theme) checkEscaping(page string) error {
	var wrong *template.Error
	if err := t.sets[page](fallback).ExecuteTemplate(io.Discard, rootOf(page), nil); errors.As(err, &wrong) {
		return t.cleanError(err)
	}
	return nil
}
