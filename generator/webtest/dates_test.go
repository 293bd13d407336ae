package webtest

import (
	"strconv"
	"testing"
)

// The browser compares dates with today: it marks overdue dates and dates within 30 days,
// and draws the line of today on a time axis.
func (s *site) testDates(t *testing.T, b *tab, root root) {
	b.open(root.at("en/lists/reviews/dx.html")) // one of the pages of reviews.html
	for _, test := range []struct {
		days int // from today
		want string
	}{{-400, "late"}, {-1, "late"}, {1, "late soon"}, {29, "late soon"}, {32, ""}} {
		shown := eval[string](b, `(days => {
			const row = document.querySelector('[data-soon]').closest('tr'), day = new Date();
			day.setDate(day.getDate() + days);
			const due = [day.getFullYear(), String(day.getMonth() + 1).padStart(2, '0'), String(day.getDate()).padStart(2, '0')].join('-');
			const marks = [...row.querySelectorAll('[data-due]')];
			marks.forEach(e => { e.dataset.due = due; });
			document.dispatchEvent(new Event('platmap:change'));
			return marks.filter(e => !e.hidden).map(e => e.className).join(' ');
		})(`+strconv.Itoa(test.days)+`)`)
		if shown != test.want {
			t.Errorf("due in %d days: %q is shown, want %q", test.days, shown, test.want)
		}
	}
	b.open(root.at("en/lifecycle.html"))
	if n := eval[int](b, `new Set([...document.querySelectorAll('.timeline .axis svg')].map(e => e.getBoundingClientRect().width)).size`); n != 1 {
		t.Errorf("time axes of %d widths", n)
	}
	for _, test := range []struct{ until, want string }{{"2099-12-31", "Date has passed"}, {"2100-01-01", "This year 1 this year"}, {"2100-12-31", "This year 1 this year"}, {"2101-01-01", ""}} { // the tab shows 2100-01-01 as today
		shown := eval[string](b, `(until => {
			const body = document.querySelector('[data-sum]').closest('tbody'), marks = [...body.querySelector('[data-year]').closest('tr').querySelectorAll('[data-due]')];
			body.querySelectorAll('[data-due]').forEach(e => { e.dataset.due = marks.includes(e) ? until : '1999-01-01'; });
			document.dispatchEvent(new Event('platmap:change'));
			return [...marks, body.querySelector('[data-sum]')].filter(e => !e.hidden).map(e => e.textContent).join(' ');
		})("`+test.until+`")`)
		if shown != test.want {
			t.Errorf("until %s: %q is shown, want %q", test.until, shown, test.want)
		}
	}
	for _, test := range []struct {
		first, last int // days from today
		want        string
	}{{-50, 50, "40%"}, {-10, 90, "8%"}, {10, 90, ""}, {-90, -10, ""}} {
		at := eval[string](b, `(() => {
			const table = document.querySelector('.timeline'), iso = days => {
				const day = new Date();
				day.setDate(day.getDate() + days);
				return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, '0'), String(day.getDate()).padStart(2, '0')].join('-');
			};
			table.dataset.first = iso(`+strconv.Itoa(test.first)+`);
			table.dataset.last = iso(`+strconv.Itoa(test.last)+`);
			document.dispatchEvent(new Event('platmap:change'));
			return [...table.querySelectorAll('line.today')].map(e => e.getAttribute('x1')).join(' ');
		})()`)
		if at != test.want {
			t.Errorf("axis from %d to %d: today is at %q, want %q", test.first, test.last, at, test.want)
		}
		if n := eval[int](b, `[...document.querySelectorAll('text.today')].filter(e => {
			const box = e.getBoundingClientRect(), line = e.parentElement.querySelector('line.today').getBoundingClientRect(), all = e.parentElement.getBoundingClientRect();
			return box.left < all.left || box.right > all.right || box.left < line.right && box.right > line.left;
		}).length`); n > 0 {
			t.Errorf("axis from %d to %d: the word today is cut off, or the line goes through it", test.first, test.last)
		}
	}
}

// A row of the page lifecycle shows where its reason opens, however long the name of the
// successor is, and neither the open reason nor the dates are cut off.
func (s *site) testReasons(t *testing.T, b *tab, root root) {
	for _, width := range []int64{1024, 1440} {
		b.width(width)
		b.open(root.at("lifecycle.html"))
		hidden := eval[[]string](b, `[...document.querySelectorAll('.timeline details')].filter(e => {
			const cell = e.closest('td'), {left, right} = cell.getBoundingClientRect(), box = e.getBoundingClientRect();
			if (box.left < left || box.right > right || box.bottom > cell.getBoundingClientRect().bottom) return true;
			e.open = true;
			return cell.scrollWidth > cell.clientWidth;
		}).map(e => e.closest('tr').textContent)`)
		if len(hidden) > 0 {
			t.Errorf("at %d px the reasons of %d rows are cut off: %s", width, len(hidden), hidden[0])
		}
		if cut := eval[[]string](b, `[...document.querySelectorAll('.timeline td.dates')].filter(e => {
			e.textContent = '2019年10月10日 – 2026年12月31日';
			return e.scrollWidth > e.clientWidth;
		}).map(e => e.closest('tr').textContent)`); len(cut) > 0 {
			t.Errorf("at %d px the dates of %d rows are cut off: %s", width, len(cut), cut[0])
		}
	}
}

// Without a script, the rows of the page responsibilities are in one of two orders.
func (s *site) testOrder(t *testing.T, b *tab, root root) {
	b.open(root.at("en/responsibilities.html"))
	shown := `[...document.querySelectorAll('.by-domain, .by-party')].filter(e => e.checkVisibility()).map(e => e.className).join(', ')`
	if got := eval[string](b, shown); got != "table by-domain" {
		t.Errorf("at first %q is shown", got)
	}
	b.click("#pm-by-party")
	if got := eval[string](b, shown); got != "table by-party" {
		t.Errorf("after the choice %q is shown", got)
	}
}
