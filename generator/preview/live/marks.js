// Marks the words on the page that findings are about.

const sheet = `
@media screen {
::highlight(platmap-error) { text-decoration: underline wavy light-dark(#c02626, #ff8d85) 1.5px; text-decoration-skip-ink: none; }
::highlight(platmap-warning) { text-decoration: underline wavy light-dark(#b26a00, #e8b04f) 1.5px; text-decoration-skip-ink: none; }
[data-platmap-mark] { outline: 1px dashed light-dark(#b26a00, #e8b04f); outline-offset: 0.3em; border-radius: 2px; }
[data-platmap-mark="error"] { outline-color: light-dark(#c02626, #ff8d85); }
}
`;

export class Marks {
	targets = new Map(); // maps the identity of a finding to its Range or Element

	constructor() {
		const style = new CSSStyleSheet();
		style.replaceSync(sheet);
		document.adoptedStyleSheets.push(style);
	}

	// show marks the words that the findings are about, and removes all other marks.
	show(findings) {
		this.targets.clear();
		for (const e of document.querySelectorAll("[data-platmap-mark]")) delete e.dataset.platmapMark;
		const ranges = { error: [], warning: [] };
		const text = findings.some((f) => f.words) && new Text(document.querySelector("main") ?? document.body);
		for (const f of findings) {
			const target = this.#find(f, text);
			if (!target) continue;
			this.targets.set(identity(f), target);
			if (target instanceof Range && globalThis.Highlight) ranges[f.severity]?.push(target);
			else {
				const e = elementOf(target);
				if (e.dataset.platmapMark !== "error") e.dataset.platmapMark = f.severity;
			}
		}
		if (globalThis.Highlight) for (const [severity, list] of Object.entries(ranges)) {
			if (list.length) CSS.highlights.set("platmap-" + severity, new Highlight(...list));
			else CSS.highlights.delete("platmap-" + severity);
		}
	}

	// #find returns the words of a finding, searched in its anchor or, without one, in
	// the whole page. If they are not found it returns the anchor.
	#find(f, text) {
		const anchor = f.anchor ? document.getElementById(f.anchor) : null;
		return f.words && text.find(f.words, anchor) || anchor;
	}

	has(f) { return this.targets.has(identity(f)); }

	// reveal scrolls to the words of a finding.
	reveal(f) {
		const e = elementOf(this.targets.get(identity(f)));
		for (let up = e; up; up = up.parentElement) if (up.localName === "details") up.open = true;
		const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
		e.scrollIntoView({ block: "center", behavior: reduced ? "instant" : "smooth" });
		if (!reduced) e.animate([{ backgroundColor: "color-mix(in srgb, Highlight 30%, transparent)" }, { backgroundColor: "transparent" }], { duration: 2000, easing: "ease-in" });
	}
}

const identity = (f) => JSON.stringify([f.code, f.position, f.text]);
const elementOf = (target) => target instanceof Range ? target.startContainer.parentElement : target;

const blocks = "div, p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, section, article, pre, figcaption, summary, blockquote, caption, .mark";

// Text is the text of an element, with the offset of each of its text nodes.
class Text {
	constructor(root) {
		this.nodes = [];
		this.starts = [];
		this.all = "";
		const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		let block = null;
		while (walk.nextNode()) {
			const own = walk.currentNode.parentElement.closest(blocks);
			if (own !== block && this.all) this.all += "\n"; // words do not continue in another block
			block = own;
			this.nodes.push(walk.currentNode);
			this.starts.push(this.all.length);
			this.all += walk.currentNode.data;
		}
	}

	// find returns the first visible occurrence of whole words within an element, or
	// anywhere if it is null. Spaces and inline markup between words do not matter.
	find(words, within) {
		const source = words.trim().split(/\s+/).map((w) => w.replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&")).join("\\s+");
		const edge = (c, assertion) => /\w/.test(c ?? "") ? assertion : "";
		if (!source) return null;
		const pattern = new RegExp(edge(words.trim()[0], "(?<!\\w)") + source + edge(words.trim().at(-1), "(?!\\w)"), "gu");
		for (const { index, 0: match } of this.all.matchAll(pattern)) {
			const [from, to] = [this.#nodeAt(index), this.#nodeAt(index + match.length - 1)];
			const parent = this.nodes[from].parentElement;
			const closed = parent.closest("details:not([open])"); // reveal opens it
			if (within && !within.contains(parent) || !(closed ?? parent).checkVisibility()) continue;
			const range = new Range();
			range.setStart(this.nodes[from], index - this.starts[from]);
			range.setEnd(this.nodes[to], index + match.length - this.starts[to]);
			return range;
		}
		return null;
	}

	// #nodeAt returns the index of the text node at an offset.
	#nodeAt(offset) {
		let low = 0, high = this.starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.starts[middle] <= offset) low = middle;
			else high = middle;
		}
		return low;
	}
}
