package preview_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// These tests cover how live.js updates an open page after a change on the server.
func TestUpdate(t *testing.T) {
	runInBrowser(t, map[string]func(*testing.T, *testServer){
		"scroll position is kept":          testScrollPosition,
		"page is never unstyled":           testStylesheet,
		"changed script reloads the page":  testReload,
		"changed image is loaded again":    testImage,
		"removed page comes back":          testRemovedPage,
		"broken page comes":                testBrokenPage,
		"page without script is not shown": testPageWithoutScript,
		"default theme":                    testDefaultTheme,
	})
}

// The visible part of the page stays in place.
func testScrollPosition(t *testing.T, s *testServer) {
	text := func(from, to int, more string) string {
		var b strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<p>Paragraph %d of many, long enough to be read.%s</p>\n", i, more)
		}
		return b.String()
	}
	b := s.open("/p.html", text(0, 100, ""))
	b.run(`scrollTo(0, 1500); window.top0 = (window.seen = document.elementFromPoint(300, 300).closest("p") ?? document.querySelectorAll("p")[50]).getBoundingClientRect().top; window.y0 = scrollY;`)
	b.is(`scrollY === 1500`)
	still := `Math.abs(seen.getBoundingClientRect().top - top0) < 1.5`
	s.set("/p.html", page(`<h2>New</h2>`+text(-20, 100, "")))
	b.await(`document.querySelector("h2")`)
	b.is(still + ` && scrollY > y0 + 100`)
	s.set("/p.html", page(text(20, 100, "")))
	b.await(`!document.querySelector("h2")`)
	b.is(still)
	s.set("/p.html", page(text(20, 100, "")+text(100, 150, "")))
	b.await(`document.querySelectorAll("p").length === 130`)
	b.is(still)
}

// A page whose file never had a good version shows its newest errors, and then the page.
func testBrokenPage(t *testing.T, s *testServer) {
	errors := func(text string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>platmap</title></head><body><main><pre>` + text + `</pre></main></body></html>`
	}
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = early, late
		s.files["/b.html"], s.broken["/b.html"] = errors("one"), true
	})
	b := s.visit("/b.html")
	s.set("/b.html", errors("two"))
	b.await(`document.querySelector("pre").textContent === "two"`)
	s.change(func() { s.files["/b.html"], s.broken["/b.html"] = page("<p>Good</p>"), false })
	b.await(`document.querySelector("p") && window.changes === 0`)
}

// Replacing a stylesheet never leaves the page without styles.
func testStylesheet(t *testing.T, s *testServer) {
	styled := func(name string) string {
		return strings.Replace(page(`<p>Words.</p>`), "<title>", `<link rel="stylesheet" href="`+name+`"><title>`, 1)
	}
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = early, late
		s.files["/one.css"], s.files["/two.css"] = `p { color: rgb(1, 1, 1) }`, `p { color: rgb(2, 2, 2) }`
		s.files["/s.html"] = styled("/one.css")
	})
	b := s.visit("/s.html")
	b.is(`getComputedStyle(document.querySelector("p")).color === "rgb(1, 1, 1)"`)
	b.run(`window.mark = 1; window.colours = new Set();
		const look = () => { colours.add(getComputedStyle(document.querySelector("p")).color); setTimeout(look); }; look();`)
	s.set("/s.html", styled("/two.css"))
	b.await(`document.querySelectorAll("link").length === 1 && colours.has("rgb(2, 2, 2)")`)
	b.is(`window.mark === 1 && [...colours].join() === "rgb(1, 1, 1),rgb(2, 2, 2)"`)
	s.set("/s.html", styled("/none.css"))
	b.await(`document.querySelectorAll("link").length === 2`)
	s.set("/s.html", styled("/one.css"))
	b.await(`document.querySelectorAll("link").length === 1 && getComputedStyle(document.querySelector("p")).color === "rgb(1, 1, 1)"`)
}

// A page with another script is reloaded and keeps its scroll position.
func testReload(t *testing.T, s *testServer) {
	main := strings.Repeat("<p>Words.</p>", 200)
	b := s.open("/s.html", main)
	b.run(`window.mark = 1; scrollTo(0, 1000)`)
	s.change(func() {
		s.files["/site2.js"] = `document.title = "two"`
		s.files["/s.html"] = strings.Replace(page(main), "/site.js", "/site2.js", 1)
	})
	b.await(`!window.mark && document.title === "two" && scrollY === 1000`)
}

// An image is loaded again when its bytes have changed.
func testImage(t *testing.T, s *testServer) {
	svg := func(size int) string {
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"/>`, size)
	}
	s.set("/i.svg", svg(30))
	b := s.open("/i.html", `<img src="/i.svg" alt=""><img src="/i.svg" alt="">`)
	b.await(`document.images[0].naturalWidth === 30`)
	b.await(`performance.getEntriesByType("resource").some((e) => e.initiatorType === "fetch" && e.name.endsWith("/i.svg"))`) // wait until the script knows the first ETag
	s.set("/i.svg", svg(50))
	b.await(`[...document.images].every((i) => i.naturalWidth === 50)`)
	s.set("/i.svg", svg(30))
	b.await(`[...document.images].every((i) => i.naturalWidth === 30)`)
}

