// What the reader looks at stays where it is while the page changes.

// still runs a change. Browsers do some of this themselves, but not all of them,
// and not when the very element they hold on to is made anew.
export function still(change) {
	const root = document.documentElement, held = scrollY > 0 ? seen() : [];
	const focused = document.activeElement, caret = selection(focused);
	root.style.overflowAnchor = "none"; // one of us is enough
	const result = change();
	const [anchor, top] = held.find(([e]) => e.isConnected && e.getClientRects().length) ?? [];
	if (anchor) {
		const by = anchor.getBoundingClientRect().top - top;
		if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
	}
	root.style.overflowAnchor = "";
	if (!root.getAttribute("style")) root.removeAttribute("style");
	if (focused !== document.activeElement && focused?.isConnected) {
		focused.focus({ preventScroll: true });
		if (caret) focused.setSelectionRange(...caret);
	}
	return result;
}

// seen returns what begins in the window, from the top down, and then what only
// reaches into it: [element, where it is].
function seen() {
	const begin = [], reach = [], found = new Set();
	for (let y = 0.04; y < 1; y += 0.06) {
		for (const x of [0.35, 0.6]) {
			const e = document.elementFromPoint(innerWidth * x, innerHeight * y);
			if (!e || found.has(e) || e.id === "platmap-live" || !e.closest("body > *") || floats(e)) continue;
			found.add(e);
			const { top } = e.getBoundingClientRect();
			(top >= 0 ? begin : reach).push([e, top]);
		}
	}
	return [...begin, ...reach.reverse()];
}

function floats(e) {
	for (; e; e = e.parentElement) if (/fixed|sticky/.test(getComputedStyle(e).position)) return true;
	return false;
}

// selection returns where the caret is in a field.
function selection(e) {
	try {
		return e?.selectionStart != null && [e.selectionStart, e.selectionEnd, e.selectionDirection];
	} catch { // some kinds of fields do not tell
		return null;
	}
}

// tint shows for a moment what has changed: a save often changes something that is
// easily missed. Many changes at once are no news.
export function tint(elements) {
	if (elements.length > 40 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
	const blocks = new Set(elements.map((e) => {
		while (e.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement;
		return e;
	}).filter((e) => e.closest("main") && !e.matches("main")));
	const outer = [...blocks].filter((e) => { // not both a list and its entry
		for (let up = e.parentElement; up; up = up.parentElement) if (blocks.has(up)) return false;
		return true;
	});
	if (outer.length > 8) return;
	for (const e of outer) {
		e.animate([{ backgroundColor: "color-mix(in srgb, Highlight 22%, transparent)" }, { backgroundColor: "transparent" }],
			{ duration: 1400, easing: "ease-out", id: "platmap" });
	}
}
