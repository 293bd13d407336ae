package webtest

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/disk"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/preview"
	model "platmap/generator/site"
	"platmap/generator/theme"
	"platmap/themes"
)

// TestServe edits files on disk and checks the open page.
func TestServe(t *testing.T) {
	b := newTab(t, browsertest.Chromium(t))
	a := serveSample(t)
	for _, step := range []struct {
		name string
		do   func(*testing.T, *author, *tab)
	}{
		{"text", editedText},
		{"name", changedName},
		{"search", searchedText},
		{"theme", changedTheme},
		{"findings", brokenKey},
		{"last good version", lastGoodVersion},
		{"removed guide", removedGuide},
		{"unknown page", unknownPage},
		{"other pages", otherPages},
		{"hosts", hosts},
	} {
		t.Run(step.name, func(t *testing.T) {
			a.t, b.t = t, t
			step.do(t, a, b)
		})
	}
}

// author has a copy of the sample content, a theme, and a preview of both.
type author struct {
	t              *testing.T
	content, theme string
	url            root
}

func serveSample(t *testing.T) *author {
	dir := t.TempDir()
	a := &author{t: t, content: filepath.Join(dir, "content"), theme: filepath.Join(dir, "theme")}
	must(t, os.CopyFS(a.content, os.DirFS(filepath.FromSlash("../../content"))))
	must(t, os.MkdirAll(filepath.Join(a.theme, "css"), 0o777))
	content, err := disk.Open(a.content)
	must(t, err)
	in := generator.Input{Content: content, Schemas: testsite.Schemas(t)}
	base, err := fs.Sub(themes.FS, "default")
	must(t, err)
	server := preview.New(preview.Options{
		Input: in, Editor: "vscode://file{file}:{line}:{column}",
		Content:   preview.Folder{Path: a.content, Shown: "content", Full: filepath.ToSlash(a.content)},
		Theme:     preview.Folder{Path: a.theme, Shown: "theme", Full: filepath.ToSlash(a.theme)},
		LoadTheme: func() (*theme.Theme, error) { return theme.Load(base, os.DirFS(a.theme)) },
		Report:    func(preview.State, func(func(*model.Site))) {},
		Warn:      func(line string) { t.Log(line) },
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		web.CloseClientConnections()
		web.Close()
	})
	a.url = rootOf(web.URL)
	return a
}

func rootOf(url string) root { return root(url + "/") }

// write saves a file with a rename, so that it is never incomplete.
func (a *author) write(dir, name, text string) {
	a.t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	must(a.t, os.WriteFile(name+"~", []byte(text), 0o666))
	must(a.t, os.Rename(name+"~", name))
}

func (a *author) read(name string) string {
	a.t.Helper()
	b, err := os.ReadFile(filepath.Join(a.content, filepath.FromSlash(name)))
	must(a.t, err)
	return string(b)
}

// replace changes the first occurrence of a text in a file, and returns the previous text
// of the whole file.
func (a *author) replace(name, old, new string) string {
	a.t.Helper()
	before := a.read(name)
	if !strings.Contains(before, old) {
		a.t.Fatalf("%s does not contain %q", name, old)
	}
	a.write(a.content, name, strings.Replace(before, old, new, 1))
	return before
}

func (b *tab) await(expression string) {
	b.t.Helper()
	browsertest.Await(b.t, b.ctx, expression)
}

func (b *tab) is(expression string) {
	b.t.Helper()
	browsertest.Check(b.t, b.ctx, expression)
}

// panel returns an expression for an element of the preview's panel.
func panel(selector string) string {
	return `document.querySelector("#platmap-live").shadowRoot.querySelector("` + selector + `")`
}

const guide = "guides/map/how-to-edit-this-map.en.md"
const guidePage = "en/guides/map/how-to-edit-this-map.html"

// openLive opens a page and waits until the script of the preview runs.
func (b *tab) openLive(a *author, page string) {
	b.t.Helper()
	b.open(a.url.at(page))
	b.await(`document.querySelector("#platmap-live")`)
	eval[any](b, `window.notReloaded = true`)
}

