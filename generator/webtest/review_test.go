package webtest

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
	"platmap/generator/rounds"
)

// TestReview reads the preview of a change: the sample content, compared with itself two
// years earlier, and with a file that has errors.
func TestReview(t *testing.T) {
	t.Parallel()
	browser := browsertest.Chromium(t)
	text, err := os.ReadFile(browsertest.Module(t, "axe-core/axe.min.js"))
	must(t, err)
	s := buildReview(t)
	t.Run("rules", s.testRules)
	t.Run("html-validate", s.testValid)
	t.Run("reading", func(t *testing.T) { s.testReviewReading(t, newTab(t, browser), string(text)) })
	t.Run("turn", func(t *testing.T) { s.testTurn(t, newTab(t, browser)) })
	t.Run("print", func(t *testing.T) { s.testReviewPrint(t, newTab(t, browser)) })
}

var anyMark = regexp.MustCompile(` id="pm-change-\d+"`)

// buildReview returns the pages of the preview that have marks or findings.
func buildReview(t *testing.T) *site {
	t.Helper()
	root, err := os.OpenRoot(filepath.FromSlash("../../content"))
	must(t, err)
	defer root.Close()
	old, new := testsite.DemoStates(t, root.FS())[0].Content(), testsite.Files(testsite.Texts(t, root.FS()))
	new["teams/new.yaml"] = &fstest.MapFile{Data: []byte("name: New\nowner: nowhere\n")}
	s := &site{dir: filepath.Join(t.TempDir(), "public"), files: map[string]bool{}, pages: map[string]*page{}}
	in := generator.Input{Content: new, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Base: &generator.Base{Name: "main", Content: old}, KeepGoing: true}
	_, _, err = generator.Publish(t.Context(), in, s.dir, publish.Options{})
	must(t, err)
	s.read(t)
	maps.DeleteFunc(s.pages, func(name string, p *page) bool {
		return !anyMark.Match(p.text) && !slices.Contains([]string{"diff", "findings", "overview", "components"}, p.kind) && p.path != "teams/new.html"
	})
	s.order = slices.Sorted(maps.Keys(s.pages))
	if len(s.byKind()) < 12 { // of the six kinds with marks, in two languages
		t.Fatalf("there are marks only on %v", s.order)
	}
	return s
}

// openAll opens folded elements, so that their content is tested, too.
const openAll = `document.querySelectorAll('main details, .review details').forEach(d => { d.open = true; })`

// Nothing fails or shifts, axe reports nothing in either scheme, no page is wider than a
// narrow window, and the element with the focus is visible.
func (s *site) testReviewReading(t *testing.T, b *tab, axe string) {
	found, root := problems{}, s.onDisk()
	for _, p := range s.kinds() {
		schemes := []bool{p.lang == "en"} // the language and the scheme change a page independently
		if rounds.Full() {
			schemes = []bool{true, false}
		}
		for _, dark := range schemes {
			b.dark(dark)
			b.width(1280)
			if dark {
				b.width(320)
			}
			for _, problem := range b.open(root.at(p.path)) {
				found.add(p.path, problem)
			}
			eval[any](b, openAll)
			for _, wide := range eval[[]string](b, overflow) {
				found.add(p.path, "wider than the window: "+wide)
			}
			b.axe(axe, p.path, found)
		}
		b.testFocus(p.path, found)
	}
	found.report(t)
}

// The key n leads to the next mark, through all pages, each visited once, and p leads
// back. The keys can be switched off.
func (s *site) testTurn(t *testing.T, b *tab) {
	root := s.onDisk()
	b.width(1280)
	b.open(root.at("en/diff.html"))
	const at = `location.href.replace(/.*\/public\//, '') + ' ' + (document.activeElement.closest('[id^=pm-change-]') || {}).id`
	press := func(key string) string {
		before := eval[string](b, at)
		b.do(chromedp.KeyEvent(key))
		b.await(fmt.Sprintf(`document.readyState === 'complete' && !/undefined/.test(%[1]s) && %[1]s !== %[2]q`, at, before))
		return eval[string](b, at)
	}
	total := 0
	for _, name := range s.order {
		if s.pages[name].lang == "en" && s.pages[name].kind != "diff" {
			total += len(anyMark.FindAll(s.pages[name].text, -1))
		}
	}
	seen := []string{press("n")}
	for len(seen) < min(total, 40) {
		seen = append(seen, press("n"))
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(seen))); len(unique) != len(seen) {
		t.Errorf("n leads to a mark again: %q", seen)
	}
	for i := len(seen) - 2; i >= len(seen)-6; i-- {
		if got := press("p"); got != seen[i] {
			t.Fatalf("p leads to %s, want %s", got, seen[i])
		}
	}
	if !eval[bool](b, `document.activeElement.closest('[id^=pm-change-]').checkVisibility()`) {
		t.Error("a mark is not visible")
	}
	b.click(".keys-open")
	if rows := eval[int](b, `[...document.querySelectorAll('#pm-keys kbd')].filter(k => /^[np]$/.test(k.textContent)).length`); rows != 2 {
		t.Errorf("the list of keys has %d of the keys n and p", rows)
	}
	b.click("#pm-keys input")
	b.click(".keys-close")
	before := eval[string](b, at)
	b.do(chromedp.KeyEvent("n"))
	b.rest()
	if got := eval[string](b, at); got != before {
		t.Errorf("n has an effect when it is switched off: %s", got)
	}
}

// On paper the old texts can be read, without the links of the bar.
func (s *site) testReviewPrint(t *testing.T, b *tab) {
	name := ""
	for _, n := range s.order {
		if bytes.Contains(s.pages[n].text, []byte(`<details class="change"`)) && s.pages[n].lang == "en" {
			name = n
			break
		}
	}
	if name == "" {
		t.Fatal("no page with a folded change")
	}
	b.width(1000)
	b.open(s.onDisk().at(name))
	b.media("print")
	b.rest()
	if eval[bool](b, `document.querySelector('.review-turn').checkVisibility()`) {
		t.Errorf("%s: the links of the bar are printed", name)
	}
	if !eval[bool](b, `[...document.querySelectorAll('details.change > :not(summary)')].every(e => e.getBoundingClientRect().height > 0)`) {
		t.Errorf("%s: old texts are not printed", name)
	}
}
