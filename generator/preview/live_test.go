package preview_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"platmap/generator"
	"platmap/generator/schema"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

// The scripts of live/ in a real browser. The server here speaks the protocol of
// the preview and serves what a test tells it to, so that every state can be had.
func TestLive(t *testing.T) {
	if testing.Short() {
		t.Skip("needs Chromium")
	}
	browser := openBrowser(t)
	for name, test := range map[string]func(*testing.T, *stage){
		"text":        testText,
		"lists":       testLists,
		"wrapped":     testWrapped,
		"attributes":  testAttributes,
		"any tree":    testAnyTree,
		"large":       testLarge,
		"place":       testPlace,
		"style":       testStyle,
		"script":      testScript,
		"picture":     testPicture,
		"gone":        testGone,
		"no way back": testNoWayBack,
		"panel":       testPanel,
		"memory":      testMemory,
		"excerpt":     testExcerpt,
		"marks":       testMarks,
		"restart":     testRestart,
		"tabs":        testTabs,
		"alone":       testAlone,
		"goto":        testGoto,
		"theme":       testTheme,
		"back":        testBack,
		"axe":         testAxe,
	} {
		t.Run(name, func(t *testing.T) { test(t, newStage(t, browser)) })
	}
}

// stage is a server and a browser profile of its own.
type stage struct {
	t       *testing.T
	browser context.Context // one profile; its tabs share what tabs share
	url     string
	address string // of the listener, to come back at
	server  *httptest.Server

	mu         sync.Mutex
	session    string
	generation int
	files      map[string]string // by path
	types      map[string]string // other than by the name
	faults     map[string]any    // by page
	listeners  map[chan string]bool
	fetched    map[string]int
	left       chan bool // a connection for events has ended
}

func newStage(t *testing.T, browser context.Context) *stage {
	s := &stage{t: t, session: "one", files: map[string]string{}, types: map[string]string{}, faults: map[string]any{},
		listeners: map[chan string]bool{}, fetched: map[string]int{}, left: make(chan bool, 100)}
	s.serve("127.0.0.1:0")
	t.Cleanup(s.stop)
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx))
	s.browser = ctx
	return s
}

func (s *stage) serve(address string) {
	s.t.Helper()
	listener, err := net.Listen("tcp", address)
	must(s.t, err)
	s.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: s}}
	s.server.Start()
	s.url, s.address = s.server.URL, listener.Addr().String()
}

func (s *stage) stop() {
	s.server.CloseClientConnections()
	s.server.Close()
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, own := strings.CutPrefix(r.URL.Path, "/_platmap/")
	switch {
	case own && name == "events":
		s.events(w, r)
	case own && name == "findings":
		s.mu.Lock()
		defer s.mu.Unlock()
		page := r.URL.Query().Get("page")
		answer, ok := s.faults[page]
		if !ok {
			answer = report(page)
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(answer)
	case own:
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, os.DirFS("live"), name)
	default:
		s.file(w, r)
	}
}

func (s *stage) file(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetched[r.Method+" "+r.URL.Path]++
	text, ok := s.files[r.URL.Path]
	if !ok && path.Ext(r.URL.Path) == ".ico" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !ok {
		text = s.files["/404.html"]
	}
	kind := s.types[r.URL.Path]
	if kind == "" {
		kind = map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(r.URL.Path)]
	}
	if kind == "" {
		kind = "text/html; charset=utf-8"
		text = strings.Replace(text, "<head>", `<head><script type="module" src="/_platmap/live.js"></script>`, 1)
	}
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(text)))
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", tag)
	if !ok {
		w.WriteHeader(http.StatusNotFound)
	} else if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	io.WriteString(w, text)
}

