package render

import (
	"html"
	"net/url"
	"strings"

	"platmap/generator/site"
)

// forgeURLs makes the URLs of pages of a repository. A function is nil if there is no such
// page, or its URL is not known: a wrong link is worse than none. Files are relative to
// the repository.
type forgeURLs struct {
	edit    func(branch, file string) string       // the file in an editor or, where that has no URL, the file
	history func(branch, file string) string       // the commits of the file
	commit  func(hash string) string               //
	issue   func(title, text, label string) string // the form for a new issue; the label may be ""
}

// forgeOf returns the URLs of the repository of a site.
func forgeOf(s *site.Settings) forgeURLs {
	repo := strings.TrimSuffix(strings.TrimSuffix(s.Repo, "/"), ".git")
	if repo == "" {
		return forgeURLs{}
	}
	switch s.RepoForge() {
	case site.ForgeGitHub:
		return gitHubURLs(repo)
	case site.ForgeGitLab:
		return gitLabURLs(repo)
	case site.ForgeGitea, site.ForgeForgejo:
		return giteaURLs(repo)
	case site.ForgeBitbucket:
		if strings.Contains(repo, "/repos/") {
			return bitbucketServerURLs(repo)
		}
		return bitbucketURLs(repo)
	case site.ForgeAzure:
		return azureURLs(repo)
	}
	return forgeURLs{}
}

// fileOn returns a function that makes the URL of a file from the text before branch and
// file.
func fileOn(before string) func(branch, file string) string {
	return func(branch, file string) string { return before + escapePath(branch) + "/" + escapePath(file) }
}

func gitHubURLs(repo string) forgeURLs {
	return forgeURLs{
		edit:    fileOn(repo + "/edit/"),
		history: fileOn(repo + "/commits/"),
		commit:  func(hash string) string { return repo + "/commit/" + hash },
		issue: func(title, text, label string) string {
			values := url.Values{"title": {title}, "body": {text}}
			if label != "" {
				values.Set("labels", label)
			}
			return repo + "/issues/new?" + values.Encode()
		},
	}
}

// gitLabURLs: the form has no parameter for the name of a label; the text sets it with a
// quick action.
func gitLabURLs(repo string) forgeURLs {
	return forgeURLs{
		edit:    fileOn(repo + "/-/edit/"),
		history: fileOn(repo + "/-/commits/"),
		commit:  func(hash string) string { return repo + "/-/commit/" + hash },
		issue: func(title, text, label string) string {
			if label != "" {
				text += "\n/label ~" + `"` + label + `"` + "\n"
			}
			return repo + "/-/issues/new?" + url.Values{"issue[title]": {title}, "issue[description]": {text}}.Encode()
		},
	}
}

// giteaURLs: the form takes numbers of labels, which are not known here.
func giteaURLs(repo string) forgeURLs {
	return forgeURLs{
		edit:    fileOn(repo + "/_edit/"),
		history: fileOn(repo + "/commits/branch/"),
		commit:  func(hash string) string { return repo + "/commit/" + hash },
		issue: func(title, text, _ string) string {
			return repo + "/issues/new?" + url.Values{"title": {title}, "body": {text}}.Encode()
		},
	}
}

// bitbucketURLs are those of Bitbucket Cloud. Most of its repositories have their issues in
// Jira, whose address is not known.
func bitbucketURLs(repo string) forgeURLs {
	source, history := fileOn(repo+"/src/"), fileOn(repo+"/history-node/")
	return forgeURLs{
		edit: func(branch, file string) string {
			return source(branch, file) + "?" + url.Values{"mode": {"edit"}, "at": {branch}}.Encode()
		},
		history: func(branch, file string) string {
			return history(branch, file) + "?" + url.Values{"at": {branch}}.Encode()
		},
		commit: func(hash string) string { return repo + "/commits/" + hash },
	}
}

// bitbucketServerURLs are those of Bitbucket Data Center, whose repositories are
// HOST/projects/KEY/repos/NAME.
func bitbucketServerURLs(repo string) forgeURLs {
	return forgeURLs{
		edit: func(branch, file string) string {
			return repo + "/browse/" + escapePath(file) + "?" + url.Values{"at": {"refs/heads/" + branch}}.Encode()
		},
		commit: func(hash string) string { return repo + "/commits/" + hash },
	}
}

// azureURLs are those of Azure DevOps, whose repositories are PROJECT/_git/NAME. Its issues
// are work items; all its processes have tasks.
func azureURLs(repo string) forgeURLs {
	project, name, ok := strings.Cut(repo, "/_git/")
	if !ok {
		return forgeURLs{}
	}
	u, err := url.Parse(project)
	if err != nil {
		return forgeURLs{}
	}
	// The main repository of a project has a short form without the project.
	if parts := strings.Count(u.Path, "/"); u.Host == "dev.azure.com" && parts == 1 || strings.HasSuffix(u.Host, ".visualstudio.com") && parts == 0 {
		project += "/" + name
	}
	file := func(tab string) func(branch, file string) string {
		return func(branch, file string) string {
			return repo + "?" + url.Values{"path": {"/" + file}, "version": {"GB" + branch}, "_a": {tab}}.Encode()
		}
	}
	return forgeURLs{
		edit:    file("contents"),
		history: file("history"),
		commit:  func(hash string) string { return repo + "/commit/" + hash },
		issue: func(title, text, label string) string {
			// The description is HTML.
			values := url.Values{"[System.Title]": {title}, "[System.Description]": {strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")}}
			if label != "" {
				values.Set("[System.Tags]", label)
			}
			return project + "/_workitems/create/Task?" + values.Encode()
		},
	}
}
