package convert

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"platmap/generator/internal/testsite"
)

var (
	wordPattern = regexp.MustCompile(`\pL{3,}`)
	// syntaxWords are words of the syntax of other generators that conversion replaces.
	syntaxWords = regexp.MustCompile(`^(?:` + strings.Join([]string{
		"inline", "end", "details", "tabs?", "tabpane", "tabset", "tabitem", "codegroup", "code", "group", "steps", "spoiler", "raw", "endraw", "highlight", "endhighlight",
		"relref", "ref", "link", "path", "title", "type", "kind", "level", "style", "colou?r", "theme", "header", "heading", "name", "summary", "caption", "open", "lang", "pageinfo", "expand", "collapse",
		"description", "excerpt", "tags", "keywords", "weight", "sidebar", "position", "nav", "order", "last", "reviewed", "lastreviewed", "review", "aliases", "redirect", "from", "content", "docs?",
		"site", "config", "page", "base", "url", "baseurl", "relative", "absolute", "prepend", "figure", "src", "alt", "toc", "label", "value", "default", "post", "item", "items", "codetabs", "days?", "weeks?", "months?", "years?",
		"block", "toggle", "command", "mermaid", "terminal", "codeblock", "comment", "warn", "primary", "secondary", "light", "dark", "true", "false", "html?", "index", "mdx?", "markdown",
	}, "|") + `)$`)
)

// Attributes of these tags that are not known have no effect on a page.
var plainTags = regexp.MustCompile(`</?[A-Z]\w*[^>]*>|\{\{[<%][^}]*\}\}`)

// lostWords returns the words of a page that are neither in a file of the result nor in
// its notes.
func lostWords(page string, r *Result) (lost []string) {
	var all strings.Builder
	for _, f := range r.Files {
		all.WriteString(f.Text + "\n" + f.Name + "\n")
	}
	for _, n := range r.Notes {
		all.WriteString(n.Text + "\n" + n.From + "\n")
	}
	// The note about unwrapped shortcodes has the arguments of only one of them, and the
	// text without the tags may be one word with the text beside it.
	in := func(string) bool { return false }
	if text := strings.ToLower(all.String()); strings.Contains(text, " unwrapped (") {
		in = func(w string) bool { return strings.Contains(text, w) }
	}
	words := func(s string) []string {
		return wordPattern.FindAllString(strings.ToLower(strings.ReplaceAll(s, `\n`, " ")), -1)
	}
	page = plainTags.ReplaceAllString(page, " ")
	have := map[string]bool{}
	for _, w := range words(all.String()) {
		have[w] = true
	}
	for _, w := range words(page) {
		if !have[w] && !in(w) && !syntaxWords.MatchString(w) && alerts[w] == "" && values[w] == "" {
			lost = append(lost, w)
		}
	}
	return lost
}

// Any page is converted without a panic, and every word of it is in the result or in a
// note.
func FuzzGuides(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "in/") && filepath.Ext(file.Name) != ".png" {
				f.Add(uint8(len(file.Data)), string(file.Data))
			}
		}
	}
	set := testsite.Schemas(f)
	f.Fuzz(func(t *testing.T, n uint8, page string) {
		from := Generators[int(n)%len(Generators)]
		convert := func(page string) *Result {
			docs := fstest.MapFS{"a.md": {Data: []byte(page)}, "dir/other.md": {Data: []byte("# Other\n")}, "figure.png": {Data: []byte("PNG")}}
			r, err := Guides(Input{From: from, Source: docs, Locales: []string{"en"}, Schemas: set})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		r := convert(page)
		for _, file := range r.Files {
			if file.From != "a.md" {
				continue
			}
			if lost := lostWords(page, r); lost != nil {
				t.Errorf("%s: lost %q of\n%s\nin\n%s", from, lost, page, file.Text)
			}
		}
	})
}
