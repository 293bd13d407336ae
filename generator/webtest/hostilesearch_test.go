package webtest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// inert has a function that returns everything in an element that could run a script or
// lead out of the site: elements that texts cannot contain, handlers, and addresses with
// other schemes.
const inert = `window.unsafe = root => [...root.querySelectorAll('*')].flatMap(e => {
	const list = [...e.attributes].filter(a => a.localName.startsWith('on') || a.localName.startsWith('src')).map(a => e.localName + ' ' + a.name);
	if (!['a', 'button', 'code', 'div', 'g', 'input', 'kbd', 'label', 'mark', 'option', 'p', 'path', 'select', 'span', 'svg', 'use'].includes(e.localName)) list.push('<' + e.localName + '>');
	if (e.href && !e.href.baseVal && !['http:', 'https:'].includes(e.protocol)) list.push('href ' + e.href);
	return list;
});`

// searchAll types each query into the search page and returns the unsafe parts of the
// results, and the texts of the results.
const searchAll = `(async queries => {
	` + inert + `
	const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
	const root = document.querySelector('.search-inline'), found = {unsafe: [], texts: []};
	for (let i = 0; i < 500 && !root.querySelector('.search-status'); i++) await frame();
	const input = root.querySelector('input');
	const search = platmapSearch.search;
	let answer;
	platmapSearch.search = (...args) => answer = search.apply(platmapSearch, args);
	for (const query of queries) {
		input.value = query;
		input.dispatchEvent(new Event('input', {bubbles: true}));
		await answer;
		await frame();
		found.texts.push(...[...root.querySelectorAll('[role=option]')].map(e => e.innerText));
		found.unsafe.push(...unsafe(root).map(problem => problem + ' for ' + query));
	}
	return found;
})`

// showCards shows the card of every key of some files and returns the unsafe parts of the
// cards, and their texts.
const showCards = `(async files => {
	` + inert + `
	const main = document.querySelector('main'), base = new URL('.', document.querySelector('.brand').href).href, keys = [], found = {unsafe: [], texts: []};
	const frame = () => new Promise(done => requestAnimationFrame(() => done()));
	const show = window.platmapCards;
	window.setTimeout = f => { f(); return 0; }; // a card is shown without a delay
	window.platmapCards = data => { (data.rows || []).forEach(row => keys.push(row[0])); show(data); };
	for (const file of files) {
		await new Promise(done => {
			const script = document.createElement('script');
			script.src = base + 'cards/' + file;
			script.onload = script.onerror = done;
			document.head.append(script);
		});
	}
	for (const key of keys) {
		const link = document.createElement('a');
		link.href = base + key;
		link.textContent = 'x';
		main.append(link);
		link.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, pointerType: 'mouse'}));
		for (let i = 0; i < 10 && !document.querySelector('.hovercard'); i++) await frame();
		const card = document.querySelector('.hovercard');
		if (card) {
			found.texts.push(card.innerText);
			found.unsafe.push(...unsafe(card));
		}
		document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
		link.remove();
	}
	return found;
})`

// shownByScript is the content that a script showed.
type shownByScript struct{ Unsafe, Texts []string }

// testShownByScript searches the site for attacks and shows all cards. No script may run,
// and the results may have nothing but texts and links to pages.
func testShownByScript(t *testing.T, b *trap, h *hostile) {
	t.Helper()
	queries, err := json.Marshal(slices.Concat(tags, addresses, []string{"mark", "onerror", "script", "javascript", "データ"}))
	must(t, err)
	var cards []string
	for _, file := range h.files {
		if name, ok := strings.CutPrefix(file, "cards/"); ok {
			cards = append(cards, name)
		}
	}
	files, err := json.Marshal(cards)
	must(t, err)
	for page, script := range map[string]string{
		"search.html": searchAll + "(" + string(queries) + ")",
		"teams.html":  showCards + "(" + string(files) + ")",
	} {
		b.do(chromedp.Navigate(h.root.at("site/" + page)))
		b.rest()
		shown := eval[shownByScript](b.tab, script)
		b.rest()
		found := map[string][]string{}
		b.report(h.root, found)
		for address, problems := range found {
			t.Errorf("%s, %s: %s", page, address, problems)
		}
		if len(shown.Unsafe) > 0 {
			t.Errorf("%s: %s", page, slices.Compact(shown.Unsafe))
		}
		attacks := 0
		for _, text := range shown.Texts {
			if strings.Contains(text, "mark()") {
				attacks++
			}
		}
		if attacks < 5 {
			t.Errorf("%s: only %d of %d results have an attack", page, attacks, len(shown.Texts))
		}
		t.Logf("%s: %d of %d results have an attack", page, attacks, len(shown.Texts))
	}
}
