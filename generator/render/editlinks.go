package render

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"platmap/generator/source"
)

// Edit returns the URL where the file of a position can be edited, or "". It has
// no line number, so that a page does not change when lines before the position do.
func (p *Page) Edit(pos source.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return editURL(p.Site.Repo, p.Site.Branch, path.Join(p.Site.ContentPath(), pos.File.Name))
}

// EditPage returns the URL where the page's source file can be edited, or "".
func (p *Page) EditPage() string { return p.Edit(p.source()) }

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

// editURL returns the URL of the web editor for a file in a repository, or "" if
// the host is not known to be GitHub: other hosts use other URLs, and a wrong link
// is worse than none. Hosts with a name that starts with github. run GitHub
// Enterprise.
func editURL(repo, branch, file string) string {
	u, err := url.Parse(repo)
	if err != nil || !strings.HasPrefix(u.Hostname(), "github.") {
		return ""
	}
	return strings.TrimSuffix(repo, "/") + "/edit/" + escapePath(cmp.Or(branch, "main")) + "/" + escapePath(file)
}
