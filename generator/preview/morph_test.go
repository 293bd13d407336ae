package preview_test

import (
	"fmt"
	"strings"
	"testing"

	"platmap/generator/rounds"
)

// These tests cover how morph.js changes an open page to a newer version.
func TestMorph(t *testing.T) {
	runInBrowser(t, map[string]func(*testing.T, *testServer){
		"text change keeps input and focus":  testTextChange,
		"list items are moved, not replaced": testListItems,
		"elements wrapped by a script":       testWrappedElements,
		"attributes set by a script":         testScriptedAttributes,
		"any change equals a fresh parse":    testRandomChanges,
		"time is linear in page size":        testLinearTime,
	})
}

// A change of text keeps the elements, the input and the focus.
func testTextChange(t *testing.T, s *testServer) {
	const old = `<p id="a">One <b>bold</b> word.</p><details><summary>More</summary><p>Hidden.</p></details>
		<input id="i"><textarea id="area">draft</textarea><select id="s"><option>1<option>2</select><p id="z">Last.</p>`
	b := s.open("/a.html", old)
	b.run(`window.same = document.getElementById("a").firstChild;
		document.querySelector("details").open = true;
		document.getElementById("i").value = "typed words";
		document.getElementById("area").value = "mine";
		document.getElementById("s").selectedIndex = 1;
		document.getElementById("i").focus();
		document.getElementById("i").setSelectionRange(2, 5);`)
	s.set("/a.html", page(strings.Replace(old, "Last.", "The last one.", 1)))
	b.await(`document.getElementById("z").textContent === "The last one."`)
	b.is(`window.same === document.getElementById("a").firstChild`)
	b.is(`document.querySelector("details").open`)
	b.is(`document.getElementById("i").value === "typed words" && document.getElementById("area").value === "mine"`)
	b.is(`document.getElementById("s").selectedIndex === 1`)
	b.is(`document.activeElement.id === "i" && document.activeElement.selectionStart === 2 && document.activeElement.selectionEnd === 5`)
	b.is(`document.documentElement.className === "js" && document.documentElement.dataset.scheme === "dark"`)
	b.is(`window.changes === 1`)

	// Fields also keep their input when they are moved.
	s.set("/a.html", page(`<p>New.</p><p id="z">The last one.</p><div>And a block.</div><p id="a">One <b>bold</b> word, two.</p><textarea id="area">draft</textarea><input id="i"><details><summary>More</summary><p>Hidden.</p></details>`))
	b.await(`document.getElementById("a").textContent === "One bold word, two."`)
	b.is(`document.activeElement.id === "i" && document.activeElement.value === "typed words" && document.activeElement.selectionStart === 2`)
	b.is(`document.querySelector("details").open && !document.getElementById("s")`)
	b.is(`window.same === document.getElementById("a").firstChild && document.querySelectorAll("main > *").length === 7`)

	// If the page has not changed, nothing is updated.
	before := s.requestCount("GET /a.html")
	s.change(func() {})
	b.await(fmt.Sprintf(`performance.getEntriesByType("resource").filter((e) => e.name.includes("/findings")).length > %d`, before-1))
	b.is(`window.changes === 2`)
}

// Items of a list keep their elements when their order changes.
func testListItems(t *testing.T, s *testServer) {
	list := func(items ...string) string {
		var b strings.Builder
		for _, item := range items {
			fmt.Fprintf(&b, "\n<li><a href=\"/%s\">%[1]s</a> <span>entry</span></li>", item)
		}
		return "<ul id=\"l\">" + b.String() + "\n</ul>"
	}
	b := s.open("/l.html", list("a", "b", "c", "d", "e"))
	b.run(`window.items = {}; for (const li of document.querySelectorAll("li")) items[li.firstChild.textContent] = li;
		window.moved = [];
		new MutationObserver((list) => list.forEach((m) => m.removedNodes.forEach((n) => n.nodeType === 1 && moved.push(n.firstChild.textContent)))).observe(document.getElementById("l"), {childList: true});`)
	for _, step := range []struct{ order, moved string }{
		{"x a b c d e", ""},
		{"a b c d e", "x"},
		{"b c d e a", "a"},
		{"b y d c a", "e,c"},
		{"a c d y b", ""},
		{"q a r c s d t", ""},
	} {
		names := strings.Fields(step.order)
		s.set("/l.html", page(list(names...)))
		b.await(fmt.Sprintf(`[...document.querySelectorAll("li a")].map((a) => a.textContent).join(" ") === %q`, step.order))
		b.is(`[...document.querySelectorAll("li")].every((li) => !items[li.firstChild.textContent] || items[li.firstChild.textContent] === li)`)
		if got := eval[string](b, `moved.splice(0).join()`); step.moved != "" && got != step.moved {
			t.Errorf("to %q: removed %q, want %q", step.order, got, step.moved)
		}
		b.run(`items = {}; for (const li of document.querySelectorAll("li")) items[li.firstChild.textContent] = li;`)
	}
}