func (s *stage) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	events := make(chan string, 100)
	s.mu.Lock()
	s.listeners[events] = true
	events <- s.state()
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, events)
		s.left <- true
	}()
	for {
		select {
		case event := <-events:
			io.WriteString(w, event)
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func (s *stage) state() string {
	return fmt.Sprintf("event: state\ndata: {\"session\":%q,\"generation\":%d}\n\n", s.session, s.generation)
}

// set changes what is served and says so. A text of "" takes a file away.
func (s *stage) set(name, text string) {
	s.change(func() {
		if s.files[name] = text; text == "" {
			delete(s.files, name)
		}
	})
}

// tell changes the faults of a page.
func (s *stage) tell(page string, answer any) { s.change(func() { s.faults[page] = answer }) }

func (s *stage) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	s.generation++
	s.send(s.state())
}

func (s *stage) send(event string) {
	for l := range s.listeners {
		l <- event
	}
}

func (s *stage) count(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetched[what]
}

// gone waits until a connection for events has ended.
func (s *stage) gone(or string) {
	s.t.Helper()
	select {
	case <-s.left:
	case <-time.After(patience):
		s.t.Fatal(or)
	}
}

// page is a whole page around a piece of one.
func page(main string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'">
<title>a page</title><script src="/early.js"></script><script src="/site.js" defer></script></head>
<body><header><h1>Page</h1></header><main>` + main + `</main></body></html>`
}

// The scripts of a theme, which change what was served.
const (
	early = `document.documentElement.classList.add("js"); document.documentElement.dataset.scheme = "dark";`
	late  = `window.changes = 0;
function wrap() {
	document.querySelectorAll("pre").forEach((pre) => {
		if (pre.closest(".box")) return;
		const box = document.createElement("div"), button = document.createElement("button");
		box.className = "box";
		button.textContent = "copy";
		pre.replaceWith(box);
		box.append(pre, button);
	});
}
wrap();
document.addEventListener("platmap:change", () => { window.changes++; wrap(); });`
)

// open opens a page of the stage in a new tab, with the theme's scripts.
func (s *stage) open(name, main string) *tab {
	s.t.Helper()
	s.change(func() { s.files["/early.js"], s.files["/site.js"], s.files[name] = early, late, page(main) })
	return s.visit(name)
}

// visit opens an address in a new tab and waits until its scripts are at work.
func (s *stage) visit(name string) *tab {
	s.t.Helper()
	ctx, cancel := chromedp.NewContext(s.browser)
	s.t.Cleanup(cancel)
	b := &tab{ctx: ctx, t: s.t}
	must(s.t, chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*runtime.EventExceptionThrown); ok {
			s.t.Errorf("a script fails: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.Exception.Description)
		}
	}))
	b.navigate(s.url + name)
	return b
}

// tab is a browser tab.
type tab struct {
	ctx context.Context
	t   *testing.T
}

// patience is how long something may take before the test gives up on it; nothing
// ever waits that long for what happens.
const patience = time.Minute

func (b *tab) navigate(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
	b.await(`document.getElementById("platmap-live")`)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// run runs statements in the page.
func (b *tab) run(script string) {
	b.t.Helper()
	eval[any](b, "(async () => {"+script+"})()")
}

// await waits until an expression is true in the page, also across loads of it.
func (b *tab) await(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise((done) => {
			const end = Date.now() + 1000, look = () => {
				let is = false;
				try { is = Boolean(`+expression+`); } catch {}
				is || Date.now() > end ? done(is) : setTimeout(look, 5);
			};
			look();
		})`, chromedp.EvalAwaitPromise))
		if ctx.Err() != nil {
			now, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText.slice(0, 1000) + "\n" + `+panel+`?.innerText`))
			b.t.Fatalf("never true: %s\nthe page says: %s", expression, now)
		}
		if err == nil && ok { // an error is a page that goes away meanwhile
			return
		}
	}
}

// is fails the test if an expression is not true.
func (b *tab) is(expression string) {
	b.t.Helper()
	if !eval[bool](b, "Boolean("+expression+")") {
		b.t.Errorf("not true: %s", expression)
	}
}

const panel = `document.getElementById("platmap-live")?.shadowRoot.querySelector(".panel")`

// in is an element of the panel.
func in(selector string) string {
	return fmt.Sprintf(`document.getElementById("platmap-live").shadowRoot.querySelector(%q)`, selector)
}

func all(selector string) string {
	return fmt.Sprintf(`[...document.getElementById("platmap-live").shadowRoot.querySelectorAll(%q)]`, selector)
}

func openBrowser(t *testing.T) context.Context {
	t.Helper()
	file := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil && file == "" {
			file = found
		}
	}
	if file == "" {
		t.Fatal("Chromium (chromium) is missing: install it, or run go test -short.")
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), // t.Context() ends before it could be closed
		chromedp.ExecPath(file),
		chromedp.Headless,
		chromedp.DisableGPU,
		chromedp.NoSandbox, // it opens pages of this test only, often in a container, where there is none to be had
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.CombinedOutput(io.Discard),
	)
	t.Cleanup(cancel)
	browser, _ := chromedp.NewContext(allocator) // Cancel closes it and waits
	t.Cleanup(func() {
		if err := chromedp.Cancel(browser); err != nil {
			t.Logf("closing Chromium: %v", err)
		}
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	return browser
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// What a reader has done stays when a text changes.
func testText(t *testing.T, s *stage) {
	const old = `<p id="a">One <b>bold</b> word.</p><details><summary>More</summary><p>Hidden.</p></details>
		<input id="i"><textarea id="area">draft</textarea><select id="s"><option>1<option>2</select><p id="z">Last.</p>`
	b := s.open("/a.html", old)
	b.run(`window.same = document.getElementById("a").firstChild;
		document.querySelector("details").open = true;
		document.getElementById("i").value = "typed words";
		document.getElementById("area").value = "mine";
		document.getElementById("s").selectedIndex = 1;
		document.getElementById("i").focus();
		document.getElementById("i").setSelectionRange(2, 5);`)
	s.set("/a.html", page(strings.Replace(old, "Last.", "The last one.", 1)))
	b.await(`document.getElementById("z").textContent === "The last one."`)
	b.is(`window.same === document.getElementById("a").firstChild`)
	b.is(`document.querySelector("details").open`)
	b.is(`document.getElementById("i").value === "typed words" && document.getElementById("area").value === "mine"`)
	b.is(`document.getElementById("s").selectedIndex === 1`)
	b.is(`document.activeElement.id === "i" && document.activeElement.selectionStart === 2 && document.activeElement.selectionEnd === 5`)
	b.is(`document.documentElement.className === "js" && document.documentElement.dataset.scheme === "dark"`)
	b.is(`window.changes === 1`)

	// A field in front of which something is put, or that is moved, too.
	s.set("/a.html", page(`<p>New.</p><p id="z">The last one.</p><div>And a block.</div><p id="a">One <b>bold</b> word, two.</p><textarea id="area">draft</textarea><input id="i"><details><summary>More</summary><p>Hidden.</p></details>`))
	b.await(`document.getElementById("a").textContent === "One bold word, two."`)
	b.is(`document.activeElement.id === "i" && document.activeElement.value === "typed words" && document.activeElement.selectionStart === 2`)
	b.is(`document.querySelector("details").open && !document.getElementById("s")`)
	b.is(`window.same === document.getElementById("a").firstChild && document.querySelectorAll("main > *").length === 7`)

	// The same page again is no change.
	before := s.count("GET /a.html")
	s.change(func() {})
	b.await(fmt.Sprintf(`performance.getEntriesByType("resource").filter((e) => e.name.includes("/findings")).length > %d`, before-1))
	b.is(`window.changes === 2`)
}

// Entries of lists are known again wherever they go.
func testLists(t *testing.T, s *stage) {
	list := func(items ...string) string {
		var b strings.Builder
		for _, item := range items {
			fmt.Fprintf(&b, "\n<li><a href=\"/%s\">%[1]s</a> <span>entry</span></li>", item)
		}
		return "<ul id=\"l\">" + b.String() + "\n</ul>"
	}
	b := s.open("/l.html", list("a", "b", "c", "d", "e"))
	b.run(`window.items = {}; for (const li of document.querySelectorAll("li")) items[li.firstChild.textContent] = li;
		window.moved = [];
		new MutationObserver((list) => list.forEach((m) => m.removedNodes.forEach((n) => n.nodeType === 1 && moved.push(n.firstChild.textContent)))).observe(document.getElementById("l"), {childList: true});`)
	for _, step := range []struct{ order, moved string }{
		{"x a b c d e", ""},
		{"a b c d e", "x"},
		{"b c d e a", "a"},
		{"b y d c a", "e,c"},
		{"a c d y b", ""},
		{"q a r c s d t", ""},
	} {
		names := strings.Fields(step.order)
		s.set("/l.html", page(list(names...)))
		b.await(fmt.Sprintf(`[...document.querySelectorAll("li a")].map((a) => a.textContent).join(" ") === %q`, step.order))
		b.is(`[...document.querySelectorAll("li")].every((li) => !items[li.firstChild.textContent] || items[li.firstChild.textContent] === li)`)
		if got := eval[string](b, `moved.splice(0).join()`); step.moved != "" && got != step.moved {
			t.Errorf("to %q: %q are taken out, not %q", step.order, got, step.moved)
		}
		b.run(`items = {}; for (const li of document.querySelectorAll("li")) items[li.firstChild.textContent] = li;`)
	}
}

// A script may have put something around what was served.
func testWrapped(t *testing.T, s *stage) {
	b := s.open("/w.html", `<p>Before.</p><pre>code</pre><p>After.</p>`)
	b.await(`document.querySelector(".box button")`)
	b.run(`window.pre = document.querySelector("pre")`)
	s.set("/w.html", page(`<p>Before.</p><p>New.</p><pre>other code</pre><p>After.</p><pre>more</pre>`))
	b.await(`document.querySelectorAll("pre").length === 2`)
	b.is(`[...document.querySelector("main").children].map((e) => e.localName + e.className).join() === "p,p,divbox,p,divbox"`)
	b.is(`pre.isConnected && pre.textContent === "other code" && document.querySelectorAll("button").length === 2`)
	s.set("/w.html", page(`<pre>more</pre><p>Before.</p><pre>other code</pre>`))
	b.await(`document.querySelectorAll("main > *").length === 3`)
	b.is(`[...document.querySelector("main").children].map((e) => e.textContent).join() === "morecopy,Before.,other codecopy"`)
	s.set("/w.html", page(`<p>Before.</p>`))
	b.await(`document.querySelectorAll("main > *").length === 1`)
	b.is(`!document.querySelector(".box")`)
}

// An attribute goes the author's way only if the author changed it.
func testAttributes(t *testing.T, s *stage) {
	b := s.open("/a.html", `<p id="p" class="a b" title="t" hidden>P</p><input id="c" type="checkbox"><svg id="g" viewBox="0 0 1 1"><path d="M0 0"/></svg>`)
	b.run(`p.classList.add("scripted"); p.classList.remove("a"); p.hidden = false; p.dataset.own = "1"; c.checked = true;`)
	s.set("/a.html", page(`<p id="p" class="b c" title="u" hidden>P</p><input id="c" type="checkbox"><svg id="g" viewBox="0 0 2 2"><path d="M1 1"/><g/></svg>`))
	b.await(`p.title === "u"`)
	b.is(`p.className === "b scripted c" && !p.hidden && p.dataset.own === "1" && c.checked`)
	b.is(`g.getAttribute("viewBox") === "0 0 2 2" && g.lastChild.namespaceURI === "http://www.w3.org/2000/svg"`)
	s.set("/a.html", page(`<p id="p" lang="ja">P</p><input id="c" type="checkbox" checked><svg id="g" viewBox="0 0 2 2"></svg>`))
	b.await(`p.lang === "ja"`)
	b.is(`p.className === "scripted" && !p.hasAttribute("title") && c.checked && !g.childElementCount`)
}

// Whatever the trees, the page is in the end what a fresh reading of it gives.
func testAnyTree(t *testing.T, s *stage) {
	b := s.open("/t.html", ``)
	b.run(`
	const { Page } = await import("/_platmap/morph.js");
	let seed = 1;
	const random = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
	const pick = (list) => list[random(list.length)];
	const tags = ["p", "div", "ul", "li", "span", "a", "b", "table", "tr", "td", "pre", "details", "svg", "g", "template", "input", "h2", "textarea"];
	function build(depth) {
		let html = "";
		for (let i = random(6); i >= 0; i--) {
			switch (random(8)) {
			case 0: html += pick(["\n", " ", "", "<!-- c" + random(3) + " -->"]); break;
			case 1: case 2: html += pick(["word ", "語 ", "some text", "other &amp; text"]) + random(4); break;
			default:
				const tag = pick(tags);
				html += "<" + tag + (random(3) ? "" : ' id="i' + random(8) + '"') + (random(2) ? "" : ' class="' + pick(["a", "a b", "b a", "c"]) + '"') + (random(4) ? "" : ' href="/' + random(5) + '"') + (random(5) ? "" : " hidden") + (random(9) ? "" : ' @odd="<"') + ">"
					+ (depth ? build(depth - 1) : "x" + random(5)) + "</" + tag + ">";
			}
		}
		return html;
	}
	// vary changes a page here and there, as an author does.
	function vary(html) {
		const parts = html.split(/(?=<)/);
		for (let i = random(4); i >= 0; i--) {
			const at = random(parts.length + 1);
			switch (random(4)) {
			case 0: parts.splice(at, 1 + random(3)); break;
			case 1: parts.splice(at, 0, build(1)); break;
			case 2: parts.splice(at, 0, ...parts.splice(random(parts.length), 1 + random(5))); break;
			default: if (parts[at]) parts[at] = parts[at].replace(/[a-z0-9]*$/, "changed" + random(9));
			}
		}
		return parts.join("");
	}
	const parse = (html) => new DOMParser().parseFromString("<!DOCTYPE html><html lang=en><head><title>t</title></head><body>" + html + "</body></html>", "text/html");
	window.failure = "";
	window.more = () => { for (let i = 0; i < 50 && !failure; i++) {
		let html = build(3);
		const doc = parse(html), page = new Page(doc), added = [];
		for (let round = 0; round < 3; round++) {
			// A script adds, wraps and marks.
			for (const e of doc.body.querySelectorAll("*")) {
				if (!random(12)) { const x = doc.createElement("x-added"); e.append(x); }
				if (!random(15) && e.localName !== "x-added" && e.localName !== "x-wrap") { const x = doc.createElement("x-wrap"); e.replaceWith(x); x.append(e); }
				if (!random(12)) e.setAttribute("data-added", "");
				if (!random(20)) e.classList.add("x-class");
			}
			const old = html;
			html = random(4) ? vary(html) : build(3);
			page.become(parse(html));
			const is = doc.cloneNode(true), want = parse(html);
			const clean = (root) => {
				for (const e of root.querySelectorAll("x-added")) e.remove();
				for (const e of root.querySelectorAll("x-wrap")) e.replaceWith(...e.childNodes);
				for (const e of root.querySelectorAll("*")) {
					e.removeAttribute("data-added");
					if (e.classList.contains("x-class")) { e.classList.remove("x-class"); }
					if (e.content) clean(e.content);
				}
			};
			const order = (root) => root.querySelectorAll("*").forEach((e) => { // which class comes first says nothing
				if (e.hasAttribute("class")) { const c = [...e.classList].sort().join(" "); c ? e.setAttribute("class", c) : e.removeAttribute("class"); }
				if (e.content) order(e.content);
			});
			clean(is.body); order(is.body); order(want.body);
			if (!is.isEqualNode(want)) failure ||= "case " + i + ", round " + round + "\nold  " + old + "\nnew  " + want.body.innerHTML + "\nis   " + is.body.innerHTML;
		}
	}
	return failure; }`)
	for range 10 {
		if failure := eval[string](b, `more()`); failure != "" {
			t.Fatal(failure)
		}
	}
}

// A large page takes as much longer as it is larger, however it is changed.
func testLarge(t *testing.T, s *stage) {
	b := s.open("/t.html", ``)
	took := eval[map[string][2]float64](b, `(async () => {
		const { Page } = await import("/_platmap/morph.js");
		const parse = (rows) => new DOMParser().parseFromString("<!DOCTYPE html><body><table><tbody>" + rows.join("") + "</table>", "text/html");
		const changes = {
			word: (rows) => rows.with(20, rows[20].replace("value", "other")),
			first: (rows) => rows.slice(1),
			reversed: (rows) => rows.toReversed(),
			words: (rows) => rows.map((r) => r.replace("value", "other")),
			links: (rows) => rows.map((r) => r.replace("/x", "/y").replace("row", "line")),
		};
		const time = (size, change) => {
			const rows = Array.from({ length: size }, (_, i) => "<tr><td><a href='/x" + i + "'>row " + i + "</a></td><td>value " + i % 7 + "</td></tr>\n");
			let best = Infinity;
			for (let i = 0; i < 3; i++) { // the machine may be busy
				const page = new Page(parse(rows)), next = parse(change(rows)), start = performance.now();
				page.become(next);
				best = Math.min(best, performance.now() - start);
			}
			return best;
		};
		return Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, [time(500, change), time(4000, change)]])); // 2,000 and 16,000 elements
	})()`)
	t.Log("ms:", took)
	for what, ms := range took {
		if ms[1] > 30*max(ms[0], 5) { // eight times is linear, sixty-four quadratic
			t.Errorf("%s: %.0f ms and, for eight times as much, %.0f ms", what, ms[0], ms[1])
		}
	}
}

// What the reader looks at stays in its place.
func testPlace(t *testing.T, s *stage) {
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

// A stylesheet is exchanged without a moment without one.
func testStyle(t *testing.T, s *stage) {
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

// Another script is another page: it is loaded anew, where it was scrolled to.
func testScript(t *testing.T, s *stage) {
	main := strings.Repeat("<p>Words.</p>", 200)
	b := s.open("/s.html", main)
	b.run(`window.mark = 1; scrollTo(0, 1000)`)
	s.change(func() {
		s.files["/site2.js"] = `document.title = "two"`
		s.files["/s.html"] = strings.Replace(page(main), "/site.js", "/site2.js", 1)
	})
	b.await(`!window.mark && document.title === "two" && scrollY === 1000`)
}

// A picture is shown anew when its bytes have changed.
func testPicture(t *testing.T, s *stage) {
	svg := func(size int) string {
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"/>`, size)
	}
	s.set("/i.svg", svg(30))
	b := s.open("/i.html", `<img src="/i.svg" alt=""><img src="/i.svg" alt="">`)
	b.await(`document.images[0].naturalWidth === 30`)
	b.await(`performance.getEntriesByType("resource").some((e) => e.initiatorType === "fetch" && e.name.endsWith("/i.svg"))`) // its first state is known
	s.set("/i.svg", svg(50))
	b.await(`[...document.images].every((i) => i.naturalWidth === 50)`)
	s.set("/i.svg", svg(30))
	b.await(`[...document.images].every((i) => i.naturalWidth === 30)`)
}

