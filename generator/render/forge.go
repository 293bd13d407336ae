package render

import (
	"html"
	"net/url"
	"strings"

	"platmap/generator/site"
)

// forgeURLs makes the URLs of pages of a repository. A function is nil if the forge has
// no such page or its URL is not known, because a wrong link is worse than none. Files
// are relative to the repository.
type forgeURLs struct {
	edit    func(branch, file string) string       // the file in an editor or, if that has no URL, the file itself
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

// fileOn returns a function that makes the URL of a file. before is the part of the URL
// before branch and file.
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

// gitLabURLs returns the URLs of GitLab. Its form has no parameter for the name of a
// label, so the text of the issue sets the label with a quick action.
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

// giteaURLs returns the URLs of Gitea. Its form takes the numbers of labels, which are
// not known here.
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

// bitbucketURLs returns the URLs of Bitbucket Cloud. Issues of most of its repositories
// are in Jira, whose address is not known.
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

// bitbucketServerURLs returns the URLs of Bitbucket Data Center, whose repositories are
// at HOST/projects/KEY/repos/NAME.
func bitbucketServerURLs(repo string) forgeURLs {
	return forgeURLs{
		edit: func(branch, file string) string {
			return repo + "/browse/" + escapePath(file) + "?" + url.Values{"at": {"refs/heads/" + branch}}.Encode()
		},
		commit: func(hash string) string { return repo + "/commits/" + hash },
	}
}

// azureURLs returns the URLs of Azure DevOps, whose repositories are at
// PROJECT/_git/NAME. Issues are work items there; every process has the type Task.
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
