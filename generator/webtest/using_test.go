package webtest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"platmap/generator/rounds"
)

// background is an expression for the background colors.
const background = `getComputedStyle(document.documentElement).backgroundColor + ' ' + getComputedStyle(document.body).backgroundColor`

// The button for the color scheme works, its choice is remembered, and a page never
// shows another scheme first.
func (s *site) testScheme(t *testing.T, b *tab, root root) {
	b.dark(false)
	b.width(1280)
	b.open(root.at("index.html"))
	light := eval[string](b, background)
	b.dark(true)
	b.rest()
	dark := eval[string](b, background)
	if light == dark {
		t.Fatalf("the page looks the same in light and dark: %s", light)
	}
	b.dark(false)
	for clicks := 0; eval[string](b, background) != dark; clicks++ {
		if clicks == 3 {
			t.Fatal("the button does not switch to the dark scheme")
		}
		b.click("#pm-scheme")
		b.rest()
	}
	for _, name := range []string{"index.html", "interfaces.html", "en/index.html"} {
		b.open(root.at(name))
		if seen := eval[[]string](b, `seen.backgrounds`); !slices.Equal(seen, []string{dark}) {
			t.Errorf("%s: dark was chosen (%s), but these were shown: %v", name, dark, seen)
		}
	}
	for clicks := 0; eval[string](b, background) != light; clicks++ {
		if clicks == 3 {
			t.Fatal("the button does not switch back to the light scheme")
		}
		b.click("#pm-scheme")
		b.rest()
	}
	if list := b.problems(); len(list) > 0 {
		t.Errorf("%v", list)
	}
}

// Filters select rows of the tables, and the selection is in the address.
func (s *site) testFilters(t *testing.T, b *tab, root root, dir string) {
	b.width(1280)
	pages := []string{"components.html", "interfaces.html", "gaps.html"}
	if !rounds.Full() { // the script is the same on all pages and in both languages
		pages = map[string][]string{"": pages[:2], "en/": pages[1:]}[dir]
	}
	for _, page := range pages {
		name := dir + page
		if problems := b.open(root.at(name)); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		b.testSelects(name)
		b.testWords(name)
	}
}

// shown is an expression for the indexes of the visible rows.
const shown = `[...document.querySelectorAll('main tbody tr')].flatMap((tr, i) => tr.checkVisibility() ? [i] : [])`

// testSelects selects a value in each of the lists.
func (b *tab) testSelects(name string) {
	t := b.t
	all := eval[[]int](b, shown)
	for _, list := range eval[[]string](b, `[...document.querySelectorAll('.filters select')].map(s => s.name)`) {
		options := eval[[]string](b, fmt.Sprintf(`[...document.querySelector('.filters select[name=%s]').options].map(o => o.value)`, list))
		if len(options) < 3 {
			t.Errorf("%s: the list %s has only %q", name, list, options)
			continue
		}
		value := options[len(options)-1]
		eval[any](b, fmt.Sprintf(`(() => {
			const s = document.querySelector('.filters select[name=%s]');
			s.value = %q;
			s.dispatchEvent(new Event('input', {bubbles: true}));
			s.dispatchEvent(new Event('change', {bubbles: true}));
		})()`, list, value))
		want := eval[[]int](b, fmt.Sprintf(`[...document.querySelectorAll('main tbody tr')].flatMap((tr, i) =>
			[tr, ...tr.querySelectorAll('[data-%[1]s]')].some(e => (e.getAttribute('data-%[1]s') || '').split(/\s+/).includes(%[2]q)) ? [i] : [])`, list, value))
		got := eval[[]int](b, shown)
		if !slices.Equal(got, want) || len(got) == 0 || len(got) == len(all) {
			t.Errorf("%s: %s=%s shows %d of %d rows, want %d", name, list, value, len(got), len(all), len(want))
		}
		if address := eval[string](b, `location.href`); !strings.Contains(address, list+"="+url.QueryEscape(value)) {
			t.Errorf("%s: the choice %s=%s is not in the address %s", name, list, value, address)
		}
		b.testKept(name, got)
		b.testClear(name, len(all))
	}
}

// testKept reloads the page and expects the same rows.
func (b *tab) testKept(name string, want []int) {
	b.do(chromedp.Reload())
	b.rest()
	if got := eval[[]int](b, shown); !slices.Equal(got, want) {
		b.t.Errorf("%s: after a reload %d rows are shown, want %d", name, len(got), len(want))
	}
}

// testClear clears all filters with the button.
func (b *tab) testClear(name string, all int) {
	if words := eval[string](b, `document.querySelector('.filters output').value`); strings.TrimSpace(words) == "" {
		b.t.Errorf("%s: the number of rows is not shown", name)
	}
	b.click(".filters button")
	if got := eval[[]int](b, shown); len(got) != all {
		b.t.Errorf("%s: after clearing %d of %d rows are shown", name, len(got), all)
	}
}

// testWords types the name of a row in the text field.
func (b *tab) testWords(name string) {
	t := b.t
	all := eval[[]int](b, shown)
	row := len(all) / 2
	word := strings.Fields(eval[string](b, fmt.Sprintf(`document.querySelectorAll('main tbody tr')[%d].querySelector('th a').innerText`, row)))[0]
	b.do(chromedp.SendKeys(chromedp.CSS(".filters input"), word))
	got := eval[[]int](b, shown)
	if !slices.Contains(got, row) || len(got) == len(all) {
		t.Errorf("%s: typing %q shows %d of %d rows", name, word, len(got), len(all))
	}
	for _, i := range got {
		text := eval[string](b, fmt.Sprintf(`(r => r.textContent + ' ' + r.dataset.words)(document.querySelectorAll('main tbody tr')[%d])`, i))
		if !strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			t.Errorf("%s: typing %q shows row %d, which does not contain it", name, word, i)
		}
	}
	b.testClear(name, len(all))
}

// The language switch links to the same page in the other language.
func (s *site) testSwitch(t *testing.T, b *tab, root root, from string) {
	b.width(1280)
	first := 0
	if strings.HasPrefix(string(root), "file:") {
		first = 1
	}
	for _, p := range turn(half(s.kinds(), from), first) {
		for lang, other := range p.alternates {
			if lang == p.lang {
				continue
			}
			b.open(root.at(p.path))
			b.follow(`nav a[hreflang="` + lang + `"]`)
			if got, want := eval[string](b, `location.href`), root.at(other); got != want {
				t.Errorf("%s: the switch to %s links to %s, want %s", p.path, lang, got, want)
			}
			if got := eval[string](b, `document.documentElement.lang`); got != lang {
				t.Errorf("%s: the switch to %s links to a page in %s", p.path, lang, got)
			}
		}
	}
}