// A page that is gone shows that, and comes back.
func testGone(t *testing.T, s *stage) {
	s.set("/404.html", page(`<h2>Nothing here</h2>`))
	b := s.open("/g.html", `<p>Here.</p>`)
	b.run(`window.mark = 1`)
	s.set("/g.html", "")
	b.await(`document.querySelector("h2")?.textContent === "Nothing here" && !document.querySelector("p")`)
	s.set("/g.html", page(`<p>Here again.</p>`))
	b.await(`document.querySelector("p")?.textContent === "Here again." && !document.querySelector("h2")`)
	b.is(`window.mark === 1`)
}

// What has no script of the preview in it would be the end: it is not shown.
func testNoWayBack(t *testing.T, s *stage) {
	b := s.open("/g.html", `<p>Here.</p>`)
	s.set("/g.html", "") // and there is no 404.html
	s.tell("/g.html", report("/g.html", fault("warning", "some/code", "word")))
	b.await(in(".badge.warning"))
	b.is(`document.querySelector("p").textContent === "Here."`)
	s.set("/g.html", page(`<p>Here again.</p>`))
	b.await(`document.querySelector("p").textContent === "Here again."`)
}

// finding is one fault as the server tells it.
type finding map[string]any

func fault(severity, code, text string) finding {
	return finding{"severity": severity, "code": code, "text": text, "place": "content/domains/cdn.yaml:3:9", "editor": "vscode://file/content/domains/cdn.yaml:3:9",
		"help": "", "excerpt": nil, "notes": []any{}, "page": "", "anchor": "", "words": ""}
}

