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
	"platmap/generator/preview"
	"platmap/generator/schema"
	model "platmap/generator/site"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

// An author edits files on disk and looks at the page in a browser.
func TestServe(t *testing.T) {
	b := newTab(t, browsertest.Chromium(t))
	a := serveSample(t)
	for _, step := range []struct {
		name string
		do   func(*testing.T, *author, *tab)
	}{
		{"text", edited},
		{"title and place", renamed},
		{"theme", restyled},
		{"faults", faulty},
		{"last good version", unreadable},
		{"removed", removed},
		{"elsewhere", elsewhere},
		{"addresses", addressed},
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
	in := generator.Input{Content: content}
	in.Schemas, err = schema.Compile(schemas.FS)
	must(t, err)
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

// write saves a file as an editor does that renames: nobody sees half of it.
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

// replace changes a piece of a file, once, and returns what the file said before.
func (a *author) replace(name, old, new string) string {
	a.t.Helper()
	before := a.read(name)
	if !strings.Contains(before, old) {
		a.t.Fatalf("%s does not say %q", name, old)
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

// panel is an element of the preview's panel.
func panel(selector string) string {
	return `document.querySelector("#platmap-live").shadowRoot.querySelector("` + selector + `")`
}

const guide = "guides/map/how-to-edit-this-map.en.md"
const guidePage = "en/guides/map/how-to-edit-this-map.html"

// settled opens a page and waits until the preview has caught up with it.
func (b *tab) settled(a *author, page string) {
	b.t.Helper()
	b.open(a.url.at(page))
	b.await(`document.querySelector("#platmap-live")`)
	eval[any](b, `window.kept = true`)
}

// A sentence that is written shows, and nothing else is disturbed.
func edited(t *testing.T, a *author, b *tab) {
	b.settled(a, guidePage)
	eval[any](b, `scrollTo(0, 700)`)
	b.rest()
	before := a.read(guide)
	a.write(a.content, guide, before+"\nA sentence that was just written.\n")
	b.await(`document.querySelector("main").textContent.includes("A sentence that was just written.")`)
	b.is(`scrollY === 700 && kept`)
	a.write(a.content, guide, before)
	b.await(`!document.querySelector("main").textContent.includes("A sentence that was just written.")`)
	b.is(`scrollY === 700 && kept`)
}

// Another title stands on the page, in the tab, and in the lists of other pages.
func renamed(t *testing.T, a *author, b *tab) {
	b.settled(a, "en/domains/cdn.html")
	before := a.replace("domains/cdn.yaml", "en: Content delivery", "en: Content nearby")
	b.await(`document.querySelector("h1").textContent.includes("Content nearby") && document.title.includes("Content nearby")`)
	b.is(`kept`)
	b.open(a.url.at("en/index.html"))
	b.is(`document.body.textContent.includes("Content nearby")`)
	a.write(a.content, "domains/cdn.yaml", before)
	b.await(`!document.body.textContent.includes("Content nearby")`)
}

// Style sheets and templates of the author's theme, without a reload.
func restyled(t *testing.T, a *author, b *tab) {
	b.settled(a, guidePage)
	eval[any](b, `scrollTo(0, 300)`)
	a.write(a.theme, "css/own.css", "@layer print { h1 { color: rgb(1, 2, 3); } }\n")
	b.await(`getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"`)
	b.is(`kept && scrollY === 300 && document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	must(t, os.MkdirAll(filepath.Join(a.theme, "parts"), 0o777))
	a.write(a.theme, "parts/footer.html", `{{define "footer"}}<footer class="bottom"><p>Our own foot</p></footer>{{end}}`)
	b.await(`document.querySelector("footer").textContent === "Our own foot"`)
	b.is(`kept`)
	must(t, os.Remove(filepath.Join(a.theme, "parts", "footer.html")))
	must(t, os.Remove(filepath.Join(a.theme, "css", "own.css")))
	b.await(`document.querySelector("footer").textContent !== "Our own foot" && getComputedStyle(document.querySelector("h1")).color !== "rgb(1, 2, 3)"`)
}

// A fault is told beside the page with its excerpt, and marked; when it is mended
// it says so and leaves.
func faulty(t *testing.T, a *author, b *tab) {
	b.settled(a, "en/domains/cdn.html")
	before := a.replace("domains/cdn.yaml", "essential_problem:", "esential_problem:")
	b.await(panel(".card") + `.checkVisibility()`)
	b.is(panel("mark") + `.textContent.startsWith("esential_problem")`)
	b.is(panel(".card") + `.innerText.includes('did you mean "essential_problem"?')`)
	b.is(panel("a.position") + `.textContent.startsWith("content/domains/cdn.yaml:")`)
	b.is(panel("a.position") + `.href.startsWith("vscode://file/") && ` + panel("a.position") + `.href.includes("/content/domains/cdn.yaml:")`)
	b.is(panel(".badge") + `.textContent.includes("1 error")`)
	b.is(`kept && document.querySelector("h1").textContent.includes("Content delivery")`)
	a.write(a.content, "domains/cdn.yaml", before)
	b.await(panel(".badge") + `.textContent.includes("fixed")`)
	b.await(panel(".card") + `.hidden && !` + panel(".badge") + `.textContent.includes("fixed")`)
	b.is(`kept`)
}

// A file that cannot be made out keeps what it said last, on its page alone.
func unreadable(t *testing.T, a *author, b *tab) {
	b.settled(a, guidePage)
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

// A guide that is removed is gone, and is there again when it is.
func removed(t *testing.T, a *author, b *tab) {
	b.settled(a, guidePage)
	title := eval[string](b, `document.querySelector("h1").textContent`)
	texts := map[string]string{}
	for _, name := range []string{guide, strings.Replace(guide, ".en", "", 1)} {
		texts[name] = a.read(name)
		must(t, os.Remove(filepath.Join(a.content, filepath.FromSlash(name))))
	}
	b.await(fmt.Sprintf(`document.querySelector("h1").textContent !== %q`, title))
	resp, err := http.Get(a.url.at(guidePage))
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("status %d for a guide that is gone", resp.StatusCode)
	}
	for name, text := range texts {
		a.write(a.content, name, text)
	}
	b.await(fmt.Sprintf(`document.querySelector("h1").textContent === %q`, title))
	b.is(`kept`)
}

// A change of another page disturbs nobody.
func elsewhere(t *testing.T, a *author, b *tab) {
	b.settled(a, "en/teams.html")
	eval[any](b, `(window.changes = 0, new MutationObserver(list => changes += list.length).observe(document.querySelector("main"), {subtree: true, childList: true, attributes: true, characterData: true}))`)
	before := a.replace(guide, "\n## ", "\nA word.\n\n## ")
	a.replace("teams/infra.yaml", "name:", "x-seen: yes\nname:") // changes nothing that is shown
	after := a.read("domains/cdn.yaml")
	a.replace("domains/cdn.yaml", "essential_problem:", "esential_problem:")
	b.await(panel(".badge") + `.textContent.includes("1 error")`)
	b.is(`kept && changes === 0`)
	b.is(panel(".card") + `.hidden`) // it is not about this page
	a.write(a.content, "domains/cdn.yaml", after)
	a.write(a.content, guide, before)
	b.await(panel(".badge") + `.textContent.includes("fixed")`)
}

// Only requests for its own address are answered, and only with the site.
func addressed(t *testing.T, a *author, b *tab) {
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
				t.Error("other origins may read it")
			}
		}
	}
}
