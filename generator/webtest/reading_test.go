package webtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"platmap/generator/internal/browsertest"
	"platmap/generator/rounds"
)

// testBrowser opens the site in Chromium. The parts run in parallel, each in a tab
// with its own storage.
func (s *site) testBrowser(t *testing.T) {
	text, err := os.ReadFile(browsertest.Module(t, "axe-core/axe.min.js"))
	must(t, err)
	axe := string(text)
	browser := browsertest.Chromium(t)
	served, disk := s.served(t, nil), s.onDisk()
	read := s.kinds()
	if rounds.Full() {
		read = s.examples()
	}
	parts := []struct {
		name string
		test func(t *testing.T, b *tab)
	}{
		{"light served", func(t *testing.T, b *tab) { b.dark(false); s.testReading(t, b, served, half(read, "ja"), 0, axe) }},
		{"dark disk", func(t *testing.T, b *tab) {
			b.dark(true)
			b.rules = onlyColors
			s.testReading(t, b, disk, half(read, "en"), 1, axe)
		}},
		{"narrow", func(t *testing.T, b *tab) {
			b.rules = allButColors
			s.testNarrow(t, b, disk, "en", axe)
		}},
		{"width ja", func(t *testing.T, b *tab) { s.testWidth(t, b, served, "ja") }},
		{"width en", func(t *testing.T, b *tab) { s.testWidth(t, b, served, "en") }},
		{"home", func(t *testing.T, b *tab) { b.dark(false); s.testHome(t, b, served, axe) }},
		{"home print", func(t *testing.T, b *tab) { s.testHomePrint(t, b, disk) }},
		{"lens served", func(t *testing.T, b *tab) { s.testLens(t, b, served) }},
		{"lens disk", func(t *testing.T, b *tab) { s.testLens(t, b, disk) }},
		{"slow network", s.testSlow},
		{"lines", func(t *testing.T, b *tab) { s.testLines(t, b, disk) }},
		{"marks", func(t *testing.T, b *tab) { s.testMarks(t, b, disk) }},
		{"side", func(t *testing.T, b *tab) { s.testSide(t, b, disk, "en") }},
		{"tables", func(t *testing.T, b *tab) { s.testTables(t, b, disk, "ja") }},
		{"print", func(t *testing.T, b *tab) { s.testPrint(t, b, disk) }},
		{"dates", func(t *testing.T, b *tab) { s.testDates(t, b, disk) }},
		{"fit", func(t *testing.T, b *tab) { s.testFit(t, b, disk) }},
		{"reasons", func(t *testing.T, b *tab) { s.testReasons(t, b, disk) }},
		{"order", func(t *testing.T, b *tab) { s.testOrder(t, b, disk) }},
		{"copy", s.testCopy},
		{"keys", func(t *testing.T, b *tab) { s.testKeys(t, b, disk, axe) }},
		{"contents", func(t *testing.T, b *tab) { s.testContents(t, b, served) }},
		{"spacing", func(t *testing.T, b *tab) { s.testSpacing(t, b, disk) }},
		{"no scripts", func(t *testing.T, b *tab) { s.testNoScripts(t, b, disk) }},
		{"scheme served", func(t *testing.T, b *tab) { s.testScheme(t, b, served) }},
		{"scheme disk", func(t *testing.T, b *tab) { s.testScheme(t, b, disk) }},
		{"filters served", func(t *testing.T, b *tab) { s.testFilters(t, b, served, "") }},
		{"filters disk", func(t *testing.T, b *tab) { s.testFilters(t, b, disk, "en/") }},
		{"rows", func(t *testing.T, b *tab) { s.testRows(t, b, served) }},
		{"cards served", func(t *testing.T, b *tab) { s.testCards(t, b, served, "en/") }},
		{"cards disk", func(t *testing.T, b *tab) { s.testCards(t, b, disk, "") }},
		{"report served", func(t *testing.T, b *tab) { s.testReport(t, b, served) }},
		{"report disk", func(t *testing.T, b *tab) { s.testReport(t, b, disk) }},
		{"taps", func(t *testing.T, b *tab) { s.testTaps(t, b, disk, axe) }},
		{"search served", func(t *testing.T, b *tab) { b.dark(false); s.testSearch(t, b, served, axe, "", "切り戻し") }},
		{"search disk", func(t *testing.T, b *tab) { b.dark(true); s.testSearch(t, b, disk, axe, "en/", "get a database") }},
		{"switch served", func(t *testing.T, b *tab) { s.testSwitch(t, b, served, "ja") }},
		{"switch disk", func(t *testing.T, b *tab) { s.testSwitch(t, b, disk, "en") }},
	}
	t.Run("tabs", func(t *testing.T) { // keeps the browser open until all parallel parts have returned
		for _, part := range parts {
			t.Run(part.name, func(t *testing.T) {
				t.Parallel()
				part.test(t, newTab(t, browser))
			})
		}
	})
}

