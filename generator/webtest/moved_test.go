package webtest

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

var movedContent = fstest.MapFS{
	"site.yaml":        {Data: []byte("title: Map\nlocales: [en, ja]\n")},
	"domains/new.yaml": {Data: []byte("name: New\naliases: [old]\nstatus: draft\nfeatures: [Purge]\n")},
	"guides/new.md":    {Data: []byte("---\naliases: [was/old]\n---\n# New\n\n## 見出し\n\n<details><summary>More</summary>\n\nHidden\n\n</details>\n")},
}

// host serves a site below a path as static hosts do, with 404.html for all addresses
// that do not exist.
func host(t *testing.T, baseURL string) root {
	t.Helper()
	in := generator.Input{Content: movedContent, BaseURL: baseURL, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	pages, diags, err := generator.Build(in)
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	const below = "/docs/x/"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, found := strings.CutPrefix(r.URL.Path, below)
		b, err := fs.ReadFile(pages, name)
		kind, status := map[bool]string{true: "text/css", false: "text/html; charset=utf-8"}[strings.HasSuffix(name, ".css")], http.StatusOK
		if strings.HasSuffix(name, ".js") {
			kind = "text/javascript"
		}
		if !found || err != nil {
			b, _ = fs.ReadFile(pages, "404.html")
			kind, status = "text/html; charset=utf-8", http.StatusNotFound
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write(publish.Minify(name, b))
	}))
	t.Cleanup(server.Close)
	return root(server.URL + below)
}

// The page for unknown addresses is styled and its links work, at any depth, with and
// without a base URL.
func TestNotFound(t *testing.T) {
	browser := browsertest.Chromium(t)
	for _, address := range []string{"", baseURL} {
		site := host(t, address)
		b := newTab(t, browser)
		for _, name := range []string{"nowhere.html", "domains/no/where", "ja/a/b/c/d/e/f/g.html", "404.html", "guides/"} {
			b.open(site.at(name))
			links := []string{string(site) + "index.html", string(site) + "interfaces.html", string(site) + "guides.html",
				string(site) + "ja/index.html", string(site) + "ja/interfaces.html", string(site) + "ja/guides.html"}
			browsertest.Await(t, b.ctx, `document.querySelector('main a').href === '`+links[0]+`'`)
			if got := eval[[]string](b, `[...document.querySelectorAll('main a')].map(a => a.href)`); !slices.Equal(got, links) {
				t.Errorf("base URL %q, %s: links %v, want %v", address, name, got, links)
			}
			if !eval[bool](b, `getComputedStyle(document.querySelector('h1')).fontFamily.includes('Georgia')`) {
				t.Errorf("base URL %q, %s has no style", address, name)
			}
			if blocked := eval[[]string](b, `seen.violations`); len(blocked) > 0 {
				t.Errorf("base URL %q, %s: blocked by the policy: %v", address, name, blocked)
			}
		}
	}
}

// A former address leads to the same section of the page.
func TestRedirect_Section(t *testing.T) {
	b := newTab(t, browsertest.Chromium(t))
	site := host(t, "")
	for from, to := range map[string]string{
		"domains/old.html#purge": "domains/new.html#purge",
		"domains/old.html":       "domains/new.html",
		"ja/guides/was/old.html#%E8%A6%8B%E5%87%BA%E3%81%97": "ja/guides/new.html#%E8%A6%8B%E5%87%BA%E3%81%97",
	} {
		b.start(string(site) + from)
		browsertest.Await(t, b.ctx, `location.href === '`+string(site)+to+`' && document.querySelector('main.page-domain, main.page-guide') !== null`)
	}
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.start(string(site) + "domains/old.html#purge")
	start := time.Now()
	for want := string(site) + "domains/new.html"; eval[string](b, `location.href`) != want; { // without timers in the page
		if time.Since(start) > browsertest.Timeout {
			t.Fatalf("without JavaScript %s does not redirect", want)
		}
	}
}

// A closed <details> is printed open, also without JavaScript.
func TestPrint_Details(t *testing.T) {
	b := newTab(t, browsertest.Chromium(t))
	b.open(host(t, "").at("guides/new.html"))
	const visible = `document.querySelector('details p').checkVisibility({contentVisibilityAuto: true})`
	if eval[bool](b, visible) {
		t.Error("the details are open on the screen")
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.rest()
	if !eval[bool](b, visible) {
		t.Error("the details are closed in print")
	}
}
