package webtest

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// testLines checks where lines end on Japanese pages. Body text fills its lines;
// headings, keys and labels break between words.
func (s *site) testLines(t *testing.T, b *tab, root root) {
	found := problems{}
	checked := 0
	for _, p := range s.kinds() {
		if p.lang != "ja" || p.kind == "404" {
			continue
		}
		for i, width := range []int64{1280, 390} {
			b.width(width)
			if i == 0 {
				b.open(root.at(p.path))
			} else {
				b.rest()
			}
			result := eval[struct {
				Problems []string
				Lines    int
			}](b, lineProblems)
			checked += result.Lines
			for _, problem := range result.Problems {
				found.add(p.path, fmt.Sprintf("at %d px: %s", width, problem))
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d ends of lines", checked)
	}
	found.report(t)
}

// lineProblems returns the lines of body text that end early between two Japanese
// characters, and the labels that break inside a word.
const lineProblems = `(() => {
	const result = {problems: [], lines: 0};
	const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u, words = new Intl.Segmenter('ja', {granularity: 'word'});
	const labels = ':is(h1, h2, h3, h4, dt, th, summary, .entry-key, .kind, .mark, .fact-key, .answers li)';
	const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), range = document.createRange();
	for (let node; node = walker.nextNode();) {
		const parent = node.parentElement, text = node.data;
		if (!parent.checkVisibility() || !japanese.test(text) || parent.closest('pre, code, svg, .quiet-word, [lang]:not(html)')) continue;
		const block = parent.closest('p, li, dd, td, .more, .lead'), label = parent.closest('.more') ? null : parent.closest(labels);
		if (!label && (!block || /flex|grid/.test(getComputedStyle(block).display))) continue;
		let before = null;
		for (let i = 0; i < text.length; i++) {
			range.setStart(node, i);
			range.setEnd(node, i + 1);
			const box = range.getClientRects()[0];
			if (!box || !box.width) continue;
			if (before && box.top > before.bottom - 2 && japanese.test(text[i]) && japanese.test(text[i - 1])) {
				result.lines++;
				const where = text.slice(Math.max(0, i - 8), i) + '|' + text.slice(i, i + 8);
				if (label) {
					if (!Array.from(words.segment(text), s => s.index).includes(i)) result.problems.push('a label breaks inside a word: ' + where);
				} else {
					const style = getComputedStyle(block), right = block.getBoundingClientRect().right - parseFloat(style.paddingInlineEnd);
					if (right - before.right > 3 * parseFloat(style.fontSize)) result.problems.push('a line of text is not full: ' + where);
				}
			}
			before = box;
		}
	}
	return result;
})()`

// testMarks draws every mark without its word, in forced colors and as printers do
// without backgrounds. Two values of the same kind never look the same.
func (s *site) testMarks(t *testing.T, b *tab, root root) {
	groups := [][]string{
		{"status-available", "status-experimental", "status-planned", "status-draft", "status-deprecated", "status-retired"},
		{"status-active", "status-in-progress", "status-open", "status-draft", "status-dropped"},
		{"party-platform", "party-shared", "party-product"},
		{"state-met", "state-partial", "state-gap"},
		{"strength-strong", "strength-fair", "strength-weak"},
	}
	b.width(320)
	for _, media := range []emulation.SetEmulatedMediaParams{
		{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}},
		{Media: "print"},
	} {
		call(b, emulation.SetEmulatedMedia, media)
		b.open(root.at("index.html"))
		eval[any](b, `{
			const style = new CSSStyleSheet();
			style.replaceSync('*, ::before { background: none !important }');
			if (matchMedia('print').matches) document.adoptedStyleSheets = [style];
			document.body.innerHTML = '<span class="mark"></span>'; // without a word
			0
		}`)
		for _, group := range groups {
			drawn := map[string]string{}
			for _, class := range group {
				eval[any](b, fmt.Sprintf(`document.querySelector('.mark').className = 'mark %s'; 0`, class))
				b.rest()
				image := string(b.picture(t, 32, 32))
				if other := drawn[image]; other != "" {
					t.Errorf("%+v: %s looks like %s", media, class, other)
				}
				drawn[image] = class
			}
		}
	}
}

// picture returns an image of the corner of the window.
func (b *tab) picture(t *testing.T, width, height float64) []byte {
	t.Helper()
	result, err := chromedp.Call(b.ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		Format: "png", Clip: &cdppage.Viewport{Width: width, Height: height, Scale: 1},
	})
	must(t, err)
	return bytes.Clone(result.Data)
}

