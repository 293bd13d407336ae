package webtest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

// testBrowser opens the site in Chromium. The parts run side by side, each in a
// tab with storage of its own.
func (s *site) testBrowser(t *testing.T) {
	axe, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	must(t, err)
	browser := openBrowser(t)
	served, disk := s.served(t), s.onDisk()
	parts := []struct {
		name string
		test func(t *testing.T, b *tab)
	}{
		{"served", func(t *testing.T, b *tab) { s.testReading(t, b, served, string(axe)) }},
		{"disk", func(t *testing.T, b *tab) { s.testReading(t, b, disk, string(axe)) }},
		{"every page", func(t *testing.T, b *tab) { s.testEveryPage(t, b, served) }},
		{"without scripts", func(t *testing.T, b *tab) { s.testScriptless(t, b, disk) }},
		{"scheme served", func(t *testing.T, b *tab) { s.testScheme(t, b, served) }},
		{"scheme disk", func(t *testing.T, b *tab) { s.testScheme(t, b, disk) }},
		{"filters served", func(t *testing.T, b *tab) { s.testFilters(t, b, served) }},
		{"filters disk", func(t *testing.T, b *tab) { s.testFilters(t, b, disk) }},
		{"switch served", func(t *testing.T, b *tab) { s.testSwitch(t, b, served) }},
		{"switch disk", func(t *testing.T, b *tab) { s.testSwitch(t, b, disk) }},
	}
	t.Run("tabs", func(t *testing.T) { // returns when all have: the browser is needed until then
		for _, part := range parts {
			t.Run(part.name, func(t *testing.T) {
				t.Parallel()
				part.test(t, newTab(t, browser))
			})
		}
	})
}

// testReading opens every kind of page, in both schemes and both widths, and has
// axe look at it.
func (s *site) testReading(t *testing.T, b *tab, root root, axe string) {
	found := faults{}
	for _, p := range s.specimens() {
		b.dark(false)
		b.width(1280)
		for _, fault := range b.open(root.at(p.path)) {
			found.add(p.path, fault)
		}
		if n := len(b.requests); n > 5 {
			found.add(p.path, fmt.Sprintf("%d requests: %s", n, strings.Join(b.requests, " ")))
		}
		for _, shift := range eval[[]string](b, `seen.shifts`) {
			found.add(p.path, "the layout shifts: "+shift)
		}
		eval[any](b, axe+"; 0")
		for _, fault := range b.axe() {
			found.add(p.path, "light: "+fault)
		}
		b.dark(true)
		for _, fault := range b.axe() {
			found.add(p.path, "dark: "+fault)
		}
	}
	found.report(t)
}

// axe returns what axe-core finds on the page that is open.
func (b *tab) axe() []string {
	b.t.Helper()
	return eval[[]string](b, `axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
		resultTypes: ['violations'],
	}).then(r => r.violations.flatMap(v => v.nodes.slice(0, 4).map(n => {
		const why = [...n.any, ...n.all, ...n.none][0];
		return 'axe ' + v.id + ': ' + (why ? why.message : v.help) + ' ' + n.html.slice(0, 120);
	})))`)
}

// testEveryPage opens all pages, in a wide and in a narrow window. Nothing fails,
// and no page is wider than the window.
func (s *site) testEveryPage(t *testing.T, b *tab, root root) {
	found := faults{}
	for _, name := range s.order {
		p := s.pages[name]
		if p.refresh != "" {
			continue
		}
		b.width(320)
		for _, fault := range b.open(root.at(name)) {
			found.add(name, fault)
		}
		for _, shift := range eval[[]string](b, `seen.shifts`) {
			found.add(name, "the layout shifts at 320 px: "+shift)
		}
		for _, wide := range eval[[]string](b, overflow) {
			found.add(name, "wider than 320 px: "+wide)
		}
	}
	found.report(t)
}

// overflow names what makes the page wider than its window: the elements that
// reach beyond it and whose parents do not.
const overflow = `(() => {
	const width = document.documentElement.clientWidth;
	if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return [];
	const beyond = e => e.getBoundingClientRect().right + scrollX > width + 1;
	const culprits = [...document.body.querySelectorAll('*')].filter(e => beyond(e) && !beyond(e.parentElement));
	return culprits.length ? culprits.slice(0, 3).map(e => e.nodeName.toLowerCase() + '.' + e.className) : ['something'];
})()`

// testScriptless reads every kind of page with JavaScript switched off: the text is
// there, and nothing is offered that does not work.
func (s *site) testScriptless(t *testing.T, b *tab, root root) {
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	found := faults{}
	for _, p := range s.specimens() {
		b.openScriptless(root.at(p.path))
		if eval[bool](b, `document.documentElement.classList.contains('js')`) {
			t.Fatal("a script ran")
		}
		shown := eval[string](b, `document.querySelector('main').innerText`)
		for _, line := range []string{p.heading()} {
			if !strings.Contains(squeeze(shown), squeeze(line)) {
				found.add(p.path, "the heading is not shown without JavaScript")
			}
		}
		for _, hidden := range eval[[]string](b, `[...document.querySelectorAll('main tbody tr, main li, main p, main dd')]
			.filter(e => !e.checkVisibility() && !e.closest('[hidden], details')).map(e => e.nodeName + '.' + e.className).slice(0, 3)`) {
			found.add(p.path, "not shown without JavaScript: "+hidden)
		}
		for _, dead := range eval[[]string](b, `[...document.querySelectorAll('button:not([popovertarget]), input, select')]
			.filter(e => e.checkVisibility()).map(e => e.nodeName + '.' + e.className)`) {
			found.add(p.path, "shown without JavaScript, where it does nothing: "+dead)
		}
	}
	found.report(t)
}

// openScriptless opens an address in a tab without scripts, where not even the
// test's own may wait for anything.
func (b *tab) openScriptless(address string) {
	b.t.Helper()
	b.do(navigate(address))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

var (
	_ = slices.Contains[[]string]
	_ context.Context
	_ cdp.Empty
)
