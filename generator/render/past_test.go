package render_test

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator"
	"platmap/generator/diff"
	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/site"
	"platmap/generator/source"
)

// buildPast builds a site with a history of n commits, the newest first, with a day
// between them. Each has a promise about domain d and news about component c, which is in
// d.
func buildPast(t *testing.T, n int) fs.FS {
	t.Helper()
	in := input()
	in.BaseURL = "https://example.org/map"
	in.Content = fstest.MapFS{
		"site.yaml":         {Data: []byte("title: {en: Map, ja: 地図}\nlocales: [en, ja]\nowner: t\nrepo: https://gitlab.com/example/map\n")},
		"teams/t.yaml":      {Data: []byte("name: T\ntype: platform\n")},
		"teams/u.yaml":      {Data: []byte("name: U\ntype: platform\n")},
		"domains/d.yaml":    {Data: []byte("name: D\nstatus: draft\nfeatures: [{name: F, id: f, status: deprecated, until: 2027-01}, {name: G, id: g}]\n")},
		"components/c.yaml": {Data: []byte("name: C\ndomains: [d]\nowner: u\n")},
	}
	h := &history.History{}
	day := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for i := range n {
		e := &history.Entry{Commit: git.Commit{Hash: fmt.Sprintf("%040x", i+1), Time: day.AddDate(0, 0, -i), Subject: "Commit <b>"}, Others: 1}
		text := func(s string) map[string]string {
			return map[string]string{"en": fmt.Sprintf("%s %d.", s, i), "ja": fmt.Sprintf("%s変更 %d.", s, i)}
		}
		e.Changes = []history.Change{
			{Weight: diff.Promise, Thing: history.Thing{Kind: source.Domain, ID: "d"}, Text: text("<i>promise</i>"), Domains: []string{"d"}, Team: "t"},
			{Weight: diff.News, Thing: history.Thing{Kind: source.Component, ID: "c"}, Text: text("news"), Domains: []string{"d"}, Team: "u"},
			{Weight: diff.Promise, Thing: history.Thing{Kind: source.Domain, ID: "gone"}, Name: map[string]string{"en": "Gone & lost"}, Text: text("removed")},
		}
		if i == n-1 {
			e.Changes[0].Item, e.Changes[0].From, e.Changes[0].To = "f", site.Available, site.Deprecated
			e.Changes = append(e.Changes, history.Change{Weight: diff.News, Thing: e.Changes[0].Thing, Item: "g", From: site.Planned, To: site.Available, Text: text("now")})
		}
		h.Entries = append(h.Entries, e)
	}
	in.LoadHistory = func(*site.Site) (*history.History, error) { return h, nil }
	pages, diags, err := generator.Build(in)
	if err != nil || pages == nil {
		t.Fatal(err, diags)
	}
	return pages
}

// Every change is on one page of the view, and a month has only one section on a page.
func TestPast_Divided(t *testing.T) {
	for _, test := range []struct{ commits, parts int }{{3, 0}, {60, 0}, {70, 1}, {400, 2}} {
		pages := buildPast(t, test.commits)
		names := []string{"changes.html"}
		if parts, err := fs.Glob(pages, "lists/changes/*.html"); err == nil {
			names = append(names, parts...)
		}
		all := ""
		for _, name := range names {
			page := read(t, pages, name)
			ids := regexp.MustCompile(`id="?[\w-]+`).FindAllString(page, -1)
			if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) {
				t.Errorf("%d commits: %s has an id twice: %q", test.commits, name, ids)
			}
			all += page
		}
		for i := range test.commits {
			if n := strings.Count(all, fmt.Sprintf(" news %d.", i)); n != 1 {
				t.Errorf("%d commits: news %d is listed %d times", test.commits, i, n)
			}
		}
		if test.parts == 0 && len(names) > 1 || test.parts > 0 && len(names) < 1+test.parts || !strings.Contains(read(t, pages, "changes.html"), " news 0.") {
			t.Errorf("%d commits: the pages are %q", test.commits, names)
		}
		if twin := read(t, pages, "changes.md"); strings.Count(twin, "News: [C](components/c.md): news") != test.commits {
			t.Errorf("%d commits: the twin does not have all of them", test.commits)
		}
		if csv := read(t, pages, "changes.csv"); strings.Count(csv, "\n") != 1+3*test.commits+1 {
			t.Errorf("%d commits: the CSV file does not have all of them", test.commits)
		}
	}
}