func (f finding) with(key string, value any) finding { f[key] = value; return f }

// report is what the server says of a page with these findings.
func report(page string, here ...finding) map[string]any {
	counts := map[string]int{}
	for _, f := range here {
		counts[f["severity"].(string)]++
	}
	if here == nil {
		here = []finding{}
	}
	return map[string]any{"generation": 1, "page": map[string]any{"path": page, "stale": false},
		"errors": counts["error"], "warnings": counts["warning"], "here": here, "elsewhere": []finding{}, "more": 0}
}

// The panel comes with the first fault and says when the last is gone.
func testPanel(t *testing.T, s *stage) {
	b := s.open("/p.html", `<p>The status is avalable.</p>`)
	b.is(in(".panel") + `.hidden`)
	bad := report("/p.html", fault("error", "schema/value", `"avalable" is not a known status`).
		with("excerpt", map[string]any{"line": 3, "text": "status: avalable", "pad": "        ", "mark": "^^^^^^^^"}).
		with("help", `did you mean "available"?`).
		with("notes", []any{map[string]any{"place": "content/site.yaml:2:5", "editor": "", "text": "said here"}}))
	bad["page"].(map[string]any)["stale"] = true
	s.tell("/p.html", bad)
	b.await(in(".card") + `.checkVisibility()`)
	b.is(in(".badge") + `.textContent === "1 error" && ` + in(".badge") + `.ariaExpanded === "true"`)
	b.is(in(".card") + `.innerText.includes("last good state")`)
	b.is(in("mark") + `.textContent === "avalable"`)
	b.is(in("a.place") + `.href === "vscode://file/content/domains/cdn.yaml:3:9"`)
	b.is(in(".code") + `.title === "platmap explain schema/value"`)
	b.is(in(".note") + `.innerText.includes("content/site.yaml:2:5 said here")`)
	b.is(`document.activeElement === document.body`)

	// Closed is closed, until there is another error.
	b.run(in(".badge") + `.focus()`)
	b.do(chromedp.KeyEvent("\u001b"))
	b.await(in(".card") + `.hidden`)
	b.is(in(".badge") + `.ariaExpanded === "false"`)
	s.tell("/p.html", report("/p.html", fault("error", "schema/value", `"avalable" is not a known status`).with("place", "content/domains/cdn.yaml:7:9")))
	b.await(in(".card a.place") + `.textContent.endsWith(":7:9")`)
	b.is(in(".card") + `.hidden`)
	s.tell("/p.html", report("/p.html", fault("error", "schema/value", `"avalable" is not a known status`), fault("error", "ref/unknown", `no team "x"`), fault("warning", "some/code", "w")))
	b.await(in(".card") + `.checkVisibility()`)
	b.is(in(".badge") + `.textContent === "2 errors, 1 warning"`)
	b.is(in(".status") + `.textContent === "2 errors, 1 warning"`)

	// What the panel covers can be scrolled free.
	b.run(`scrollTo(0, 100000)`)
	b.is(`document.querySelector("main").getBoundingClientRect().bottom <= ` + in(".panel") + `.getBoundingClientRect().top`)

	s.tell("/p.html", report("/p.html"))
	b.await(in(".badge.fixed") + `.textContent === "fixed" && ` + in(".card") + `.hidden`)
	b.await(in(".panel") + `.hidden`)
	b.run(`document.documentElement.lang = "ja"`)
	s.tell("/p.html", report("/p.html", fault("warning", "some/code", "w")))
	b.await(in(".badge") + `.textContent === "警告 1 件"`)
	b.is(in(".card") + `.hidden`)
	s.tell("/p.html", report("/p.html", fault("error", "some/code", "w")))
	b.await(in(".card") + `.checkVisibility()`)
	s.tell("/p.html", report("/p.html"))
	b.await(in(".badge.fixed") + `.textContent === "直りました"`)
}