// A script may have wrapped elements of the served page.
func testWrappedElements(t *testing.T, s *testServer) {
	b := s.open("/w.html", `<p>Before.</p><pre>code</pre><p>After.</p>`)
	b.await(`document.querySelector(".box button")`)
	b.run(`window.pre = document.querySelector("pre")`)
	s.set("/w.html", page(`<p>Before.</p><p>New.</p><pre>other code</pre><p>After.</p><pre>more</pre>`))
	b.await(`document.querySelectorAll("pre").length === 2`)
	b.is(`[...document.querySelector("main").children].map((e) => e.localName + e.className).join() === "p,p,divbox,p,divbox"`)
	b.is(`pre.isConnected && pre.textContent === "other code" && document.querySelectorAll("button").length === 2`)
	s.set("/w.html", page(`<pre>more</pre><p>Before.</p><pre>other code</pre>`))
	b.await(`document.querySelectorAll("main > *").length === 3`)
	b.is(`[...document.querySelector("main").children].map((e) => e.textContent).join() === "morecopy,Before.,other codecopy"`)
	s.set("/w.html", page(`<p>Before.</p>`))
	b.await(`document.querySelectorAll("main > *").length === 1`)
	b.is(`!document.querySelector(".box")`)
}

// Only attributes that differ between the served pages are changed.
func testScriptedAttributes(t *testing.T, s *testServer) {
	b := s.open("/a.html", `<p id="p" class="a b" title="t" hidden>P</p><input id="c" type="checkbox"><svg id="g" viewBox="0 0 1 1"><path d="M0 0"/></svg>`)
	b.run(`p.classList.add("scripted"); p.classList.remove("a"); p.hidden = false; p.dataset.own = "1"; c.checked = true;`)
	s.set("/a.html", page(`<p id="p" class="b c" title="u" hidden>P</p><input id="c" type="checkbox"><svg id="g" viewBox="0 0 2 2"><path d="M1 1"/><g/></svg>`))
	b.await(`p.title === "u"`)
	b.is(`p.className === "b scripted c" && !p.hidden && p.dataset.own === "1" && c.checked`)
	b.is(`g.getAttribute("viewBox") === "0 0 2 2" && g.lastChild.namespaceURI === "http://www.w3.org/2000/svg"`)
	s.set("/a.html", page(`<p id="p" lang="ja">P</p><input id="c" type="checkbox" checked><svg id="g" viewBox="0 0 2 2"></svg>`))
	b.await(`p.lang === "ja"`)
	b.is(`p.className === "scripted" && !p.hasAttribute("title") && c.checked && !g.childElementCount`)
}

