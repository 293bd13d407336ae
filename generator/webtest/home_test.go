package webtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"platmap/generator/rounds"
)

var lenses = []string{"for", "who", "get", "new"}

// testHome opens the home page: all domains are visible without scrolling, whatever the
// lens, and no lot moves when the lens changes.
func (s *site) testHome(t *testing.T, b *tab, root root, axe string) {
	found := problems{}
	for _, name := range []string{"index.html", "en/index.html"} {
		b.width(1280)
		for _, problem := range b.open(root.at(name)) {
			found.add(name, problem)
		}
		if domains := eval[int](b, `document.querySelectorAll('.lot').length`); domains != 12 {
			t.Fatalf("%s: %d domains", name, domains)
		}
		places := eval[[]string](b, lotPlaces)
		for _, lens := range lenses {
			b.click(`.lenses input[value="` + lens + `"]`)
			if bottom := eval[float64](b, `document.querySelector('.plan').getBoundingClientRect().bottom`); bottom > 800 {
				found.add(name, fmt.Sprintf("lens %s: the plan ends at %.0f px", lens, bottom))
			}
			if now := eval[[]string](b, lotPlaces); !slices.Equal(now, places) {
				found.add(name, "lots move with the lens "+lens)
			}
			if shown := eval[[]string](b, `[...new Set([...document.querySelectorAll('.lens')].filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.className))]`); len(shown) != 1 || shown[0] != "lens lens-"+lens {
				found.add(name, fmt.Sprintf("lens %s shows %q", lens, shown))
			}
			for _, small := range eval[[]string](b, smallText) {
				found.add(name, "small text: "+small)
			}
			b.axe(axe, name+" with the lens "+lens, found)
		}
		b.testTextSpacing(name, found)
		b.width(320)
		if lefts := eval[int](b, `new Set([...document.querySelectorAll('.lot')].map(e => e.getBoundingClientRect().left)).size`); lefts != 1 {
			found.add(name, "more than one column at 320 px")
		}
		b.testHighlight(name, found)
		b.testWithoutHas(name, found)
	}
	found.report(t)
}

const (
	lotPlaces = `[...document.querySelectorAll('.lot')].map(e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height].join(); })`
	smallText = `[...document.querySelectorAll('.lot h3, .lot .lens, .lot .foot')].filter(e => parseFloat(getComputedStyle(e).fontSize) < (e.matches('h3') ? 17 : 14)).map(e => e.className || e.nodeName)`
	// cutOff returns the parts of lots that are larger than their lot.
	cutOff = `[...document.querySelectorAll('.lot')].flatMap(lot => {
		const box = lot.getBoundingClientRect();
		return [...lot.querySelectorAll('h3, .lens, .foot, a, .bar')].filter(e => {
			const r = e.getBoundingClientRect();
			return e.checkVisibility() && (r.right > box.right + 1 || r.bottom > box.bottom + 1);
		}).map(e => lot.dataset.domain + ' ' + e.nodeName + '.' + e.className);
	})`
)

// testTextSpacing sets the text spacing of WCAG 1.4.12.
func (b *tab) testTextSpacing(name string, found problems) {
	eval[any](b, `(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
		document.adoptedStyleSheets = [sheet];
		return 0;
	})()`)
	for _, lens := range lenses {
		eval[any](b, `document.querySelector('.lenses input[value="`+lens+`"]').checked = true`)
		for _, part := range eval[[]string](b, cutOff) {
			found.add(name, "cut off with text spacing: "+part)
		}
	}
	eval[any](b, `document.adoptedStyleSheets = []; 0`)
}

// testHighlight sets the focus to the link of a domain. The domains that it requires and
// the domains that require it get different outlines.
func (b *tab) testHighlight(name string, found problems) {
	b.width(1280)
	for _, id := range []string{"computing", "iam"} {
		eval[any](b, `document.querySelector('[data-domain=`+id+`] h3 a').focus(); 0`)
		for class, want := range map[string]string{
			"required":  `document.querySelector('[data-domain=` + id + `]').dataset.requires.trim()`,
			"requiring": `[...document.querySelectorAll('.lot')].filter(e => e.dataset.requires.split(' ').includes('` + id + `')).map(e => e.dataset.domain).join(' ')`,
		} {
			got := eval[string](b, `[...document.querySelectorAll('.lot.`+class+`')].map(e => e.dataset.domain).join(' ')`)
			if want := eval[string](b, want); got != want {
				found.add(name, fmt.Sprintf("focus on %s: %s is %q, want %q", id, class, got, want))
			}
		}
	}
	styles := eval[[]string](b, `['.required', '.requiring', '.chosen'].map(c => { const e = document.querySelector('.lot' + c); return e ? getComputedStyle(e).outlineStyle : ''; })`)
	if want := []string{"", "dotted", "none"}; !slices.Equal(styles, want) {
		found.add(name, fmt.Sprintf("outlines of iam, which requires nothing: %q, want %q", styles, want))
	}
	eval[any](b, `document.activeElement.blur(); 0`)
	if marked := eval[int](b, `document.querySelectorAll('.choosing, .chosen, .required, .requiring').length`); marked > 0 {
		found.add(name, "domains are highlighted without focus")
	}
}

