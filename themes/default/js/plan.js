// The lenses of the overview: the chosen one is in the address and is remembered. The
// domain under the pointer or with the focus is highlighted, with the domains that it
// requires and those that require it. All of it works for parts of the page that the
// preview has replaced.
(function () {
	var key = "platmap-lens";
	function radios() { return Array.from(document.querySelectorAll(".lenses input")); }
	function choose(value) {
		radios().forEach(function (r) { if (r.value === value) r.checked = true; });
	}
	function restore() {
		var lens = new URLSearchParams(location.hash.slice(1)).get("lens");
		try { lens = lens || localStorage.getItem(key); } catch (e) { /* storage is not allowed */ }
		choose(lens);
	}
	document.addEventListener("change", function (event) {
		if (!event.target.matches(".lenses input")) return;
		try { localStorage.setItem(key, event.target.value); } catch (e) { /* storage is not allowed */ }
		try { history.replaceState(null, "", "#lens=" + event.target.value); } catch (e) { /* not allowed from disk in some browsers */ }
	});
	window.addEventListener("hashchange", restore);
	if (radios().length) restore();

	function follow(event) {
		var leaves = event.type === "focusout" || event.type === "pointerout";
		var target = leaves ? event.relatedTarget : event.target;
		var lot = target && target.closest && target.closest(".lot[data-domain]");
		document.querySelectorAll(".plan").forEach(function (plan) {
			var inside = lot && plan.contains(lot);
			plan.classList.toggle("choosing", Boolean(inside));
			plan.querySelectorAll(".lot").forEach(function (other) {
				other.classList.toggle("chosen", other === lot);
				other.classList.toggle("required", Boolean(inside) && names(lot).indexOf(other.dataset.domain) >= 0);
				other.classList.toggle("requiring", Boolean(inside) && names(other).indexOf(lot.dataset.domain) >= 0);
			});
		});
	}
	function names(lot) { return (lot.dataset.requires || "").split(" ").filter(Boolean); }
	["pointerover", "pointerout", "focusin", "focusout"].forEach(function (type) {
		document.addEventListener(type, function (event) {
			if (event.pointerType !== "touch") follow(event);
		});
	});
})();