// testSpacing applies the text spacing of WCAG 1.4.12. No text is cut off and no page
// becomes wider than its window.
func (s *site) testSpacing(t *testing.T, b *tab, root root) {
	found := problems{}
	for i, w := range windows {
		b.width(w.width)
		for _, p := range turn(half(s.kinds(), w.lang), i) {
			b.open(root.at(p.path))
			eval[any](b, `{
				const style = new CSSStyleSheet();
				style.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
				document.adoptedStyleSheets = [style];
				0
			}`)
			b.rest()
			for _, wide := range eval[[]string](b, overflow) {
				found.add(p.path, fmt.Sprintf("wider than %d px with text spacing: %s", w.width, wide))
			}
			for _, cut := range eval[[]string](b, cutText) {
				found.add(p.path, fmt.Sprintf("cut off at %d px with text spacing: %s", w.width, cut))
			}
		}
	}
	found.report(t)
}

// cutText returns the elements that hide a part of their text. Rows of long lists do so,
// with an ellipsis, until they have the focus: testRowHeight checks them.
const cutText = `[...document.querySelectorAll('body *')]
	.filter(e => e.checkVisibility() && /hidden|clip/.test(getComputedStyle(e).overflow) && !e.closest('.quiet-word, caption, thead, .rows, .clip') &&
		(e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
	.map(e => e.nodeName.toLowerCase() + '.' + (e.className.baseVal ?? e.className) + ' ' + e.textContent.slice(0, 40))`

// testSide checks that the table of contents and the rest of the side column are
// visible on wide screens, and in a box on the first screen of a phone.
func (s *site) testSide(t *testing.T, b *tab, root root, lang string) {
	const inBox = `[...document.querySelectorAll('.side a')].filter(e => e.checkVisibility()).length`
	for _, p := range half(s.kinds(), lang) {
		b.width(1280)
		b.open(root.at(p.path))
		all := eval[int](b, `document.querySelectorAll('.side a').length`)
		if all == 0 {
			continue
		}
		if shown := eval[int](b, inBox); shown != all {
			t.Errorf("%s: %d of %d links at the side of a wide window", p.path, shown, all)
		}
		b.width(390)
		b.rest()
		if shown := eval[int](b, inBox); shown != 0 {
			t.Errorf("%s: the box is open on a phone", p.path)
		}
		if top := eval[float64](b, `document.querySelector('.side summary').getBoundingClientRect().bottom`); top > 800 {
			t.Errorf("%s: the box ends at %.0f px, below the first screen of a phone", p.path, top)
		}
		b.click(".side summary")
		if shown := eval[int](b, inBox); shown != all {
			t.Errorf("%s: %d of %d links in the open box", p.path, shown, all)
		}
	}
}

// testTables checks the tables on a phone. A row that is shown as a list has the name
// of each column, before the text of a cell or in it; a table or code block that scrolls has a shadow where it continues.
func (s *site) testTables(t *testing.T, b *tab, root root, lang string) {
	found := problems{}
	labels, scrolls := 0, 0
	b.width(390)
	for _, p := range half(s.sample(), lang) {
		if p.kind == "" || !bytes.Contains(p.text, []byte("<table")) && !bytes.Contains(p.text, []byte("<pre")) {
			continue
		}
		b.open(root.at(p.path))
		result := eval[struct {
			Problems        []string
			Labels, Scrolls int
		}](b, tableProblems)
		labels += result.Labels
		scrolls += result.Scrolls
		for _, problem := range result.Problems {
			found.add(p.path, problem)
		}
	}
	if labels < 100 || scrolls < 10 {
		t.Errorf("only %d labels and %d boxes that scroll", labels, scrolls)
	}
	found.report(t)
}

const tableProblems = `(() => {
	const result = {problems: [], labels: 0, scrolls: 0};
	for (const cell of document.querySelectorAll('.stack tbody td:not(:empty)')) {
		const label = getComputedStyle(cell, '::before').content, head = cell.closest('table').tHead.rows[0].cells[cell.cellIndex].textContent.trim(), text = cell.textContent;
		if (!text.trim() || label === 'none' && text.includes(head)) continue; // a picture, or the name of the column is in the text
		if (cell.matches('.successor:not(:has(.next))')) continue; // only a reason, which has a label of its own
		result.labels++;
		if (label !== JSON.stringify(head)) result.problems.push('a cell of ' + head + ' has the label ' + label);
	}
	for (const box of document.querySelectorAll('main :is(.table, pre)')) {
		if (box.scrollWidth <= box.clientWidth) continue;
		result.scrolls++;
		const style = getComputedStyle(box);
		if (style.overflowX !== 'auto' || !/local.*scroll/.test(style.backgroundAttachment)) result.problems.push('no shadow on ' + box.outerHTML.slice(0, 60));
		if (!box.matches('[tabindex]') && !box.closest('[tabindex]')) result.problems.push('no keyboard access to ' + box.outerHTML.slice(0, 60));
	}
	return result;
})()`
