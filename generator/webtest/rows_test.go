package webtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A heading sorts the rows, the second form replaces the table, and both are in the
// address. Interfaces are found by the keywords of their domain.
func (s *site) testRows(t *testing.T, b *tab, root root) {
	b.width(1280)
	b.open(root.at("en/components.html"))
	const toils = `[...document.querySelectorAll('#pm-table tbody tr')].map(tr => tr.querySelector('[data-label=Toil]').dataset.key || '0')`
	written := eval[[]string](b, toils)
	b.click(`[data-sort="toil"] button`)
	sorted := eval[[]string](b, toils)
	empty := slices.Index(sorted, "0")
	if empty < 1 || !slices.IsSorted(sorted[:empty]) || strings.Trim(strings.Join(sorted[empty:], ""), "0") != "" {
		t.Errorf("sorted by toil: %q", sorted)
	}
	b.click(`[data-sort="toil"] button`)
	b.do(chromedp.Reload())
	b.rest()
	back := eval[[]string](b, toils)[:empty]
	if slices.Reverse(back); !slices.IsSorted(back) || slices.Equal(written[:empty], back) {
		t.Errorf("sorted from the end and loaded again: %q", back)
	}
	if got := eval[string](b, `document.querySelector('[aria-sort]').ariaSort + location.hash`); got != "descending#sort=-toil" {
		t.Errorf("the order is %s", got)
	}
	b.click("#pm-by-value")
	b.do(chromedp.Reload())
	b.rest()
	if got := eval[[]bool](b, `['.rated', '#pm-table'].map(s => document.querySelector(s).checkVisibility())`); !slices.Equal(got, []bool{true, false}) {
		t.Errorf("visible after choosing the second form: %v", got)
	}
	b.click(`.rated a[href^="#"]`)
	b.rest()
	if got := eval[int](b, `[...document.querySelectorAll('#pm-table tbody tr')].filter(tr => tr.checkVisibility()).length`); got == 0 || got == len(written) {
		t.Errorf("the link to the others of a cell shows %d of %d rows", got, len(written))
	}

	b.open(root.at("en/interfaces.html"))
	b.do(chromedp.SendKeys(chromedp.CSS(".filters input"), "Kubectl"))
	if got := eval[[]string](b, `[...new Set([...document.querySelectorAll('[data-words]')].filter(tr => tr.checkVisibility()).map(tr => tr.querySelector('[data-domain]').dataset.domain))]`); !slices.Equal(got, []string{"computing"}) {
		t.Errorf("Kubectl finds interfaces of %q", got)
	}
}
