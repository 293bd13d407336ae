// The button that switches the colour scheme: auto, light, dark.
(function () {
	var root = document.documentElement, button = document.getElementById("pm-scheme");
	if (!button) return;
	var next = { auto: "light", light: "dark", dark: "auto" };
	button.addEventListener("click", function () {
		var scheme = next[root.dataset.scheme || "auto"];
		if (scheme === "auto") delete root.dataset.scheme;
		else root.dataset.scheme = scheme;
		try {
			if (scheme === "auto") localStorage.removeItem("platmap-scheme");
			else localStorage.setItem("platmap-scheme", scheme);
		} catch (e) { /* storage is not allowed */ }
	});
})();
