// Package convert turns the Markdown of other site generators into guides.
//
// [Guides] reads a documentation folder of Hugo, MkDocs, TechDocs, Docusaurus, VitePress
// or Jekyll and returns guides and the files that they show, with notes that a person
// must review. It writes nothing.
//
//   - layout.go finds the folders of each generator, and names.go makes the names of guides.
//   - front.go maps front matter; toml.go converts that of Hugo.
//   - blocks.go walks the lines and leaves code alone; boxes.go, shortcodes.go and mdx.go
//     convert boxes, tabs and components, inline.go converts text within a paragraph, and
//     unwrap.go removes the tags of unknown shortcodes around text.
//   - jsx.go removes the indentation of text in components, which MDX ignores.
//   - links.go finds the targets of links, nav.go the order of pages.
//   - settle.go removes what check reports as an error after all of this.
//
// Syntax is converted wherever it occurs, because projects mix the syntax of several
// generators: plug-ins add it, and pages are moved. Text is never removed without a
// [Note]; a page that needs no change stays the same byte for byte, except for Windows
// line breaks and a byte order mark, which are replaced and removed.
package convert

import (
	"cmp"
	"io/fs"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/par"
	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// Generator is a site generator whose Markdown can be converted.
type Generator string

// The generators. TechDocs is MkDocs with a plug-in.
const (
	Docusaurus Generator = "docusaurus"
	Hugo       Generator = "hugo"
	Jekyll     Generator = "jekyll"
	MkDocs     Generator = "mkdocs"
	TechDocs   Generator = "techdocs"
	VitePress  Generator = "vitepress"
)

// Generators are all generators, in alphabetical order.
var Generators = []Generator{Docusaurus, Hugo, Jekyll, MkDocs, TechDocs, VitePress}

// Input is the input of a conversion.
type Input struct {
	From    Generator
	Source  fs.FS  // the documentation: the folder of the project, or the one with its pages
	Folder  string // the folder below guides/ for the result, or ""
	Locales []string
	Lang    string // the language of pages whose name does not contain it; "" is the first of Locales
	Schemas *schema.Set

	// HasGuide reports whether the content already has a guide with an id outside Folder.
	// It may be nil.
	HasGuide func(id string) bool
}

// File is a file to write.
type File struct {
	Name string // in the content folder
	From string // the name in the documentation, or "" for a generated file
	Text string // the bytes

	page *page // nil for a picture or a download
}

// Result is the outcome of a conversion.
type Result struct {
	Files []*File // sorted by name
	Notes []Note
	Pages int // the number of files that are guides

	copied []*File // the pages before conversion
	in     *Input
}

// Copied returns the unconverted pages under the names of the guides. The findings about
// both are compared.
func (r *Result) Copied() []*File { return r.copied }

// page is a page of the documentation.
type page struct {
	from string // name in the documentation
	key  string // address in lower case, without language, extension and the name of an index file
	dir  string // folder of the address, which relative links start from
	lang string
	name string // name of the guide
	raw  string // the text as read, with Unix line breaks

	front  frontMatter
	body   string // Markdown, converted
	origin []int  // the line in raw of each line of body
	text   string // front matter and body
	order  int    // from the navigation, or 0
	title  string // from the navigation, or ""
	notes  []Note

	file    *source.File // the page before its links are changed
	links   []markdown.Link
	anchors anchors
}

// converter converts a documentation folder.
type converter struct {
	*Input
	tree  *docTree
	roots []root
	pages []*page
	index *linkIndex
	files map[string]*File // pictures and downloads, by name in the documentation
	taken map[string]int   // the last number added to each name of the result; names are in lower case
	notes []Note

	ourKeys []string // the keys of the front matter of guides
}

// Guides converts documentation. An error is always one of the file system.
func Guides(in Input) (*Result, error) {
	in.Lang = cmp.Or(in.Lang, in.Locales[0])
	c := &converter{Input: &in, files: map[string]*File{}, taken: map[string]int{}}
	if in.Schemas != nil {
		c.ourKeys = in.Schemas.Keys(source.Guide)
	}
	var err error
	if c.tree, err = c.list(); err != nil {
		return nil, err
	}
	if err := c.readPages(); err != nil {
		return nil, err
	}
	c.readNav()
	c.index = newLinkIndex(c)
	par.Each(len(c.pages), func(i int) { c.pages[i].convert(c) })
	c.aliases()
	used := make([][]string, len(c.pages))
	par.Each(len(c.pages), func(i int) { used[i] = c.pages[i].findLinks(c) })
	if err := c.copyFiles(used); err != nil {
		return nil, err
	}
	par.Each(len(c.pages), func(i int) { c.pages[i].relink(c) })
	return c.result(), nil
}

func (c *converter) result() *Result {
	r := &Result{in: c.Input, Notes: c.notes, Pages: len(c.pages)}
	for _, p := range c.pages {
		r.Files = append(r.Files, &File{Name: p.name, From: p.from, Text: p.text, page: p})
		r.copied = append(r.copied, &File{Name: p.name, From: p.from, Text: p.raw})
		r.Notes = append(r.Notes, p.notes...)
	}
	for _, f := range c.files {
		r.Files = append(r.Files, f)
		r.copied = append(r.copied, f)
	}
	for _, list := range [][]*File{r.Files, r.copied} {
		stable.Sort(list, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	}
	return r
}

// convert converts the text of a page, except for its links.
func (p *page) convert(c *converter) {
	first := strings.Count(p.raw[:p.front.body], "\n") + 1
	var lines []line
	for i, s := range strings.Split(p.raw[p.front.body:], "\n") {
		lines = append(lines, line{text: s, n: first + i})
	}
	b := &body{converter: c, page: p}
	if b.isMDX() {
		lines = unindentTags(lines)
	}
	lines = b.inline(b.unwrap(b.blocks(lines, 0)))
	var text strings.Builder
	for i, l := range lines {
		if i > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(l.text)
		p.origin = append(p.origin, l.n)
	}
	p.body = text.String()
	p.mapFront(c)
	p.assemble()
}

// assemble joins front matter and body.
func (p *page) assemble() { p.text = p.front.text + p.body }

// asFile returns the page as a file of the content folder.
func (p *page) asFile() *source.File {
	return &source.File{Name: p.name, Kind: source.Guide, Text: p.text}
}