// testWithoutHas removes the rules that need :has(), as a browser without it does: all
// contents are below each other.
func (b *tab) testWithoutHas(name string, found problems) {
	removed := eval[int](b, `(() => {
		let n = 0;
		const drop = rules => {
			for (let i = rules.cssRules.length; i-- > 0;) {
				const rule = rules.cssRules[i];
				if (rule instanceof CSSSupportsRule && rule.conditionText.includes(':has(') || rule.selectorText?.includes(':has(')) { rules.deleteRule(i); n++; }
				else if (rule.cssRules) drop(rule);
			}
		};
		drop(document.styleSheets[0]);
		return n;
	})()`)
	if removed == 0 {
		found.add(name, "no rules with :has()")
	}
	for _, problem := range eval[[]string](b, `[...document.querySelectorAll('.lot')].flatMap(lot => {
		const parts = [...lot.querySelectorAll('.lens')], list = [];
		parts.forEach((e, i) => {
			if (!e.checkVisibility({visibilityProperty: true}) || !e.querySelector('.lens-name').checkVisibility()) list.push('hidden: ' + e.className);
			if (i > 0 && parts[i - 1].getBoundingClientRect().bottom > e.getBoundingClientRect().top + 1) list.push('overlaps: ' + e.className);
		});
		return list;
	}).concat([...document.querySelectorAll('.lenses')].filter(e => e.checkVisibility()).map(() => 'useless radio buttons'))`) {
		found.add(name, "without :has(): "+problem)
	}
}

// testLens chooses a lens with the keyboard: it is in the address, and remembered.
func (s *site) testLens(t *testing.T, b *tab, root root) {
	b.dark(false)
	b.width(1280)
	b.open(root.at("index.html"))
	chosen := func() string { return eval[string](b, `document.querySelector('.lenses :checked').value`) }
	expect := func(when, want string) {
		t.Helper()
		if got := chosen(); got != want {
			t.Errorf("%s: the lens is %q, want %q", when, got, want)
		}
	}
	expect("first", "for")
	eval[any](b, `document.querySelector('.questions li:last-child a').focus(); 0`)
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	expect("after two arrow keys", "get")
	if address := eval[string](b, `location.href`); !strings.HasSuffix(address, "#lens=get") {
		t.Errorf("the lens is not in the address %s", address)
	}
	if outline := eval[string](b, `getComputedStyle(document.querySelector('.lenses label:has(:checked)')).outlineStyle`); outline != "solid" {
		t.Errorf("the focus is not visible: outline %q", outline)
	}
	b.open(root.at("en/index.html"))
	expect("another page", "get")
	b.open(root.at("en/why.html"))
	b.open(root.at("en/index.html") + "#lens=who")
	expect("an address", "who")
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
	if same := eval[bool](b, `(() => {
		const [a, b] = [...document.querySelectorAll('.lenses label')].map(e => getComputedStyle(e).backgroundColor);
		return a === b;
	})()`); same {
		t.Error("with forced colors the chosen lens looks like the others")
	}
	if list := b.problems(); len(list) > 0 {
		t.Errorf("%v", list)
	}
}

var pdfPage = regexp.MustCompile(`/Type /Page\b[^s]`)

// testHomePrint prints the home page: all contents of all domains are on one sheet.
func (s *site) testHomePrint(t *testing.T, b *tab, root root) {
	b.width(1280)
	for _, name := range []string{"index.html", "en/index.html"} {
		b.open(root.at(name))
		papers := map[string][2]float64{"A4": {8.27, 11.69}}
		if rounds.Full() {
			papers["A3"] = [2]float64{11.69, 16.54} // has more space
		}
		for paper, size := range papers {
			for _, landscape := range []bool{true, false} { // the page itself asks for landscape
				out, err := chromedp.Call(b.ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{Landscape: &landscape, PaperWidth: size[0], PaperHeight: size[1]})
				must(t, err)
				if pages := len(pdfPage.FindAll(out.Data, -1)); pages != 1 {
					t.Errorf("%s on %s: %d pages", name, paper, pages)
				}
			}
		}
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		if hidden := eval[[]string](b, `[...document.querySelectorAll('.lens, .lens-name, .lot li, .lot .rest, .lot .foot')].filter(e => !e.checkVisibility({visibilityProperty: true})).map(e => e.closest('.lot').dataset.domain + ' ' + e.className)`); len(hidden) > 0 {
			t.Errorf("%s: not printed: %q", name, hidden)
		}
		if parts := eval[[]string](b, cutOff); len(parts) > 0 {
			t.Errorf("%s: cut off in print: %q", name, parts)
		}
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	}
}
