// Static hosts show this page at any address, so its links do not work until the
// folder is known in which the site is: the deepest one that has its style sheet.
(function () {
	var file = document.querySelector("main").dataset.probe, parts = location.pathname.split("/"), deepest = 20;
	if (location.protocol.indexOf("http") !== 0 || parts[parts.length - 1] === "404.html") return;
	function search(depth) {
		if (depth === 0) return;
		var root = location.origin + parts.slice(0, depth).join("/") + "/";
		fetch(root + file, { method: "HEAD" }).then(function (answer) {
			return answer.ok && /css/.test(answer.headers.get("Content-Type"));
		}).catch(function () { return false; }).then(function (found) {
			if (!found) return search(depth - 1);
			correct(root);
			document.addEventListener("platmap:change", function () { correct(root); }); // the preview restores the links of the file
		});
	}
	function correct(root) {
		document.querySelectorAll("a[data-path]").forEach(function (a) { a.href = root + a.dataset.path; });
	}
	search(Math.min(parts.length - 1, deepest));
})();
