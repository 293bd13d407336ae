package main

import (
	"net/url"
	"regexp"
	"strings"

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

// serviceOf returns the service that checks and publishes a project, from the URL of the
// page of its repository, or "".
func serviceOf(web string) string {
	u, err := url.Parse(web)
	if err != nil {
		return ""
	}
	switch label, _, _ := strings.Cut(u.Hostname(), "."); label {
	case "github":
		return starter.GitHub
	case "gitlab":
		return starter.GitLab
	}
	return ""
}
