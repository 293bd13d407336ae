package preview_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"platmap/generator/internal/browsertest"
)

// runInBrowser runs tests of the scripts in live/ in Chromium, each with its own
// server and browser profile.
func runInBrowser(t *testing.T, tests map[string]func(*testing.T, *testServer)) {
	t.Helper()
	browser := browsertest.Chromium(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, newTestServer(t, browser)) })
	}
}

// testServer speaks the protocol of the preview. It serves the files and findings
// that a test sets, so that a test can produce every state.
type testServer struct {
	t       *testing.T
	browser context.Context // one browser profile, whose tabs share a worker
	url     string
	address string // address of the listener, for a restart
	server  *httptest.Server

	mu           sync.Mutex
	session      string
	generation   int
	files        map[string]string // by path
	broken       map[string]bool   // paths of files that the server cannot show
	findings     map[string]any    // by page
	listeners    map[chan string]bool
	requested    map[string]int // number of requests by method and path
	disconnected chan bool      // receives when a connection for events ends
}

func newTestServer(t *testing.T, browser context.Context) *testServer {
	s := &testServer{t: t, session: "one", files: map[string]string{}, broken: map[string]bool{}, findings: map[string]any{},
		listeners: map[chan string]bool{}, requested: map[string]int{}, disconnected: make(chan bool, 100)}
	s.serve("127.0.0.1:0")
	t.Cleanup(s.stop)
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx))
	s.browser = ctx
	return s
}

func (s *testServer) serve(address string) {
	s.t.Helper()
	listener, err := net.Listen("tcp", address)
	must(s.t, err)
	s.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: s}}
	s.server.Start()
	s.url, s.address = s.server.URL, listener.Addr().String()
}

func (s *testServer) stop() {
	s.server.CloseClientConnections()
	s.server.Close()
}

func (s *testServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, own := strings.CutPrefix(r.URL.Path, "/_platmap/")
	switch {
	case own && name == "events":
		s.serveEvents(w, r)
	case own && name == "findings":
		s.mu.Lock()
		defer s.mu.Unlock()
		page := r.URL.Query().Get("page")
		answer, ok := s.findings[page]
		if !ok {
			answer = findingsOf(page)
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(answer)
	case own:
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, os.DirFS("live"), name)
	default:
		s.serveFile(w, r)
	}
}

func (s *testServer) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requested[r.Method+" "+r.URL.Path]++
	text, ok := s.files[r.URL.Path]
	if !ok && path.Ext(r.URL.Path) == ".ico" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !ok {
		text = s.files["/404.html"]
	}
	kind := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(r.URL.Path)]
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
	} else if s.broken[r.URL.Path] {
		w.WriteHeader(http.StatusUnprocessableEntity)
	} else if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	io.WriteString(w, text)
}

func (s *testServer) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	events := make(chan string, 100)
	s.mu.Lock()
	s.listeners[events] = true
	events <- s.stateEvent()
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, events)
		s.disconnected <- true
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

func (s *testServer) stateEvent() string {
	return fmt.Sprintf("event: state\ndata: {\"session\":%q,\"generation\":%d}\n\n", s.session, s.generation)
}

// set changes a file and sends an event. The text "" removes the file.
func (s *testServer) set(name, text string) {
	s.change(func() {
		if s.files[name] = text; text == "" {
			delete(s.files, name)
		}
	})
}

// setFindings changes the findings of a page and sends an event.
func (s *testServer) setFindings(page string, answer any) {
	s.change(func() { s.findings[page] = answer })
}

func (s *testServer) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	s.generation++
	s.send(s.stateEvent())
}

func (s *testServer) send(event string) {
	for l := range s.listeners {
		l <- event
	}
}

func (s *testServer) requestCount(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requested[what]
}

// awaitDisconnect waits until a connection for events ends.
func (s *testServer) awaitDisconnect(otherwise string) {
	s.t.Helper()
	select {
	case <-s.disconnected:
	case <-time.After(browsertest.Timeout):
		s.t.Fatal(otherwise)
	}
}

// page returns a complete page with the content main.
func page(main string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'">
<title>a page</title><script src="/early.js"></script><script src="/site.js" defer></script></head>
<body><header><h1>Page</h1></header><main>` + main + `</main></body></html>`
}

// Scripts like those of a theme, which change the page after it is served.
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

// open serves a page with the theme's scripts and opens it in a new tab.
func (s *testServer) open(name, main string) *tab {
	s.t.Helper()
	s.change(func() { s.files["/early.js"], s.files["/site.js"], s.files[name] = early, late, page(main) })
	return s.visit(name)
}

// visit opens an address in a new tab and waits until the scripts run.
func (s *testServer) visit(name string) *tab {
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

func (b *tab) navigate(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
	b.await(`document.getElementById("platmap-live")`)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	browsertest.Do(b.t, b.ctx, steps...)
}

func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	return browsertest.Eval[T](b.t, b.ctx, expression)
}

// run runs statements in the page.
func (b *tab) run(script string) {
	b.t.Helper()
	eval[any](b, "(async () => {"+script+"})()")
}

func (b *tab) await(expression string) {
	b.t.Helper()
	browsertest.Await(b.t, b.ctx, expression)
}

func (b *tab) is(expression string) {
	b.t.Helper()
	browsertest.Check(b.t, b.ctx, expression)
}

// in returns an expression for the first element of the panel with a selector.
func in(selector string) string {
	return fmt.Sprintf(`document.getElementById("platmap-live").shadowRoot.querySelector(%q)`, selector)
}

// all returns an expression for all elements of the panel with a selector.
func all(selector string) string {
	return fmt.Sprintf(`[...document.getElementById("platmap-live").shadowRoot.querySelectorAll(%q)]`, selector)
}

// finding is a finding in the form that the server sends.
type finding map[string]any

func newFinding(severity, code, text string) finding {
	return finding{"severity": severity, "code": code, "text": text, "position": "content/domains/cdn.yaml:3:9", "editor": "vscode://file/content/domains/cdn.yaml:3:9",
		"help": "", "excerpt": nil, "notes": []any{}, "page": "", "anchor": "", "words": ""}
}

func (f finding) with(key string, value any) finding { f[key] = value; return f }

// findingsOf returns the answer of the server for a page with these findings.
func findingsOf(page string, here ...finding) map[string]any {
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
