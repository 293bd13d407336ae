package main

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"platmap/generator/site"
	"platmap/generator/starter"
)

// sshHosts are hosts that answer SSH for another host.
var sshHosts = map[string]string{
	"ssh.github.com":          "github.com",
	"altssh.gitlab.com":       "gitlab.com",
	"altssh.bitbucket.org":    "bitbucket.org",
	"ssh.dev.azure.com":       azure,
	"vs-ssh.visualstudio.com": azure,
}

const azure = "dev.azure.com"

// plainHost matches the name of a host. An address of IPv6 is not one.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)

// webURL returns the URL of the page of a repository, from the URL of a remote in any
// form that Git accepts. It is "" if the remote is not on a web server. The user, the
// password and parameters of the remote are left out, because one of them may be a
// secret.
func webURL(remote string) string {
	u, isSSH := parseRemote(remote)
	if u == nil || !plainHost.MatchString(u.Hostname()) {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if isSSH {
		if !strings.Contains(host, ".") { // probably a name from the SSH configuration of the user
			return ""
		}
		if other := sshHosts[host]; other != "" {
			host = other
		}
		for _, known := range []string{"github.com", "gitlab.com", "bitbucket.org"} {
			if strings.HasPrefix(host, known+"-") { // such as github.com-work, the usual form for a second key
				host = known
			}
		}
	}
	name := strings.Trim(strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), ".git"), "/")
	if parts := strings.Split(name, "/"); host == azure && isSSH && len(parts) == 4 && parts[0] == "v3" {
		name = parts[1] + "/" + parts[2] + "/_git/" + parts[3]
	}
	if name == "" || strings.HasPrefix(name, "~") {
		return ""
	}
	web := url.URL{Scheme: "https", Host: host, Path: "/" + name}
	if u.Scheme == "http" {
		web.Scheme = "http"
	}
	if port := u.Port(); port != "" && !isSSH && port != "443" && port != "80" {
		web.Host += ":" + port
	}
	return web.String()
}

// parseRemote returns the URL of a remote, of which the host and the path are set, and
// whether it is one of SSH or of git, which have other ports than the web server. For a
// folder it returns nil.
func parseRemote(remote string) (u *url.URL, isSSH bool) {
	if scheme, _, ok := strings.Cut(remote, "://"); ok {
		u, err := url.Parse(remote)
		if err != nil {
			return nil, false
		}
		switch strings.ToLower(scheme) {
		case "http", "https":
			return u, false
		case "ssh", "git", "git+ssh", "ssh+git":
			return u, true
		}
		return nil, false
	}
	// [user@]host:path
	host, path, ok := strings.Cut(remote, ":")
	if !ok || len(host) < 2 || strings.Contains(host, "/") || strings.ContainsFunc(path, func(r rune) bool { return r < ' ' }) { // C:\map is a folder
		return nil, false
	}
	return &url.URL{Host: host[strings.LastIndex(host, "@")+1:], Path: path}, true
}

// setRepository sets what is known about the repository of a project.
func setRepository(p *starter.Project, at *place) {
	p.Dir, p.Repo, p.Branch = at.dir, webURL(at.remote), cmp.Or(at.branch, "main")
	if p.Repo != "" && forgeOf(p.Repo) == "" {
		p.Forge = cmp.Or(p.CI, string(site.ForgeNone)) // so that check has no warning in a new project
	}
}

// forgeOf returns what runs the host of a repository, or "".
func forgeOf(web string) site.Forge {
	settings := site.Settings{Repo: web}
	return settings.RepoForge()
}

// serviceOf returns the service that checks and publishes a project in a repository, or "".
func serviceOf(web string) string {
	switch forgeOf(web) {
	case site.ForgeGitHub:
		return starter.GitHub
	case site.ForgeGitLab:
		return starter.GitLab
	}
	return ""
}
