// Package export writes the map for other tools: issue labels, an issue form, CODEOWNERS,
// a catalog of Backstage, and diagrams.
//
// [All] lists the exports. [Export.Write] writes one of them: equal sites give equal bytes.
// [Export.File] makes the file that is committed in a repository from it: the same text, or
// a block of lines between two marks in a file that has other lines too. [Changes] compares
// that with the file that is there.
//
//	labels.go     labels for three tools that create them
//	colour.go     their colours
//	issueform.go  an issue form, and the rules of the labeler that reads it
//	codeowners.go the block in CODEOWNERS
//	backstage.go  entities of Backstage
//	diagram.go    the relations as a diagram in Mermaid or DOT
//	yaml.go       how YAML is written
//	committed.go  the copy in a repository
//
// map.json and the calendar are files of the site. They are in the list, but package
// render writes them.
//
// What a tool does not accept is left out or changed here, such as an emoji in the
// description of a label; a note says so. The tests have the rules of each tool.
package export

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// Input is what an export is made from.
type Input struct {
	Site *site.Site
	Lang string // of names and texts
	Form string // one of Export.Forms; "" is the first

	// Say and URL are not used unless Export.HasWords is set.

	// Say returns a word of the theme in Lang.
	Say func(key string, args ...any) string
	// URL returns the address of a page, or of the site if the page is nil. It returns "" if
	// the address of the site is not known.
	URL func(site.Page) string
}

// Export is a file for another tool.
type Export struct {
	Name  string
	About string   // for the help of the command
	Path  string   // where the tool expects it, from the root of a repository; or a usual name
	Forms []string // the first is the default; nil if there is only one
	// SiteFile is the name of the file in the site if it is one, or "".
	SiteFile string
	// HasWords is set if the file has words of the theme or addresses of pages.
	HasWords bool
	// IsBlock is set if the file has other lines too, which stay as they are.
	IsBlock bool

	mark  string // every copy of a whole file has it near its start
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

// Write returns the text of an export that is no file of the site, and notes about what
// is not in it. A block has its marks.
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

// notePages notes that something is missing for some pages, of which it names the first.
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
// parser of YAML may refuse.
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

// domains returns the domains that are not retired.
func (w *writer) domains() []*site.Domain {
	var list []*site.Domain
	for _, d := range w.Site.Domains {
		if d.Status != site.Retired {
			list = append(list, d)
		}
	}
	return list
}

// components returns the components that are not retired.
func (w *writer) components() []*site.Component {
	var list []*site.Component
	for _, c := range w.Site.Components {
		if c.Status != site.Retired {
			list = append(list, c)
		}
	}
	return list
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
