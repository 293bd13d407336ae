// Changes the open page so that it shows a newer version of itself.
//
// This is a three-way merge of the page as served before, the page as served now,
// and the document in the window. Only the difference between the two served pages
// is applied to the document, so changes made there by the reader or by a script
// stay: an open <details>, typed text, a class, a button, a wrapper around a block.
//
// The served page is a document of its own. A map has, for each of its nodes, the
// node in the window that was made from it.

export class Page {
	// The constructor must run before a script changes the page. Scripts that run
	// before the first paint may have changed the root element, but nothing else. Its
	// served attributes are assumed to be those of the next version.
	constructor(document) {
		this.document = document;
		this.served = document.cloneNode(true);
		this.nodes = new Map(); // maps a served node to its node in the window
		this.#bind(this.served, document);
		this.rootUnknown = true;
	}

	// become applies a newer version of the page. It returns the elements in the window
	// that are new or have other text than before, or null if the versions are equal.
	become(next) {
		if (this.rootUnknown) setAttributes(this.served.documentElement, next.documentElement);
		this.rootUnknown = false;
		this.traits = new Map();
		const numbers = new Map();
		describe(this.served.documentElement, this.traits, numbers);
		const { number } = describe(next.documentElement, this.traits, numbers);
		const same = number === this.traits.get(this.served.documentElement).number;
		this.oldNodes = this.nodes;
		this.nodes = new Map();
		this.changed = new Set();
		this.#change(this.served.documentElement, next.documentElement);
		this.served = next;
		this.oldNodes = this.traits = null;
		return same ? null : [...this.changed].filter((e) => e.isConnected);
	}

	// #bind records that a tree in the window was made from a served tree.
	#bind(served, node) {
		this.nodes.set(served, node);
		for (let a = content(served).firstChild, b = content(node).firstChild; a; a = a.nextSibling, b = b?.nextSibling) this.#bind(a, b);
	}

	// #keep records that a tree in the window belongs to a new served tree that is
	// equal to the old one.
	#keep(old, next) {
		this.nodes.set(next, this.oldNodes.get(old));
		for (let a = content(old).firstChild, b = content(next).firstChild; b; a = a?.nextSibling, b = b.nextSibling) this.#keep(a, b);
	}

	#change(old, next) {
		if (this.traits.get(old).number === this.traits.get(next).number) return this.#keep(old, next);
		const node = this.oldNodes.get(old);
		this.nodes.set(next, node);
		if (next.nodeType !== Node.ELEMENT_NODE) {
			changeText(node, next.data);
			if (node.parentElement) this.changed.add(node.parentElement);
			return;
		}
		if (isStylesheet(old) && old.getAttribute("href") !== next.getAttribute("href")) return this.#changeStylesheet(node, next);
		changeAttributes(node, old, next);
		if (next.localName !== "noscript") this.#changeChildren(content(node), [...content(old).childNodes], [...content(next).childNodes]);
	}

	// #changeStylesheet inserts the new stylesheet and removes the old one when the new
	// one is loaded, so that the page is never unstyled.
	#changeStylesheet(node, next) {
		const fresh = this.document.importNode(next, true);
		this.nodes.set(next, fresh);
		replaced.set(fresh, [node, ...(replaced.get(node) ?? [])]);
		fresh.addEventListener("load", () => replaced.get(fresh).forEach((link) => link.remove()), { once: true });
		node.after(fresh);
	}

	// #changeChildren changes the children of one element in the window. A script may
	// have wrapped a child, so that it is deeper, or may have removed it.
	#changeChildren(parent, old, next) {
		const partners = match(old, next, this.traits);
		const childOfParent = (node) => {
			while (node && node.parentNode !== parent) node = node.parentNode;
			return node;
		};
		const kept = new Map(next.filter((n) => partners.has(n)).map((n) => [n, childOfParent(this.oldNodes.get(partners.get(n)))]));
		const keptChildren = new Set(kept.values()), keptOld = new Set(partners.values());
		for (const o of old) {
			if (keptOld.has(o)) continue;
			const node = this.oldNodes.get(o), wrapper = childOfParent(node);
			node.remove();
			if (wrapper && !keptChildren.has(wrapper)) wrapper.remove();
		}
		keptChildren.delete(null);

		const inOrder = longestRun(parent, [...keptChildren]);
		let last = null, first = [...keptChildren].find((s) => inOrder.has(s)) ?? parent.firstChild;
		const placed = new Set();
		for (const n of next) {
			let node;
			if (kept.has(n)) {
				node = kept.get(n);
				if (!node || placed.has(node)) continue;
			} else {
				node = this.document.importNode(n, true);
				this.#bind(n, node);
				if (n.nodeType === Node.ELEMENT_NODE) this.changed.add(node);
				else if (!isBlank(n)) this.changed.add(parent);
			}
			if (!inOrder.has(node)) move(parent, node, last ? last.nextSibling : first);
			placed.add(node);
			last = node;
		}
		for (const [n] of kept) this.#change(partners.get(n), n);
	}
}

// Maps a stylesheet that is loading to those that it replaces.
const replaced = new WeakMap();

const isElement = (n) => n.nodeType === Node.ELEMENT_NODE;
const isStylesheet = (e) => e.localName === "link" && /(^|\s)stylesheet(\s|$)/i.test(e.getAttribute("rel") ?? "");
const isBlank = (n) => !isElement(n) && !/\S/.test(n.data);

// content returns the node that holds the children of a node. The children of
// <noscript> are text or elements, depending on the parser, and are never used.
const content = (n) => n.content instanceof DocumentFragment ? n.content : n;

