package preview_test

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"platmap/generator/internal/browsertest"
)

// These tests cover the panel of findings and the marks on the page.
func TestPanel(t *testing.T) {
	runInBrowser(t, map[string]func(*testing.T, *testServer){
		"opens for an error and closes when fixed": testOpenAndClose,
		"stays closed on other pages":              testMemory,
		"excerpt marks wide characters":            testExcerpt,
		"marks words on the page":                  testMarks,
		"is accessible":                            testAccessibility,
	})
}

// The panel opens for a new error and closes when all are fixed.
func testOpenAndClose(t *testing.T, s *testServer) {
	b := s.open("/p.html", `<p>The status is avalable.</p>`)
	b.is(in(".panel") + `.hidden`)
	bad := findingsOf("/p.html", newFinding("error", "schema/value", `unknown status "avalable"`).
		with("excerpt", map[string]any{"line": 3, "text": "status: avalable", "pad": "        ", "mark": "^^^^^^^^"}).
		with("help", `did you mean "available"?`).
		with("notes", []any{map[string]any{"position": "content/site.yaml:2:5", "editor": "", "text": "defined here"}}))
	bad["page"].(map[string]any)["stale"] = true
	s.setFindings("/p.html", bad)
	b.await(in(".card") + `.checkVisibility()`)
	b.is(in(".badge") + `.textContent === "1 error" && ` + in(".badge") + `.ariaExpanded === "true"`)
	b.is(in(".card") + `.innerText.includes("last good version")`)
	b.is(in("mark") + `.textContent === "avalable"`)
	b.is(in("a.position") + `.href === "vscode://file/content/domains/cdn.yaml:3:9"`)
	b.is(in(".code") + `.title === "platmap explain schema/value"`)
	b.is(in(".note") + `.innerText.includes("content/site.yaml:2:5 defined here")`)
	b.is(`document.activeElement === document.body`)

	// A closed panel stays closed until there is a new error.
	b.run(in(".badge") + `.focus()`)
	b.do(chromedp.KeyEvent("\u001b"))
	b.await(in(".card") + `.hidden`)
	b.is(in(".badge") + `.ariaExpanded === "false"`)
	s.setFindings("/p.html", findingsOf("/p.html", newFinding("error", "schema/value", `unknown status "avalable"`).with("position", "content/domains/cdn.yaml:7:9")))
	b.await(in(".card a.position") + `.textContent.endsWith(":7:9")`)
	b.is(in(".card") + `.hidden`)
	s.setFindings("/p.html", findingsOf("/p.html", newFinding("error", "schema/value", `unknown status "avalable"`), newFinding("error", "ref/unknown", `no team "x"`), newFinding("warning", "some/code", "w")))
	b.await(in(".card") + `.checkVisibility()`)
	b.is(in(".badge") + `.textContent === "2 errors, 1 warning"`)
	b.is(in(".status") + `.textContent === "2 errors, 1 warning"`)

	// Content behind the panel can be scrolled into view.
	b.run(`scrollTo(0, 100000)`)
	b.is(`document.querySelector("main").getBoundingClientRect().bottom <= ` + in(".panel") + `.getBoundingClientRect().top`)

	s.setFindings("/p.html", findingsOf("/p.html"))
	b.await(in(".badge.fixed") + `.textContent === "fixed" && ` + in(".card") + `.hidden`)
	b.await(in(".panel") + `.hidden`)
	b.run(`document.documentElement.lang = "ja"`)
	s.setFindings("/p.html", findingsOf("/p.html", newFinding("warning", "some/code", "w")))
	b.await(in(".badge") + `.textContent === "警告 1 件"`)
	b.is(in(".card") + `.hidden`)
	s.setFindings("/p.html", findingsOf("/p.html", newFinding("error", "some/code", "w")))
	b.await(in(".card") + `.checkVisibility()`)
	s.setFindings("/p.html", findingsOf("/p.html"))
	b.await(in(".badge.fixed") + `.textContent === "直りました"`)
}

