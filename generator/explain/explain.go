// Package explain has a page for every code of a finding: what the finding
// means, why it matters, a wrong and a right example, and help.
//
// A page is two files. codes/GROUP/NAME.md is in English and has the examples;
// codes/GROUP/NAME.ja.md is the Japanese translation without the examples:
//
//	---
//	severity: error                      or warning, or dated (depends on today's date)
//	fix: yes                             yes if check --fix fixes the example, otherwise no
//	also: site/id                        other codes that the wrong example has
//	---
//	# a short title
//
//	What it means, and why it matters.
//
//	## Wrong                             a small content folder with this finding,
//	                                     one fenced block per file
//	## Right                             the same folder without the finding
//	## Help
//
//	What to do.
//
// The first line of a block has the name of the file and its attributes:
//
//	```yaml title="domains/x.yaml"                    the text is the file
//	```yaml title="domains/x.yaml" bytes              the text has Go escapes, such as \xEF
//	```yaml title="domains/x.yaml" times="30000"      the text is repeated
//	```text title="domains/x.yaml" link="y.yaml"      a symbolic link
//
// A name that starts with ../ is outside the content folder, like the files of a
// theme. A test checks both examples. The pages are also guides of the sample
// map: see [Guides].
package explain

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"platmap/generator/text"
)

// The prefix all: also embeds files whose names start with a dot or underscore.
//
//go:embed all:codes
var files embed.FS

// Group is the pages of all codes with the same part before the slash.
type Group struct {
	Name  string
	Title string
	Pages []*Page // by code
}

// Page explains one code in one language.
type Page struct {
	Code     string
	Severity string   // "error", "warning" or "dated": a warning that depends on today's date
	Fix      bool     // whether check --fix fixes it
	Partly   bool     // whether check --fix fixes other cases than the example
	Also     []string // other codes that the wrong example has
	Title    string
	About    []string // paragraphs of inline Markdown
	Wrong    []File
	Right    []File
	Help     []string // paragraphs of inline Markdown
}

// File is one file of an example.
type File struct {
	Name  string // path in the content folder
	Lang  string // language for highlighting
	Text  string // the text that the page shows
	Bytes bool   // whether Text contains Go escapes, such as \xEF
	Times int    // how often Text is repeated in the file, usually 1
	Link  string // target of a symbolic link, otherwise empty
}

// groups lists the groups in the order of the stages of platmap check.
var groups = []struct{ name, en, ja string }{
	{"file", "file names and encoding", "ファイル名と文字コード"},
	{"yaml", "YAML syntax", "YAML の構文"},
	{"schema", "keys and values", "キーと値"},
	{"ref", "references", "参照"},
	{"link", "links and images", "リンクと画像"},
	{"markdown", "Markdown in guides", "ガイドの Markdown"},
	{"metric", "metrics", "メトリクス"},
	{"data", "exported issues", "Issue のデータ"},
	{"label", "issue labels", "Issue のラベル"},
	{"site", "the whole site", "サイト全体"},
	{"theme", "templates", "テンプレート"},
	{"map", "completeness of the map (warnings)", "マップの充実度（警告）"},
	{"level", "levels of findings", "指摘のレベル"},
}

// Groups returns all pages in Japanese if lang is "ja", otherwise in English.
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

// Codes returns all codes, sorted.
func Codes() []string {
	names, _ := fs.Glob(files, "codes/*/*.md") // the pattern is valid
	var codes []string
	for _, name := range names {
		if code := strings.TrimSuffix(strings.TrimPrefix(name, "codes/"), ".md"); !strings.HasSuffix(code, ".ja") {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// Find returns the page of a code, or nil if there is no such page.
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

// read returns the page in codes/GROUP/NAME.md with its text in the language.
func read(name, lang string) (*Page, error) {
	p, err := parse(name + ".md")
	if err != nil || lang != "ja" {
		return p, err
	}
	words, err := parse(name + ".ja.md")
	if err != nil {
		return nil, err
	}
	p.Title, p.About, p.Help = words.Title, words.About, words.Help
	return p, nil
}

func parse(name string) (*Page, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	content := string(data)
	code := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "codes/"), ".md"), ".ja")
	p := &parser{page: &Page{Code: code}, into: new([]string)}
	from, to, body, closed := text.FrontMatter(content)
	if !closed {
		return nil, fmt.Errorf("%s: the front matter has no end", name)
	}
	for line := range strings.Lines(content[from:to]) {
		if err := p.property(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for line := range strings.Lines(content[body:]) {
		if err := p.line(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return p.page, p.end()
}
