package generator

import (
	"html"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/changes"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/source"
)

// reviewed returns the pages of the preview of a change from old to new.
func reviewed(t *testing.T, old, new fs.FS) fs.FS {
	t.Helper()
	pages, _, err := Build(Input{Content: new, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Base: &Base{"main", old}, KeepGoing: true})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func pageOf(t *testing.T, pages fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(pages, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var diffRow = regexp.MustCompile(`<span class="mark weight-(\w+)">[^<]*</span>(?:</div><div class="entry-body"><h3>| )(?:<a href="([^"#]*)#([^"]*)">)?([^<]*)`)

// Every change between two states is on diff.html, and has a mark on the page that shows
// the changed thing. Only changes that no page shows have no mark: removed pages, and
// files.
func TestReview_EveryChangeIsShown(t *testing.T) {
	start := archives(t, "testdata/keys.txtar")["testdata/keys.txtar"]
	r := rand.New(rand.NewPCG(3, 4))
	marked, lists := 0, map[string]int{}
	for range rounds.Of(300) {
		contents := []fstest.MapFS{start, testsite.Small()}
		old := contents[r.IntN(len(contents))]
		new := maps.Clone(old)
		var log []string
		for range 1 + r.IntN(6) {
			log = append(log, randomEdit(r, new))
		}
		if r.IntN(2) == 0 {
			old, new = new, old
		}
		in := Input{Content: old, Schemas: testsite.Schemas(t)}
		after := in
		after.Content = new
		c, err := Compare(in, after)
		if err != nil {
			t.Fatal(err)
		}
		list := changes.Condense(c.Changes)
		pages := reviewed(t, old, new)
		text := pageOf(t, pages, "diff.html")
		rows := diffRow.FindAllStringSubmatch(text, -1)
		if len(rows) != len(list) {
			t.Fatalf("diff.html has %d of %d changes after:\n%s\n%s", len(rows), len(list), strings.Join(log, "\n"), text)
		}
		w, without := changes.In(testsite.Theme(t), c.New.Locale()), 0
		for _, x := range list {
			lists[x.New.Item.List]++
			sentence := w.Sentence(x)
			if !slices.ContainsFunc(rows, func(row []string) bool {
				return html.UnescapeString(row[4]) == sentence && row[1] == x.Weight.String()
			}) {
				t.Errorf("not on diff.html: %q", sentence)
			}
			if x.New.Page == nil && x.Kind != source.Site && x.Kind != source.Glossary {
				without++
			}
		}
		for _, row := range rows {
			switch page := html.UnescapeString(row[2]); {
			case page == "":
				without--
			case strings.Count(pageOf(t, pages, page), ` id="`+row[3]+`"`) != 1:
				t.Errorf("the mark of %q is not on %s, or not once, after:\n%s", row[4], page, strings.Join(log, "\n"))
			default:
				marked++
			}
		}
		if without != 0 {
			t.Errorf("%d changes more than expected have a mark, after:\n%s", without, strings.Join(log, "\n"))
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d marks; items of %v", marked, lists)
}

var (
	listItem = regexp.MustCompile(`^( *)- `)
	aWord    = regexp.MustCompile(`[a-z]{3,}[ ,.}\]]*$`)
)

// randomEdit changes a file of the content and returns a description of the edit. The
// result may have errors.
func randomEdit(r *rand.Rand, content fstest.MapFS) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(content)), func(name string) bool { return path.Ext(name) != ".yaml" && path.Ext(name) != ".md" })
	name := names[r.IntN(len(names))]
	lines := strings.SplitAfter(string(content[name].Data), "\n")
	at := r.IntN(len(lines))
	what := "word"
	switch m := listItem.FindStringSubmatch(lines[at]); {
	case r.IntN(20) == 0 && name != "site.yaml":
		delete(content, name)
		return "delete " + name
	case m != nil && r.IntN(2) == 0:
		end := at + 1
		for end < len(lines) && strings.HasPrefix(lines[end], m[1]+"  ") {
			end++
		}
		what = "item"
		lines = slices.Delete(lines, at, end)
	case aWord.MatchString(strings.TrimSuffix(lines[at], "\n")):
		lines[at] = aWord.ReplaceAllString(strings.TrimSuffix(lines[at], "\n"), "new$0") + "\n"
	default:
		what = "line"
		lines = slices.Delete(lines, at, at+1)
	}
	content[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	return what + " of " + name
}

var onlyInReviews = []*regexp.Regexp{
	regexp.MustCompile(`(?s)\n*<aside class="review".*?</aside>`),
	regexp.MustCompile(`<link rel="stylesheet" href="[^"]*review[^"]*"><script src="[^"]*review[^"]*" defer></script>`),
	regexp.MustCompile(`(?s)<div><dt><kbd>p</kbd></dt>.*?<kbd>n</kbd></dt><dd>[^<]*</dd></div>`),
}

// Without a Base, no page has a part of the preview. With a Base without changes, only
// the bar and its assets are added, so the marks in templates have no effect on pages
// without changes.
func TestReview_WithoutChanges(t *testing.T) {
	for name, content := range map[string]fstest.MapFS{"small": testsite.Small(), "keys": archives(t, "testdata/keys.txtar")["testdata/keys.txtar"]} {
		plain, _, err := Build(Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), KeepGoing: true})
		if err != nil {
			t.Fatal(err)
		}
		with, without := reviewed(t, content, content), map[string]bool{}
		if err := fs.WalkDir(plain, ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			without[file] = true
			want, got := pageOf(t, plain, file), pageOf(t, with, file)
			for _, only := range onlyInReviews {
				if path.Ext(file) == ".html" && only.MatchString(want) {
					t.Errorf("%s: %s without a preview has %s", name, file, only)
				}
				if path.Ext(file) == ".html" {
					got = only.ReplaceAllString(got, "")
				}
			}
			if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
				t.Errorf("%s: %s differs", name, file)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if len(without) < 50 {
			t.Errorf("%s: only %d files", name, len(without))
		}
		for file := range without {
			if strings.Contains(file, "diff.") || strings.Contains(file, "review.") {
				t.Errorf("%s: there is %s without a preview", name, file)
			}
		}
		if !strings.Contains(pageOf(t, with, "diff.html"), "No changes against main") {
			t.Errorf("%s: diff.html has changes", name)
		}
	}
}

// Texts of the content and of findings, and the name of the revision, are shown as plain
// text.
func TestReview_HostileTexts(t *testing.T) {
	const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{.}}`
	domain := func(s string) string {
		return "name: A\nstatus: draft\nessential_problem: '" + s + "'\nfeatures: [{name: '" + s + "', text: '" + s + "'}]\nnotes: ['" + s + "']\nmetrics: [{id: m, name: '" + s + "'}]\n"
	}
	quoted := strings.ReplaceAll(hostile, "'", "''")
	old := fstest.MapFS{"domains/a.yaml": {Data: []byte(domain(quoted))}, "teams/x.yaml": {Data: []byte("name: '" + quoted + "'\n")}}
	new := fstest.MapFS{"domains/a.yaml": {Data: []byte(domain(quoted+"new") + "owner: '" + quoted + "'\n")}, "guides/g.md": {Data: []byte("# " + hostile + "\n")}}
	for _, pair := range [][2]fs.FS{{old, new}, {new, old}, {fstest.MapFS{}, new}} {
		pages, _, err := Build(Input{Content: pair[1], Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Base: &Base{hostile, pair[0]}, KeepGoing: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"diff.html", "findings.html", "domains/a.html", "guides/g.html", "teams.html", "index.html"} {
			b, err := fs.ReadFile(pages, name)
			if err != nil {
				continue
			}
			if text := string(b); strings.Contains(text, "<script>") || strings.Contains(text, "<img") || strings.Contains(text, "onerror=alert(1)>{{") && !strings.Contains(text, "&gt;") {
				t.Errorf("%s has an element of the content", name)
			}
		}
	}
}

// The words that a finding is about are marked in the line, wherever wide characters are.
func TestReview_Excerpt(t *testing.T) {
	content := fstest.MapFS{"domains/a.yaml": {Data: []byte("name: A\nstatus: draft\nnotes: ['日本語の注記、[[missing]]を参照']\nx: 1\ngroup:\n")}}
	pages, _, err := Build(Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), KeepGoing: true})
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(pages, "findings.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"notes: [&#39;日本語の注記、<mark>[[missing]]</mark>を参照&#39;]", "<code><mark>x</mark>: 1</code>"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("findings.html has no %s:\n%s", want, b)
		}
	}
}
