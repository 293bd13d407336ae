package webtest

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

// fits are expressions that return elements with a wrong position on a page of a given
// width.
var fits = []struct {
	page, what string
	width      int64
	problems   string
}{
	{"domains/computing.html", "links below the name of their item", 320,
		`[...document.querySelectorAll('.ledger .handles')].filter(e => e.getBoundingClientRect().top >= e.closest('.entry').querySelector('h3').getBoundingClientRect().bottom)`},
	{"domains/computing.html", "lines that start with a comma", 768,
		`[...document.querySelectorAll('.moves')].filter(e => e.textContent.includes('、'))`},
	{"domains/computing.html", "labels far from what they name", 1280,
		`[...document.querySelectorAll('.kicker > .locator, .facts > .fact-key')].filter(e => e.nextElementSibling.getBoundingClientRect().left - e.getBoundingClientRect().right > 12)`},
	{"domains/computing.html", "values in two lines", 1280,
		`[...document.querySelectorAll('#components ~ .table td')].filter(e => e.getBoundingClientRect().height && e.innerText && (range => { range.selectNodeContents(e); return new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 8))).size > 1; })(document.createRange()))`},
	{"en/domains/database.html", "a status that is not in the middle of its row", 1280,
		`[...document.querySelectorAll('.timeline td > .mark')].filter(e => !e.parentElement.querySelector('.marks > :not([hidden])')).filter(e => { const middle = x => x.top + x.height / 2; return Math.abs(middle(e.getBoundingClientRect()) - middle(e.closest('tr').getBoundingClientRect())) > 4; })`},
	{"gaps.html", "bars in the color of a status, and a filter near the text above it", 1280,
		`[...document.querySelectorAll('.bars rect')].filter(e => getComputedStyle(e).fill !== getComputedStyle(document.querySelector('.filters input')).borderTopColor || getComputedStyle(e).stroke !== 'none').concat(
			[...document.querySelectorAll('.filters label')].filter(e => e.getBoundingClientRect().top - document.querySelector('.bars + .more').getBoundingClientRect().bottom < 16))`},
	{"responsibilities.html", "parties that are cut off", 1440, cutParties},
	{"responsibilities.html", "parties that are cut off", 1024, cutParties},
	{"responsibilities.html", "later parties above those of today", 390,
		`[...document.querySelectorAll('.by-domain .to')].filter(e => e.getBoundingClientRect().top < e.closest('tr').querySelector('td > .mark').getBoundingClientRect().top)`},
	{"responsibilities.html", "texts that show a part of a line", 1440,
		`[...document.querySelectorAll('.rows .clip')].filter(e => e.clientHeight > 2 * parseFloat(getComputedStyle(e).lineHeight) + 1)`},
	{"domains/computing.html", "texts that cut off the line below a link", 1280,
		`[...document.querySelectorAll('.table .clip a')].filter(e => e.checkVisibility() && parseFloat(getComputedStyle(e.parentElement).lineHeight) / parseFloat(getComputedStyle(e).fontSize) < 1.34)`},
	{"en/domains/object-storage.html", "boxes in boxes", 1280,
		`[...document.querySelectorAll('.variants span span')].filter(e => parseFloat(getComputedStyle(e).borderTopWidth))`},
	{"en/responsibilities.html", "headings that start with a small letter", 1280,
		`[...document.querySelectorAll('.by-party thead th')].filter(e => /^[a-z]/.test(e.textContent) && getComputedStyle(e, '::first-letter').textTransform !== 'uppercase')`},
	{"interfaces.html", "domains below the name of their team", 1280,
		`[...document.querySelectorAll('.asks .domain-link')].filter(e => e.getBoundingClientRect().left < e.closest('li').getBoundingClientRect().left + 200)`},
	{"en/interfaces.html", "cells beside a text of several lines", 390,
		`[...document.querySelectorAll('.blocks td:has(.more)')].filter(e => e.offsetWidth < e.closest('tr').offsetWidth)`},
	{"en/domains/computing.html", "answers below others", 768,
		`[...document.querySelectorAll('.answers section')].filter((e, i, all) => e.offsetTop > all[0].offsetTop)`},
	{"index.html", "separators that may be at the start of a line", 1280,
		`[...document.querySelectorAll('.run li:not(:last-child)')].filter(e => !/^.\u00a0/.test(getComputedStyle(e, '::after').content))`},
	{"index.html", "a site title in two lines", 320, `[...document.querySelectorAll('.brand')].filter(e => e.offsetHeight > 44)`},
	{"en/index.html", "tools in two lines", 320, `[...document.querySelectorAll('.tools')].filter(e => e.offsetHeight > 40)`},
	{"teams.html", "teams with columns of different widths", 1280,
		`[...document.querySelectorAll('.matrix thead th')].slice(1).filter((e, i, all) => Math.abs(e.offsetWidth - all[0].offsetWidth) > 1)`},
	{"index.html", "empty lines in domains", 390, emptyLines},
	{"guides/reference/domain.html", "tables that scroll", 320, scrolling},
	{"guides/new-app/getting-started.html", "columns wider than their numbers", 320,
		`[...document.querySelectorAll('.prose thead th:first-child')].filter(e => e.innerText === '段階' && e.offsetWidth > 60)`},
	{"search.html", "hints with another color than quiet words", 390,
		`[...document.querySelectorAll('.search input')].filter(e => getComputedStyle(e, '::placeholder').color !== getComputedStyle(document.querySelector('.tool:not(span)')).color)`},
	{"en/guides/map/import-lists.html", "tables and commands that scroll", 1280, scrolling},
	{"index.html", "empty lines in domains", 768, emptyLines},
	{"scenarios/rollback-in-five-minutes.html", "labels of a bar that are cut off", 1280, cutLabels},
	{"en/scenarios/new-service-in-a-day.html", "labels of a bar that are cut off", 390, cutLabels},
	{"lists/reviews/infra.html", "dates above the middle of their row", 1280,
		`[...document.querySelectorAll('.reviews time')].filter((e, i, all) => i % 2 && Math.abs(e.getBoundingClientRect().top - all[i - 1].getBoundingClientRect().top) > 1)`},
	{"en/components.html", "headings wider than their column", 1024,
		`[...document.querySelectorAll('#pm-table thead button')].filter(e => e.getBoundingClientRect().right > e.closest('th').getBoundingClientRect().right)`},
	{"en/gaps.html", "dates that are cut off", 1280,
		`[...document.querySelectorAll('.gaps time')].filter(e => e.getBoundingClientRect().right > e.closest('td, th').getBoundingClientRect().right)`},
	{"en/gaps.html", "names of domains above or below the text beside them", 1280, uneven},
	{"en/interfaces.html", "names of domains above or below the text beside them", 1280, uneven},
	{"teams/infra.html", "names of domains above or below the text beside them", 1280, uneven},
	{"en/guides.html", "names of domains that do not start in one column", 1280,
		`[...document.querySelectorAll('.guide-domains .locator')].filter((e, i, all) => e.getBoundingClientRect().left !== all[0].getBoundingClientRect().left)`},
	{"en/guides.html", "rows without room between them", 1280,
		`[...document.querySelectorAll('.guide-rows > li')].filter(e => e.getBoundingClientRect().bottom - Math.max(...[...e.children].map(c => c.getBoundingClientRect().bottom)) < 2)`},
	{"en/gaps.html", "numbers below their heading", 390,
		`[...document.querySelectorAll('.part > :is(h2, h3) > .count')].filter(e => e.getBoundingClientRect().left < e.parentElement.getBoundingClientRect().left + 10)`},
	{"en/guides/cicd/rollback.html", "tables that scroll", 390, `[...document.querySelectorAll('main .table')].filter(e => e.scrollWidth > e.clientWidth + 1)`},
	{"en/guides/cicd/rollback.html", "highlighted lines over the shadow of a block that scrolls", 390,
		`[...document.querySelectorAll('.hl')].filter(e => !getComputedStyle(e).backgroundColor.includes(' / 0.'))`},
	{"en/domains/database.html", "values at the start of a line", 390,
		`[...document.querySelectorAll('.guarantees .number')].filter(e => e.textContent && e.getBoundingClientRect().right < e.closest('ul').getBoundingClientRect().right - 1)`},
	{"lifecycle.html", "labels of successors that do not exist", 390,
		`[...document.querySelectorAll('.successor[data-label]')].filter(e => !e.querySelector('.next'))`},
	{"en/views.html", "lists that start above others", 1280,
		`[...document.querySelectorAll('.column ul')].filter((e, i, all) => e.offsetTop !== all[0].offsetTop)`},
	{"views.html", "columns below others", 1280,
		`[...document.querySelectorAll('.column')].filter((e, i, all) => e.offsetTop > all[0].offsetTop)`},
}