// After a tab's panel was closed, it stays closed on other pages, and errors of other
// pages do not open it.
func testMemory(t *testing.T, s *testServer) {
	e := newFinding("error", "some/code", "wrong")
	elsewhere := findingsOf("/b.html")
	elsewhere["elsewhere"], elsewhere["errors"], elsewhere["more"] = []finding{newFinding("error", "some/code", "wrong").with("page", "/a.html")}, 13, 12
	s.change(func() {
		s.findings["/a.html"] = findingsOf("/a.html", e)
		s.findings["/b.html"] = elsewhere
		s.files["/b.html"] = page("<p>B</p>")
	})
	b := s.open("/a.html", `<p>A</p>`)
	b.await(in(".card") + `.checkVisibility()`)
	b.run(in(".badge") + `.click()`)
	b.navigate(s.url + "/b.html")
	b.await(in(".badge.error") + `.textContent === "13 errors"`)
	b.is(in(".card") + `.hidden`)
	b.is(in("h2") + `.textContent === "Elsewhere" && ` + in(".more") + `.textContent === "and 12 more"`)
	b.is(in("a.show") + `.pathname === "/a.html"`)
	b.navigate(s.url + "/a.html")
	b.await(in(".badge.error") + `.textContent === "1 error"`)
	b.is(in(".card") + `.hidden`)
}

// The marked words of an excerpt are right for characters of any width.
func testExcerpt(t *testing.T, s *testServer) {
	var list []finding
	want := []string{}
	for _, c := range []struct{ text, pad, mark, want string }{
		{"status: avalable", "        ", "^^^^^^^^", "avalable"},
		{"名前: 検索 # 語", "      ", "^^^^", "検索"},
		{"\tx: ﾊﾝｶｸ", "\t   ", "^^^^", "ﾊﾝｶｸ"},
		{"e\u0301\u0302: ヴ", "   ", "^^", "ヴ"},
		{"key:", "    ", "^", ""},
		{"", "", "^", ""},
		{"...長い行の「途中」から", "           ", "^^^^^^^^", "「途中」"},
	} {
		list = append(list, newFinding("error", "some/code", c.text).with("excerpt", map[string]any{"line": 1, "text": c.text, "pad": c.pad, "mark": c.mark}))
		want = append(want, c.want)
	}
	b := s.open("/p.html", `<p>Words.</p>`)
	s.setFindings("/p.html", findingsOf("/p.html", list...))
	b.await(in(".card") + `.checkVisibility()`)
	if got := eval[[]string](b, all("mark")+`.map((m) => m.textContent)`); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("marked %q, want %q", got, want)
	}
	b.is(all("pre code") + `.every((c, i) => c.textContent === ` + all(".finding .text span[lang]") + `[i].textContent)`)
}

