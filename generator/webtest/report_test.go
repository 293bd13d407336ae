package webtest

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The form to report a problem contains the label, the page, the file and the line of the
// section that the reader is reading, however the link is opened.
func (s *site) testReport(t *testing.T, b *tab, root root) {
	// opened returns the query of the address that the link opens.
	opened := func(press func()) url.Values {
		t.Helper()
		eval[any](b, `(() => {
			window.opened = '';
			navigation.addEventListener('navigate', event => { window.opened = event.destination.url; event.preventDefault(); }, {once: true});
		})()`)
		press()
		b.await(`window.opened`)
		u, err := url.Parse(eval[string](b, `window.opened`))
		must(t, err)
		if u.Host != "github.com" || u.Path != "/example/platform/issues/new" {
			t.Errorf("the link opens %s", u)
		}
		return u.Query()
	}
	click := func() { b.click(".report") }
	for _, test := range []struct {
		name, page, prepare string
		press               func()
		label, anchor, line string // line is a regular expression for the line in the source file
		quote               string
	}{
		{"top", "en/teams/shop.html", `0`, click, "", "", `^name: `, ""},
		{"address", "en/domains/computing.html#own-sizing", `0`, click, "area/computing", "own-sizing", `^  - name:`, ""},
		{"address", "domains/computing.html#metrics", `0`, func() { b.do(chromedp.Focus(chromedp.CSS(".report")), chromedp.KeyEvent(kb.Enter)) }, "area/computing", "metrics", `^    name: `, ""},
		{"view", "en/guides/cicd/rollback.html", pauseAt, func() { eval[any](b, `document.querySelector('.report').click()`) }, "area/cicd", "", `^## `, ""},
		{"selection", "guides/cicd/rollback.html", `getSelection().selectAllChildren([...document.querySelectorAll('.prose h2:nth-of-type(2) ~ p')][0])`, click, "area/cicd", "", `^## `, "\n\n> "},
	} {
		for _, problem := range b.open(root.at("") + test.page) {
			t.Errorf("%s: %s", test.page, problem)
		}
		eval[any](b, test.prepare)
		anchor := test.anchor
		if test.name == "view" || test.name == "selection" {
			anchor = eval[string](b, `document.querySelectorAll('.prose h2')[1].id`)
		}
		form := opened(test.press)
		text, label := form.Get("body"), form.Get("labels")
		page, _, _ := strings.Cut(test.page, "#")
		if anchor != "" {
			page += (&url.URL{Fragment: anchor}).String()
		}
		found := regexp.MustCompile(`(content/\S+):(\d+)\n`).FindStringSubmatch(text)
		if found == nil || label != test.label || !strings.Contains(text, page+"\n") || !strings.Contains(text, test.quote) {
			t.Errorf("%s: %s: label %q, page %s, text:\n%s", test.page, test.name, label, page, text)
			continue
		}
		n, err := strconv.Atoi(found[2])
		must(t, err)
		if line := sourceLine(t, found[1], n); !regexp.MustCompile(test.line).MatchString(line) {
			t.Errorf("%s: %s: line %d is %q, want %s", test.page, test.name, n, line, test.line)
		}
		if href := eval[string](b, `new Promise(done => setTimeout(() => done(document.querySelector('.report').href)))`); strings.Contains(href, "%3A"+found[2]) {
			t.Errorf("%s: the link is not reset: %s", test.page, href)
		}
	}
}

// pauseAt scrolls to a section, pauses there, and then scrolls to the end.
const pauseAt = `(async later => {
	let paused;
	window.setTimeout = f => { paused = f; };
	document.querySelectorAll('.prose h2')[1].scrollIntoView();
	while (!paused) await new Promise(requestAnimationFrame);
	paused();
	paused = null;
	window.scrollTo(0, document.body.scrollHeight);
	while (!paused) await new Promise(requestAnimationFrame);
	paused();
	window.setTimeout = later;
})(setTimeout)`

// sourceLine returns a line of a file of the repository.
func sourceLine(t *testing.T, file string, n int) string {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash("../../" + file))
	must(t, err)
	lines := strings.Split(string(b), "\n")
	if n < 1 || n > len(lines) {
		t.Fatalf("%s has no line %d", file, n)
	}
	return lines[n-1]
}
