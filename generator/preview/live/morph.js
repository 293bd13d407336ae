// Changes the page that is open so that it is what a newer text of it says.
//
// It is a comparison of three: what was served, what is served now, and what
// stands in the window. Only the difference of the first two is carried over to
// the third, so whatever a reader or a script did there stays: an open
// <details>, typed words, a class, a button, a wrapper around a block.
//
// What was served is a document of its own, and for each of its nodes it is
// known which node in the window came of it.

export class Page {
	// To be made before any script has changed the page. Only the root is not as it
	// was served, for what runs before the first paint marks it: that its attributes
	// were those of the first text that comes is a good guess.
	constructor(document) {
		this.document = document;
		this.served = document.cloneNode(true);
		this.live = new Map();
		this.#bind(this.served, document);
		this.guess = true;
	}

	// become carries a newer page over. It returns the elements in the window that
	// are new or have other words than before; or null if the page is as it was.
	become(next) {
		if (this.guess) setAttributes(this.served.documentElement, next.documentElement);
		this.guess = false;
		this.traits = new Map();
		const numbers = new Map();
		describe(this.served.documentElement, this.traits, numbers);
		const { number } = describe(next.documentElement, this.traits, numbers);
		const same = number === this.traits.get(this.served.documentElement).number;
		const before = this.live;
		this.before = before;
		this.live = new Map();
		this.changed = new Set();
		this.#change(this.served.documentElement, next.documentElement);
		this.served = next;
		this.before = this.traits = null;
		return same ? null : [...this.changed].filter((e) => e.isConnected);
	}

	// #bind notes that a tree in the window came of a served one.
	#bind(served, live) {
		this.live.set(served, live);
		for (let a = inside(served).firstChild, b = inside(live).firstChild; a; a = a.nextSibling, b = b?.nextSibling) this.#bind(a, b);
	}

	// #carry does so for a served tree that is as it was.
	#carry(was, is) {
		this.live.set(is, this.before.get(was));
		for (let a = inside(was).firstChild, b = inside(is).firstChild; b; a = a?.nextSibling, b = b.nextSibling) this.#carry(a, b);
	}

	#change(was, is) {
		if (this.traits.get(was).number === this.traits.get(is).number) return this.#carry(was, is);
		const live = this.before.get(was);
		this.live.set(is, live);
		if (is.nodeType !== Node.ELEMENT_NODE) {
			splice(live, is.data);
			if (live.parentElement) this.changed.add(live.parentElement);
			return;
		}
		if (isStyle(was) && was.getAttribute("href") !== is.getAttribute("href")) return this.#restyle(live, is);
		changeAttributes(live, was, is);
		if (is.localName !== "noscript") this.#changeChildren(inside(live), [...inside(was).childNodes], [...inside(is).childNodes]);
	}

	// #restyle puts a stylesheet beside the one that it follows, which goes when the
	// new one is there: the page is never without.
	#restyle(live, is) {
		const fresh = this.document.importNode(is, true);
		this.live.set(is, fresh);
		stale.set(fresh, [live, ...(stale.get(live) ?? [])]);
		fresh.addEventListener("load", () => stale.get(fresh).forEach((link) => link.remove()), { once: true });
		live.after(fresh);
	}

	// #changeChildren does the children of one element, home. A child may stand
	// deeper there, in what a script has put around it, or not at all.
	#changeChildren(home, was, is) {
		const partners = match(was, is, this.traits);
		const slot = (node) => {
			while (node && node.parentNode !== home) node = node.parentNode;
			return node;
		};
		const kept = new Map(is.filter((n) => partners.has(n)).map((n) => [n, slot(this.before.get(partners.get(n)))]));
		const slots = new Set(kept.values()), stay = new Set(partners.values());
		for (const b of was) {
			if (stay.has(b)) continue;
			const node = this.before.get(b), around = slot(node);
			node.remove();
			if (around && !slots.has(around)) around.remove(); // an empty wrapper
		}
		slots.delete(null);

		const still = longestRun(home, [...slots]);
		let last = null, first = [...slots].find((s) => still.has(s)) ?? home.firstChild;
		const placed = new Set();
		for (const n of is) {
			let node;
			if (kept.has(n)) {
				node = kept.get(n);
				if (!node || placed.has(node)) continue;
			} else {
				node = this.document.importNode(n, true);
				this.#bind(n, node);
				if (n.nodeType === Node.ELEMENT_NODE) this.changed.add(node);
				else if (!blank(n)) this.changed.add(home);
			}
			if (!still.has(node)) put(home, node, last ? last.nextSibling : first);
			placed.add(node);
			last = node;
		}
		for (const [n] of kept) this.#change(partners.get(n), n);
	}
}

// Stylesheets that go when another one is there.
const stale = new WeakMap();

const isStyle = (e) => e.localName === "link" && /(^|\s)stylesheet(\s|$)/i.test(e.getAttribute("rel") ?? "");
const blank = (n) => n.nodeType !== Node.ELEMENT_NODE && !/\S/.test(n.data);

// inside is where the children of a node are. What <noscript> holds is text or
// elements, depending on who parsed it, and is never seen here.
const inside = (n) => n.content instanceof DocumentFragment ? n.content : n;

