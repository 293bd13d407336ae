package webtest

import (
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/emulation"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

const proseGuide = `---
summary: |
  One.

  Two.
---
# Prose

> One.
>
> Two.

> [!NOTE]
> One.
>
> - a
>
>   b
> - c

- a

  b

<blockquote><p>One.</p><p>Two.</p></blockquote>

<table>
<tr><th>Service</th><th>Owner</th><th>What it is for</th><th>Port</th><th>Address</th></tr>
<tr><td>gateway</td><td>networking</td><td>Terminates TLS and forwards requests to the services behind it</td><td>443</td>
<td><code>https://gateway.internal.example.com/an/address/that/does/not/break/anywhere</code></td></tr>
</table>

<pre>
kubectl get pods --all-namespaces --field-selector status.phase=Running --output wide --sort-by=.metadata.name
</pre>

~~~sh title="terminal"
kubectl get nodes
~~~
`

const proseDomain = `name: Texts
status: draft
group: fast
responsibilities:
  - name: Deliver
    text: |
      One.

      - Two
        - Three

      > Four.
      >
      > Five.
    guarantees:
      - {name: Delay, at_most: 5, unit: min}
decisions:
  - {title: Retries, date: 2026-01-05, revisit: {en: At 10 a day, ja: 1 日に 10 件を超えたとき}}
`

// Adjacent paragraphs and lists have a gap in every kind of text. A wide table or code in
// HTML overflows neither a narrow window nor a sheet of paper. Quotes and lists look the
// same in guides and in texts of items.
func TestProse(t *testing.T) {
	browser := browsertest.Chromium(t)
	s := &site{dir: filepath.Join(t.TempDir(), "public")}
	in := generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: fstest.MapFS{
		"site.yaml":          {Data: []byte("title: Map\nlocales: [en, ja]\ngroups: [{id: fast, name: {en: Fast, ja: 5 分で戻す}}]\nwhy: |\n  One.\n\n  - Two\n")},
		"guides/prose.md":    {Data: []byte(proseGuide)},
		"domains/texts.yaml": {Data: []byte(proseDomain)},
	}}
	_, diags, err := generator.Publish(t.Context(), in, s.dir, publish.Options{})
	must(t, err)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b := newTab(t, browser)
	for _, test := range []struct {
		width int64
		media string
	}{{1280, "screen"}, {320, "screen"}, {680, "print"}} {
		b.width(test.width)
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: test.media})
		for _, page := range []string{"guides/prose.html", "ja/guides/prose.html", "why.html", "domains/texts.html", "ja/why.html", "ja/domains/texts.html"} {
			where := fmt.Sprintf("%s, %s, %d px: ", page, test.media, test.width)
			for _, problem := range b.open(s.onDisk().at(page)) {
				t.Error(where + problem)
			}
			for _, problem := range eval[[]string](b, proseProblems) {
				t.Error(where + problem)
			}
		}
	}
}

// proseProblems returns the elements without a gap above them, elements that are wider
// than the page, quotes without a line beside them, lists with the bullet of another
// level, titles that are not attached to their code, and texts whose parts are laid out
// as separate items.
const proseProblems = `(() => {
	const problems = [], blocks = 'p, ul, ol, pre, blockquote, .table';
	for (const e of document.querySelectorAll(':is(.prose, .lead, .more) :is(' + blocks + ') + :is(' + blocks + '), :is(.prose, .lead, .more) > * + :is(' + blocks + '), .more:has(> p) + *')) {
		const gap = e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom;
		if (gap < 4) problems.push('no gap before ' + e.outerHTML.slice(0, 60));
	}
	for (const e of document.querySelectorAll('blockquote')) {
		if (getComputedStyle(e).borderInlineStartWidth === '0px') problems.push('no line beside ' + e.outerHTML.slice(0, 60));
	}
	for (const e of document.querySelectorAll(':is(.prose, .lead, .more) ul')) {
		const bullet = e.parentElement.tagName === 'LI' ? 'circle' : 'disc';
		if (getComputedStyle(e).listStyleType !== bullet) problems.push('another bullet in ' + e.outerHTML.slice(0, 60));
	}
	for (const e of document.querySelectorAll('figure.code pre')) {
		if (e.getBoundingClientRect().top > e.previousElementSibling.getBoundingClientRect().bottom + 1) problems.push('gap between a title and its code');
	}
	for (const e of document.querySelectorAll('.joined')) {
		if (/flex|grid/.test(getComputedStyle(e.parentElement).display)) problems.push('parts of a text are apart in ' + e.parentElement.outerHTML.slice(0, 60));
	}
	const scrolls = getComputedStyle(document.querySelector('.prose pre') ?? document.body).overflowX === 'auto';
	const inside = scrolls ? ':not(:is(pre, .table) *)' : '';
	for (const e of document.querySelectorAll('main *' + inside)) {
		if (e.getBoundingClientRect().right > innerWidth + 1) problems.push('too wide: ' + e.outerHTML.slice(0, 60));
	}
	if (document.documentElement.scrollWidth > innerWidth) problems.push('the page scrolls to the side');
	return problems;
})()`
