package webtest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"platmap/generator/internal/browsertest"
)

// testSearch uses the search with the keyboard: its dialog and its page, on wide and
// narrow screens. Nothing fails, axe reports nothing on the page, and no other server is
// asked.
func (s *site) testSearch(t *testing.T, b *tab, root root, axe, folder, query string) {
	found := problems{}
	b.width(1280)
	b.open(root.at(folder + "domains/iam.html"))
	b.testSearchKeys(t, query, found)
	b.testSearchFocus(t, found)
	b.testSearchNone(t, found)
	for _, asked := range b.asked() {
		if !strings.HasPrefix(asked, string(root)) {
			found.add(asked, "the search asks another server")
		}
	}
	b.testSearchPage(t, root.at(folder+"search.html"), query, axe, found)
	b.width(320)
	b.open(root.at(folder + "index.html"))
	b.openSearch(t)
	b.typeQuery(t, query)
	for _, part := range []string{"document.documentElement", "document.querySelector('.search-dialog')", "document.querySelector('.search-scroll')"} {
		if width := eval[int](b, part+".scrollWidth"); width > 320 {
			found.add(part, "wider than 320 px with the search open")
		}
	}
	for _, problem := range b.problems() {
		found.add("search", problem)
	}
	b.testSearchSteady(t, root.at(folder+"index.html"), found)
	b.testSearchWithoutBox(root.at(folder+"search.html"), query)
	found.report(t)
}

// testSearchWithoutBox opens the search page of a theme that has no search box in its
// header.
func (b *tab) testSearchWithoutBox(address, query string) {
	call(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
		Source: `new MutationObserver(() => document.querySelector('.search-box')?.remove()).observe(document, {childList: true, subtree: true})`,
	})
	b.open(address + "?q=" + url.QueryEscape(query))
	b.await(`document.querySelector('.search-inline .hit-text')`)
	b.is(`!document.querySelector('.search-box') && document.querySelector('.search-inline input').getAttribute('aria-label')`)
}

// testSearchSteady searches while the texts of the results load slowly: when they have
// loaded, nothing moves, and the reader still points at the same result.
func (b *tab) testSearchSteady(t *testing.T, address string, found problems) {
	const query = "kube"
	b.width(1280)
	b.open(address)
	b.openSearch(t)
	eval[any](b, `(core => {
		const block = core.block, gate = new Promise(done => { window.release = done; });
		core.block = (index, name, decode) => name.startsWith('x/') ? gate.then(() => block(index, name, decode)) : block(index, name, decode);
	})(platmapSearch.core); 0`)
	call(b, input.InsertText, input.InsertTextParams{Text: query})
	b.await(`document.querySelector('.search-dialog .hit')`)
	b.move(".search-dialog .hit:nth-of-type(2)")
	early := eval[[]string](b, places)
	eval[any](b, `seen.shifts.length = 0, release(), 0`)
	b.await(`document.querySelector('.search-dialog .hit-text mark') && document.querySelector('.search-foot').textContent`)
	b.rest()
	if late := eval[[]string](b, places); !slices.Equal(early, late) {
		found.add(query, fmt.Sprintf("texts that come late move results: before %q, after %q", early, late))
	}
	for _, problem := range b.problems() {
		found.add("late results", problem)
	}
	b.move(".search-dialog input")
	eval[any](b, `document.activeElement.dispatchEvent(new Event('input')); 0`)
	b.await(`document.querySelector('.search-foot').textContent`)
	b.rest()
	if slices.Equal(early, eval[[]string](b, places)) {
		found.add(query, "the texts do not change the order of the results, so this query tests nothing")
	}
}

// places returns the positions of the parts of the dialog and its results.
const places = `[...document.querySelectorAll('.search-dialog, .search-facets, .search-status, .search-scroll, .search-foot, .search-group, .hit, .hit-title')]
	.map(e => (e.matches('.hit-title, .search-group') ? e.textContent : e.className) + ' ' + Object.values(e.getBoundingClientRect().toJSON()).slice(0, 4).map(Math.round))`

// pressSlash presses the key as a keyboard does. chromedp.KeyEvent sends the character
// even if the page has handled the key.
func (b *tab) pressSlash() {
	for _, kind := range []string{"keyDown", "keyUp"} {
		call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventType(kind), Key: "/", Code: "Slash", Text: "/", WindowsVirtualKeyCode: 191})
	}
}