// testReading opens pages of every kind. Nothing fails or shifts, there are few requests,
// axe reports nothing, also with a hover card and with the search dialog, and the page
// can be used without a mouse. Cards and the dialog are the same on all pages, so they
// are tested only on the pages that turn returns.
func (s *site) testReading(t *testing.T, b *tab, root root, pages []*page, i int, axe string) {
	found := problems{}
	b.width(1280)
	extras, cards := turn(pages, i), 0
	for _, p := range pages {
		for _, problem := range b.open(root.at(p.path)) {
			found.add(p.path, problem)
		}
		most := 5
		if p.kind == "search" { // the script of the search, its words and the start of the index
			most += 3
		}
		if asked := b.asked(); len(asked) > most {
			found.add(p.path, fmt.Sprintf("%d requests: %s", len(asked), strings.Join(asked, " ")))
		}
		extra := slices.Contains(extras, p)
		if extra && eval[bool](b, showCard) {
			b.await(cardShown)
			cards++
		}
		b.axe(axe, p.path, found)
		if p.lang == "en" {
			b.testFocus(p.path, found)
		}
		if extra && p.kind != "search" && eval[bool](b, showSearch) {
			b.await(`document.querySelector('.search-dialog .hit-text mark')`)
			b.axe(axe, p.path+" with the search", found, ".search-dialog")
		}
	}
	if cards < 6 {
		t.Errorf("only %d pages have a link with a card", cards)
	}
	found.report(t)
}

const (
	// showCard shows the card of the first link that has one, without the delay.
	showCard = `(later => {
		const a = [...document.querySelectorAll('main a[href]')].find(a => a.checkVisibility() &&
			/\/(domains|components|teams)\/[^/#]+\.html$|\/glossary\.html#/.test(a.href) && !a.closest('nav, .handles, .plan, .find, .search, th'));
		if (!a) return false;
		window.setTimeout = f => later(f);
		a.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
		window.setTimeout = later;
		return true;
	})(setTimeout)`
	// showSearch opens the dialog of the search, if the page has it, with results.
	showSearch = `(() => {
		document.querySelector('.search-box')?.click();
		const input = document.querySelector('.search-dialog input');
		if (!input) return false;
		input.value = 'pubsub';
		input.dispatchEvent(new Event('input', {bubbles: true}));
		return true;
	})()`
)

// testNarrow runs axe on every kind of page in a narrow window, where a button opens the
// menu. The element with the focus is visible.
func (s *site) testNarrow(t *testing.T, b *tab, root root, lang, axe string) {
	found := problems{}
	b.width(320)
	for _, p := range half(s.kinds(), lang) {
		for _, problem := range b.open(root.at(p.path)) {
			found.add(p.path, problem)
		}
		b.axe(axe, p.path, found)
		for _, e := range eval[[]string](b, hiddenFocus) {
			found.add(p.path, "the focus is not visible on "+e)
		}
	}
	b.open(root.at("index.html"))
	b.click("button[popovertarget]")
	if !eval[bool](b, `document.querySelector('nav[popover] a').checkVisibility()`) {
		t.Error("the menu does not open")
	}
	b.axe(axe, "index.html with its menu open", found)
	found.report(t)
}

// rules are rules of axe-core. With PLATMAP_FULL=1 all are used.
type rules int

const (
	allRules rules = iota
	onlyColors
	allButColors // all rules except colors, for a second window in the same color scheme
)

