// Marks the section that is being read in the table of contents: the last one that begins
// above a line in the upper part of the window.
(function () {
	if (!window.IntersectionObserver) return;
	var observers = [];
	function observe(elements, options, then) {
		var o = new IntersectionObserver(then, options);
		elements.forEach(function (e) { o.observe(e); });
		observers.push(o);
	}
	function follow(toc) {
		var links = [], sections = [], begun = [], ended = false;
		toc.querySelectorAll('a[href^="#"]').forEach(function (a) {
			var section = document.getElementById(decodeURIComponent(a.hash.slice(1)));
			if (!section) return;
			links.push(a);
			sections.push(section);
			begun.push(false);
		});
		if (!links.length) return;
		function mark() {
			var at = begun.lastIndexOf(true);
			if (ended) at = Math.max(at, target()); // the last sections may be too short to reach the line
			links.forEach(function (a, i) {
				if (i === at) a.setAttribute("aria-current", "location");
				else a.removeAttribute("aria-current");
			});
			if (at >= 0) reveal(links[at]);
		}
		function target() {
			var at = sections.findIndex(function (e) { return e.matches(":target"); });
			return at < 0 || sections[at].getBoundingClientRect().top < 0 ? links.length - 1 : at;
		}
		// reveal scrolls the column, but never the page.
		function reveal(a) {
			var column = toc.closest(".side"), link = a.getBoundingClientRect();
			if (!column || getComputedStyle(column).position !== "sticky") return;
			var box = column.getBoundingClientRect();
			if (link.top < box.top) column.scrollTop += link.top - box.top - 24;
			else if (link.bottom > box.bottom) column.scrollTop += link.bottom - box.bottom + 24;
		}
		// The area extends far above the window, so that a jump over several sections is noticed.
		observe(sections, { rootMargin: "1000000px 0px -70% 0px" }, function (entries) {
			entries.forEach(function (e) { begun[sections.indexOf(e.target)] = e.isIntersecting; });
			mark();
		});
		observe(document.querySelectorAll(".bottom"), { threshold: 0.9 }, function (entries) {
			ended = entries[entries.length - 1].isIntersecting;
			mark();
		});
	}
	function prepare() {
		observers.forEach(function (o) { o.disconnect(); });
		observers = [];
		document.querySelectorAll(".toc").forEach(follow);
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