// Findings are marked at their words on the page.
func testMarks(t *testing.T, s *testServer) {
	const main = `<p>The cat's category.</p><section id="x"><h2>Cat</h2><p>A cat that <em>is
		there</em>.</p></section><p id="y">Y</p><details><summary>S</summary><p>Inner words.</p></details>`
	b := s.open("/m.html", main)
	marked := `JSON.stringify(["error", "warning"].map((s) => [...CSS.highlights.get("platmap-" + s) ?? []].map((r) => r.startContainer.parentElement.closest("[id], main").id + ":" + r)))`
	s.setFindings("/m.html", findingsOf("/m.html",
		newFinding("error", "a/a", "1").with("words", "cat"),
		newFinding("error", "a/a", "2").with("words", "cat that is there").with("anchor", "x"),
		newFinding("warning", "a/a", "3").with("words", "category"),
		newFinding("warning", "a/a", "4").with("anchor", "y").with("words", "not there"),
		newFinding("error", "a/a", "5").with("words", "nowhere"),
		newFinding("error", "a/a", "6").with("anchor", "none")))
	b.await(`CSS.highlights.size === 2`)
	if got, want := eval[string](b, marked), `[[":cat","x:cat that is\n\t\tthere"],[":category"]]`; got != want {
		t.Errorf("marked %s, want %s", got, want)
	}
	b.is(`document.querySelectorAll("[data-platmap-mark]").length === 1 && document.getElementById("y").dataset.platmapMark === "warning"`)
	b.is(all("button.show") + `.length === 4`)
	b.run(`document.body.prepend(Object.assign(document.createElement("div"), {innerHTML: "<br>".repeat(300)}))`)
	b.run(all("button.show") + `.at(-1).click()`)
	b.await(`document.getElementById("y").getBoundingClientRect().top < innerHeight`)
	s.set("/m.html", page(strings.Replace(main, "A cat", "One cat", 1)))
	b.await(`document.querySelector("section p").textContent.startsWith("One")`)
	b.is(`CSS.highlights.get("platmap-error").size === 2 && document.getElementById("y").dataset.platmapMark`)
	s.setFindings("/m.html", findingsOf("/m.html"))
	b.await(`CSS.highlights.size === 0 && !document.querySelector("[data-platmap-mark]")`)

	// Words with any punctuation are marked if they are on the page. Other findings are
	// counted in the panel too.
	const odd = "service-templat team:infar a/b c# d&e @f g\"h i、j k.l m|n (o) [p] $q ^r *s +t ?u \\v {w}"
	s.set("/m.html", page(`<p>`+html.EscapeString(odd)+`</p><p><span>planed</span></p><p>Search</p>`))
	b.await(`document.querySelector("main").textContent.includes("infar")`)
	words := append(strings.Fields(odd), "planed", "no-such-thing")
	var faults []finding
	for i, w := range words {
		faults = append(faults, newFinding("error", "a/a", fmt.Sprint(i)).with("words", w))
	}
	s.setFindings("/m.html", findingsOf("/m.html", faults...))
	b.await(fmt.Sprintf(`CSS.highlights.get("platmap-error")?.size === %d`, len(words)-1))
	b.is(in(".badge") + fmt.Sprintf(`.textContent === "%d errors"`, len(words)))
	s.setFindings("/m.html", findingsOf("/m.html"))
	b.await(`CSS.highlights.size === 0`)
}

// The panel is accessible in both color schemes and in a narrow window.
func testAccessibility(t *testing.T, s *testServer) {
	axe, err := os.ReadFile(browsertest.Module(t, "axe-core/axe.min.js"))
	must(t, err)
	answer := findingsOf("/p.html", newFinding("error", "a/a", "wrong").with("excerpt", map[string]any{"line": 3, "text": "key: 値", "pad": "     ", "mark": "^^"}).with("help", "do better").with("words", "Words"),
		newFinding("warning", "a/a", "doubtful").with("notes", []any{map[string]any{"position": "a.yaml:1:1", "editor": "", "text": "there"}}))
	answer["elsewhere"], answer["more"] = []finding{newFinding("error", "b/b", "wrong too").with("page", "/b.html")}, 3
	answer["page"].(map[string]any)["stale"] = true
	s.setFindings("/p.html", answer)
	b := s.open("/p.html", `<p>Words.</p>`)
	b.await(in(".card") + `.checkVisibility()`)
	eval[any](b, string(axe)+";0")
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 320} {
			b.do(chromedp.EmulateViewport(width, 640))
			b.run(`document.documentElement.style.colorScheme = "` + scheme + `"; document.body.style.background = "Canvas"`)
			if list := eval[[]string](b, `axe.run().then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html + " " + n.failureSummary)))`); len(list) > 0 {
				t.Errorf("%s, %d px: %s", scheme, width, strings.Join(list, "\n"))
			}
			b.is(`document.documentElement.scrollWidth <= innerWidth`)
		}
	}
}
