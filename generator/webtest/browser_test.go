package webtest

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"platmap/generator/internal/browsertest"
)

// root is the URL of the site: a folder on disk, or one on a server of the test.
type root string

// onDisk returns the address of the site's folder.
func (s *site) onDisk() root {
	return root((&url.URL{Scheme: "file", Path: filepath.ToSlash(s.dir) + "/"}).String())
}

// slow simulates a slow network. Each value sent lets one piece through.
type slow struct{ page, script chan struct{} }

// served serves the site below a sub-path, as many static hosts do. With slow, a
// page arrives in pieces, and the deferred script arrives last.
func (s *site) served(t *testing.T, slow *slow) root {
	t.Helper()
	const below = "/docs/x/"
	files := http.StripPrefix(below, http.FileServerFS(os.DirFS(s.dir)))
	mux := http.NewServeMux()
	mux.HandleFunc(below, func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, below)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		p := s.pages[name]
		switch {
		case slow != nil && p != nil:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			for i, piece := range p.pieces() {
				if i > 0 {
					slow.wait(r, slow.page)
				}
				w.Write(piece)
				w.(http.Flusher).Flush()
			}
			return
		case slow != nil && strings.HasPrefix(path.Base(name), "site."):
			w.Header().Set("Cache-Control", "no-store") // so that every page waits for it
			slow.wait(r, slow.script)
		}
		files.ServeHTTP(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		server.CloseClientConnections() // a page whose test failed may still be loading
		server.Close()
	})
	return root(server.URL + below)
}

func (*slow) wait(r *http.Request, gate <-chan struct{}) {
	select {
	case <-gate:
	case <-r.Context().Done():
	}
}

// pass sends the next piece.
func (*slow) pass(t *testing.T, gate chan<- struct{}) {
	t.Helper()
	select {
	case gate <- struct{}{}:
	case <-time.After(browsertest.Timeout):
		t.Fatal("nothing waits for a piece of the page or its script")
	}
}

// pieces splits a page twice in its header and once in the middle of main.
func (p *page) pieces() [][]byte {
	brand := p.after(0, "<header", "</a>")
	menu := p.after(brand, "</button>")
	main, end := p.after(menu, "<main"), p.after(menu, "</main>")
	middle := main + (end-main)/2
	if at := blockEnd.FindIndex(p.text[middle:end]); at != nil { // an incomplete line may wrap differently later
		middle += at[1]
	}
	return [][]byte{p.text[:brand], p.text[brand:menu], p.text[menu:middle], p.text[middle:]}
}

var blockEnd = regexp.MustCompile(`</(?:tr|li|p|section|ul|div)>`)

// after returns the offset after the marks, searched one after another.
func (p *page) after(at int, marks ...string) int {
	for _, mark := range marks {
		if i := bytes.Index(p.text[at:], []byte(mark)); i >= 0 {
			at += i + len(mark)
		}
	}
	return at
}

// at returns the address of a page.
func (r root) at(name string) string {
	if strings.HasPrefix(string(r), "http") { // the server redirects index.html to its folder
		name = strings.TrimSuffix(name, "index.html")
	}
	return string(r) + (&url.URL{Path: name}).EscapedPath()
}

// tab is a browser tab that records problems.
type tab struct {
	ctx   context.Context
	t     *testing.T
	rules rules // of axe

	mu       sync.Mutex
	failures []string // messages of the console, blocked and failed requests
	requests []string
}

// observer runs before the page's own scripts and is not subject to the policy of
// the page. It sets the date far ahead, so that every review is overdue on any day
// that the tests run.
const observer = `(() => {
	const Now = Date;
	window.Date = class extends Now { constructor(...args) { super(...(args.length ? args : ['2100-01-01'])); } };
	const name = n => !n ? 'something' : n.nodeType === 1 ? [n.nodeName.toLowerCase(), ...n.classList].join('.') : name(n.parentNode) + ' text';
	const seen = window.seen = {shifts: [], violations: [], backgrounds: []};
	new PerformanceObserver(list => {
		for (const e of list.getEntries()) seen.shifts.push(e.sources.map(s => name(s.node)).join(' '));
	}).observe({type: 'layout-shift', buffered: true});
	document.addEventListener('securitypolicyviolation', e => seen.violations.push(e.violatedDirective + ' ' + (e.blockedURI || e.sample)));
	let frames = 10; // after loading; a page that never stops drawing keeps a core busy
	const check = () => {
		if (document.body) {
			const background = getComputedStyle(document.documentElement).backgroundColor + ' ' + getComputedStyle(document.body).backgroundColor;
			if (seen.backgrounds.at(-1) !== background) seen.backgrounds.push(background);
		}
		if (document.readyState !== 'complete' || frames-- > 0) requestAnimationFrame(check);
	};
	requestAnimationFrame(check);
})()`