// A tab remembers that its panel was closed when it goes to another page, and
// errors of other pages do not open it.
func testMemory(t *testing.T, s *stage) {
	e := fault("error", "some/code", "wrong")
	elsewhere := report("/b.html")
	elsewhere["elsewhere"], elsewhere["errors"], elsewhere["more"] = []finding{fault("error", "some/code", "wrong").with("page", "/a.html")}, 13, 12
	s.change(func() {
		s.faults["/a.html"] = report("/a.html", e)
		s.faults["/b.html"] = elsewhere
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

// The words meant are marked themselves, however wide they are.
func testExcerpt(t *testing.T, s *stage) {
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
		list = append(list, fault("error", "some/code", c.text).with("excerpt", map[string]any{"line": 1, "text": c.text, "pad": c.pad, "mark": c.mark}))
		want = append(want, c.want)
	}
	b := s.open("/p.html", `<p>Words.</p>`)
	s.tell("/p.html", report("/p.html", list...))
	b.await(in(".card") + `.checkVisibility()`)
	if got := eval[[]string](b, all("mark")+`.map((m) => m.textContent)`); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("marked: %q, not %q", got, want)
	}
	b.is(all("pre code") + `.every((c, i) => c.textContent === ` + all(".finding .text span[lang]") + `[i].textContent)`)
}

// Faults are marked where their words stand.
func testMarks(t *testing.T, s *stage) {
	const main = `<p>The cat's category.</p><section id="x"><h2>Cat</h2><p>A cat that <em>is
		there</em>.</p></section><p id="y">Y</p><details><summary>S</summary><p>Inner words.</p></details>`
	b := s.open("/m.html", main)
	marked := `JSON.stringify(["error", "warning"].map((s) => [...CSS.highlights.get("platmap-" + s) ?? []].map((r) => r.startContainer.parentElement.closest("[id], main").id + ":" + r)))`
	s.tell("/m.html", report("/m.html",
		fault("error", "a/a", "1").with("words", "cat"),
		fault("error", "a/a", "2").with("words", "cat that is there").with("anchor", "x"),
		fault("warning", "a/a", "3").with("words", "category"),
		fault("warning", "a/a", "4").with("anchor", "y").with("words", "not there"),
		fault("error", "a/a", "5").with("words", "nowhere"),
		fault("error", "a/a", "6").with("anchor", "none")))
	b.await(`CSS.highlights.size === 2`)
	if got, want := eval[string](b, marked), `[[":cat","x:cat that is\n\t\tthere"],[":category"]]`; got != want {
		t.Errorf("marked: %s, not %s", got, want)
	}
	b.is(`document.querySelectorAll("[data-platmap-mark]").length === 1 && document.getElementById("y").dataset.platmapMark === "warning"`)
	b.is(all("button.show") + `.length === 4`)
	b.run(`document.body.prepend(Object.assign(document.createElement("div"), {innerHTML: "<br>".repeat(300)}))`)
	b.run(all("button.show") + `.at(-1).click()`)
	b.await(`document.getElementById("y").getBoundingClientRect().top < innerHeight`)
	s.set("/m.html", page(strings.Replace(main, "A cat", "One cat", 1)))
	b.await(`document.querySelector("section p").textContent.startsWith("One")`)
	b.is(`CSS.highlights.get("platmap-error").size === 2 && document.getElementById("y").dataset.platmapMark`)
	s.tell("/m.html", report("/m.html"))
	b.await(`CSS.highlights.size === 0 && !document.querySelector("[data-platmap-mark]")`)

	// Whatever the words are made of, they are found or not, and the panel tells.
	const odd = "service-templat team:infar a/b c# d&e @f g\"h i、j k.l m|n (o) [p] $q ^r *s +t ?u \\v {w}"
	s.set("/m.html", page(`<p>`+html.EscapeString(odd)+`</p><p><span>planed</span></p><p>Search</p>`))
	b.await(`document.querySelector("main").textContent.includes("infar")`)
	words := append(strings.Fields(odd), "planed", "no-such-thing")
	var faults []finding
	for i, w := range words {
		faults = append(faults, fault("error", "a/a", fmt.Sprint(i)).with("words", w))
	}
	s.tell("/m.html", report("/m.html", faults...))
	b.await(fmt.Sprintf(`CSS.highlights.get("platmap-error")?.size === %d`, len(words)-1))
	b.is(in(".badge") + fmt.Sprintf(`.textContent === "%d errors"`, len(words)))
	s.tell("/m.html", report("/m.html"))
	b.await(`CSS.highlights.size === 0`)
}

// A server that goes is missed quietly, and one that comes is found.
func testRestart(t *testing.T, s *stage) {
	b := s.open("/r.html", `<p>One.</p>`)
	b.run(`window.mark = 1`)
	s.set("/r.html", page(`<p>Two.</p>`))
	b.await(`document.querySelector("p").textContent === "Two."`)
	s.stop()
	b.await(in(".note-lost") + `.checkVisibility() && ` + in(".note-lost") + `.textContent === "platmap serve is not running"`)
	b.is(in(".badge") + `.hidden && document.querySelector("p").textContent === "Two."`)
	s.session, s.files["/r.html"] = "two", page(`<p>Three.</p>`)
	s.serve(s.address)
	b.await(`document.querySelector("p").textContent === "Three." && ` + in(".panel") + `.hidden`)
	b.is(`window.mark === 1`)
}

// Ten tabs have one connection, and a tab that is not seen catches up when it is.
func testTabs(t *testing.T, s *stage) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"], s.files["/t.html"] = early, late, page(`<p>One.</p>`)
	})
	tabs := make([]*tab, 10)
	for i := range tabs {
		tabs[i] = s.visit("/t.html")
	}
	connections := func() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.listeners) }
	if n := connections(); n != 1 {
		t.Errorf("%d connections for ten tabs", n)
	}
	s.set("/t.html", page(`<p>Two.</p>`))
	for _, b := range tabs {
		b.await(`document.hidden || document.querySelector("p").textContent === "Two."`)
	}
	// One is put behind.
	b := tabs[0]
	b.run(`Object.defineProperty(document, "hidden", {get: () => window.away, configurable: true}); window.away = true; document.dispatchEvent(new Event("visibilitychange"));`)
	s.set("/t.html", page(`<p>Three.</p>`))
	tabs[1].await(`document.hidden || document.querySelector("p").textContent === "Three."`)
	before := eval[string](b, `document.querySelector("p").textContent`)
	if before == "Three." {
		t.Error("a tab that nobody sees fetches its page")
	}
	b.run(`window.away = false; document.dispatchEvent(new Event("visibilitychange"));`)
	b.await(`document.querySelector("p").textContent === "Three."`)

	// A burst is not as many fetches.
	count := s.count("GET /t.html")
	s.change(func() {
		for range 200 {
			s.generation++
			for l := range s.listeners {
				if len(l) < cap(l) {
					l <- s.state()
				}
			}
		}
		s.files["/t.html"] = page(`<p>Four.</p>`)
	})
	for _, b := range tabs {
		b.await(`document.querySelector("p").textContent === "Four."`)
	}
	if n := s.count("GET /t.html") - count; n > 200 {
		t.Errorf("%d fetches for one burst in ten tabs", n)
	}
}