// A new sentence is shown without a reload or scrolling.
func editedText(t *testing.T, a *author, b *tab) {
	b.openLive(a, guidePage)
	eval[any](b, `scrollTo(0, 700)`)
	b.rest()
	before := a.read(guide)
	a.write(a.content, guide, before+"\nA sentence that was just written.\n")
	b.await(`document.querySelector("main").textContent.includes("A sentence that was just written.")`)
	b.is(`scrollY === 700 && notReloaded`)
	a.write(a.content, guide, before)
	b.await(`!document.querySelector("main").textContent.includes("A sentence that was just written.")`)
	b.is(`scrollY === 700 && notReloaded`)
}

// A changed name is shown on the page, in its title and on other pages.
func changedName(t *testing.T, a *author, b *tab) {
	b.openLive(a, "en/domains/cdn.html")
	before := a.replace("domains/cdn.yaml", "en: Content delivery", "en: Content nearby")
	b.await(`document.querySelector("h1").textContent.includes("Content nearby") && document.title.includes("Content nearby")`)
	b.is(`notReloaded`)
	b.open(a.url.at("en/index.html"))
	b.is(`document.body.textContent.includes("Content nearby")`)
	a.write(a.content, "domains/cdn.yaml", before)
	b.await(`!document.body.textContent.includes("Content nearby")`)
}

