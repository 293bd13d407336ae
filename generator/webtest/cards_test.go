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

// move moves the pointer to the first element with a selector.
func (b *tab) move(selector string) {
	b.t.Helper()
	at := b.middle(selector)
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
}

// middle scrolls to the first element with a selector and returns a point in the middle
// of its first line.
func (b *tab) middle(selector string) []float64 {
	b.t.Helper()
	return eval[[]float64](b, fmt.Sprintf(`(e => {
		e.scrollIntoView({block: 'center'});
		const box = e.getClientRects()[0];
		return [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
	})(document.querySelector(%q))`, selector))
}

// A card explains the target of a link while the pointer rests on the link or the card, or
// while the link has the focus. Escape hides it. Files are loaded with the first card.
func (s *site) testCards(t *testing.T, b *tab, root root, dir string) {
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
	for _, problem := range b.problems() {
		found.add(dir, problem)
	}
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

	found.report(t)
}

// On a touch screen a tap on a link in running text opens its card, which has a link; a
// tap on another link follows it. The mouse and the keyboard follow all links.
func (s *site) testTaps(t *testing.T, b *tab, root root, axe string) {
	found := problems{}
	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile, chromedp.EmulateTouch))
	page := root.at("en/domains/computing.html")
	const text = `.more a[href*="components/"]`
	b.open(page)
	for _, link := range []string{text, ".term"} {
		b.tap(link)
		b.await(cardShown)
		if !eval[bool](b, `document.activeElement.matches('.hovercard[role=dialog] a') && document.activeElement.innerText.startsWith('Open') && document.activeElement.offsetHeight >= 44`) {
			t.Errorf("%s: the card has no link with the focus: %s", link, eval[string](b, `document.querySelector('.hovercard').outerHTML`))
		}
		if !eval[bool](b, fmt.Sprintf(`document.querySelector('.hovercard-open').href === document.querySelector(%q).href`, link)) {
			t.Errorf("%s: the card has another link", link)
		}
		b.do(chromedp.KeyEvent(kb.Escape))
		b.await(cardHidden)
		if !eval[bool](b, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, link)) {
			t.Errorf("%s: Escape does not return the focus", link)
		}
		b.tap(link)
		b.await(cardShown)
		b.tap("h1")
		b.await(cardHidden)
	}
	for _, problem := range b.problems() {
		found.add("taps", problem)
	}
	b.tap(text)
	b.await(cardShown)
	for _, dark := range []bool{false, true} {
		b.dark(dark)
		b.axe(axe, fmt.Sprintf("card of a tap, dark %v", dark), found)
	}
	b.testFollowed(page, text)
	found.report(t)
}

// testFollowed follows a link in running text, which has a card, and others.
func (b *tab) testFollowed(page, text string) {
	target := eval[string](b, fmt.Sprintf(`document.querySelector(%q).href`, text))
	for name, steps := range map[string][]func(){
		"second tap":       {func() { b.tap(text); b.await(cardShown) }, func() { b.tap(text) }},
		"link of the card": {func() { b.tap(text); b.await(cardShown) }, func() { b.tap(".hovercard-open") }},
		"mouse":            {func() { b.move(text); b.click(text) }},
		"Enter":            {func() { b.do(chromedp.Focus(chromedp.CSS(text)), chromedp.KeyEvent(kb.Enter)) }},
		"Enter after a tap on nothing": {func() {
			b.tap("h1")
			b.do(chromedp.Focus(chromedp.CSS(text)), chromedp.KeyEvent(kb.Enter))
		}},
		"tap of a screen reader": {func() {
			eval[any](b, fmt.Sprintf(`(a => { a.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, pointerType: 'touch', width: 0, height: 0})); a.click(); })(document.querySelector(%q))`, text))
		}},
	} {
		b.t.Log(name)
		b.open(page)
		for _, step := range steps {
			step()
		}
		b.await("location.href === " + quoted(target))
	}
	for _, link := range []string{".byline a[href*=teams]", `.facts a[href^="#"]`, `.side a[href="iam.html"]`} {
		b.open(page)
		eval[any](b, `document.querySelectorAll('details').forEach(e => e.open = true)`)
		target := eval[string](b, fmt.Sprintf(`document.querySelector(%q).href`, link))
		b.tap(link)
		b.await("location.href === " + quoted(target))
	}
}

// tap taps on the first element with a selector.
func (b *tab) tap(selector string) {
	b.t.Helper()
	at := b.middle(selector)
	b.do(chromedp.TapXY(at[0], at[1]))
}
