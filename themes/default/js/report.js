// Adds to the link for reporting a problem the current section: its address, its line in
// the source file, and the selected text. The current section is the one with the
// selection, or otherwise the section that was last opened or read. The link is at the end
// of the page, where only the last section is in view. So the script remembers the section
// that was in view when the reader last stopped scrolling above the foot.
//
// Lines are in a script, platmapLines({path of a page: {anchor: line, …}, …}), which is
// loaded when the link is about to be used. Without it the form contains only the file.
(function () {
	var patience = 1000; // in milliseconds: until the link is followed without lines
	var pause = 1000; // in milliseconds: of scrolling, until a section counts as read
	var longest = 200; // characters of the selected text
	var lines, loading, before; // before is what was selected when the link was pressed
	var read, paused; // an element of the section

	window.platmapLines = function (all) { lines = all; };
	function load(a) {
		if (!loading) loading = new Promise(function (done) {
			var script = document.createElement("script");
			script.src = a.dataset.lines;
			script.onload = script.onerror = function () {
				script.remove();
				done();
			};
			document.head.append(script);
		});
		return loading;
	}
	function linkOf(e) { return e.target.closest && e.target.closest("a.report[data-lines]"); }

	// selected returns the text that is selected in main, and the node where it begins, or null.
	function selected() {
		var s = window.getSelection(), text = Array.from(s.toString().replace(/\s+/g, " ").trim());
		var at = text.length && s.getRangeAt(0).startContainer;
		if (!at || !document.querySelector("main").contains(at)) return null;
		return { text: text.slice(0, longest).join("") + (text.length > longest ? "…" : ""), at: at };
	}
	function top(e) { return e.getBoundingClientRect().top; }
	function target() {
		try {
			return document.getElementById(decodeURIComponent(location.hash.slice(1)));
		} catch (e) { return null; } // not an address of this site
	}
	function opened() { read = target(); }
	function rest() {
		var foot = document.querySelector(".bottom"), e = target();
		if (e && top(e) >= 0 && top(e) < window.innerHeight) read = e; // also if it is too near the end to get to the top
		else if (!foot || top(foot) > window.innerHeight) {
			read = null;
			document.querySelectorAll("main [id]").forEach(function (e) { if (top(e) < window.innerHeight * 0.3) read = e; }); // as in toc.js
		}
	}
	// section returns the anchor of the section that a node is in, or "". Sections have a
	// heading or a line.
	function section(of, at) {
		var id = "";
		if (at && at.isConnected) document.querySelectorAll("main [id]").forEach(function (e) {
			if (!of[e.id] && !/^H[2-6]$/.test(e.nodeName)) return;
			if (e === at || e.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) id = e.id;
		});
		return id;
	}

	// complete returns the address of the form with the known values.
	function complete(a, selection) {
		var url = new URL(a.href), page = document.documentElement.dataset.url || a.dataset.page, file = a.dataset.file;
		var of = lines && lines[a.dataset.page] || {}, id = section(of, selection ? selection.at : read), line = of[id] || of[""];
		["body", "issue[description]"].forEach(function (name) {
			var text = url.searchParams.get(name);
			if (!text) return;
			if (id) text = text.replace(page, function () { return page + new URL("#" + id, location).hash; });
			if (line) text = text.replace(file, function () { return file + ":" + line; });
			if (selection) text = text.replace("\n\n", function () { return "\n\n> " + selection.text + "\n\n"; });
			url.searchParams.set(name, text);
		});
		return url.href;
	}
	function follow(e) {
		var a = linkOf(e), selection = before || selected();
		before = null;
		if (!a || e.defaultPrevented) return;
		var plain = a.href, modified = e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey;
		if (!lines && !modified) {
			e.preventDefault();
			return Promise.race([load(a), new Promise(function (done) { setTimeout(done, patience); })]).then(function () { location.href = complete(a, selection); });
		}
		a.href = complete(a, selection);
		setTimeout(function () { a.href = plain; }); // the reader may come back from the form
	}

	["pointerover", "focusin", "pointerdown"].forEach(function (type) {
		document.addEventListener(type, function (e) {
			var a = linkOf(e);
			if (!a) return;
			load(a);
			if (type === "pointerdown") before = selected(); // pressing may clear it
		});
	});
	opened();
	window.addEventListener("hashchange", opened);
	window.addEventListener("scroll", function () {
		clearTimeout(paused);
		paused = setTimeout(rest, pause);
	}, { passive: true });
	document.addEventListener("click", follow);
	document.addEventListener("auxclick", follow);
	document.addEventListener("platmap:update", function () { lines = loading = null; });
})();
