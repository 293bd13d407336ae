package render_test

import (
	"html"
	"net/url"
	"platmap/generator/internal/testsite"
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

// The links to edit a file, to its commits and to the form for a new issue exist if the
// URLs of the forge are known.
func TestPages_RepositoryLinks(t *testing.T) {
	for _, test := range []struct{ repo, edit, history, issue string }{
		{"https://github.com/example/platform", "/edit/main/content/domains/d.yaml", "/commits/main/content/domains/d.yaml", "/issues/new?"},
		{"https://github.example.com/a/b/", "edit/main/content/domains/d.yaml", "commits/main/content/domains/d.yaml", "issues/new?"},
		{"https://gitlab.com/example/sub/platform", "/-/edit/main/content/domains/d.yaml", "/-/commits/main/content/domains/d.yaml", "/-/issues/new?"},
		{"https://gitlab.example.com/a/b", "/-/edit/main/content/domains/d.yaml", "/-/commits/main/content/domains/d.yaml", "/-/issues/new?"},
		{"https://git.example.com/a/b\nforge: gitlab", "/-/edit/main/content/domains/d.yaml", "/-/commits/main/content/domains/d.yaml", "/-/issues/new?"},
		{"https://codeberg.org/a/b", "/_edit/main/content/domains/d.yaml", "/commits/branch/main/content/domains/d.yaml", "/issues/new?"},
		{"https://bitbucket.org/a/b", "/src/main/content/domains/d.yaml?at=main&mode=edit", "/history-node/main/content/domains/d.yaml?at=main", ""},
		{"https://bitbucket.example.com/projects/A/repos/b", "/browse/content/domains/d.yaml?at=refs%2Fheads%2Fmain", "", ""},
		{"https://dev.azure.com/o/p/_git/b", "?_a=contents&path=%2Fcontent%2Fdomains%2Fd.yaml&version=GBmain", "?_a=history&path=%2Fcontent%2Fdomains%2Fd.yaml&version=GBmain", ""},
		{"https://git.example.com/github.com/platform", "", "", ""},
		{"https://github.com/example/platform\nforge: none", "", "", ""},
		{"https://git.example.com/no/azure\nforge: azure", "", "", ""},
	} {
		page := html.UnescapeString(testsite.Texts(t, build(t, map[string]string{
			"site.yaml":      "title: T\nlocales: [en]\nrepo: " + test.repo + "\n",
			"domains/d.yaml": "name: D\nstatus: draft\nfeatures: [F]\n",
		}))["domains/d.html"])
		repo, _, _ := strings.Cut(test.repo, "\n")
		count := 0 // number of links to the repository
		for _, link := range []struct {
			url  string
			want int
		}{{test.edit, 3}, {test.history, 2}} { // in the header, at the feature, in the footer
			if n := strings.Count(page, `href="`+repo+link.url+`"`); link.url != "" && n != link.want {
				t.Errorf("%s: %d links to %s, want %d", repo, n, link.url, link.want)
			} else if link.url != "" {
				count += n
			}
		}
		if links := repoLinks(page, repo+test.issue); test.issue != "" && len(links) != 1 {
			t.Errorf("%s: links to report a problem: %q", repo, links)
		} else if test.issue != "" {
			count++
		}
		if n := strings.Count(page, `href="`+repo); n != count {
			t.Errorf("%s: %d links to the repository, want %d", repo, n, count)
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
	files := testsite.Texts(t, build(t, content))
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

	for _, forge := range []struct {
		repo, form string
		values     map[string]string
	}{
		{"https://gitlab.com/a/b", "https://gitlab.com/a/b/-/issues/new?", map[string]string{"issue[title]": "A & B: ", "issue[description]": "/label ~\"area/d\"\n"}},
		{"https://codeberg.org/a/b", "https://codeberg.org/a/b/issues/new?", map[string]string{"title": "A & B: ", "body": "missing?\n"}},
		{"https://dev.azure.com/o/p/_git/b", "https://dev.azure.com/o/p/_workitems/create/Task?", map[string]string{"[System.Title]": "A & B: ", "[System.Description]": "missing?<br>", "[System.Tags]": "area/d"}},
		{"https://dev.azure.com/o/_git/p", "https://dev.azure.com/o/p/_workitems/create/Task?", nil},
		{"https://o.visualstudio.com/_git/p", "https://o.visualstudio.com/p/_workitems/create/Task?", nil},
	} {
		content["site.yaml"] = "title: T\nlocales: [en, ja]\nlabels: {prefix: area/}\nrepo: " + forge.repo + "\n"
		links := repoLinks(testsite.Texts(t, build(t, content))["domains/d.html"], forge.form)
		if len(links) != 1 {
			t.Fatalf("%s: %q", forge.repo, links)
		}
		u, err := url.Parse(links[0])
		if err != nil {
			t.Fatal(err)
		}
		for key, end := range forge.values {
			if got := u.Query().Get(key); !strings.HasSuffix(got, end) {
				t.Errorf("%s: %s is %q, want the end %q", forge.repo, key, got, end)
			}
		}
	}
}
