// Keys: ? opens the list of keys, [ and ] follow the links to the previous and next page of
// a section, p and n those to the previous and next change. Escape closes the list. Keys of one character can be switched off, as WCAG
// 2.1.4 asks for: they disturb speech input. Other scripts read the choice in data-keys.
(function () {
	var store = "platmap-keys", root = document.documentElement;
	try { if (localStorage.getItem(store) === "off") root.dataset.keys = "off"; } catch (e) { /* storage is not allowed */ }
	function list() { return document.getElementById("pm-keys"); }
	function open() {
		var dialog = list();
		if (!dialog || dialog.open) return;
		dialog.querySelector("input").checked = root.dataset.keys !== "off";
		dialog.showModal();
	}
	function outside(dialog, event) {
		var box = dialog.getBoundingClientRect();
		return event.target === dialog && (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom);
	}
	document.addEventListener("click", function (event) {
		var dialog = list(), target = event.target;
		if (!dialog || !target.closest) return;
		if (target.closest(".keys-open")) open();
		else if (target.closest(".keys-close") || dialog.open && outside(dialog, event)) dialog.close();
	});
	document.addEventListener("change", function (event) {
		if (!event.target.matches("#pm-keys input")) return;
		if (event.target.checked) delete root.dataset.keys;
		else root.dataset.keys = "off";
		try {
			if (event.target.checked) localStorage.removeItem(store);
			else localStorage.setItem(store, "off");
		} catch (e) { /* storage is not allowed */ }
	});
	// Some layouts need AltGr for brackets, which browsers report as Ctrl and Alt.
	function withModifier(event) {
		return !event.getModifierState("AltGraph") && (event.ctrlKey || event.altKey || event.metaKey);
	}
	// n and p: the marks in the preview of a change, js/review
	var links = {"[": ".turn a[rel=prev]", "]": ".turn a[rel=next]", p: ".review-turn a[rel=prev]", n: ".review-turn a[rel=next]"};
	function editing(e) { return e.isContentEditable || Boolean(e.closest && e.closest("input:not([type=radio], [type=checkbox]), textarea, select")); }
	document.addEventListener("keydown", function (event) {
		if (event.defaultPrevented || event.isComposing || root.dataset.keys === "off" || withModifier(event)) return;
		if (editing(event.target) || document.querySelector("dialog[open]")) return;
		var link = links[event.key] && document.querySelector(links[event.key]);
		if (link) link.click();
		else if (event.key === "?") open();
		else return;
		event.preventDefault();
	});
})();
