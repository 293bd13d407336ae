// Package theme opens a theme, lays a user's folder over it and runs its
// templates. It is the only place that knows html/template.
//
// A theme is a folder:
//
//	page.html          the frame of every page; it calls {{template "main" .}}
//	domain.html …      one file per page, {{define "main"}}…{{end}}; a page that
//	                   wants another frame defines "page.html" itself
//	parts/*.html       {{define "name"}} pieces that any page may use
//	map.svg            the overview figure, alone or within a page
//	words/LANG.json    "key": "word" for everything the theme itself says
//	css/*.css          joined into assets/style.HASH.css, layers.css first
//	js/early.js        runs before the first paint; the other js/*.js are joined
//	                   into assets/site.HASH.js, which runs after the page
//	static/*           published as they are, as assets/NAME.HASH.EXT
//
// Where the preview has changed a page that is open, the document gets the event
// platmap:change, for scripts to prepare what is new; a built site never does.
//
// A user's folder replaces single files of the same name and may add others;
// words are laid over key by key. Templates are parsed and checked once, in
// [Load]; a [Theme] never changes afterwards and may be used by many
// goroutines. What a template gets as data is render's business.
package theme

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Theme is a parsed theme.
type Theme struct {
	sets   map[string]func(lang string) *template.Template // by page name without .html
	words  map[string]map[string]string                    // by language; holes filled from English
	assets []Asset
	paths  map[string]string // Asset.Name → Asset.Path
}

// The templates with a meaning of their own.
const (
	frame  = "page.html"
	figure = "map.svg"
)

// Load reads a theme. overlay may be nil; its files replace those of base with
// the same name. Errors name the file and the line.
func Load(base, overlay fs.FS) (*Theme, error) {
	files, err := readAll(base, overlay)
	if err != nil {
		return nil, err
	}
	t := &Theme{}
	if t.words, err = parseWords(base, overlay); err != nil {
		return nil, err
	}
	if err := checkWords(base, overlay); err != nil {
		return nil, err
	}
	if err := t.parse(files); err != nil {
		return nil, err
	}
	t.assets, t.paths = collectAssets(files)
	return t, nil
}

// Execute writes one page: the frame around the page's own template. The data
// may be a [Speaker].
func (t *Theme) Execute(w io.Writer, page string, data any) error {
	set := t.sets[page]
	if set == nil {
		return fmt.Errorf("theme: there is no %s.html", page)
	}
	return tidy(set(t.language(data)).ExecuteTemplate(w, frame, data))
}

// Figure writes the overview figure alone.
func (t *Theme) Figure(w io.Writer, data any) error {
	return tidy(t.sets[figure](t.language(data)).ExecuteTemplate(w, figure, data))
}

// Speaker is data that says in which language it wants to be shown, so that
// the words of the theme need not be asked for one by one.
type Speaker interface {
	Language() string
}

// language returns the language whose templates suit the data: "" are those
// that ask the data for every word.
func (t *Theme) language(data any) string {
	if s, ok := data.(Speaker); ok {
		return t.closest(s.Language())
	}
	return ""
}

// parse makes one set of templates for each page, so that every page can have
// a "main" of its own; and all of that for each language.
func (t *Theme) parse(files map[string][]byte) error {
	common := template.New("theme").Funcs(funcs())
	for _, name := range sorted(files) {
		if dir, _ := path.Split(name); name == frame || name == figure || dir == "parts/" && path.Ext(name) == ".html" {
			if err := add(common, name, files[name]); err != nil {
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
	for _, name := range sorted(files) {
		if strings.Contains(name, "/") || path.Ext(name) != ".html" || name == frame {
			continue
		}
		set := template.Must(common.Clone())
		if err := add(set, name, files[name]); err != nil {
			return err
		}
		if set.Lookup("main") == nil && set.Lookup(frame).Tree.ParseName != name {
			return fmt.Errorf(`theme: %s:1: {{define "main"}} is missing`, name)
		}
		sets[strings.TrimSuffix(name, ".html")] = set
	}
	t.sets = map[string]func(string) *template.Template{}
	for page, set := range sets {
		t.sets[page] = t.inLanguages(set)
		if err := check(t.sets[page](""), page); err != nil {
			return err
		}
	}
	return nil
}

// inLanguages returns the set for a language, made when it is first needed: a
// preview shows few pages, and is to be there at once. A set can be copied only
// until it has run, so the one that is given never does.
func (t *Theme) inLanguages(set *template.Template) func(lang string) *template.Template {
	made := map[string]func() *template.Template{}
	for _, lang := range append(slices.Collect(maps.Keys(t.words)), "") {
		made[lang] = sync.OnceValue(func() *template.Template {
			own := template.Must(set.Clone())
			inline(own, t.words[lang])
			return own
		})
	}
	return func(lang string) *template.Template { return made[lang]() }
}

// add parses one file. Templates are called after their files, which is what
// makes an error say where it is.
func add(set *template.Template, name string, text []byte) error {
	parsed, err := set.New(name).Parse(string(text))
	if err != nil {
		return tidy(err)
	}
	for _, x := range parsed.Templates() {
		if x.Tree != nil && x.Tree.ParseName == name {
			squeeze(x.Tree.Root)
		}
	}
	return nil
}

// check makes html/template work out the escaping, which it does when a
// template first runs. That run has no data and ends early: only what is wrong
// with the template itself counts.
func check(set *template.Template, page string) error {
	name := frame
	if page == figure {
		name = figure
	}
	var wrong *template.Error
	if err := set.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &wrong) {
		return tidy(err)
	}
	return nil
}

// tidy makes "theme: domain.html:12:3: …" of html/template's messages.
func tidy(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, prefix := range []string{"html/template:", "template: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return &failure{"theme: " + text, err}
}

// failure is an error with a better text.
type failure struct {
	text  string
	cause error
}

func (f *failure) Error() string { return f.text }
func (f *failure) Unwrap() error { return f.cause }

func sorted(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