// Without shared workers a tab listens itself, while it is seen.
func testAlone(t *testing.T, s *stage) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = "window.SharedWorker = undefined;"+early, late
		s.files["/a.html"], s.files["/b.html"] = page(`<p>One.</p>`), page(`<p>B.</p>`)
	})
	b := s.visit("/a.html")
	b.run(`Object.defineProperty(document, "hidden", {get: () => window.away, configurable: true}); window.away = true; document.dispatchEvent(new Event("visibilitychange"));`)
	s.gone("a tab that nobody sees keeps its connection")
	s.set("/a.html", page(`<p>Two.</p>`))
	b.run(`window.away = false; document.dispatchEvent(new Event("visibilitychange"));`)
	b.await(`document.querySelector("p").textContent === "Two."`)
	s.mu.Lock()
	s.send("event: goto\ndata: {\"path\":\"/b.html\"}\n\n")
	s.mu.Unlock()
	b.await(`location.pathname === "/b.html"`)
}

// The tab that was looked at last goes where the author goes.
func testGoto(t *testing.T, s *stage) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = early, late
		for _, name := range []string{"/a.html", "/b.html", "/c.html", "/index.html"} {
			s.files[name] = page(`<p>` + name + `</p>`)
		}
	})
	a, b := s.visit("/a.html"), s.visit("/b.html")
	lead := func(path string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.send(fmt.Sprintf("event: goto\ndata: {\"path\":%q}\n\n", path))
	}
	b.run(`window.mark = 1; dispatchEvent(new Event("focus"))`)
	a.run(`window.mark = 1; dispatchEvent(new Event("focus"))`)
	a.run(`await fetch("/a.html")`) // the worker has heard of it by then
	lead("/c.html")
	a.await(`location.pathname === "/c.html"`)
	b.is(`window.mark === 1`)
	a.await(`document.getElementById("platmap-live")`)
	a.run(`window.mark = 2; await fetch("/a.html")`)
	lead("/b.html") // is shown by a tab
	lead("/c.html")
	s.set("/c.html", page(`<p>after</p>`))
	a.await(`document.querySelector("p").textContent === "after"`)
	a.is(`window.mark === 2`)
	lead("/index.html")
	a.await(`location.pathname === "/index.html"`)

	// A tab that was closed is not led anywhere, and with the last one all ends.
	must(t, chromedp.Cancel(a.ctx))
	lead("/a.html")
	b.await(`location.pathname === "/a.html"`)
	must(t, chromedp.Cancel(b.ctx))
	s.gone("the connection outlives the last tab")
}

