// Keeps the scroll position and the focus while the page changes, and highlights
// what has changed.

// keepView runs a change and then restores the scroll position and the focus.
// Browsers do part of this, but not when the anchor element itself is replaced.
export function keepView(change) {
	const root = document.documentElement, anchors = scrollY > 0 ? visibleElements() : [];
	const focused = document.activeElement, selected = selection(focused);
	root.style.overflowAnchor = "none"; // so that the browser does not scroll too
	const result = change();
	const [anchor, top] = anchors.find(([e]) => e.isConnected && e.getClientRects().length) ?? [];
	if (anchor) {
		const by = anchor.getBoundingClientRect().top - top;
		if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
	}
	root.style.overflowAnchor = "";
	if (!root.getAttribute("style")) root.removeAttribute("style");
	if (focused !== document.activeElement && focused?.isConnected) {
		focused.focus({ preventScroll: true });
		if (selected) focused.setSelectionRange(...selected);
	}
	return result;
}

// visibleElements returns the elements that are visible, as [element, top]: first
// the elements that start in the window, from top to bottom, then those that start
// above it.
function visibleElements() {
	const starting = [], reaching = [], found = new Set();
	for (let y = 0.04; y < 1; y += 0.06) {
		for (const x of [0.35, 0.6]) {
			const e = document.elementFromPoint(innerWidth * x, innerHeight * y);
			if (!e || found.has(e) || e.id === "platmap-live" || !e.closest("body > *") || isFixed(e)) continue;
			found.add(e);
			const { top } = e.getBoundingClientRect();
			(top >= 0 ? starting : reaching).push([e, top]);
		}
	}
	return [...starting, ...reaching.reverse()];
}

function isFixed(e) {
	for (; e; e = e.parentElement) if (/fixed|sticky/.test(getComputedStyle(e).position)) return true;
	return false;
}

// selection returns the selected range of a form field.
function selection(e) {
	try {
		return e?.selectionStart != null && [e.selectionStart, e.selectionEnd, e.selectionDirection];
	} catch { // not available for some types of field
		return null;
	}
}

// tint highlights the changed elements for a moment, because a single change is
// easily missed. It does nothing if many elements have changed.
export function tint(elements) {
	if (elements.length > 40 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
	const blocks = new Set(elements.map((e) => {
		while (e.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement;
		return e;
	}).filter((e) => e.closest("main") && !e.matches("main")));
	const outermost = [...blocks].filter((e) => {
		for (let up = e.parentElement; up; up = up.parentElement) if (blocks.has(up)) return false;
		return true;
	});
	if (outermost.length > 8) return;
	for (const e of outermost) {
		e.animate([{ backgroundColor: "color-mix(in srgb, Highlight 22%, transparent)" }, { backgroundColor: "transparent" }],
			{ duration: 1400, easing: "ease-out", id: "platmap" });
	}
}
