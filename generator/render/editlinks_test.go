package render_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var footer = regexp.MustCompile(`(?s)<footer.*</footer>`)

// repoLinks returns the links of the footer to a repository.
func repoLinks(page, repo string) (links []string) {
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(footer.FindString(page), -1) {
		if href := html.UnescapeString(m[1]); strings.HasPrefix(href, repo) {
			links = append(links, href)
		}
	}
	return links
}

// Links to edit a file, to its commits and to the form for a new issue exist where the
// URLs of the host are known.
func TestPages_RepositoryLinks(t *testing.T) {
	for repo, want := range map[string]string{
		"https://github.com/example/platform":         "https://github.com/example/platform/ACTION/main/content/domains/d.yaml",
		"https://github.example.com/a/b/":             "https://github.example.com/a/b/ACTION/main/content/domains/d.yaml",
		"https://gitlab.com/example/sub/platform.git": "https://gitlab.com/example/sub/platform/-/ACTION/main/content/domains/d.yaml",
		"https://gitlab.example.com/a/b":              "https://gitlab.example.com/a/b/-/ACTION/main/content/domains/d.yaml",
		"https://git.example.com/github.com/platform": "",
	} {
		page := readAll(t, build(t, map[string]string{
			"site.yaml":      "title: T\nlocales: [en]\nrepo: " + repo + "\n",
			"domains/d.yaml": "name: D\nstatus: draft\nfeatures: [F]\n",
		}))["domains/d.html"]
		if want == "" {
			if strings.Contains(page, repo+"/") {
				t.Errorf("%s: a link to an unknown host", repo)
			}
			continue
		}
		edit, history := strings.Replace(want, "ACTION", "edit", 1), strings.Replace(want, "ACTION", "commits", 1)
		if n := strings.Count(page, `href="`+edit+`"`); n != 3 { // in the header, at the feature, in the footer
			t.Errorf("%s: %d edit links", repo, n)
		}
		if n := strings.Count(page, `href="`+history+`"`); n != 2 {
			t.Errorf("%s: %d links to the commits", repo, n)
		}
		if links := repoLinks(page, want[:strings.Index(want, "ACTION")]+"issues/new?"); len(links) != 1 {
			t.Errorf("%s: links to report a problem: %q", repo, links)
		}
	}
}

// The form for a new issue has the title and the address of the page, its file and the
// label of its domain.
func TestPages_Report(t *testing.T) {
	content := map[string]string{
		"site.yaml":       "title: T\nlocales: [en, ja]\nrepo: https://github.com/a/b\nlabels: {prefix: area/}\n",
		"domains/d.yaml":  "name: {en: A & B, ja: 領域}\nstatus: draft\n",
		"guides/g.md":     "---\ndomains: [d]\n---\n# G\n",
		"guides/g.ja.md":  "# ガイド\n",
		"glossary.yaml":   "- {term: T, text: Text}\n",
		"teams/team.yaml": "name: Team\ntype: platform\n",
	}
	type form struct{ title, text, label string }
	files := readAll(t, build(t, content))
	for name, want := range map[string]form{
		"domains/d.html":   {"A & B: ", "Page: https://example.org/domains/d.html\nFile: content/domains/d.yaml\n\nWhat is wrong or missing?\n", "area/d"},
		"guides/g.html":    {"G: ", "Page: https://example.org/guides/g.html\nFile: content/guides/g.md\n\nWhat is wrong or missing?\n", "area/d"},
		"ja/guides/g.html": {"ガイド：", "ページ: https://example.org/ja/guides/g.html\nファイル: content/guides/g.ja.md\n\nどこが間違っているか、何が足りないかを書いてください。\n", "area/d"},
		"teams/team.html":  {"Team: ", "Page: https://example.org/teams/team.html\nFile: content/teams/team.yaml\n\nWhat is wrong or missing?\n", ""},
		"glossary.html":    {"Glossary: ", "Page: https://example.org/glossary.html\n\nWhat is wrong or missing?\n", ""},
	} {
		links := repoLinks(files[name], "https://github.com/a/b/issues/new?")
		if len(links) != 1 {
			t.Fatalf("%s: %q", name, links)
		}
		u, err := url.Parse(links[0])
		if err != nil {
			t.Fatal(err)
		}
		if q := u.Query(); (form{q.Get("title"), q.Get("body"), q.Get("labels")}) != want {
			t.Errorf("%s: %q, want %q", name, q, want)
		}
	}
	if links := repoLinks(files["404.html"], "https://github.com/a/b/issues/"); len(links) > 0 {
		t.Errorf("the 404 page, whose address is not known, has %q", links)
	}

	content["site.yaml"] = strings.Replace(content["site.yaml"], "github", "gitlab", 1)
	links := repoLinks(readAll(t, build(t, content))["domains/d.html"], "https://gitlab.com/a/b/-/issues/new?")
	if len(links) != 1 {
		t.Fatalf("GitLab: %q", links)
	}
	u, _ := url.Parse(links[0])
	if got, want := u.Query().Get("issue[description]"), "\n/label ~\"area/d\"\n"; !strings.HasSuffix(got, want) || u.Query().Get("issue[title]") != "A & B: " {
		t.Errorf("GitLab: %q", u.Query())
	}
}