// openSearch opens the dialog with its key.
func (b *tab) openSearch(t *testing.T) {
	t.Helper()
	b.pressSlash()
	browsertest.Await(t, b.ctx, `document.querySelector('.search-dialog[open] [role=combobox]')`)
}

// typeQuery types a query into the focused input and waits for complete results.
func (b *tab) typeQuery(t *testing.T, query string) {
	t.Helper()
	eval[any](b, `document.activeElement.select(); 0`)
	for _, r := range query {
		b.do(chromedp.KeyEvent(string(r)))
	}
	browsertest.Await(t, b.ctx, `document.activeElement.value === `+quoted(query)+` && document.querySelector('.hit-text mark')`)
}

func quoted(s string) string { return `"` + s + `"` }

// activeOption is the text of the option that the combobox names as the active one.
const activeOption = `(document.querySelector('#' + (document.activeElement.getAttribute('aria-activedescendant') || 'none') + '[aria-selected=true]') || {textContent: ''}).textContent`

// testSearchKeys types a query, moves through the results and opens one.
func (b *tab) testSearchKeys(t *testing.T, query string, found problems) {
	b.openSearch(t)
	b.typeQuery(t, query)
	if status := eval[string](b, `document.querySelector('.search-status').textContent`); !strings.ContainsAny(status, "123456789") {
		found.add("status", "no number of results: "+status)
	}
	if eval[int](b, `document.querySelectorAll('[role=option] .locator path').length`) == 0 {
		found.add("search", "no result is shown on the plan")
	}
	options := eval[[]string](b, `[...document.querySelectorAll('[role=option]')].map(e => e.textContent)`)
	if len(options) < 3 {
		t.Fatalf("only %d results", len(options))
	}
	for _, step := range []struct {
		key  string
		want int
	}{{kb.ArrowDown, 0}, {kb.ArrowDown, 1}, {kb.ArrowUp, 0}, {kb.ArrowUp, len(options) - 1}, {kb.Home, 0}, {kb.End, len(options) - 1}, {kb.ArrowDown, 0}} {
		b.do(chromedp.KeyEvent(step.key))
		if active := eval[string](b, activeOption); active != options[step.want] {
			found.add("active", "want "+options[step.want]+", got "+active)
		}
	}
	before := eval[string](b, `location.href`)
	eval[any](b, `for (const init of [{key: 'Enter', isComposing: true}, {key: 'Enter', keyCode: 229}, {key: 'ArrowDown', isComposing: true}])
		document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...init})); 0`)
	if active := eval[string](b, activeOption); active != options[0] || eval[string](b, `location.href`) != before {
		found.add("composition", "a key of the input method selects or opens a result")
	}
	want := eval[string](b, `document.querySelector('[role=option]').href`)
	eval[any](b, `window.open = (url, target) => { window.opened = url + ' ' + target; }; 0`)
	b.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2))) // Ctrl
	if opened := eval[string](b, `window.opened || ''`); opened != want+" _blank" || eval[string](b, `location.href`) != before {
		found.add("Ctrl+Enter", "opens "+opened)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	browsertest.Await(t, b.ctx, `location.href === `+quoted(want)+` && document.readyState === 'complete'`)
	b.rest()
}

// testSearchFocus opens the dialog with the search box; it contains the last query.
func (b *tab) testSearchFocus(t *testing.T, found problems) {
	b.do(chromedp.Focus(chromedp.CSS(".search-box")), chromedp.KeyEvent(kb.Enter))
	browsertest.Await(t, b.ctx, `document.querySelector('.search-dialog[open] .search-foot button')`)
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	browsertest.Await(t, b.ctx, `document.querySelector('.hit-text mark')`)
	b.do(chromedp.KeyEvent(kb.Escape))
	if !eval[bool](b, `!document.querySelector('dialog[open]') && document.activeElement.matches('.search-box')`) {
		found.add("Escape", "does not close the dialog and return the focus")
	}
	eval[any](b, `document.activeElement.blur(); document.documentElement.dataset.keys = 'off'; 0`)
	b.pressSlash()
	if eval[bool](b, `Boolean(document.querySelector('dialog[open]'))`) {
		found.add("/", "opens the search when keys of one character are off")
	}
	eval[any](b, `delete document.documentElement.dataset.keys; 0`)
}

