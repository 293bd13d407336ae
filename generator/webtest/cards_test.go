package webtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	cardShown  = `document.querySelector('.hovercard') !== null`
	cardHidden = `document.querySelector('.hovercard') === null`
)

// move moves the pointer to the middle of the first element with a selector.
func (b *tab) move(selector string) {
	b.t.Helper()
	at := eval[[]float64](b, fmt.Sprintf(`(e => {
		e.scrollIntoView({block: 'center'});
		const box = e.getClientRects()[0];
		return [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
	})(document.querySelector(%q))`, selector))
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
}

// A card explains the target of a link while the pointer rests on the link or the card, or
// while the link has the focus. Escape hides it. Files are loaded with the first card.
func (s *site) testCards(t *testing.T, b *tab, root root, axe, dir string) {
	found := problems{}
	b.width(1280)
	b.open(root.at(dir + "domains/computing.html"))
	for _, request := range b.asked() {
		if strings.Contains(request, "/cards/") {
			t.Errorf("loaded before a card is shown: %s", request)
		}
	}
	words := map[string][]string{"": {"課題領域", "オーナー：", "#"}, "en/": {"Domain", "Owner: ", "#"}}[dir]
	const domain = `.side a[href="network.html"]`
	b.move(domain)
	b.await(cardShown)
	text := eval[string](b, `document.querySelector('.hovercard').innerText`)
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("the card lacks %q: %s", word, text)
		}
	}
	if !eval[bool](b, fmt.Sprintf(`document.querySelector(%q).getAttribute('aria-describedby') === document.querySelector('.hovercard').id`, domain)) {
		t.Error("the link is not described by its card")
	}
	for _, problem := range b.problems() { // before those of axe, which requests files
		found.add(dir, problem)
	}
	for _, dark := range []bool{false, true} {
		b.dark(dark)
		b.axe(axe, fmt.Sprintf("card, dark %v", dark), found)
	}
	b.dark(false)
	eval[any](b, `timers = [], later = setTimeout, window.setTimeout = f => timers.push(f), 0`)
	b.move("h1")
	b.move(".hovercard")
	if n := eval[int](b, `timers.forEach(f => f()), timers.length`); n == 0 || !eval[bool](b, cardShown) {
		t.Error("the card cannot be hovered")
	}
	eval[any](b, `window.setTimeout = later, 0`)
	b.do(chromedp.KeyEvent(kb.Escape))
	b.await(cardHidden)
	b.move("h1")

	for selector, word := range map[string]string{
		`.facts a[href^="#"]`:            "",
		`main a[href^="../teams/"]`:      "#",
		`main a[href^="../components/"]`: "",
		`.term`:                          "",
	} {
		b.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8)))
		b.await(cardShown)
		if text := eval[string](b, `document.querySelector('.hovercard').innerText`); len(text) < 10 || !strings.Contains(text, word) {
			t.Errorf("%s: %q", selector, text)
		}
		b.do(chromedp.KeyEvent(kb.Escape))
		b.await(cardHidden)
	}

	eval[any](b, `document.activeElement.blur()`)
	const tap = `document.querySelector('%s').dispatchEvent(new PointerEvent('click', {bubbles: true, cancelable: true, pointerType: 'touch'}))`
	if eval[bool](b, fmt.Sprintf(tap, ".term")) {
		t.Error("the first tap on a term follows the link")
	}
	b.await(cardShown)
	eval[any](b, `document.querySelector('.term').addEventListener('click', event => { window.followed = !event.defaultPrevented; event.preventDefault(); }), 0`)
	eval[any](b, fmt.Sprintf(tap, ".term"))
	if !eval[bool](b, `window.followed`) {
		t.Error("the second tap on a term does not follow the link")
	}
	found.report(t)
}
