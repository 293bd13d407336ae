package generator

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/internal/gittest"
	"platmap/generator/internal/testsite"
)

func loadHistory(t testing.TB, dir string, since time.Time, locales ...string) *history.History {
	t.Helper()
	r, err := git.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	in := Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	h, err := in.ReadHistory(t.Context(), r, "content", since, locales)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// shown returns a history as text.
func shown(h *history.History) string {
	var b strings.Builder
	for _, e := range h.Entries {
		fmt.Fprintf(&b, "%s %s, others: %d\n", e.Date(), e.Subject, e.Others)
		for _, c := range e.Changes {
			fmt.Fprintf(&b, "  %s %s:%s#%s in %v of %s: %s\n", c.Weight, c.Thing.Kind, c.Thing.ID, c.Item, c.Domains, c.Team, c.Text["en"])
		}
	}
	for _, s := range h.Skipped {
		fmt.Fprintf(&b, "skipped %s: %s\n", s.Subject, s.File)
	}
	return b.String()
}

// The history has the promises and news of each commit, with present ids. A commit with
// errors that hide content is left out.
func TestReadHistory(t *testing.T) {
	g := gittest.New(t)
	domain := func(features string) string {
		return "name: CDN\nowner: infra\nessential_problem: Far away\nresponsibilities: [Copies]\ninterfaces: []\nfeatures: " + features + "\n"
	}
	g.Write(map[string]string{"content/site.yaml": "title: A\n", "content/teams/infra.yaml": "name: Infra\n", "content/domains/cdn.yaml": domain("[Purge]")})
	g.Commit("2026-01-01", "create")
	g.Write(map[string]string{"content/domains/cdn.yaml": domain("[Purge, {name: Tags, status: planned}]")})
	g.Commit("2026-01-05", "plan tags")
	g.Write(map[string]string{"content/domains/cdn.yaml": domain("[Purge, {name: Tags")})
	g.Commit("2026-02-01", "broken")
	g.Write(map[string]string{"content/domains/cdn.yaml": domain("[Purge, Tags]")})
	g.Commit("2026-02-02", "tags are available")
	g.Write(map[string]string{"content/domains/cdn.yaml": domain("{}")})
	g.Commit("2026-02-03", "a value of the wrong type")
	g.Write(map[string]string{"content/domains/cdn.yaml": domain("[Purge, Tags]")})
	g.Commit("2026-02-04", "the right type")
	g.Git("mv", "content/domains/cdn.yaml", "content/domains/delivery.yaml")
	g.Write(map[string]string{"content/domains/delivery.yaml": domain("[Purge, Tags]") + "aliases: [cdn]\n"})
	g.Commit("2026-03-01", "rename")
	g.Write(map[string]string{"content/domains/delivery.yaml": domain("[{name: Purge, status: deprecated, until: 2027-03}, Tags]") + "aliases: [cdn]\n"})
	g.Commit("2026-04-01", "deprecate")
	got := shown(loadHistory(t, g.Dir, time.Time{}, "en", "ja"))
	want := `2026-04-01 deprecate, others: 0
  promise domain:delivery#purge in [delivery] of infra: feature “Purge” deprecated, until 2027-03
2026-03-01 rename, others: 0
  promise domain:delivery# in [delivery] of infra: domain renamed: cdn → delivery
2026-02-02 tags are available, others: 0
  news domain:delivery#tags in [delivery] of infra: feature “Tags”: planned → available
2026-01-05 plan tags, others: 0
  news domain:delivery#tags in [delivery] of infra: feature “Tags” added
skipped a value of the wrong type: domains/cdn.yaml
skipped broken: domains/cdn.yaml
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if again := shown(loadHistory(t, g.Dir, time.Time{}, "en", "ja")); again != got {
		t.Errorf("the second time:\n%s", again)
	}
}

// stream returns the input of git fast-import for commits that change one file each.
func stream(content fstest.MapFS, commits int) []byte {
	var b bytes.Buffer
	names := slices.Sorted(maps.Keys(content))
	file := func(name string, data []byte) {
		fmt.Fprintf(&b, "M 100644 inline content/%s\ndata %d\n%s\n", name, len(data), data)
	}
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	var domains []string
	for _, name := range names {
		if strings.HasPrefix(name, "domains/") {
			domains = append(domains, name)
		}
	}
	for i := range commits {
		fmt.Fprintf(&b, "commit refs/heads/main\ncommitter Ann <ann@example.org> %d +0000\ndata 6\nchange\n", at.AddDate(0, 0, i).Unix())
		if i == 0 {
			for _, name := range names {
				file(name, content[name].Data)
			}
			continue
		}
		name := domains[i%len(domains)]
		text := strings.Replace(string(content[name].Data), "features:\n", fmt.Sprintf("features:\n  - {name: Added %d, status: planned}\n", i), 1)
		file(name, []byte(text))
	}
	return b.Bytes()
}

// BenchmarkReadHistory makes the history of 1,000 commits over 300 files.
func BenchmarkReadHistory(b *testing.B) {
	g := gittest.New(b)
	g.FastImport(stream(testsite.Large(100, 100), 1000))
	g.Git("reset", "--quiet", "--hard", "main")
	for b.Loop() {
		if h := loadHistory(b, g.Dir, time.Time{}, "ja", "en"); len(h.Entries) < 900 {
			b.Fatalf("%d entries", len(h.Entries))
		}
	}
}
