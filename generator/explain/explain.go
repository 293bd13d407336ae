// Package explain holds a page for every code a finding can have: what it means,
// why it matters, a wrong and a right example, and the cure. It is floor 0 of
// the generator: it knows texts alone.
//
// A page is two files. codes/GROUP/NAME.md is in English and has the examples;
// codes/GROUP/NAME.ja.md says the same in Japanese, without them:
//
//	---
//	severity: error                      or warning, or dated: true by waiting
//	fix: yes                             check --fix cures the example; otherwise no
//	also: site/id                        codes that the wrong example cannot do without
//	---
//	# a title of a few words
//
//	What it means, and why it matters.
//
//	## Wrong                             a small content folder that has this finding,
//	                                     one fenced block for each file
//	## Right                             the same without
//	## Cure
//
//	What to do.
//
// The first line of a block names its file and says what cannot be shown:
//
//	```yaml title="domains/x.yaml"                    the text is the file
//	```yaml title="domains/x.yaml" bytes              with Go's escapes, such as \xEF
//	```yaml title="domains/x.yaml" times="30000"      the text stands in it so often
//	```text title="domains/x.yaml" link="y.yaml"      a symbolic link
//
// A name that begins with ../ stands beside the content folder, as a theme does.
// Both examples are run by a test, so a page cannot promise what check does not
// do. The pages are also guides of the sample map: see [Guides].
package explain

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// all: takes any name, so that no page is left out.
//
//go:embed all:codes
var files embed.FS

// Group is a family of codes: what stands before the slash.
type Group struct {
	Name  string
	Title string
	Pages []*Page // by code
}

// Page explains one code in one language.
type Page struct {
	Code     string
	Severity string   // "error", "warning", or "dated": a warning that is true by waiting
	Fix      bool     // check --fix cures it
	Also     []string // codes that the wrong example has as well
	Title    string
	About    []string // paragraphs of inline Markdown
	Wrong    []File
	Right    []File
	Cure     []string
}

// File is one file of an example.
type File struct {
	Name  string // below the content folder
	Lang  string // for highlighting
	Text  string // as shown
	Bytes bool   // Text has Go's escapes
	Times int    // how often the text stands in the file, usually 1
	Link  string // where it points, when it is a symbolic link
}

// groups are in the order in which a run meets them.
var groups = []struct{ name, en, ja string }{
	{"file", "names and bytes of files", "ファイルの名前とバイト列"},
	{"yaml", "the syntax of YAML", "YAML の書き方"},
	{"schema", "keys and values", "キーと値"},
	{"ref", "names of things", "ものの名前"},
	{"link", "links and images", "リンクと画像"},
	{"markdown", "the text of guides", "ガイドの本文"},
	{"metric", "measurements", "計測値"},
	{"data", "exported data", "書き出したデータ"},
	{"label", "issue labels", "課題のラベル"},
	{"site", "the site as a whole", "サイト全体"},
	{"theme", "templates", "テンプレート"},
	{"map", "what a map should say, all warnings", "地図に書いておきたいこと（すべて警告）"},
}

// Groups returns all pages in a language, "ja" or else English.
func Groups(lang string) ([]Group, error) {
	var list []Group
	for _, g := range groups {
		title := g.en
		if lang == "ja" {
			title = g.ja
		}
		group := Group{Name: g.name, Title: title}
		names, err := fs.Glob(files, "codes/"+g.name+"/*.md")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, ".ja.md") {
				continue
			}
			p, err := read(strings.TrimSuffix(name, ".md"), lang)
			if err != nil {
				return nil, err
			}
			group.Pages = append(group.Pages, p)
		}
		list = append(list, group)
	}
	return list, nil
}

// Find returns the page of a code, or nil if it has none.
func Find(code, lang string) (*Page, error) {
	groups, err := Groups(lang)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		for _, p := range g.Pages {
			if p.Code == code {
				return p, nil
			}
		}
	}
	return nil, nil
}

// read returns the page in codes/GROUP/NAME.md, its words in the language.
func read(name, lang string) (*Page, error) {
	p, err := parse(name + ".md")
	if err != nil || lang != "ja" {
		return p, err
	}
	words, err := parse(name + ".ja.md")
	if err != nil {
		return nil, err
	}
	p.Title, p.About, p.Cure = words.Title, words.About, words.Cure
	return p, nil
}

func parse(name string) (*Page, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	code := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "codes/"), ".md"), ".ja")
	p := &parser{page: &Page{Code: code}, into: new([]string)}
	for line := range strings.Lines(string(text)) {
		if err := p.line(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return p.page, p.end()
}