// describe sets the traits of every node of a tree: a number that is the same for
// equal trees, and its first reference and its first words, by which a changed
// tree is recognised.
function describe(node, traits, numbers) {
	let text, key = "", words = "";
	if (isElement(node)) {
		text = node.nodeName;
		if (node.hasAttributes()) for (const { name, value } of node.attributes) {
			text += ` ${name}=${value.length}:${value}`;
			if (!key && references.has(name)) key = value;
		}
		if (node.localName === "noscript") text += " " + node.textContent;
		else for (let child = content(node).firstChild; child; child = child.nextSibling) {
			const trait = describe(child, traits, numbers);
			text += "," + trait.number;
			key ||= trait.key;
			words ||= trait.words;
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

// match returns a map from new children to the corresponding old children. Blank
// text is matched only by its neighbours.
function match(old, next, traits) {
	const partners = new Map(), taken = new Set();
	const pair = (o, n) => { partners.set(n, o); taken.add(o); };
	const number = (n) => traits.get(n).number;
	let start = 0, end = 0;
	while (start < old.length && start < next.length && number(old[start]) === number(next[start])) pair(old[start], next[start++]);
	while (end < old.length - start && end < next.length - start && number(old.at(-1 - end)) === number(next.at(-1 - end))) pair(old.at(-1 - end), next.at(-1 - end++));
	old = old.slice(start, old.length - end);
	next = next.slice(start, next.length - end);

	for (const likeness of [
		(n) => isElement(n) && n.id,
		(n) => !isBlank(n) && "=" + number(n),
		(n) => isElement(n) && traits.get(n).key,
		(n) => traits.get(n).words,
	]) {
		const free = new Map(); // maps a trait to the old children that have it, in reverse order
		for (const o of old.toReversed()) {
			const like = !taken.has(o) && likeness(o);
			if (!like) continue;
			const key = `${kind(o)} ${like}`;
			free.has(key) ? free.get(key).push(o) : free.set(key, [o]);
		}
		if (free.size) for (const n of next) {
			const like = !partners.has(n) && likeness(n);
			const o = like && free.get(`${kind(n)} ${like}`)?.pop();
			if (o) pair(o, n);
		}
	}
	// The other children match if they have the same neighbour.
	const index = new Map(old.map((o, i) => [o, i]));
	const pairAt = (n, i) => { if (i >= 0 && i < old.length && !partners.has(n) && !taken.has(old[i]) && kind(old[i]) === kind(n)) pair(old[i], n); };
	next.forEach((n, i) => pairAt(n, i ? index.get(partners.get(next[i - 1])) + 1 : 0));
	for (let i = next.length - 1; i >= 0; i--) pairAt(next[i], i < next.length - 1 ? index.get(partners.get(next[i + 1])) - 1 : old.length - 1);
	return partners;
}

// kind returns the part of a node that cannot be changed, such as the name of an
// element.
function kind(n) {
	if (!isElement(n)) return n.nodeName;
	const subtype = n.localName === "input" ? n.getAttribute("type") : n.localName === "link" ? n.getAttribute("rel") : "";
	return `${n.namespaceURI} ${n.nodeName} ${subtype}`;
}

// longestRun returns the largest set of the nodes that are already in the given
// order. The other nodes must be moved.
function longestRun(parent, nodes) {
	const index = new Map();
	let i = 0;
	for (let n = parent.firstChild; n; n = n.nextSibling) index.set(n, i++);
	const ends = [], before = new Map(); // ends[k] is the last node of the best run of k+1 nodes
	for (const n of nodes) {
		let low = 0, high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (index.get(ends[middle]) < index.get(n)) low = middle + 1;
			else high = middle;
		}
		before.set(n, ends[low - 1]);
		ends[low] = n;
	}
	const run = new Set();
	for (let n = ends.at(-1); n; n = before.get(n)) run.add(n);
	return run;
}

// move moves a node with moveBefore where possible: removing it would lose the
// focus, an open popover and the position in a video.
function move(parent, node, next) {
	if (node === next) return;
	if (node.parentNode === parent && parent.isConnected && parent.moveBefore && isElement(node)) parent.moveBefore(node, next);
	else parent.insertBefore(node, next);
}

// changeText changes only the part of a text that differs, so that a selection in
// the unchanged part stays.
function changeText(node, text) {
	const old = node.data, limit = Math.min(old.length, text.length);
	let start = 0, end = 0;
	while (start < limit && old[start] === text[start]) start++;
	while (end < limit - start && old.at(-1 - end) === text.at(-1 - end)) end++;
	node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

function setAttributes(e, from) {
	for (const { name } of [...e.attributes]) e.removeAttribute(name);
	for (const a of from.attributes) e.setAttributeNode(a.cloneNode());
}

// changeAttributes applies the difference between the attributes of two served
// elements to an element in the window. Classes are changed one by one.
function changeAttributes(e, old, next) {
	for (const a of next.attributes) {
		const before = old.getAttribute(a.name);
		if (before === a.value) continue;
		if (a.name === "class" && e.getAttribute("class") !== before) changeClasses(e, before ?? "", a.value);
		else e.setAttributeNode(a.cloneNode());
		if (a.name === "checked") e.checked = true;
	}
	for (const { name, value } of old.attributes) {
		if (next.hasAttribute(name)) continue;
		if (name === "class" && e.getAttribute("class") !== value) changeClasses(e, value, "");
		else e.removeAttribute(name);
		if (name === "checked") e.checked = false;
	}
}

function changeClasses(e, old, next) {
	const classes = (s) => s.split(/\s+/).filter(Boolean);
	e.classList.remove(...classes(old).filter((c) => !classes(next).includes(c)));
	e.classList.add(...classes(next));
}
