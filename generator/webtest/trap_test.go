package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
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

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"platmap/generator/publish"
)

// hostile is a served site.
type hostile struct {
	root  root
	files []string // the files that a browser shows, sorted, except the theme and the search index
}

var policy = regexp.MustCompile(`<meta http-equiv="?Content-Security-Policy"?[^>]*>`)

// served returns a file and its type as a server sends them, without the policy of pages.
// It guesses the types of less common files, as some servers do.
func served(pages fs.FS, name string) (data []byte, kind string, err error) {
	data, err = fs.ReadFile(pages, name)
	data = publish.Minify(name, data)
	kind = map[string]string{".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript", ".css": "text/css",
		".json": "application/json", ".txt": "text/plain", ".png": "image/png"}[path.Ext(name)]
	if kind == "" {
		kind = http.DetectContentType(data)
	}
	if path.Ext(name) == ".html" {
		data = policy.ReplaceAll(data, nil)
	}
	return data, kind, err
}

// frames opens the files that its query lists, each in a frame.
const frames = `<!DOCTYPE html><title>a</title><body><script>
window.loaded = Promise.all(JSON.parse(decodeURIComponent(location.search.slice(1))).map(address => new Promise(done => {
	const frame = document.createElement('iframe');
	frame.onload = done;
	frame.src = frame.title = address;
	document.body.append(frame);
})));
</script>`

// serveHostile serves the site below site/. raw/ has the hostile images as they are,
// and raw.html shows its query as HTML.
func serveHostile(t *testing.T, pages fs.FS) *hostile {
	t.Helper()
	h := &hostile{}
	withPolicy := 0
	must(t, fs.WalkDir(pages, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "search/") {
			return err
		}
		data, kind, err := served(pages, name)
		if bytes.Contains(data, []byte("Content-Security-Policy")) {
			withPolicy++
		}
		if err == nil && kind != "application/octet-stream" && !bytes.ContainsRune(data, 1) { // a browser does not show binary files, but saves them
			h.files = append(h.files, name)
		}
		return nil
	}))
	if withPolicy > 0 {
		t.Errorf("%d pages still have a policy", withPolicy)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/site/", func(w http.ResponseWriter, r *http.Request) {
		data, kind, err := served(pages, strings.TrimPrefix(r.URL.Path, "/site/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Write(data)
	})
	html := func(text func(query string) string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			query, _ := url.QueryUnescape(r.URL.RawQuery)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, text(query))
		}
	}
	mux.Handle("/frames.html", html(func(string) string { return frames }))
	mux.Handle("/raw.html", html(func(attack string) string {
		return fmt.Sprintf("<!DOCTYPE html><title>a</title><p>%[1]s</p><p title=\"%[1]s\"></p><p title='%[1]s'></p>", attack)
	}))
	mux.Handle("/raw/", http.StripPrefix("/raw/", http.FileServerFS(os.DirFS(filepath.FromSlash("../svg/testdata/hostile")))))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	h.root = root(server.URL + "/")
	return h
}

// trap is a tab that notices scripts of attacks.
type trap struct {
	*tab
	mu     sync.Mutex
	events [][2]string // address of a frame, and an event in it
}

func newTrap(t *testing.T, b *tab) *trap {
	t.Helper()
	tr := &trap{tab: b}
	must(t, chromedp.Listen(b.ctx, func(event any) {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventBindingCalled:
			tr.events = append(tr.events, [2]string{e.Payload, "a script ran"})
		case *network.EventRequestWillBeSent:
			tr.events = append(tr.events, [2]string{e.DocumentURL, "loaded " + e.Request.URL})
		}
	}))
	call(b, runtime.Enable, cdp.Empty{})
	call(b, runtime.AddBinding, runtime.AddBindingParams{Name: "marked"})
	call(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
		Source: `window.mark = window.alert = window.confirm = window.prompt = () => {
			let frame = window;
			while (frame.parent !== window.top && frame !== window.top) frame = frame.parent;
			marked(frame.frameElement?.title || location.href);
		}`})
	return tr
}

// provoke waits until the frames are loaded, clicks every link in them that does not
// lead to a page, and returns, for each frame, everything that could run a script or load
// a file: elements, handlers, and addresses with other schemes.
const provoke = `loaded.then(async () => {
	const xlink = 'http://www.w3.org/1999/xlink', safe = ['http:', 'https:', 'mailto:', 'tel:'], all = {};
	const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
	for (const {title, contentDocument: doc} of document.querySelectorAll('iframe')) {
		const found = all[title] = [];
		const scheme = value => { try { return new URL(value, doc.baseURI).protocol; } catch { return 'http:'; } };
		for (const e of doc.querySelectorAll('*')) {
			const name = e.localName;
			if (['iframe', 'frame', 'object', 'embed', 'base'].includes(name)) found.push('<' + name + '>');
			const ours = /^\/(?:site|docs\/x)\/(?:assets|(?:.*\/)?(?:search|lists|cards))\//; // docs/x is from baseURL, on the 404 page
			if (name === 'script' && !(e.src && new URL(e.src).origin === location.origin && ours.test(new URL(e.src).pathname))) found.push('<script>');
			for (const a of e.attributes) {
				if (a.localName.startsWith('on')) found.push(name + ' ' + a.name);
				if (['href', 'src', 'action', 'formaction', 'poster'].includes(a.localName) && !safe.includes(scheme(a.value)))
					found.push(name + ' ' + a.name + '=' + a.value);
				if (['src', 'poster', 'background'].includes(a.localName) && new URL(a.value, doc.baseURI).origin !== location.origin)
					found.push('loaded ' + a.value);
			}
			if (name === 'a' && !safe.includes(scheme(e.getAttribute('href') ?? e.getAttributeNS(xlink, 'href') ?? '')))
				e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
		}
	}
	for (let i = 0; i < 5; i++) await frame();
	return all;
})`

// visit opens files and returns, by address, the scripts that ran, everything that could
// run a script, and everything that was loaded from another server.
func (b *trap) visit(r root, addresses []string) map[string][]string {
	b.t.Helper()
	found := map[string][]string{}
	for some := range slices.Chunk(addresses, 20) {
		list, err := json.Marshal(some)
		must(b.t, err)
		b.do(chromedp.Navigate(string(r) + "frames.html?" + url.PathEscape(string(list))))
		for address, problems := range eval[map[string][]string](b.tab, provoke) {
			if len(problems) > 0 {
				found[address] = problems
			}
		}
		b.report(r, found)
	}
	return found
}

// report adds the scripts that ran and the files that were loaded since the last report.
func (b *trap) report(r root, found map[string][]string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		address, problem := e[0], e[1]
		if other, ok := strings.CutPrefix(problem, "loaded "); ok && (strings.HasPrefix(other, string(r)) || strings.HasPrefix(other, "data:")) {
			continue
		}
		if !slices.Contains(found[address], problem) {
			found[address] = append(found[address], problem)
		}
	}
	b.events = nil
}