// uneven finds links to domains that are not aligned with the last cell of their row.
const uneven = `[...document.querySelectorAll('tr:has(.domain-link)')].filter(tr => {
	const bottom = e => { const range = document.createRange(); range.selectNodeContents(e); return range.getClientRects()[0]?.bottom; };
	const link = tr.querySelector('.domain-link a'), [other] = [...tr.querySelectorAll('td > a, td > .joined, td:not(:has(*))')].filter(e => e.offsetHeight && e.textContent && !e.contains(link)).slice(-1);
	return other && link.offsetHeight && Math.abs(bottom(link) - bottom(other)) > 1.5;
})`

const emptyLines = `[...document.querySelectorAll('.lot .foot')].filter(e => { const range = document.createRange(); range.selectNodeContents(e.closest('.lot').querySelector('.lens-for')); return e.getBoundingClientRect().top - range.getBoundingClientRect().bottom > 8; })`

const cutLabels = `[...document.querySelectorAll('.share-label > *')].filter(e => {
	const box = e.closest('.share').getBoundingClientRect(), {right, bottom} = e.getBoundingClientRect();
	return right > box.right + 1 && bottom < box.bottom + 1; // what is below the bar is not shown
}).concat([...document.querySelectorAll('.share text')])`

const scrolling = `[...document.querySelectorAll('main :is(.table, pre)')].filter(e => e.scrollWidth > e.clientWidth + 1 && (innerWidth > 320 || e.matches('.table')))`