// A removed page shows the 404 page, and is shown again when it is back.
func testRemovedPage(t *testing.T, s *testServer) {
	s.set("/404.html", page(`<h2>Nothing here</h2>`))
	b := s.open("/g.html", `<p>Here.</p>`)
	b.run(`window.mark = 1`)
	s.set("/g.html", "")
	b.await(`document.querySelector("h2")?.textContent === "Nothing here" && !document.querySelector("p")`)
	s.set("/g.html", page(`<p>Here again.</p>`))
	b.await(`document.querySelector("p")?.textContent === "Here again." && !document.querySelector("h2")`)
	b.is(`window.mark === 1`)
}

// A page without the script could not be updated again, so it is not shown.
func testPageWithoutScript(t *testing.T, s *testServer) {
	b := s.open("/g.html", `<p>Here.</p>`)
	s.set("/g.html", "") // without 404.html the response has no script
	s.setFindings("/g.html", findingsOf("/g.html", newFinding("warning", "some/code", "word")))
	b.await(in(".badge.warning"))
	b.is(`document.querySelector("p").textContent === "Here."`)
	s.set("/g.html", page(`<p>Here again.</p>`))
	b.await(`document.querySelector("p").textContent === "Here again."`)
}

// The scripts of the default theme work after an update.
func testDefaultTheme(t *testing.T, s *testServer) {
	content := fstest.MapFS{
		"site.yaml":                {Data: []byte("title: Map\nlocales: [en]\nowner: infra\n")},
		"teams/infra.yaml":         {Data: []byte("name: Infra\ntype: platform\n")},
		"domains/alpha.yaml":       {Data: []byte("name: Alpha\nstatus: draft\n")},
		"domains/beta.yaml":        {Data: []byte("name: Beta\nstatus: draft\n")},
		"guides/alpha/start.en.md": {Data: []byte("---\ntitle: Start\ntype: how-to\n---\nWords.\n\n```sh\nmake one\n```\n\nMore words.\n")},
	}
	for _, id := range []string{"one", "two", "three", "four"} {
		content["components/"+id+".yaml"] = &fstest.MapFile{Data: []byte("name: Component " + id + "\ndomains: [alpha]\n")}
	}
	publish := func() {
		t.Helper()
		pages := build(t, content)
		s.change(func() {
			clear(s.files)
			must(t, fs.WalkDir(pages, ".", func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				text, err := fs.ReadFile(pages, name)
				s.files["/"+name] = string(text)
				return err
			}))
		})
	}
	publish()
	b := s.visit("/components.html")
	b.await(`document.querySelectorAll("#pm-table tbody tr").length === 4`)
	b.run(`window.mark = 1; const q = document.querySelector(".filters input"); q.focus(); q.value = "component two"; q.dispatchEvent(new Event("input", {bubbles: true}));`)
	b.await(`document.querySelectorAll("#pm-table tbody tr:not([hidden])").length === 1`)
	content["components/extra.yaml"] = &fstest.MapFile{Data: []byte("name: Component two and a half\ndomains: [beta]\n")}
	delete(content, "components/four.yaml")
	publish()
	b.await(`document.querySelectorAll("#pm-table tbody tr:not([hidden])").length === 2`)
	b.is(`document.querySelectorAll("#pm-table tbody tr").length === 4 && window.mark === 1`)
	b.is(`document.activeElement.value === "component two" && document.querySelector(".filters output").value.includes("2")`)
	b.await(`[...document.querySelector(".filters select").options].some((o) => o.value === "beta")`)
	delete(content, "components/extra.yaml")
	publish()
	b.await(`document.querySelectorAll("#pm-table tbody tr:not([hidden])").length === 1`)
	b.is(`![...document.querySelector(".filters select").options].some((o) => o.value === "beta")`)

	// A page that has not changed since it was loaded is not touched.
	s.change(func() {
		for name, text := range s.files {
			if strings.HasPrefix(name, "/assets/early.") {
				s.files[name] = text + `document.addEventListener("platmap:change", () => { window.touched = true; });`
			}
			if strings.HasSuffix(name, ".html") {
				s.findings[name] = findingsOf(name, newFinding("warning", "a/a", "shown after the page has been looked at"))
			}
		}
	})
	for name := range s.files {
		if strings.HasSuffix(name, ".html") {
			b.navigate(s.url + name)
			b.await(in(".badge.warning"))
			if eval[bool](b, `window.touched === true`) {
				t.Errorf("%s was changed, but the served page is the same", name)
			}
		}
	}
	s.change(func() { clear(s.findings) })

	b.navigate(s.url + "/guides/alpha/start.html")
	b.await(`document.querySelectorAll("button.copy").length === 1`)
	content["guides/alpha/start.en.md"].Data = []byte("---\ntitle: Start\ntype: how-to\n---\nWords.\n\n```sh\nmake two\n```\n\nMore.\n\n```sh\nmake three\n```\n")
	publish()
	b.await(`document.querySelectorAll("button.copy").length === 2`)
	b.is(`[...document.querySelectorAll("pre")].map((p) => p.textContent.trim()).join() === "make two,make three" && document.querySelectorAll(".code-box > pre + button").length === 2`)
}

func build(t *testing.T, content fs.FS) fs.FS {
	t.Helper()
	pages, diags, err := generator.Build(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
	must(t, err)
	if diags.HaveError() {
		t.Fatal(diags)
	}
	return pages
}