// A page that comes back from the memory of the browser listens again.
func testBack(t *testing.T, s *stage) {
	s.set("/b.html", page(`<p>B.</p>`))
	b := s.open("/a.html", `<p>One.</p>`)
	b.navigate(s.url + "/b.html")
	b.run(`history.back()`)
	b.await(`location.pathname === "/a.html" && document.getElementById("platmap-live")`)
	s.set("/a.html", page(`<p>Two.</p>`))
	b.await(`document.querySelector("p").textContent === "Two."`)
}

// The panel can be read by everybody, in both schemes and in a narrow window.
func testAxe(t *testing.T, s *stage) {
	axe, err := os.ReadFile("../webtest/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is missing (run generator/webtest/setup, or go test -short): %v", err)
	}
	answer := report("/p.html", fault("error", "a/a", "wrong").with("excerpt", map[string]any{"line": 3, "text": "key: 値", "pad": "     ", "mark": "^^"}).with("help", "do better").with("words", "Words"),
		fault("warning", "a/a", "doubtful").with("notes", []any{map[string]any{"place": "a.yaml:1:1", "editor": "", "text": "there"}}))
	answer["elsewhere"], answer["more"] = []finding{fault("error", "b/b", "wrong too").with("page", "/b.html")}, 3
	answer["page"].(map[string]any)["stale"] = true
	s.tell("/p.html", answer)
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