// Changed stylesheets and templates of the theme are applied without a reload.
func changedTheme(t *testing.T, a *author, b *tab) {
	b.openLive(a, guidePage)
	eval[any](b, `scrollTo(0, 300)`)
	a.write(a.theme, "css/own.css", "@layer print { h1 { color: rgb(1, 2, 3); } }\n")
	b.await(`getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"`)
	b.is(`notReloaded && scrollY === 300 && document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	must(t, os.MkdirAll(filepath.Join(a.theme, "parts"), 0o777))
	a.write(a.theme, "parts/footer.html", `{{define "footer"}}<footer class="bottom"><p>Our own foot</p></footer>{{end}}`)
	b.await(`document.querySelector("footer").textContent === "Our own foot"`)
	b.is(`notReloaded`)
	must(t, os.Remove(filepath.Join(a.theme, "parts", "footer.html")))
	must(t, os.Remove(filepath.Join(a.theme, "css", "own.css")))
	b.await(`document.querySelector("footer").textContent !== "Our own foot" && getComputedStyle(document.querySelector("h1")).color !== "rgb(1, 2, 3)"`)
}

// A finding is shown in the panel with its excerpt. When it is fixed, the panel
// says so and closes.
func brokenKey(t *testing.T, a *author, b *tab) {
	b.openLive(a, "en/domains/cdn.html")
	before := a.replace("domains/cdn.yaml", "essential_problem:", "esential_problem:")
	b.await(panel(".card") + `.checkVisibility()`)
	b.is(panel("mark") + `.textContent.startsWith("esential_problem")`)
	b.is(panel(".card") + `.innerText.includes('did you mean "essential_problem"?')`)
	b.is(panel("a.position") + `.textContent.startsWith("content/domains/cdn.yaml:")`)
	b.is(panel("a.position") + `.href.startsWith("vscode://file/") && ` + panel("a.position") + `.href.includes("/content/domains/cdn.yaml:")`)
	b.is(panel(".badge") + `.textContent.includes("1 error")`)
	b.is(`notReloaded && document.querySelector("h1").textContent.includes("Content delivery")`)
	a.write(a.content, "domains/cdn.yaml", before)
	b.await(panel(".badge") + `.textContent.includes("fixed")`)
	b.await(panel(".card") + `.hidden && !` + panel(".badge") + `.textContent.includes("fixed")`)
	b.is(`notReloaded`)
}

// An open search finds a new text of another page, which does not change the open one.
func searchedText(t *testing.T, a *author, b *tab) {
	b.openLive(a, "en/teams.html")
	eval[any](b, `document.querySelector(".search-box").click()`)
	b.await(`document.querySelector(".search-dialog [role=combobox]")`)
	eval[any](b, `(() => {
		const input = document.querySelector(".search-dialog input");
		input.value = "zebrafish";
		input.dispatchEvent(new Event("input"));
	})()`)
	b.await(`document.querySelector(".search-status").textContent.includes("zebrafish")`)
	before := a.read(guide)
	a.write(a.content, guide, before+"\n## Zebrafish\n")
	b.await(`document.querySelector(".hit-part")?.textContent.includes("Zebrafish")`)
	b.is(`notReloaded`)
	a.write(a.content, guide, before)
}

// The preview uses the last good version of a file that does not parse. Other pages are
// still updated.
func lastGoodVersion(t *testing.T, a *author, b *tab) {
	b.openLive(a, guidePage)
	guideText, good := a.read(guide), a.read("domains/cdn.yaml")
	a.write(a.content, "domains/cdn.yaml", "\xff\xfe")
	a.replace(guide, "# ", "# Still following: ")
	b.await(`document.querySelector("main").textContent.includes("Still following: ")`)
	b.open(a.url.at("en/domains/cdn.html"))
	b.await(panel(".card") + `.checkVisibility()`)
	b.is(panel(".card") + `.innerText.includes("last good version")`)
	b.is(`document.querySelector("h1").textContent.includes("Content delivery")`)
	must(t, os.Remove(filepath.Join(a.content, "domains", "cdn.yaml")))
	b.await(`!document.querySelector("h1").textContent.includes("Content delivery")`)
	a.write(a.content, "domains/cdn.yaml", good)
	b.await(`document.querySelector("h1").textContent.includes("Content delivery")`)
	a.write(a.content, guide, guideText)
}

// The page of a removed guide is not found until the guide exists again. Then the browser
// loads the page, because the 404 page has a policy of its own.
func removedGuide(t *testing.T, a *author, b *tab) {
	b.openLive(a, guidePage)
	title := eval[string](b, `document.querySelector("h1").textContent`)
	texts := map[string]string{}
	for _, name := range []string{guide, strings.Replace(guide, ".en", "", 1)} {
		texts[name] = a.read(name)
		must(t, os.Remove(filepath.Join(a.content, filepath.FromSlash(name))))
	}
	b.await(`document.querySelector("main.page-404")`) // wait for the element and not only for another title, which the page gets as soon as one version is removed
	resp, err := http.Get(a.url.at(guidePage))
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("status %d for a removed guide", resp.StatusCode)
	}
	for name, text := range texts {
		a.write(a.content, name, text)
	}
	b.await(fmt.Sprintf(`document.querySelector("h1").textContent === %q`, title))
}

// The links of the 404 page work at any address, also after the preview has updated it.
func unknownPage(t *testing.T, a *author, b *tab) {
	b.openLive(a, "en/no/such/page.html")
	b.await(`performance.getEntriesByType("resource").some(e => e.name.includes("/_platmap/findings"))`)
	b.rest()
	b.is(`document.querySelector("main a").pathname === "/index.html"`)
}

// Changes of other pages do not change the open page.
func otherPages(t *testing.T, a *author, b *tab) {
	b.openLive(a, "en/teams.html")
	eval[any](b, `(window.changes = 0, new MutationObserver(list => changes += list.length).observe(document.querySelector("main"), {subtree: true, childList: true, attributes: true, characterData: true}))`)
	before := a.replace(guide, "\n## ", "\nA word.\n\n## ")
	a.replace("teams/infra.yaml", "name:", "x-seen: yes\nname:") // not visible
	after := a.read("domains/cdn.yaml")
	a.replace("domains/cdn.yaml", "essential_problem:", "esential_problem:")
	b.await(panel(".badge") + `.textContent.includes("1 error")`)
	b.is(`notReloaded && changes === 0`)
	b.is(panel(".card") + `.hidden`) // the finding is not about this page
	a.write(a.content, "domains/cdn.yaml", after)
	a.write(a.content, guide, before)
	b.await(panel(".badge") + `.textContent.includes("fixed")`)
}

// Requests with another host are refused.
func hosts(t *testing.T, a *author, b *tab) {
	for host, want := range map[string]int{"": 200, "localhost:1": 200, "evil.example": 403, "127.0.0.1.evil.example": 403} {
		for _, path := range []string{"", "map.json", "_platmap/findings?page=/", "_platmap/live.js"} {
			r, err := http.NewRequest("GET", string(a.url)+path, nil)
			must(t, err)
			r.Host = host
			resp, err := http.DefaultClient.Do(r)
			must(t, err)
			resp.Body.Close()
			if resp.StatusCode != want {
				t.Errorf("%s for host %q: %d, want %d", path, host, resp.StatusCode, want)
			}
			if resp.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Error("other origins can read the preview")
			}
		}
	}
}
