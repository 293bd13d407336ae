package webtest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"testing/fstest"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

// The reasons for the domains of the sample fit on one sheet of A4, and the
// responsibilities fit on two. The texts of the 120 components are not cut off.
func (s *site) testPrint(t *testing.T, b *tab, root root) {
	for name, most := range map[string]int{"why.html": 1, "en/why.html": 1, "responsibilities.html": 2, "en/responsibilities.html": 2, "en/components.html": 13, "en/search.html": 1} {
		b.open(root.at(name))
		if sheets := len(sheet.FindAll(b.pdf(t), -1)); sheets == 0 || sheets > most {
			t.Errorf("%s is printed on %d sheets", name, sheets)
		}
	}
}

var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// pdf prints the open page on A4.
func (b *tab) pdf(t *testing.T) []byte {
	t.Helper()
	yes := true
	result, err := chromedp.Call(b.ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: &yes})
	must(t, err)
	return result.Data
}

// The foot of a printed page contains the date of the newest review of the content, and
// the URL of the page, which the browser adds if the site has no base URL. A link in a
// text is followed by its address, unless the link text is the address.
func TestPrintedFoot(t *testing.T) {
	browser := browsertest.Chromium(t)
	content := fstest.MapFS{
		"site.yaml":       {Data: []byte("title: Map\nlocales: [en, ja]\n")},
		"domains/a.yaml":  {Data: []byte("name: A\nstatus: draft\nreviewed: 2026-01-05\n")},
		"domains/b.yaml":  {Data: []byte("name: B\nstatus: draft\nreviewed: 2026-03-05\n")},
		"guides/texts.md": {Data: []byte("---\nreviewed: 2025-02\n---\n# Texts\n\n[Site](https://example.com/a) and <https://example.com/b>\n")},
	}
	for _, base := range []string{"", "https://example.org/map"} {
		s := &site{dir: filepath.Join(t.TempDir(), "public")}
		_, diags, err := generator.Publish(t.Context(), generator.Input{BaseURL: base, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: content}, s.dir, publish.Options{})
		must(t, err)
		if diags.HaveError() {
			t.Fatal(diags)
		}
		b := newTab(t, browser)
		for page, reviewed := range map[string]string{
			"why.html": "Reviewed 5 Mar 2026", "ja/why.html": "最終確認 2026年3月5日", "domains/a.html": "Reviewed 5 Jan 2026", "guides/texts.html": "Reviewed Feb 2025", "glossary.html": "",
		} {
			if _, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(page))); err != nil {
				t.Fatal(err)
			}
			b.open(s.onDisk().at(page))
			eval[any](b, `dispatchEvent(new Event('beforeprint')); 0`)
			if got := eval[string](b, `document.documentElement.dataset.reviewed`); got != reviewed {
				t.Errorf("%s: the foot has %q, want %q", page, got, reviewed)
			}
			want := s.onDisk().at(page)
			if base != "" {
				want = base + "/" + page
			}
			if got := eval[string](b, `document.documentElement.dataset.url`); got != want {
				t.Errorf("%s: the foot has the URL %q, want %q", page, got, want)
			}
		}
		b.open(s.onDisk().at("guides/texts.html"))
		b.media("print")
		after := eval[[]string](b, `[...document.querySelectorAll('.prose .external')].map(e => getComputedStyle(e, '::after').content)`)
		if len(after) != 2 || after[0] != `" (" "https://example.com/a" ")"` && after[0] != `" (https://example.com/a)"` || after[1] != "none" {
			t.Errorf("links are followed by %q", after)
		}
	}
}
