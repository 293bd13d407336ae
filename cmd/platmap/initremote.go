package main

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"platmap/generator/site"
	"platmap/generator/starter"
)

// sshHosts maps hosts that accept SSH connections for another host to that host.
var sshHosts = map[string]string{
	"ssh.github.com":          "github.com",
	"altssh.gitlab.com":       "gitlab.com",
	"altssh.bitbucket.org":    "bitbucket.org",
	"ssh.dev.azure.com":       azure,
	"vs-ssh.visualstudio.com": azure,
}

const azure = "dev.azure.com"

// plainHost matches a host name, but not an IPv6 address.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)

// webURL returns the URL of the web page of a repository, given the URL of a remote in
// any form that Git accepts. It returns "" if the remote is not on a web server. It
// leaves out the user, the password and parameters, because they may be secrets.
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
			if strings.HasPrefix(host, known+"-") { // such as github.com-work, the usual alias for a second SSH key
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

// parseRemote returns the URL of a remote with only its host and path. isSSH reports
// whether its scheme is ssh or git, whose ports are not those of a web server. For a
// local folder the URL is nil.
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

// setRepository sets the fields of a project that describe its repository.
func setRepository(p *starter.Project, at *place) {
	p.Dir, p.Repo, p.Branch = at.dir, webURL(at.remote), cmp.Or(at.branch, "main")
	if p.Repo != "" && forgeOf(p.Repo) == "" {
		p.Forge = cmp.Or(p.CI, string(site.ForgeNone)) // so that check has no warning in a new project
	}
}

// forgeOf returns the forge that a repository is hosted on, or "".
func forgeOf(web string) site.Forge {
	settings := site.Settings{Repo: web}
	return settings.RepoForge()
}

// serviceOf returns the CI service for a repository, or "".
func serviceOf(web string) string {
	switch forgeOf(web) {
	case site.ForgeGitHub:
		return starter.GitHub
	case site.ForgeGitLab:
		return starter.GitLab
	}
	return ""
}
