// Runs before the first paint: marks the page as having JavaScript and applies the
// chosen colour scheme, so that the page does not flash in the other one.
(function () {
	var root = document.documentElement, scheme = null;
	root.classList.add("js");
	try { scheme = localStorage.getItem("platmap-scheme"); } catch (e) { /* storage is not allowed */ }
	if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
})();
