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
//	css/FOLDER/*.css   joined into assets/FOLDER.HASH.css, for pages that need it
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
// are merged key by key. Templates are parsed and checked once, in [Load]; those of a
// theme that is known to be valid, when the first page is executed. An error in a file is
// an [*Error]. A [Theme] is immutable and safe for concurrent
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
	"text/template/parse"
)

// Theme is a parsed theme.
type Theme struct {
	files   files // the files of the overlay and the base
	overlay files // only the files of the overlay
	sets    func() (templateSets, error)
	words   map[string]map[string]string // texts by language and key; missing keys are copied from the fallback languages
	suited  sync.Map                     // locale → result of Language
	assets  []Asset
	paths   map[string]string // Asset.Name → Asset.Path
}

// templateSets are the templates of each page, by its name without .html.
type templateSets map[string]func(lang string) *template.Template

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
	t, err := newTheme(base, overlay)
	if err != nil {
		return nil, err
	}
	sets, err := t.sets()
	if err != nil {
		return nil, err
	}
	for page, set := range sets {
		if err := t.checkEscaping(page, set(fallback)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// LoadValid reads a theme that is known to be valid, such as the default theme. It is
// much faster than Load, because many commands need only the words: templates are not
// checked, and are parsed only when the first page is executed.
func LoadValid(base fs.FS) (*Theme, error) { return newTheme(base, nil) }

// newTheme reads everything except the templates.
func newTheme(base, overlay fs.FS) (*Theme, error) {
	builtIn, err := readAll(base)
	if err != nil {
		return nil, err
	}
	t := &Theme{files: maps.Clone(builtIn)}
	if t.overlay, err = readAll(overlay); err != nil {
		return nil, err
	}
	maps.Copy(t.files, t.overlay)
	if err := t.checkMisplaced(builtIn); err != nil {
		return nil, err
	}
	if err := t.parseWords(builtIn); err != nil {
		return nil, err
	}
	if err := t.checkUnusedWords(builtIn); err != nil {
		return nil, err
	}
	if err := t.checkStyles(); err != nil {
		return nil, err
	}
	t.sets = sync.OnceValues(t.parseTemplates)
	t.assets, t.paths = collectAssets(t.files)
	return t, nil
}

// Execute writes one page in a language: the frame around the page's own template,
// or, for the page map.svg, the overview as an image.
func (t *Theme) Execute(w io.Writer, page, lang string, data any) error {
	sets, err := t.sets()
	if err != nil {
		return err
	}
	set := sets[page]
	if set == nil {
		return fmt.Errorf("theme: no template %s.html", page)
	}
	return t.cleanError(set(t.Language(lang)).ExecuteTemplate(w, rootOf(page), data))
}

// rootOf returns the template that a page starts with.
func rootOf(page string) string {
	if page == figure {
		return figure
	}
	return frame
}

// parseTemplates makes a set of templates for each page, so that every page can have
// its own "main", and each language, whose words are inlined.
func (t *Theme) parseTemplates() (templateSets, error) {
	common := template.New("theme").Funcs(funcs())
	for _, name := range t.files.names() {
		if dir, _ := path.Split(name); name == frame || name == figure || dir == "parts/" && path.Ext(name) == ".html" {
			if err := t.parseInto(common, name); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range []string{frame, figure} {
		if common.Lookup(name) == nil {
			return nil, fmt.Errorf("theme: %s is missing", name)
		}
	}
	own := map[string]*template.Template{figure: template.New("theme")}
	for _, name := range t.files.names() {
		if strings.Contains(name, "/") || path.Ext(name) != ".html" || name == frame {
			continue
		}
		set := template.New("theme").Funcs(funcs())
		if err := t.parseInto(set, name); err != nil {
			return nil, err
		}
		if set.Lookup("main") == nil && set.Lookup(frame) == nil && common.Lookup("main") == nil {
			return nil, t.errorAt(name, 0, `{{define "main"}} is missing`)
		}
		own[strings.TrimSuffix(name, ".html")] = set
	}
	sets := templateSets{}
	for page, set := range own {
		trees := map[string]*parse.Tree{}
		addReachable(trees, rootOf(page), set, common)
		sets[page] = t.byLanguage(trees)
	}
	return sets, nil
}

// addReachable adds the tree of a template, and the trees of the templates that it calls,
// to trees. A template of a page replaces the common template of the same name. A page
// calls only a few of the parts, so this is much faster than cloning all of them.
func addReachable(trees map[string]*parse.Tree, name string, page, common *template.Template) {
	if trees[name] != nil {
		return
	}
	x := page.Lookup(name)
	if x == nil {
		x = common.Lookup(name)
	}
	if x == nil || x.Tree == nil {
		return // checkEscaping reports this error
	}
	trees[name] = x.Tree
	for _, called := range callsIn(x.Tree.Root) {
		addReachable(trees, called, page, common)
	}
}

// callsIn returns the names of the templates that a list of nodes calls.
func callsIn(list *parse.ListNode) []string {
	if list == nil {
		return nil
	}
	var names []string
	for _, n := range list.Nodes {
		if x, ok := n.(*parse.TemplateNode); ok {
			names = append(names, x.Name)
		}
		for _, branch := range branches(n) {
			names = append(names, callsIn(branch)...)
		}
	}
	return names
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
// when it is first needed, because a preview shows few pages and must start fast. It has
// copies of the trees, because inlineWords and html/template change them.
func (t *Theme) byLanguage(trees map[string]*parse.Tree) func(lang string) *template.Template {
	sets := map[string]func() *template.Template{}
	for lang, words := range t.words {
		sets[lang] = sync.OnceValue(func() *template.Template {
			set := template.New("theme").Funcs(funcs())
			for name, tree := range trees {
				template.Must(set.AddParseTree(name, tree.Copy()))
			}
			inlineWords(set, words)
			return set
		})
	}
	return func(lang string) *template.Template { return sets[lang]() }
}

// checkEscaping executes a page without data, because html/template checks the
// escaping of a template when it is first executed. Only escaping errors count.
func (t *Theme) checkEscaping(page string, set *template.Template) error {
	var wrong *template.Error
	if err := set.ExecuteTemplate(io.Discard, rootOf(page), nil); errors.As(err, &wrong) {
		return t.cleanError(err)
	}
	return nil
}