// Texts are shown unchanged, and a thing without a page is not a link.
func TestPast_Texts(t *testing.T) {
	page := read(t, buildPast(t, 1), "changes.html")
	for _, want := range []string{"&lt;i&gt;promise&lt;/i&gt; 0.", `<a href="domains/d.html">D</a>`, ">Gone &amp; lost<", `href="https://gitlab.com/example/map/-/commit/0000000000000000000000000000000000000001"`, `data-owner="u"`, `data-weight="news"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if strings.Contains(page, "domains/gone.html") {
		t.Error("a link to a page that does not exist")
	}
}

// The pages of a domain, a component and a team list the changes that concern them: five
// are always visible, and readers can expand the others.
func TestPast_OnPages(t *testing.T) {
	pages := buildPast(t, 4)
	for name, want := range map[string][]string{
		"domains/d.html":    {"promise", "news"},
		"components/c.html": {"news"},
		"teams/t.html":      {"promise"},
		"teams/u.html":      {"news"},
	} {
		page := read(t, pages, name)
		_, section, _ := strings.Cut(page, `id="pm-changes"`)
		section, _, _ = strings.Cut(section, "</section>")
		for _, word := range []string{"promise", "news"} {
			if has := strings.Contains(section, word+" 1.") || strings.Contains(section, word+"&lt;/i&gt; 1."); has != slices.Contains(want, word) {
				t.Errorf("%s: whether it lists %s: %v", name, word, has)
			}
		}
		open, folded, _ := strings.Cut(section, "<details")
		if n := strings.Count(open, "<li>"); n > 5 || strings.Contains(folded, "<li>") != (n == 5 && strings.Contains(folded, "3.")) {
			t.Errorf("%s: %d changes are not folded", name, n)
		}
	}
	twin := read(t, pages, "domains/d.md")
	if n := strings.Count(twin, " 2."); n != 2 {
		t.Errorf("the twin of the domain lists %d of 2 changes", n)
	}
}

// The view lifecycle shows when a status changed, and since when a feature is available.
func TestPast_Statuses(t *testing.T) {
	twin := read(t, buildPast(t, 3), "lifecycle.md")
	for _, want := range []string{"2026-11-18: Available → Deprecated", "2026-11-18: Planned → Available", "Since: 2026-11-18"} {
		if !strings.Contains(twin, want) {
			t.Errorf("no %q in:\n%s", want, twin)
		}
	}
	if page := read(t, buildPast(t, 3), "lifecycle.html"); strings.Count(page, "past-status") != 2 {
		t.Error("not one circle for each change of a status")
	}
}

// The feed has an entry for each day, with stable ids and absolute URLs.
func TestPast_Feed(t *testing.T) {
	var feed struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	pages := buildPast(t, 100)
	if err := xml.Unmarshal([]byte(read(t, pages, "ja/feed.xml")), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.ID != "https://example.org/map/ja/feed.xml" || feed.Updated != "2026-11-20T09:00:00Z" || len(feed.Entries) != 60 {
		t.Errorf("%s, updated %s, has %d entries", feed.ID, feed.Updated, len(feed.Entries))
	}
	e := feed.Entries[1]
	if e.ID != "https://example.org/map/ja/feed.xml#2026-11-19" || e.Updated != "2026-11-19T09:00:00Z" || !strings.HasPrefix(e.Title, "2026年11月19日：D、C") {
		t.Errorf("got entry %+v", e)
	}
	if want := `<a href="https://example.org/map/ja/domains/d.html">D</a>`; !strings.Contains(e.Content, want) || !strings.Contains(e.Content, "変更 1.") {
		t.Errorf("no %s in: %s", want, e.Content)
	}
	if page := read(t, pages, "ja/domains/d.html"); !strings.Contains(page, `type="application/atom+xml"`) || !strings.Contains(page, `href="../feed.xml"`) {
		t.Error("the page has no link to the feed")
	}
}
