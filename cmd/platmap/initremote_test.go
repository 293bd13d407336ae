package main

import (
	"regexp"
	"testing"
)

func TestWebURL(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/example/platform.git":                        "https://github.com/example/platform",
		"https://github.com/example/platform/":                           "https://github.com/example/platform",
		"https://ghp_secret@github.com/example/platform":                 "https://github.com/example/platform",
		"https://oauth2:secret@gitlab.com:443/a/b/c.git":                 "https://gitlab.com/a/b/c",
		"https://ann:p%40ss@git.example.com:8443/a/b.git?token=s#secret": "https://git.example.com:8443/a/b",
		"http://gitlab:8080/a/b.git":                                     "http://gitlab:8080/a/b",
		"git@github.com:example/platform.git":                            "https://github.com/example/platform",
		"github.com:example/platform":                                    "https://github.com/example/platform",
		"git@github.com-work:example/platform.git":                       "https://github.com/example/platform",
		"git@GitHub.com:/example/platform.git":                           "https://github.com/example/platform",
		"ssh://git@ssh.github.com:443/example/platform.git":              "https://github.com/example/platform",
		"ssh://git@git.example.com:2222/a/b.git":                         "https://git.example.com/a/b",
		"git+ssh://git@git.example.com/a/b":                              "https://git.example.com/a/b",
		"git://git.example.com/a/b.git":                                  "https://git.example.com/a/b",
		"git@ssh.dev.azure.com:v3/org/project/repo":                      "https://dev.azure.com/org/project/_git/repo",
		"org@vs-ssh.visualstudio.com:v3/org/my project/repo":             "https://dev.azure.com/org/my%20project/_git/repo",
		"https://org@dev.azure.com/org/project/_git/repo":                "https://dev.azure.com/org/project/_git/repo",
		"git@bitbucket.org:team/repo.git":                                "https://bitbucket.org/team/repo",
		"git@codeberg.org:チーム/地図.git":                                    "https://codeberg.org/%E3%83%81%E3%83%BC%E3%83%A0/%E5%9C%B0%E5%9B%B3",

		"":                             "",
		"/srv/git/map.git":             "",
		"../map":                       "",
		"./a:b":                        "",
		`C:\maps\map`:                  "",
		"C:/maps/map":                  "",
		"file:///srv/git/map.git":      "",
		"work:example/platform":        "",
		"git@host.example.com:~ann/a":  "",
		"https://github.com/":          "",
		"https://[::1]/a/b":            "",
		"https://a b/c":                "",
		"ext::sh -c touch% /tmp/x":     "",
		"git@-oProxyCommand=x:a/b":     "",
		"git@host.example.com:a\x1b[m": "",
	} {
		if got := webURL(remote); got != want {
			t.Errorf("%q: got %q, want %q", remote, got, want)
		}
	}
}

// For any remote, the URL is one that site.yaml accepts, and contains no user.
func FuzzWebURL(f *testing.F) {
	for _, remote := range []string{"https://a:b@c.d/e", "a@b.c:d/e", "ssh://a@b.c:1/d", "a.b:c d\x1b%zz?e#f", "https://a.b/%2e%2e\u202e"} {
		f.Add(remote)
	}
	valid := regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]+)?/[!-~]+$`)
	f.Fuzz(func(t *testing.T, remote string) {
		if got := webURL(remote); got != "" && !valid.MatchString(got) {
			t.Errorf("%q: %q", remote, got)
		}
	})
}