// rest resolves when fonts are loaded and the page is painted.
const rest = `new Promise(done => document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))`

// newTab opens a tab.
func newTab(t *testing.T, browser context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{ctx: ctx, t: t}
	must(t, chromedp.Listen(ctx, b.record))
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	call(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: observer})
	return b
}

// record records requests and problems.
func (b *tab) record(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fail := func(format string, args ...any) { b.failures = append(b.failures, fmt.Sprintf(format, args...)) }
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *network.EventLoadingFailed:
		fail("a request failed: %s %s %s", e.Type, e.ErrorText, e.BlockedReason)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			fail("%s: status %d", e.Response.URL, e.Response.Status)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			fail("browser log: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		fail("a script fails: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.Exception.Description)
	case *runtime.EventConsoleAPICalled:
		fail("a script writes to the console (%s)", e.Type)
	}
}

// open opens an address, waits until the page is at rest, and returns the problems.
//
// After a layout shift it opens the page once more. On a very busy machine one page
// in some hundreds shifts by a few pixels after loading, a different one in every
// run. A shift caused by the page itself happens again.
func (b *tab) open(address string) []string {
	b.t.Helper()
	problems := b.openOnce(address)
	moved := func(problem string) bool { return strings.HasPrefix(problem, shifted) }
	if slices.ContainsFunc(problems, moved) {
		b.t.Logf("%s, opened again: %s", address, strings.Join(problems, "; "))
		problems = append(slices.DeleteFunc(problems, moved), b.openOnce(address)...)
	}
	return problems
}

func (b *tab) openOnce(address string) []string {
	b.t.Helper()
	b.forget()
	b.do(chromedp.Navigate(address))
	b.rest()
	return b.problems()
}

// start opens an address without waiting for the page.
func (b *tab) start(address string) {
	b.t.Helper()
	call(b, cdppage.Navigate, cdppage.NavigateParams{URL: address})
}

// forget removes all records before the next page.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures, b.requests = nil, nil
}

const shifted = "the layout shifts: "

// asked returns the requests since the page was opened.
func (b *tab) asked() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.requests)
}

// problems returns the problems since the page was opened.
func (b *tab) problems() []string {
	b.t.Helper()
	violations := eval[[]string](b, `seen.violations`)
	shifts := eval[[]string](b, `seen.shifts`)
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.failures)
	for _, v := range violations {
		list = append(list, "blocked by the policy: "+v)
	}
	for _, shift := range shifts {
		list = append(list, shifted+shift)
	}
	return list
}

// rest waits until the page is at rest.
func (b *tab) rest() {
	b.t.Helper()
	eval[any](b, rest)
}

// dark sets the preferred color scheme.
func (b *tab) dark(dark bool) {
	b.t.Helper()
	value := "light"
	if dark {
		value = "dark"
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
	})
}

// media sets the kind of output, "screen" or "print".
func (b *tab) media(kind string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind})
}

// width sets the width of the window.
func (b *tab) width(px int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(px, 800))
}

// click clicks the first element with a selector.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// follow clicks a link and waits for the next page.
func (b *tab) follow(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browsertest.Timeout)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(cdppage.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector)))); err != nil {
		b.t.Fatalf("clicking %s: %v", selector, err)
	}
	b.rest()
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	browsertest.Do(b.t, b.ctx, steps...)
}

func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	return browsertest.Eval[T](b.t, b.ctx, expression)
}

func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browsertest.Timeout)
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
}
