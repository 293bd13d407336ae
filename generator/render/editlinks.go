package render

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// Edit returns the URL where the file of a position can be edited, or "". It has
// no line number, so that a page does not change when lines before the position do.
func (p *Page) Edit(pos source.Pos) string { return p.fileURL("edit", pos) }

// EditPage returns the URL where the page's source file can be edited, or "".
func (p *Page) EditPage() string { return p.Edit(p.source()) }

// History returns the URL of the list of commits of the page's source file, or "".
func (p *Page) History() string { return p.fileURL("commits", p.source()) }

// fileURL returns the URL of a page of the host about the file of a position, or "".
func (p *Page) fileURL(view string, pos source.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	file := path.Join(p.Site.ContentPath(), pos.File.Name)
	return hostURL(p.Site.Repo, view+"/"+escapePath(cmp.Or(p.Site.Branch, "main"))+"/"+escapePath(file))
}

// Report returns the URL of a form for a new issue about the page, or "". The form has the
// title and address of the page, its source file, and the label of its first domain.
func (p *Page) Report() string {
	if p.Kind == "404" {
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
	return issueURL(p.Site.Repo, p.Say("report.title", p.Title), about+"\n\n"+p.Say("report.text")+"\n", label)
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

// hostURL returns the URL of a page of a repository on its host, or "" if the host is
// known to be neither GitHub nor GitLab: other hosts use other URLs, and a wrong link is
// worse than none. Hosts with a name that starts with github. run GitHub Enterprise, those
// with one that starts with gitlab. a GitLab of their own.
func hostURL(repo, page string) string {
	repo = strings.TrimSuffix(strings.TrimSuffix(repo, "/"), ".git")
	switch hostOf(repo) {
	case gitHub:
		return repo + "/" + page
	case gitLab:
		return repo + "/-/" + page
	}
	return ""
}

// issueURL returns the URL of the form for a new issue, or "". GitLab has no parameter for
// the name of a label; there the text sets it with a quick action.
func issueURL(repo, title, text, label string) string {
	values := url.Values{"title": {title}, "body": {text}}
	switch {
	case hostOf(repo) == gitLab && label != "":
		text += "\n/label ~" + `"` + label + `"` + "\n"
		fallthrough
	case hostOf(repo) == gitLab:
		values = url.Values{"issue[title]": {title}, "issue[description]": {text}}
	case label != "":
		values.Set("labels", label)
	}
	return hostURL(repo, "issues/new?"+values.Encode())
}

const (
	gitHub = "github"
	gitLab = "gitlab"
)

// hostOf returns gitHub, gitLab or another word for the host of a repository.
func hostOf(repo string) string {
	u, err := url.Parse(repo)
	if err != nil {
		return ""
	}
	host, _, _ := strings.Cut(u.Hostname(), ".")
	return host
}
