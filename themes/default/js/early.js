// Runs before the first paint: marks that there is JavaScript, and puts the
// colour scheme that was chosen in place, so that nothing flashes.
(function () {
	var root = document.documentElement, scheme = null;
	root.classList.add("js");
	try { scheme = localStorage.getItem("platmap-scheme"); } catch (e) { /* not allowed to remember */ }
	if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
})();