// describe gives every node of a tree a number, by which trees are equal, and
// what it can be recognised by when it is not: the first thing it refers to,
// and its first words.
function describe(node, traits, numbers) {
	let text, key = "", words = "";
	if (node.nodeType === Node.ELEMENT_NODE) {
		text = node.nodeName;
		if (node.hasAttributes()) for (const { name, value } of node.attributes) {
			text += ` ${name}=${value.length}:${value}`;
			if (!key && references.has(name)) key = value;
		}
		if (node.localName === "noscript") text += " " + node.textContent;
		else for (let child = inside(node).firstChild; child; child = child.nextSibling) {
			const of = describe(child, traits, numbers);
			text += "," + of.number;
			key ||= of.key;
			words ||= of.words;
		}
	} else {
		text = "#" + node.nodeType + node.data;
		words = node.data.trim().slice(0, 20);
	}
	let number = numbers.get(text);
	if (number === undefined) numbers.set(text, number = numbers.size);
	const trait = { number, key, words };
	traits.set(node, trait);
	return trait;
}
const references = new Set(["id", "href", "src", "name", "for"]);

// match finds out which of the old children became which of the new ones. White
// space has no character of its own and belongs to its neighbours.
function match(was, is, traits) {
	const partners = new Map(), taken = new Set();
	const pair = (b, n) => { partners.set(n, b); taken.add(b); };
	const number = (n) => traits.get(n).number;
	let start = 0, end = 0;
	while (start < was.length && start < is.length && number(was[start]) === number(is[start])) pair(was[start], is[start++]);
	while (end < was.length - start && end < is.length - start && number(was.at(-1 - end)) === number(is.at(-1 - end))) pair(was.at(-1 - end), is.at(-1 - end++));
	was = was.slice(start, was.length - end);
	is = is.slice(start, is.length - end);

	const element = (n) => n.nodeType === Node.ELEMENT_NODE;
	for (const likeness of [
		(n) => element(n) && n.id,
		(n) => !blank(n) && "=" + number(n),
		(n) => element(n) && traits.get(n).key,
		(n) => traits.get(n).words,
	]) {
		const free = new Map(); // from likeness to those that have it, the first one last
		for (const b of was.toReversed()) {
			const key = !taken.has(b) && likeness(b);
			if (!key) continue;
			const full = `${kind(b)} ${key}`;
			free.has(full) ? free.get(full).push(b) : free.set(full, [b]);
		}
		if (free.size) for (const n of is) {
			const key = !partners.has(n) && likeness(n);
			const b = key && free.get(`${kind(n)} ${key}`)?.pop();
			if (b) pair(b, n);
		}
	}
	// What is left is taken to be what stands beside the same neighbour.
	const at = new Map(was.map((b, i) => [b, i]));
	const beside = (n, i) => { if (i >= 0 && i < was.length && !partners.has(n) && !taken.has(was[i]) && kind(was[i]) === kind(n)) pair(was[i], n); };
	is.forEach((n, i) => beside(n, i ? at.get(partners.get(is[i - 1])) + 1 : 0));
	for (let i = is.length - 1; i >= 0; i--) beside(is[i], i < is.length - 1 ? at.get(partners.get(is[i + 1])) - 1 : was.length - 1);
	return partners;
}

// kind is what a node can never cease to be.
function kind(n) {
	if (n.nodeType !== Node.ELEMENT_NODE) return n.nodeName;
	const also = n.localName === "input" ? n.getAttribute("type") : n.localName === "link" ? n.getAttribute("rel") : "";
	return `${n.namespaceURI} ${n.nodeName} ${also}`;
}

// longestRun chooses of the nodes, which are in the order wanted, as many as
// possible that stand in that order already: the others are moved.
function longestRun(home, nodes) {
	const at = new Map();
	let i = 0;
	for (let n = home.firstChild; n; n = n.nextSibling) at.set(n, i++);
	const ends = [], before = new Map(); // ends[k] is the end of the best run of k+1
	for (const n of nodes) {
		let low = 0, high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (at.get(ends[middle]) < at.get(n)) low = middle + 1;
			else high = middle;
		}
		before.set(n, ends[low - 1]);
		ends[low] = n;
	}
	const run = new Set();
	for (let n = ends.at(-1); n; n = before.get(n)) run.add(n);
	return run;
}

// put moves a node without what a browser does to one that is taken out: a
// focus, an open popover and the place in a film would be lost.
function put(home, node, next) {
	if (node === next) return;
	if (node.parentNode === home && home.isConnected && home.moveBefore && node.nodeType === Node.ELEMENT_NODE) home.moveBefore(node, next);
	else home.insertBefore(node, next);
}

// splice changes only the middle of a text that differs, so that what is
// selected beside it stays selected.
function splice(node, text) {
	const old = node.data, most = Math.min(old.length, text.length);
	let start = 0, end = 0;
	while (start < most && old[start] === text[start]) start++;
	while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end++;
	node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

function setAttributes(e, as) {
	for (const { name } of [...e.attributes]) e.removeAttribute(name);
	for (const a of as.attributes) e.setAttributeNode(a.cloneNode());
}

// changeAttributes does to an element in the window what was done to its
// attributes. Of classes every single one counts.
function changeAttributes(live, was, is) {
	for (const a of is.attributes) {
		const old = was.getAttribute(a.name);
		if (old === a.value) continue;
		if (a.name === "class" && live.getAttribute("class") !== old) changeClasses(live, old ?? "", a.value);
		else live.setAttributeNode(a.cloneNode());
		if (a.name === "checked") live.checked = true;
	}
	for (const { name, value } of was.attributes) {
		if (is.hasAttribute(name)) continue;
		if (name === "class" && live.getAttribute("class") !== value) changeClasses(live, value, "");
		else live.removeAttribute(name);
		if (name === "checked") live.checked = false;
	}
}

function changeClasses(live, was, is) {
	const words = (s) => s.split(/\s+/).filter(Boolean);
	live.classList.remove(...words(was).filter((w) => !words(is).includes(w)));
	live.classList.add(...words(is));
}
