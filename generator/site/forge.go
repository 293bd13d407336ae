package site

import (
	"net/url"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// A Forge is the software that hosts a repository. The URLs of its pages depend on it.
type Forge string

// The forges, named as in site.yaml.
const (
	ForgeGitHub    Forge = "github"
	ForgeGitLab    Forge = "gitlab"
	ForgeBitbucket Forge = "bitbucket"
	ForgeAzure     Forge = "azure"
	ForgeGitea     Forge = "gitea"
	ForgeForgejo   Forge = "forgejo"
	ForgeNone      Forge = "none" // pages have no links to the repository
)

// RepoForge returns the forge of the repository: the one in site.yaml or, without it, the
// one of the host. It returns "" if there is no repository or its host is unknown.
func (s *Settings) RepoForge() Forge {
	if s.Forge != "" {
		return s.Forge
	}
	u, err := url.Parse(s.Repo)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case host == "codeberg.org":
		return ForgeForgejo
	case host == "dev.azure.com", strings.HasSuffix(host, ".visualstudio.com"):
		return ForgeAzure
	}
	// The name of a company's own host often begins with the name of the forge.
	name, _, _ := strings.Cut(host, ".")
	if f := Forge(name); slices.Contains([]Forge{ForgeGitHub, ForgeGitLab, ForgeBitbucket, ForgeGitea, ForgeForgejo}, f) {
		return f
	}
	return ""
}

// checkForge reports a repository on an unknown host. Pages have no links to it, because
// a wrong link would be worse than none.
func (s *Settings) checkForge(n *tree.Node, d *decoder) {
	repo := n.Get("repo")
	u, err := url.Parse(s.Repo)
	if repo == nil || err != nil || u.Host == "" || s.RepoForge() != "" {
		return
	}
	d.diags.Add(source.Diagnostic{Code: "site/forge", Severity: source.Warning, Pos: repo.Pos, Len: repo.Len,
		Text: "unknown host " + u.Hostname() + ", so pages have no links to edit them",
		Help: "add forge: gitlab, or github, bitbucket, azure, gitea, forgejo or, for no links, none"})
}