// The default theme with its scripts.
func testTheme(t *testing.T, s *stage) {
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
	b.await(`document.querySelectorAll("main tbody tr").length === 4`)
	b.run(`window.mark = 1; const q = document.querySelector(".filters input"); q.focus(); q.value = "component two"; q.dispatchEvent(new Event("input", {bubbles: true}));`)
	b.await(`document.querySelectorAll("main tbody tr:not([hidden])").length === 1`)
	content["components/extra.yaml"] = &fstest.MapFile{Data: []byte("name: Component two and a half\ndomains: [beta]\n")}
	delete(content, "components/four.yaml")
	publish()
	b.await(`document.querySelectorAll("main tbody tr:not([hidden])").length === 2`)
	b.is(`document.querySelectorAll("main tbody tr").length === 4 && window.mark === 1`)
	b.is(`document.activeElement.value === "component two" && document.querySelector(".filters output").value.includes("2")`)
	b.await(`[...document.querySelector(".filters select").options].some((o) => o.value === "beta")`)
	delete(content, "components/extra.yaml")
	publish()
	b.await(`document.querySelectorAll("main tbody tr:not([hidden])").length === 1`)
	b.is(`![...document.querySelector(".filters select").options].some((o) => o.value === "beta")`)

	// A page that is as it was loaded is left alone, whatever is on it.
	s.change(func() {
		for name, text := range s.files {
			if strings.HasPrefix(name, "/assets/early.") {
				s.files[name] = text + `document.addEventListener("platmap:change", () => { window.touched = true; });`
			}
			if strings.HasSuffix(name, ".html") {
				s.faults[name] = report(name, fault("warning", "a/a", "shown after the page has been looked at"))
			}
		}
	})
	for name := range s.files {
		if strings.HasSuffix(name, ".html") {
			b.navigate(s.url + name)
			b.await(in(".badge.warning"))
			if eval[bool](b, `window.touched === true`) {
				t.Errorf("%s is changed, though it is as it was", name)
			}
		}
	}
	s.change(func() { clear(s.faults) })

	b.navigate(s.url + "/guides/alpha/start.html")
	b.await(`document.querySelectorAll("button.copy").length === 1`)
	content["guides/alpha/start.en.md"].Data = []byte("---\ntitle: Start\ntype: how-to\n---\nWords.\n\n```sh\nmake two\n```\n\nMore.\n\n```sh\nmake three\n```\n")
	publish()
	b.await(`document.querySelectorAll("button.copy").length === 2`)
	b.is(`[...document.querySelectorAll("pre")].map((p) => p.textContent.trim()).join() === "make two,make three" && document.querySelectorAll(".code-box > pre + button").length === 2`)
}

func build(t *testing.T, content fs.FS) fs.FS {
	t.Helper()
	in := generator.Input{Content: content}
	var err error
	in.Schemas, err = schema.Compile(schemas.FS)
	must(t, err)
	base, err := fs.Sub(themes.FS, "default")
	must(t, err)
	in.Theme, err = theme.Load(base, nil)
	must(t, err)
	pages, diags, err := generator.Build(in)
	must(t, err)
	if diags.HaveError() {
		t.Fatal(diags)
	}
	return pages
}
