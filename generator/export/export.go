// Package export writes the map for other tools: issue labels, an issue form, CODEOWNERS,
// a Backstage catalog, and diagrams.
//
// [All] lists the exports. [Export.Write] writes one of them; equal sites give equal
// bytes. From its result, [Export.File] makes a file to commit in a repository: the same
// text or, in a file with other lines, a block between two marks. [Changes] compares that
// with the present file.
//
//	labels.go     issue labels, for three tools that create them
//	colour.go     their colours
//	issueform.go  an issue form, and the rules of the labeler that reads it
//	codeowners.go the block in CODEOWNERS
//	backstage.go  entities of Backstage
//	diagram.go    the relations as a diagram in Mermaid or DOT
//	yaml.go       writes YAML
//	committed.go  the committed copy
//
// map.json and the calendar are files of the site. They are listed here, but package
// render writes them.
//
// What a tool does not accept, such as an emoji in the description of a label, is left
// out or changed, with a note about it. The tests contain the rules of each tool.
package export

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// Input is the input of an export.
type Input struct {
	Site *site.Site
	Lang string // the language of names and texts
	Form string // one of Export.Forms; "" is the first

	// Say and URL are used only if Export.HasWords is set.

	// Say returns a word of the theme in Lang.
	Say func(key string, args ...any) string
	// URL returns the address of a page, or of the site if the page is nil. It returns ""
	// if the site has no known address.
	URL func(site.Page) string
}

// Export is a file for another tool.
type Export struct {
	Name  string
	About string   // a description for the help of the command
	Path  string   // the path in a repository at which the tool expects the file, or a usual one
	Forms []string // the first is the default; nil if there is only one
	// SiteFile is the name of the site's file that is the export, or "".
	SiteFile string
	// HasWords is set if the file contains words of the theme or addresses of pages.
	HasWords bool
	// IsBlock is set if the export is a block in a file with other lines, which do not
	// change.
	IsBlock bool

	mark  string // a text near the start of every copy, by which a copy is recognized
	write func(w *writer)
}

// All returns all exports.
func All() []Export {
	return []Export{
		{Name: "labels", About: "the issue labels of the domains", Path: ".github/labels.yml", Forms: []string{"endbug", "gh", "label_sync"}, mark: "written by platmap export labels", write: (*writer).labels},
		{Name: "issue-form", About: "a GitHub issue form with a list of the domains", Path: ".github/ISSUE_TEMPLATE/platform.yml", HasWords: true, mark: "written by platmap export issue-form", write: (*writer).issueForm},
		{Name: "labeler", About: "the rules that label the issues written with issue-form", Path: ".github/advanced-issue-labeler.yml", HasWords: true, mark: "written by platmap export labeler", write: (*writer).labeler},
		{Name: "codeowners", About: "the owners of content files, as a block for CODEOWNERS", Path: ".github/CODEOWNERS", IsBlock: true, write: (*writer).codeOwners},
		{Name: "backstage", About: "domains, components, APIs and teams as entities of a Backstage catalog", Path: "catalog-info.yaml", HasWords: true, mark: "written by platmap export backstage", write: (*writer).backstage},
		{Name: "json", About: "the whole model, as in map.json of the site", Path: "map.json", SiteFile: "map.json", mark: "{\n \"version\": 1,\n \"title\":"},
		{Name: "mermaid", About: "the relations as a Mermaid diagram", Path: "map.mmd", Forms: diagramForms, HasWords: true, mark: "Written by platmap export mermaid", write: (*writer).mermaid},
		{Name: "dot", About: "the relations as a Graphviz diagram", Path: "map.dot", Forms: diagramForms, HasWords: true, mark: "Written by platmap export dot", write: (*writer).dot},
		{Name: "ics", About: "what begins and ends, as in lifecycle.ics of the site", Path: "lifecycle.ics", SiteFile: "lifecycle.ics", mark: "PRODID:-//platmap//platmap//"},
	}
}

// Write returns the text of an export that is not a file of the site, and notes about
// what the text leaves out. A block includes its marks.
func (e *Export) Write(in Input) (file string, notes []string) {
	if in.Form == "" && e.Forms != nil {
		in.Form = e.Forms[0]
	}
	w := &writer{Input: in}
	e.write(w)
	file = w.String()
	if e.IsBlock {
		begin, end := e.marks()
		file = begin + file + end
	}
	return file, w.notes
}

// writer writes an export.
type writer struct {
	Input
	strings.Builder
	notes   []string
	unowned []string // ids of pages without an owner
}

func (w *writer) linef(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *writer) notef(format string, args ...any) {
	if note := fmt.Sprintf(format, args...); !slices.Contains(w.notes, note) {
		w.notes = append(w.notes, note)
	}
}

// notePages adds a note that something is missing for some pages. It names the first
// ones.
func (w *writer) notePages(ids []string, what string) {
	const most = 5
	if len(ids) == 0 {
		return
	}
	more := ""
	if len(ids) > most {
		more = fmt.Sprintf(" and %d more", len(ids)-most)
	}
	w.notef("%s: %s%s", what, strings.Join(ids[:min(len(ids), most)], ", "), more)
}

// plain returns a text in one line, without markup and invisible characters.
func (w *writer) plain(t site.Text) string { return clean(t.Plain(w.Lang)) }

// clean returns a text in one line, without characters that control a terminal or that a
// YAML parser may reject.
func clean(s string) string {
	return text.OneLine(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case text.IsInvisible(r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s))
}

// name returns the name of a page.
func (w *writer) name(p site.Page) string {
	e := p.Base()
	if name := w.plain(e.Name); name != "" {
		return name
	}
	return e.ID
}

// problem returns the essential problem of a domain or, if it has none yet, its summary.
func (w *writer) problem(d *site.Domain) string {
	if s := w.plain(d.EssentialProblem); s != "" {
		return s
	}
	return w.plain(d.Summary)
}

func (w *writer) domains() []*site.Domain { return notRetired(w.Site.Domains) }

func (w *writer) components() []*site.Component { return notRetired(w.Site.Components) }

// notRetired returns the pages that are not retired.
func notRetired[P site.Page](pages []P) []P {
	return slices.DeleteFunc(slices.Clone(pages), func(p P) bool { return p.Base().Status == site.Retired })
}

// mainDomain returns the first domain of a component that is not retired, or nil.
func mainDomain(c *site.Component) *site.Domain {
	for _, d := range site.Targets(c.Domains) {
		if d.Status != site.Retired {
			return d
		}
	}
	return nil
}
