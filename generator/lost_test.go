package generator

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/markdown"
	"platmap/generator/render"
	"platmap/generator/rounds"
	"platmap/generator/site"
	"platmap/generator/source"
)

// No text is lost without a finding: the words of every guide and of every text in YAML
// are on its page and in its twin. A twin has all the text of its page, and keeps its
// lists, tables and code.

func TestNothingLost_Sample(t *testing.T) {
	nothingLost(t, os.DirFS("../content"), true)
}

func TestNothingLost_Archives(t *testing.T) {
	for _, pattern := range []string{"*/testdata/*.txtar", "*/testdata/*/*.txtar"} {
		for name, content := range archives(t, pattern) {
			t.Run(filepath.Base(name), func(t *testing.T) { nothingLost(t, content, false) })
		}
	}
}

// Each case of package markdown is the body of a guide, and a text of a domain.
func TestNothingLost_MarkdownCases(t *testing.T) {
	cases, err := os.ReadFile("markdown/testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	content := fstest.MapFS{}
	for i, c := range strings.Split("\n"+string(cases), "\n@@@ ")[1:] {
		_, c, _ = strings.Cut(c, "\n")
		in, _, _ := strings.Cut(c, "\n@@\n")
		addText(content, i, in)
	}
	nothingLost(t, content, true)
}

func TestNothingLost_Generated(t *testing.T) {
	content := fstest.MapFS{"guides/p.png": {}}
	for i := range rounds.Of(2000) {
		addText(content, i, randomText(uint64(i)))
	}
	nothingLost(t, content, true)
}

// Names that look like Markdown are shown as written on pages and in twins.
func TestNothingLost_Names(t *testing.T) {
	content := fstest.MapFS{}
	add := func(name, text string) { content[name] = &fstest.MapFile{Data: []byte(text)} }
	var features, details, terms strings.Builder
	for i, name := range []string{"- dash", "+ plus", "* star", "1. one", "2) two", "# hash", "hash #", "> quote", "| bar |", "a | b", "[label]: https://example.com/x",
		"[x] box", "[ ] empty", "=== equals", "---", "~~~ tilde", "``` fence", "<b>bold</b>", "a_b_c *d* __e__", "&amp; &copy;", ": colon", "{#id}", "name {#id}", "a ~~b~~", "\\* star", "10~20"} {
		quoted := "'" + name + fmt.Sprint(" n", i) + "'"
		fmt.Fprintf(&features, "  - {name: %s, text: %s, why: %s, variants: [%s]}\n", quoted, quoted, quoted, quoted)
		fmt.Fprintf(&details, "      - %s\n", quoted)
		fmt.Fprintf(&terms, "- {term: %s, text: %s, aka: [%s]}\n", quoted, quoted, quoted)
		add(fmt.Sprintf("domains/d%d.yaml", i), fmt.Sprintf("name: %s\nstatus: draft\nsummary: %s\naka: [%s]\nessential_problem: %s\nnotes: [%s]\nlinks: [{url: \"https://example.com/\", title: %s}]\n", quoted, quoted, quoted, quoted, quoted, quoted))
		add(fmt.Sprintf("components/c%d.yaml", i), fmt.Sprintf("name: %s\ndomains: [d%d, all]\nsummary: %s\nwhy: %s\n", quoted, i, quoted, quoted))
		add(fmt.Sprintf("guides/g%d.md", i), fmt.Sprintf("---\ntitle: %s\nsummary: %s\ndomains: [all]\n---\nText\n", quoted, quoted))
	}
	add("domains/all.yaml", "name: All\nstatus: draft\nfeatures:\n"+features.String()+"responsibilities:\n  - name: R\n    details:\n"+details.String())
	add("glossary.yaml", terms.String())
	nothingLost(t, content, true)
}

// addText adds a guide with a text, and a domain with the text in several places.
func addText(content fstest.MapFS, i int, text string) {
	content[fmt.Sprintf("guides/g%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	indented := strings.NewReplacer("\n", "\n      ", "(p.png", "(../guides/p.png").Replace(text)
	domain := "name: Domain\nstatus: draft\nessential_problem:\n    en: |2\n      " + indented + "\nfeatures:\n  - name: Feature\n    text: |2\n      " + indented + "\n  - name: Next\n"
	content[fmt.Sprintf("domains/d%d.yaml", i)] = &fstest.MapFile{Data: []byte(domain)}
}

// reportedWords returns the words on the lines with findings, by file. A finding covers
// all lines of its span.
func reportedWords(diags source.Diagnostics) map[string]map[string]bool {
	reported := map[string]map[string]bool{}
	for _, d := range diags {
		if d.Pos.File == nil || strings.HasPrefix(d.Code, "map/") {
			continue
		}
		words := reported[d.Pos.File.Name]
		if words == nil {
			words = map[string]bool{}
			reported[d.Pos.File.Name] = words
		}
		addLines(words, d.Pos, d.Len)
		for _, r := range d.Related {
			if r.Pos.File == d.Pos.File {
				addLines(words, r.Pos, 0)
			}
		}
	}
	return reported
}

// addLines adds the words on the lines that a span of a file touches.
func addLines(words map[string]bool, pos source.Pos, length int) {
	text, end := pos.File.Text, pos.Offset+length
	from := strings.LastIndexByte(text[:pos.Offset], '\n') + 1
	line, _, _ := strings.Cut(text[end:], "\n")
	for _, word := range plainWords(text[from:end] + line) {
		words[word] = true
	}
}

// nothingLost checks the pages of a content folder. compareTwins is false for archives
// with errors, whose pages may have headings of empty lists that twins lack.
func nothingLost(t *testing.T, content fs.FS, compareTwins bool) {
	t.Helper()
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	s, diags, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	compareTwins = compareTwins || !diags.HaveError()
	reported := reportedWords(diags)
	pages := in.Render(s)
	for _, locale := range s.Locales {
		views := map[string]*lostChecker{}
		for _, view := range []string{"overview", "why", "interfaces", "guides", "components", "scenarios", "teams", "glossary", "responsibilities", "reviews", "gaps", "lifecycle"} {
			views[view] = newLostChecker(t, pages, reported, pages.ViewPath(view, locale), locale)
			if compareTwins {
				views[view].twinHasAllText()
			}
		}
		texts(reflect.ValueOf(s.Terms), views["glossary"].text)
		for _, g := range s.Groups {
			if len(g.Domains) > 0 {
				texts(reflect.ValueOf(g), views["why"].text)
			}
		}
		texts(reflect.ValueOf(s.Questions), views["overview"].text)
		views["why"].text(s.Why)
		for _, x := range s.Pages() {
			c := newLostChecker(t, pages, reported, pages.Path(x, locale), locale)
			if compareTwins {
				c.twinHasAllText()
			}
			texts(reflect.ValueOf(x).Elem(), c.text)
			if g, ok := x.(*site.Guide); ok {
				c.guide(g.In(locale))
			}
		}
	}
}

// lostChecker compares a page with its twin and with its source texts.
type lostChecker struct {
	t        *testing.T
	reported map[string]map[string]bool // by file
	locale   string
	name     string // name of the page
	page     string
	twin     string // the twin as HTML
	outline  string // outline of the twin

	letters map[string]string // letters of the page, and of the source of the twin
}

func newLostChecker(t *testing.T, pages *render.FS, reported map[string]map[string]bool, name, locale string) *lostChecker {
	t.Helper()
	c := &lostChecker{t: t, reported: reported, locale: locale, name: name}
	twin := strings.TrimSuffix(name, ".html") + ".md"
	b, err := pages.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	md, err := pages.ReadFile(twin)
	if err != nil {
		t.Fatal(err)
	}
	c.page = string(b)
	c.letters = map[string]string{name: lettersOf(allText(c.page)), twin: lettersOf(string(md))}
	th := testsite.Theme(t)
	doc := markdown.Parse(&source.File{Name: twin, Text: string(md)}, 0, new(source.Diagnostics))
	c.twin = doc.HTML(&markdown.Filler{NoPermalinks: true, Words: &markdown.Words{
		Note: th.Say(locale, "alert.note"), Tip: th.Say(locale, "alert.tip"), Important: th.Say(locale, "alert.important"),
		Warning: th.Say(locale, "alert.warning"), Caution: th.Say(locale, "alert.caution"), Details: th.Say(locale, "details"),
	}})
	c.outline = outlineOf(c.twin, "body")
	return c
}

// twinHasAllText reports texts of the page that its twin lacks.
func (c *lostChecker) twinHasAllText() {
	twin := lettersOf(strings.Join(textsOf(c.twin, "body"), ""))
	count := map[string]int{}
	for _, text := range textsOf(c.page, "main") {
		if !c.isReported(plainWords(text)) {
			count[lettersOf(text)]++
		}
	}
	for text, n := range count {
		if got := strings.Count(twin, text); got < n && text != "" {
			c.t.Errorf("%s says %q %d times, its twin %d times", c.name, text, n, got)
		}
	}
}

// isReported reports whether all words are on lines with findings.
func (c *lostChecker) isReported(words []string) bool {
	for _, file := range c.reported {
		if !slices.ContainsFunc(words, func(word string) bool { return !file[word] }) {
			return true
		}
	}
	return false
}

func (c *lostChecker) guide(v site.GuideVersion) {
	c.words(v.File, wordsOf(v.File.Text[v.Body:]))
	c.structure(v.File, outlineOf(c.page, "article"))
}

func (c *lostChecker) text(t site.Text) {
	v := t.In(c.locale)
	if _, ok := testsite.Theme(c.t).Words(c.locale)["unit."+v.Plain()]; ok {
		return // pages show the theme's word for this unit
	}
	asWritten := func(int, *markdown.Link) (string, bool) { return "", false }
	words := wordsOf(v.Doc.Markdown(asWritten))
	c.words(v.Pos.File, words)
	if v.Pos.File != nil && !slices.ContainsFunc(words, func(word string) bool { return c.reported[v.Pos.File.Name][word] }) {
		c.structure(v.Pos.File, outlineOf(v.Doc.HTML(nil), "body"))
	}
}

// words reports words of a file that the page or the twin lacks.
func (c *lostChecker) words(f *source.File, words []string) {
	if f == nil {
		return
	}
	for name, letters := range c.letters {
		if strings.Contains(letters, secret) {
			c.t.Errorf("%s: %s has a comment", f.Name, name)
		}
		for _, word := range words {
			if !strings.Contains(letters, word) && !c.reported[f.Name][word] {
				c.t.Errorf("%s: %s lacks %q", f.Name, name, word)
			}
		}
	}
}

// structure reports lists, tables and code of the page that the twin does not have in the
// same form.
func (c *lostChecker) structure(f *source.File, outline string) {
	if f == nil || !strings.Contains(outline, "<") || strings.Contains(c.outline, outline) {
		return
	}
	n := sort.Search(len(outline), func(n int) bool { return !strings.Contains(c.outline, outline[:n]) }) - 1
	at := strings.Index(c.outline, outline[:n]) + n
	c.t.Errorf("%s: the twin of %s differs after %q:\n%s\nit has\n%s", f.Name, c.name, outline[max(n-40, 0):n],
		outline[n:min(n+100, len(outline))], c.outline[at:min(at+100, len(c.outline))])
}

// texts calls do for each text that a page contains itself.
func texts(v reflect.Value, do func(site.Text)) {
	switch v.Kind() {
	case reflect.Pointer: // an element of a list
		texts(v.Elem(), do)
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), do)
		}
	case reflect.Struct:
		if t, ok := v.Interface().(site.Text); ok {
			do(t)
			return
		}
		_, isGuide := v.Interface().(site.Guide)
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Name == "Reading" || isGuide && f.Name == "Title" { // readings are shown in the index of names; for a guide, Name is the title in all languages
				continue
			}
			if notElsewhere(f.Type) {
				texts(v.Field(i), do)
			}
		}
	}
}

// notElsewhere reports whether values of a type belong to the page itself, not to other
// pages.
func notElsewhere(t reflect.Type) bool {
	return t.Kind() != reflect.Pointer && (t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Pointer)
}