// Whatever changes, the result equals the new page parsed from scratch.
func testRandomChanges(t *testing.T, s *testServer) {
	b := s.open("/t.html", ``)
	b.run(`
	const { Page } = await import("/_platmap/morph.js");
	let seed = 1;
	const random = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
	const pick = (list) => list[random(list.length)];
	const tags = ["p", "div", "ul", "li", "span", "a", "b", "table", "tr", "td", "pre", "details", "svg", "g", "template", "input", "h2", "textarea"];
	function build(depth) {
		let html = "";
		for (let i = random(6); i >= 0; i--) {
			switch (random(8)) {
			case 0: html += pick(["\n", " ", "", "<!-- c" + random(3) + " -->"]); break;
			case 1: case 2: html += pick(["word ", "語 ", "some text", "other &amp; text"]) + random(4); break;
			default:
				const tag = pick(tags);
				html += "<" + tag + (random(3) ? "" : ' id="i' + random(8) + '"') + (random(2) ? "" : ' class="' + pick(["a", "a b", "b a", "c"]) + '"') + (random(4) ? "" : ' href="/' + random(5) + '"') + (random(5) ? "" : " hidden") + (random(9) ? "" : ' @odd="<"') + ">"
					+ (depth ? build(depth - 1) : "x" + random(5)) + "</" + tag + ">";
			}
		}
		return html;
	}
	// vary changes a few parts of a page.
	function vary(html) {
		const parts = html.split(/(?=<)/);
		for (let i = random(4); i >= 0; i--) {
			const at = random(parts.length + 1);
			switch (random(4)) {
			case 0: parts.splice(at, 1 + random(3)); break;
			case 1: parts.splice(at, 0, build(1)); break;
			case 2: parts.splice(at, 0, ...parts.splice(random(parts.length), 1 + random(5))); break;
			default: if (parts[at]) parts[at] = parts[at].replace(/[a-z0-9]*$/, "changed" + random(9));
			}
		}
		return parts.join("");
	}
	const parse = (html) => new DOMParser().parseFromString("<!DOCTYPE html><html lang=en><head><title>t</title></head><body>" + html + "</body></html>", "text/html");
	window.failure = "";
	window.more = () => { for (let i = 0; i < 50 && !failure; i++) {
		let html = build(3);
		const doc = parse(html), page = new Page(doc), added = [];
		for (let round = 0; round < 3; round++) {
			// Changes like those of a theme's script.
			for (const e of doc.body.querySelectorAll("*")) {
				if (!random(12)) { const x = doc.createElement("x-added"); e.append(x); }
				if (!random(15) && e.localName !== "x-added" && e.localName !== "x-wrap") { const x = doc.createElement("x-wrap"); e.replaceWith(x); x.append(e); }
				if (!random(12)) e.setAttribute("data-added", "");
				if (!random(20)) e.classList.add("x-class");
			}
			const old = html;
			html = random(4) ? vary(html) : build(3);
			page.become(parse(html));
			const is = doc.cloneNode(true), want = parse(html);
			const clean = (root) => {
				for (const e of root.querySelectorAll("x-added")) e.remove();
				for (const e of root.querySelectorAll("x-wrap")) e.replaceWith(...e.childNodes);
				for (const e of root.querySelectorAll("*")) {
					e.removeAttribute("data-added");
					if (e.classList.contains("x-class")) { e.classList.remove("x-class"); }
					if (e.content) clean(e.content);
				}
			};
			const order = (root) => root.querySelectorAll("*").forEach((e) => { // the order of classes does not matter
				if (e.hasAttribute("class")) { const c = [...e.classList].sort().join(" "); c ? e.setAttribute("class", c) : e.removeAttribute("class"); }
				if (e.content) order(e.content);
			});
			clean(is.body); order(is.body); order(want.body);
			if (!is.isEqualNode(want)) failure ||= "case " + i + ", round " + round + "\nold  " + old + "\nnew  " + want.body.innerHTML + "\nis   " + is.body.innerHTML;
		}
	}
	return failure; }`)
	for range rounds.Of(100) {
		if failure := eval[string](b, `more()`); failure != "" {
			t.Fatal(failure)
		}
	}
}

// The time to change a page grows linearly with its size, for any kind of change.
func testLinearTime(t *testing.T, s *testServer) {
	b := s.open("/t.html", ``)
	took := eval[map[string][2]float64](b, `(async () => {
		const { Page } = await import("/_platmap/morph.js");
		const parse = (rows) => new DOMParser().parseFromString("<!DOCTYPE html><body><table><tbody>" + rows.join("") + "</table>", "text/html");
		const changes = {
			word: (rows) => rows.with(20, rows[20].replace("value", "other")),
			first: (rows) => rows.slice(1),
			reversed: (rows) => rows.toReversed(),
			words: (rows) => rows.map((r) => r.replace("value", "other")),
			links: (rows) => rows.map((r) => r.replace("/x", "/y").replace("row", "line")),
		};
		const time = (size, change) => {
			const rows = Array.from({ length: size }, (_, i) => "<tr><td><a href='/x" + i + "'>row " + i + "</a></td><td>value " + i % 7 + "</td></tr>\n");
			const page = new Page(parse(rows)), next = parse(change(rows)), start = performance.now();
			page.become(next);
			return performance.now() - start;
		};
		const times = (change) => {
			let small, large;
			for (let i = 0; i < 5; i++) { // the machine may be busy
				[small, large] = [time(500, change), time(4000, change)]; // 2,000 and 16,000 elements
				if (large <= 30 * Math.max(small, 5)) break;
			}
			return [small, large];
		};
		return Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, times(change)]));
	})()`)
	t.Log("ms:", took)
	for what, ms := range took {
		if ms[1] > 30*max(ms[0], 5) { // eight times is linear, sixty-four quadratic
			t.Errorf("%s: %.0f ms, and %.0f ms for a page eight times as large", what, ms[0], ms[1])
		}
	}
}
