package render

import (
	"cmp"
	"path"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Edit returns the URL at which the file of a position can be edited, or "". The URL has
// no line number, so that a page does not change when lines before the position are added
// or removed.
func (p *Page) Edit(pos source.Pos) string { return p.fileURL(forgeOf(&p.Site.Settings).edit, pos) }

// EditPage returns the URL at which the page's source file can be edited, or "".
func (p *Page) EditPage() string { return p.Edit(p.source()) }

// History returns the URL of the list of commits of the page's source file, or "".
func (p *Page) History() string {
	return p.fileURL(forgeOf(&p.Site.Settings).history, p.source())
}

// fileURL returns a URL for the file of a position, or "".
func (p *Page) fileURL(of func(branch, file string) string, pos source.Pos) string {
	if of == nil || !pos.IsValid() {
		return ""
	}
	return of(cmp.Or(p.Site.Branch, "main"), path.Join(p.Site.ContentPath(), pos.File.Name))
}

// Report returns the URL of a form for a new issue about the page, or "". The form has the
// title and address of the page, its source file, and the label of its first domain.
func (p *Page) Report() string {
	issue := forgeOf(&p.Site.Settings).issue
	if issue == nil || p.Kind == "404" {
		return ""
	}
	about := p.Say("report.page", cmp.Or(p.Absolute(), p.Path))
	if file := p.File(); file != "" {
		about += "\n" + p.Say("report.file", file)
	}
	label := ""
	if domains := p.domains(); len(domains) > 0 {
		label = p.Site.LabelOf(domains[0])
	}
	return issue(p.Say("report.title", p.Title), about+"\n\n"+p.Say("report.text")+"\n", label)
}

// domains returns the domains that the page is about.
func (p *Page) domains() []*site.Domain {
	switch {
	case p.Domain != nil:
		return []*site.Domain{p.Domain}
	case p.Component != nil:
		return site.Targets(p.Component.Domains)
	case p.Guide != nil:
		return site.Targets(p.Guide.Domains)
	}
	return nil
}

// File returns the path of the page's source file in its repository, or "".
func (p *Page) File() string {
	if p.Entity == nil {
		return ""
	}
	return path.Join(p.Site.ContentPath(), p.source().File.Name)
}

// source returns the position of the page's subject. For a guide it is the
// position of the version that is shown; a view has no position.
func (p *Page) source() source.Pos {
	switch {
	case p.Guide != nil:
		return source.Pos{File: p.Guide.In(p.Locale).File}
	case p.Entity != nil:
		return p.Entity.Pos
	}
	return source.Pos{}
}