// options returns the options of axe-core. The rules about colors take half of the time.
func (r rules) options() string {
	const (
		tags   = `resultTypes: ['violations'], runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`
		colors = `resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
	)
	switch {
	case r == onlyColors && !rounds.Full():
		return `{` + colors + `}`
	case r == allButColors && !rounds.Full():
		return `{` + tags + `, rules: {'color-contrast': {enabled: false}, 'link-in-text-block': {enabled: false}}}`
	}
	return `{` + tags + `}`
}

// axe records the findings of axe-core on the open page. The rows of a table and the
// entries of a list are made by one template, and axe takes seconds for hundreds of them,
// so it checks only the first twelve, or all with PLATMAP_FULL=1. If selectors are given,
// it checks only these elements.
func (b *tab) axe(script, page string, found problems, only ...string) {
	b.t.Helper()
	if eval[bool](b, `!window.axe`) {
		eval[any](b, script+"; 0")
	}
	where := map[string][]string{"include": only, "exclude": {"tbody tr:nth-child(n+13)", "main li:nth-child(n+13)"}}
	if only == nil {
		where["include"] = []string{"html"}
	}
	if rounds.Full() {
		delete(where, "exclude")
	}
	context, err := json.Marshal(where)
	must(b.t, err)
	for _, v := range eval[[]struct{ Rule, Where string }](b, `axe.run(`+string(context)+`, `+b.rules.options()+`).then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => {
		const [why] = [...n.any, ...n.all, ...n.none];
		return {rule: 'axe ' + v.id + ': ' + v.help, where: (why ? why.message + ' ' : '') + n.html.slice(0, 120)};
	})))`) {
		found.add(page+": "+v.Where, v.Rule)
	}
}

// testWidth opens pages of every kind in a language in a narrow window. Nothing fails
// or shifts, and no page is wider than the window.
func (s *site) testWidth(t *testing.T, b *tab, root root, lang string) {
	found := problems{}
	b.width(320)
	opened := 0
	for _, p := range s.sample() {
		if p.lang != lang {
			continue
		}
		opened++
		for _, problem := range b.open(root.at(p.path)) {
			found.add(p.path, problem)
		}
		for _, wide := range eval[[]string](b, overflow) {
			found.add(p.path, "wider than 320 px: "+wide)
		}
	}
	if opened < 40 {
		t.Errorf("only %d pages", opened)
	}
	found.report(t)
}

// overflow returns the elements that are wider than the window although their
// parents are not.
const overflow = `(() => {
	const width = document.documentElement.clientWidth;
	if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return [];
	const beyond = e => e.getBoundingClientRect().right + scrollX > width + 1;
	const culprits = [...document.body.querySelectorAll('*')].filter(e => beyond(e) && !beyond(e.parentElement));
	return culprits.length ? culprits.slice(0, 3).map(e => e.nodeName.toLowerCase() + '.' + e.className) : ['something'];
})()`

// testSlow uses a slow network: a page arrives in pieces, each painted before the next,
// and its script arrives last. Painted elements do not shift.
func (s *site) testSlow(t *testing.T, b *tab) {
	network := &slow{make(chan struct{}), make(chan struct{})}
	root := s.served(t, network)
	found := problems{}
	for i, w := range windows {
		b.width(w.width)
		for _, p := range turn(half(s.kinds(), w.lang), i) {
			if path.Base(p.path) == "404.html" { // it contains its style and its script
				continue
			}
			b.forget()
			b.start(root.at(p.path))
			eval[any](b, drawn)
			for range len(p.pieces()) - 1 {
				before := eval[int](b, `document.querySelectorAll('*').length`)
				network.pass(t, network.page)
				eval[any](b, fmt.Sprintf(grown, before))
			}
			network.pass(t, network.script)
			eval[any](b, loaded)
			b.rest()
			for _, problem := range b.problems() {
				found.add(p.path, fmt.Sprintf("at %d px: %s", w.width, problem))
			}
		}
	}
	found.report(t)
}

const (
	// drawn resolves when a part of the page is painted.
	drawn = `new Promise(done => new PerformanceObserver(list => { if (list.getEntriesByName('first-contentful-paint').length) done(); })
		.observe({type: 'paint', buffered: true}))`
	// grown resolves when more than a number of elements are painted.
	grown = `new Promise(done => {
		const check = () => requestAnimationFrame(document.querySelectorAll('*').length > %d ? () => requestAnimationFrame(() => setTimeout(done)) : check);
		check();
	})`
	// loaded resolves when the page has loaded.
	loaded = `new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))`
)

// testNoScripts opens every kind of page without JavaScript: the text is the same,
// and controls that need JavaScript are hidden.
func (s *site) testNoScripts(t *testing.T, b *tab, root root) {
	found := problems{}
	for i, w := range windows {
		b.width(w.width)
		hidden := map[*page][]string{}
		pages := turn(half(s.kinds(), w.lang), i)
		for _, p := range pages {
			b.open(root.at(p.path))
			hidden[p] = eval[[]string](b, hiddenText)
		}
		call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		for _, p := range pages {
			b.do(chromedp.Navigate(root.at(p.path))) // not b.open: its observer does not run without JavaScript
			if eval[bool](b, `document.documentElement.classList.contains('js')`) {
				t.Fatal("a script ran")
			}
			if shown := eval[string](b, `document.querySelector('main h1').innerText`); withoutSpaces(shown) != withoutSpaces(p.heading()) {
				found.add(p.path, "the heading is shown as "+shown)
			}
			for _, text := range eval[[]string](b, hiddenText) {
				if !slices.Contains(hidden[p], text) {
					found.add(p.path+": "+text, "not shown without JavaScript")
				}
			}
			for _, control := range eval[[]string](b, deadControls) {
				found.add(p.path+": "+control, "shown without JavaScript, where it does nothing")
			}
		}
		call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	}
	found.report(t)
}

const (
	hiddenText = `[...document.querySelectorAll('main :is(tbody tr, li, p, dt, dd, h2, h3, pre, svg)')]
		.flatMap((e, i) => e.checkVisibility() ? [] : [e.nodeName + ' ' + i])`
	deadControls = `[...document.querySelectorAll('button:not([popovertarget]), input:enabled:not([type=radio]), select')]
		.filter(e => e.checkVisibility()).map(e => e.nodeName + '.' + e.className)`
)

func withoutSpaces(s string) string { return strings.Join(strings.Fields(s), "") }