// testSearchNone searches for a keyword, which the result shows, and for a word that no
// page contains: the page shows the contact.
func (b *tab) testSearchNone(t *testing.T, found problems) {
	b.openSearch(t)
	b.do(chromedp.KeyEvent("k"), chromedp.KeyEvent("8"), chromedp.KeyEvent("s"))
	browsertest.Await(t, b.ctx, `[...document.querySelectorAll('.hit-also mark')].some(e => e.textContent === 'k8s')`)
	eval[any](b, `document.activeElement.select(); 0`)
	b.do(chromedp.KeyEvent("9"), chromedp.KeyEvent("q"), chromedp.KeyEvent("7"))
	browsertest.Await(t, b.ctx, `document.querySelector('.search-none a[href$="teams/infra.html"]')`)
	if eval[string](b, `document.activeElement.getAttribute('aria-expanded')`) != "false" {
		found.add("no result", "the combobox is expanded")
	}
	eval[any](b, `(() => {
		document.activeElement.value = '9q7'.repeat(1000); // a pasted log
		document.activeElement.dispatchEvent(new Event('input'));
	})(); 0`)
	browsertest.Await(t, b.ctx, `document.querySelector('.search-status').textContent.length > 100`)
	if n := eval[int](b, `document.querySelector('.search-status').textContent.length`); n > 200 {
		found.add("no result", "the message repeats the whole query")
	}
	b.testIndexing(t, found)
	b.do(chromedp.KeyEvent(kb.Escape))
}

// testIndexing searches while the preview has no index yet, and again after the preview
// has changed the page.
func (b *tab) testIndexing(t *testing.T, found problems) {
	eval[any](b, `(() => {
		const search = platmapSearch.search;
		platmapSearch.search = () => Promise.resolve(Object.assign([], {total: 0, facets: {}, nearest: [], indexing: true}));
		window.indexed = () => { platmapSearch.search = search; document.dispatchEvent(new CustomEvent('platmap:update')); };
		document.activeElement.value = 'kube';
		document.activeElement.dispatchEvent(new Event('input'));
	})(); 0`)
	browsertest.Await(t, b.ctx, `document.querySelector('.search-status').textContent === platmapSearch.say('search.indexing')`)
	if eval[int](b, `document.querySelector('.search-none').childNodes.length`) > 0 {
		found.add("indexing", "shown as no result")
	}
	eval[any](b, `indexed(); 0`)
	browsertest.Await(t, b.ctx, `document.querySelector('.hit-title')`)
}

// testSearchPage opens the page of the search with a query in its address, changes it,
// and returns to it from a result.
func (b *tab) testSearchPage(t *testing.T, address, query, axe string, found problems) {
	for _, problem := range b.open(address + "?kind=domain&status=constructor&q=" + query) {
		found.add("search.html", problem)
	}
	browsertest.Await(t, b.ctx, `document.querySelector('.hit-text')`)
	if value := eval[string](b, `document.querySelector('.search input').value`); value != query {
		found.add("search.html", "the query of the address is not restored: "+value)
	}
	if other := eval[int](b, `document.querySelectorAll('.hit:not([href*="domains/"])').length`); other > 0 || eval[int](b, `document.querySelectorAll('.hit').length`) == 0 {
		found.add("search.html", "results of another kind")
	}
	b.axe(axe, "search.html", found)
	eval[any](b, `(() => { const s = document.querySelector('.search select'); s.value = ''; s.dispatchEvent(new Event('change')); })(); 0`)
	browsertest.Await(t, b.ctx, `document.querySelector('.hit:not([href*="domains/"]) .hit-text')`)
	if search := eval[string](b, `new URLSearchParams(location.search || location.hash.slice(1)).toString()`); strings.Contains(search, "kind") || !strings.Contains(search, "q=") {
		found.add("search.html", "the address is "+search)
	}
	b.follow(".hit")
	eval[any](b, `setTimeout(() => history.back()); 0`)
	browsertest.Await(t, b.ctx, `document.querySelector('.search-inline .hit-text')`)
	if value := eval[string](b, `document.querySelector('.search input').value`); value != query {
		found.add("search.html", "the query is lost on the way back")
	}
}