const cutParties = `[...document.querySelectorAll('.rows td:has(.to)')].filter(e => !e.querySelector('a') && e.scrollWidth > e.clientWidth)`

// testFit checks positions that no general rule covers.
func (s *site) testFit(t *testing.T, b *tab, root root) {
	for _, f := range fits {
		b.width(f.width)
		b.open(root.at(f.page))
		if found := eval[[]string](b, `(`+f.problems+`).map(e => e.outerHTML)`); len(found) > 0 {
			t.Errorf("%s at %d px: %d %s: %.200s", f.page, f.width, len(found), f.what, found[0])
		}
	}
}

// The head of a page is one row in every language of the theme, and two on phones.
func TestHeader(t *testing.T) {
	browser := browsertest.Chromium(t)
	for _, lang := range []string{"ja", "en", "de", "fr", "es", "ko", "zh-Hans"} {
		content := fstest.MapFS{
			"site.yaml":      {Data: []byte("title: Platform map\nlocales: [" + lang + "]\n")},
			"domains/a.yaml": {Data: []byte("name: A\nstatus: draft\n")},
			"guides/a.md":    {Data: []byte("# A\n")},
		}
		s := &site{dir: filepath.Join(t.TempDir(), "public")}
		_, diags, err := generator.Publish(t.Context(), generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: content}, s.dir, publish.Options{})
		must(t, err)
		if diags.HaveError() {
			t.Fatal(diags)
		}
		b := newTab(t, browser)
		for width, most := range map[int64]int{320: 100, 390: 100, 1152: 56, 1280: 56} {
			b.width(width)
			b.open(s.onDisk().at("index.html"))
			if height := eval[int](b, `document.querySelector('.top').offsetHeight`); height > most {
				t.Errorf("%s at %d px: the head is %d px high", lang, width, height)
			}
			if right := eval[int64](b, `document.documentElement.scrollWidth`); right > width {
				t.Errorf("%s at %d px: the page is %d px wide", lang, width, right)
			}
		}
	}
}
