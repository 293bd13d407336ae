package webtest

import (
	"bytes"
	"fmt"
	"slices"

	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const focused = `(e => e.id || e.className || e.getAttribute('href') || e.nodeName)(document.activeElement)`

// testFocus reports what a reader without a mouse cannot do on the open page: the first Tab
// is the link to the content, and what has the focus is visible. It does not follow the
// link, after which the browser requests the icon again.
func (b *tab) testFocus(name string, found problems) {
	if eval[bool](b, `document.querySelector('body > header') === null`) { // nothing to skip
		return
	}
	if eval[bool](b, `document.activeElement === document.body`) { // otherwise the field of the search page has the focus
		b.do(chromedp.KeyEvent(kb.Tab))
		if got := eval[string](b, focused); got != "skip" || !eval[bool](b, `document.activeElement.getBoundingClientRect().left >= 0`) {
			found.add(name, "the first Tab leads to "+got)
		}
	}
	for _, e := range eval[[]string](b, hiddenFocus) {
		found.add(name, "the focus is not visible on "+e)
	}
}

// hiddenFocus returns elements with a positive tabindex, which get the focus in another
// order than on the page, and elements that are not visible while they have the focus. It
// tests about a hundred elements.
const hiddenFocus = `(() => {
	const clipped = e => e && (getComputedStyle(e).clipPath === 'inset(50%)' || clipped(e.parentElement));
	const problems = [], all = [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex]')];
	const step = Math.ceil(all.length / 100);
	for (const e of all.filter(e => e.tabIndex > 0)) problems.push('order ' + e.outerHTML.slice(0, 80));
	for (const e of all.filter((e, i) => i % step === 0)) {
		if (e.tabIndex < 0 || !e.checkVisibility()) continue;
		e.focus({preventScroll: true});
		if (document.activeElement !== e) continue; // disabled
		const shown = e.labels && e.labels[0] || e, box = shown.getClientRects()[0], visible = shown.checkVisibility({opacityProperty: true, visibilityProperty: true});
		if (!visible || clipped(shown) || !e.matches('.anchor') && (!box || box.width < 1 || box.height < 1)) problems.push(e.outerHTML.slice(0, 80));
	}
	return problems;
})()`

// The link to the content leads there. ? opens the list of keys, except in a text field, and Escape returns the focus. [ and ]
// lead through a section. The keys can be switched off.
func (s *site) testKeys(t *testing.T, b *tab, root root, axe string) {
	b.width(1280)
	b.open(root.at("en/components.html"))
	const isOpen = `document.querySelector('#pm-keys').open`
	b.do(chromedp.Focus(chromedp.CSS(".filters input")), chromedp.KeyEvent("?"))
	if eval[bool](b, isOpen) || eval[string](b, `document.activeElement.value`) != "?" {
		t.Error("? in a text field opens the list of keys")
	}

	p := s.middleGuide("en")
	b.open(root.at(p.path))
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if !eval[bool](b, `document.activeElement.closest('main') !== null`) {
		t.Errorf("after the link to the content, Tab leads to %s", eval[string](b, focused))
	}
	before := eval[string](b, focused)
	b.do(chromedp.KeyEvent("?"))
	if !eval[bool](b, isOpen) || !eval[bool](b, `document.activeElement.closest('#pm-keys') !== null`) {
		t.Fatal("? does not open the list of keys")
	}
	found := problems{}
	for _, dark := range []bool{false, true} {
		b.dark(dark)
		b.axe(axe, fmt.Sprintf("list of keys, dark %v", dark), found)
	}
	found.report(t)
	b.do(chromedp.KeyEvent("]"), chromedp.KeyEvent(kb.Escape))
	if eval[bool](b, isOpen) || eval[string](b, focused) != before {
		t.Errorf("after Escape %s has the focus, before %s", eval[string](b, focused), before)
	}

	b.open(root.at(p.path))
	start, next := eval[string](b, `location.href`), eval[string](b, `document.querySelector('.turn [rel=next]').href`)
	for _, step := range []struct{ key, want string }{{"]", next}, {"[", start}} {
		b.do(chromedp.KeyEvent(step.key))
		b.await(fmt.Sprintf(`location.href === %q && document.readyState === 'complete'`, step.want))
		b.rest()
	}

	b.click(".keys-open")
	b.click("#pm-keys input")
	b.click(".keys-close")
	b.do(chromedp.Reload())
	b.rest()
	b.do(chromedp.KeyEvent("?"), chromedp.KeyEvent("]"))
	if eval[bool](b, isOpen) || eval[string](b, `location.href`) != start {
		t.Error("keys that were switched off have an effect")
	}
	b.click(".keys-open")
	if !eval[bool](b, isOpen) || eval[bool](b, `document.querySelector('#pm-keys input').checked`) {
		t.Error("the choice of keys is not kept, or the list does not open")
	}
}

// middleGuide returns a guide with one before and one after it.
func (s *site) middleGuide(lang string) *page {
	i := slices.IndexFunc(s.order, func(name string) bool {
		p := s.pages[name]
		return p.kind == "guide" && p.lang == lang && bytes.Contains(p.text, []byte(`rel="prev"`)) && bytes.Contains(p.text, []byte(`rel="next"`))
	})
	return s.pages[s.order[i]]
}

// The table of contents marks the section that is being read, also after a jump over
// others and at the end, and nothing moves.
func (s *site) testContents(t *testing.T, b *tab, root root) {
	b.width(1280)
	b.open(root.at("en/guides/new-app/getting-started.html"))
	const current = `[...document.querySelectorAll('.toc [aria-current]')].map(a => a.getAttribute('href')).join(' ')`
	links := eval[[]string](b, `[...document.querySelectorAll('.toc a')].map(a => a.getAttribute('href'))`)
	if len(links) < 5 {
		t.Fatalf("contents: %q", links)
	}
	if got := eval[string](b, current); got != "" && got != links[0] {
		t.Errorf("at the start %s is marked", got)
	}
	for _, at := range []int{3, 1, len(links) - 2, 2, len(links) - 1} {
		b.click(fmt.Sprintf(`.toc a[href="%s"]`, links[at]))
		b.await(fmt.Sprintf(`%s === %q`, current, links[at]))
	}
	b.do(chromedp.KeyEvent(kb.End))
	b.await(fmt.Sprintf(`%s === %q`, current, links[len(links)-1]))
	if problems := b.problems(); len(problems) > 0 {
		t.Errorf("%q", problems)
	}
}
