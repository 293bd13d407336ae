package webtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
	"platmap/generator/rounds"
)

// baseURL is the base URL of one of the two builds, because some files exist only with a
// base URL.
const baseURL = "https://example.org/docs/x"

// The subtests read the same site, in parallel.
func TestSite(t *testing.T) {
	t.Parallel()
	s := build(t, "")
	for _, part := range []struct {
		name string
		test func(*testing.T)
	}{
		{"browser", s.testBrowser}, // the subtest that takes the longest
		{"html-validate", s.testValid},
		{"address", func(t *testing.T) { build(t, baseURL).testAddress(t) }},
		{"rules", s.testRules},
		{"links", s.testLinks},
		{"reach", s.testReach},
		{"languages", s.testLanguages},
		{"weight", s.testWeight},
		{"styles", s.testStyles},
		{"figures", s.testFigures},
		{"data", s.testData},
		{"twins", s.testTwins},
		{"llms", s.testLLMs},
	} {
		t.Run(part.name, func(t *testing.T) {
			if part.name == "address" && testing.Short() {
				t.Skip("a second build of the sample")
			}
			t.Parallel()
			part.test(t)
		})
	}
}

// site is a built site.
type site struct {
	dir   string           // path of the site's folder
	files map[string]bool  // all files and folders, by path
	pages map[string]*page // the HTML files, by path
	order []string         // paths of pages, sorted
}

// build builds the sample content of the repository into a folder of the test.
func build(t *testing.T, baseURL string) *site {
	t.Helper()
	s := &site{dir: filepath.Join(t.TempDir(), "public"), files: map[string]bool{}, pages: map[string]*page{}}
	in := generator.Input{BaseURL: baseURL, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), LoadHistory: samplePast}
	root, err := os.OpenRoot(filepath.FromSlash("../../content"))
	must(t, err)
	defer root.Close()
	in.Content = root.FS()
	_, diags, err := generator.Publish(t.Context(), in, s.dir, publish.Options{})
	must(t, err)
	if diags.HaveError() {
		t.Fatalf("the sample content has errors: %v", diags)
	}
	s.read(t)
	return s
}

// read lists all files and parses the pages.
func (s *site) read(t *testing.T) {
	t.Helper()
	public := os.DirFS(s.dir)
	must(t, fs.WalkDir(public, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		s.files[name] = true
		if strings.HasSuffix(name, ".html") {
			p, err := readPage(public, name)
			if err != nil {
				return err
			}
			s.pages[name] = p
			s.order = append(s.order, name)
		}
		return nil
	}))
	slices.Sort(s.order)
	if len(s.order) < 100 {
		t.Fatalf("the sample site has only %d pages", len(s.order))
	}
}

// text returns a file of the site.
func (s *site) text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
	must(t, err)
	return string(b)
}

// kinds returns the largest page of every kind in every language.
func (s *site) kinds() []*page {
	return s.chosen(func(a, b *page) bool { return len(a.text) > len(b.text) })
}

// examples also returns the smallest page of every kind: most template mistakes are
// visible on the largest or the smallest page.
func (s *site) examples() []*page {
	list := s.kinds()
	for _, p := range s.chosen(func(a, b *page) bool { return len(a.text) < len(b.text) }) {
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// chosen returns the best page of every kind in every language.
func (s *site) chosen(better func(a, b *page) bool) []*page {
	var list []*page
	for _, pages := range s.byKind() {
		best := pages[0]
		for _, p := range pages {
			if better(p, best) {
				best = p
			}
		}
		list = append(list, best)
	}
	slices.SortFunc(list, byPath)
	return list
}

// sample returns pages of every kind in every language: at most six per kind, from the
// largest to the smallest, because some kinds have more than a hundred, and all pages
// with PLATMAP_FULL=1. Redirects are not included.
func (s *site) sample() []*page {
	var list []*page
	for _, pages := range s.byKind() {
		n := len(pages)
		if !rounds.Full() {
			n = min(n, 6)
		}
		slices.SortFunc(pages, func(a, b *page) int { return len(b.text) - len(a.text) })
		for i := range n {
			list = append(list, pages[i*(len(pages)-1)/max(n-1, 1)])
		}
	}
	slices.SortFunc(list, byPath)
	return list
}

// half returns the pages in one language, or in both languages with PLATMAP_FULL=1. A
// test calls it with one language for each of two schemes, widths or places: these and
// the language change a page independently.
func half(pages []*page, lang string) []*page {
	return slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return p.lang != lang && !rounds.Full() })
}

// turn returns every second page, from the first or the second one, or all pages with
// PLATMAP_FULL=1. Two runs of a test in different windows or places each get one half,
// because opening all pages twice would take most of the time of the tests.
func turn(pages []*page, i int) []*page {
	if rounds.Full() {
		return pages
	}
	var list []*page
	for ; i < len(pages); i += 2 {
		list = append(list, pages[i])
	}
	return list
}

// windows are the widths of windows, with the language of the pages to open in them.
var windows = []struct {
	width int64
	lang  string
}{{1280, "ja"}, {320, "en"}}

// pageKind is the kind of a page and its language.
type pageKind struct{ kind, lang string }

// byKind returns the pages by their kind and language, sorted by path. Redirects are not
// included.
func (s *site) byKind() map[pageKind][]*page {
	kinds := map[pageKind][]*page{}
	for _, name := range s.order {
		if p := s.pages[name]; p.refresh == "" {
			k := pageKind{p.kind, p.lang}
			kinds[k] = append(kinds[k], p)
		}
	}
	return kinds
}

func (s *site) redirects() (list []*page) {
	for _, name := range s.order {
		if p := s.pages[name]; p.refresh != "" {
			list = append(list, p)
		}
	}
	return list
}

func byPath(a, b *page) int { return strings.Compare(a.path, b.path) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// problems contains the pages with each problem: a mistake in a template is on many pages
// and is reported once.
type problems map[string][]string

func (f problems) add(page, what string) {
	if !slices.Contains(f[what], page) {
		f[what] = append(f[what], page)
	}
}

// report fails the test with all problems.
func (f problems) report(t *testing.T) {
	t.Helper()
	whats := make([]string, 0, len(f))
	for what := range f {
		whats = append(whats, what)
	}
	slices.Sort(whats)
	for _, what := range whats {
		pages := f[what]
		slices.Sort(pages)
		more := ""
		if n := len(pages); n > 3 {
			pages, more = pages[:3], " …"
		}
		t.Errorf("%s (%d pages: %s%s)", what, len(f[what]), strings.Join(pages, ", "), more)
	}
}
