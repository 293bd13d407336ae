// Marks the faults where the words stand that they are about.

const sheet = `
@media screen {
::highlight(platmap-error) { text-decoration: underline wavy light-dark(#c02626, #ff8d85) 1.5px; text-decoration-skip-ink: none; }
::highlight(platmap-warning) { text-decoration: underline wavy light-dark(#b26a00, #e8b04f) 1.5px; text-decoration-skip-ink: none; }
[data-platmap-mark] { outline: 1px dashed light-dark(#b26a00, #e8b04f); outline-offset: 0.3em; border-radius: 2px; }
[data-platmap-mark="error"] { outline-color: light-dark(#c02626, #ff8d85); }
}
`;

export class Marks {
	places = new Map(); // from what tells a finding to a Range or an Element

	constructor() {
		const style = new CSSStyleSheet();
		style.replaceSync(sheet);
		document.adoptedStyleSheets.push(style);
	}

	// show marks what the findings are about, and nothing else.
	show(findings) {
		this.places.clear();
		for (const e of document.querySelectorAll("[data-platmap-mark]")) delete e.dataset.platmapMark;
		const ranges = { error: [], warning: [] };
		const text = findings.some((f) => f.words) && new Text(document.querySelector("main") ?? document.body);
		for (const f of findings) {
			const place = this.#find(f, text);
			if (!place) continue;
			this.places.set(identity(f), place);
			if (place instanceof Range && globalThis.Highlight) ranges[f.severity]?.push(place);
			else {
				const e = elementOf(place);
				if (e.dataset.platmapMark !== "error") e.dataset.platmapMark = f.severity;
			}
		}
		if (globalThis.Highlight) for (const [severity, list] of Object.entries(ranges)) {
			if (list.length) CSS.highlights.set("platmap-" + severity, new Highlight(...list));
			else CSS.highlights.delete("platmap-" + severity);
		}
	}

	// #find looks for the words of a finding where its anchor is, and then in all of
	// the page.
	#find(f, text) {
		const anchor = f.anchor ? document.getElementById(f.anchor) : null;
		return f.words && (anchor && text.find(f.words, anchor) || !anchor && text.find(f.words)) || anchor;
	}

	has(f) { return this.places.has(identity(f)); }

	// reveal brings the reader to what a finding is about.
	reveal(f) {
		const e = elementOf(this.places.get(identity(f)));
		for (let up = e; up; up = up.parentElement) if (up.localName === "details") up.open = true;
		const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
		e.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
		if (!calm) e.animate([{ backgroundColor: "color-mix(in srgb, Highlight 30%, transparent)" }, { backgroundColor: "transparent" }], { duration: 2000, easing: "ease-in" });
	}
}

const identity = (f) => JSON.stringify([f.code, f.place, f.text]);
const elementOf = (place) => place instanceof Range ? place.startContainer.parentElement : place;

const blocks = "div, p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, section, article, pre, figcaption, summary, blockquote, caption, .mark";

// Text is what an element says, and where each part of it stands.
class Text {
	constructor(root) {
		this.nodes = [];
		this.starts = [];
		this.all = "";
		const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		let block = null;
		while (walk.nextNode()) {
			const own = walk.currentNode.parentElement.closest(blocks);
			if (own !== block && this.all) this.all += "\n"; // what stands in two places is not one word
			block = own;
			this.nodes.push(walk.currentNode);
			this.starts.push(this.all.length);
			this.all += walk.currentNode.data;
		}
	}

	// find returns the first place within an element, or anywhere, that is seen and
	// has these words, as words, however they are spaced or dressed.
	find(words, within) {
		const source = words.trim().split(/\s+/).map((w) => w.replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&")).join("\\s+");
		const edge = (c, look) => /\w/.test(c ?? "") ? look : "";
		if (!source) return null;
		const pattern = new RegExp(edge(words.trim()[0], "(?<!\\w)") + source + edge(words.trim().at(-1), "(?!\\w)"), "gu");
		for (const { index, 0: match } of this.all.matchAll(pattern)) {
			const [from, to] = [this.#at(index), this.#at(index + match.length - 1)];
			const parent = this.nodes[from].parentElement;
			const folded = parent.closest("details:not([open])"); // can be opened
			if (within && !within.contains(parent) || !(folded ?? parent).checkVisibility()) continue;
			const range = new Range();
			range.setStart(this.nodes[from], index - this.starts[from]);
			range.setEnd(this.nodes[to], index + match.length - this.starts[to]);
			return range;
		}
		return null;
	}

	// #at returns the number of the node that a character stands in.
	#at(offset) {
		let low = 0, high = this.starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.starts[middle] <= offset) low = middle;
			else high = middle;
		}
		return low;
	}
}
