// Cards explain the targets of links: domains, their items, components, teams and terms of
// the glossary. A card is shown while the pointer is on the link or the card, or while the
// link has the keyboard focus. Escape hides it (WCAG 1.4.13).
//
// On a touch screen, a tap on a link in running text opens the card, as in the apps of
// Wikipedia, because the reader usually wants to know the meaning of the word without
// leaving the text. The link in the card or a second tap opens the target. In menus,
// headings, tables, facts and lists of links, the first tap opens the target. A tap of a
// screen reader and a long press work as they do without cards.
//
// The cards are in files that are loaded when the first of them is needed:
// platmapCards({rows: [[key, kind, name, text, owner, language of the text], …]}), or
// platmapCards({parts: [first key, …]}) if the rows are in the files NAME--1.js and so on.
(function () {
	var delay = 350, grace = 250; // in milliseconds: until a card is shown, and until it is hidden
	var loaded = {}, waiting = {};
	var patience = 1000; // in milliseconds: until a tap follows its link because the card has not loaded
	var wanted = null, shown = null, dismissed = null; // links
	var showing, hiding, card;
	var tapped = false; // by a finger or a pen, not yet a click
	var pinned = false; // the card was opened with a tap and stays until the next one

	window.platmapCards = function (data) {
		var src = document.currentScript.src, rows = {};
		(data.rows || []).forEach(function (r) { rows[r[0]] = r; });
		loaded[src] = { rows: rows, parts: data.parts };
		finish(src);
	};
	function finish(src) {
		var list = waiting[src] || [];
		delete waiting[src];
		list.forEach(function (f) { f(loaded[src]); });
	}
	function load(src, then) {
		if (loaded[src]) return then(loaded[src]);
		if (waiting[src]) return waiting[src].push(then);
		waiting[src] = [then];
		var script = document.createElement("script");
		script.src = src;
		script.onload = script.onerror = function () { script.remove(); finish(src); };
		document.head.append(script);
	}
	// find calls then with the row for the target of a link, or without an argument.
	function find(target, then) {
		load(target.file + ".js", function (data) {
			if (!data || !data.parts) return then(data && data.rows[target.key]);
			var part = data.parts.filter(function (first) { return first <= target.key; }).length;
			if (!part) return then();
			load(target.file + "--" + part + ".js", function (data) { then(data && data.rows[target.key]); });
		});
	}

	// targetOf returns the file of cards for the target of a link, and the key in the file.
	function targetOf(a) {
		var brand = document.querySelector(".brand"), base, parts = a.href.split("#"), path, anchor;
		if (!brand) return null;
		base = new URL(".", brand.href).href; // of the pages in this language
		if (parts[0].indexOf(base) !== 0) return null;
		try {
			path = decodeURIComponent(parts[0].slice(base.length));
			anchor = decodeURIComponent(parts[1] || "");
		} catch (e) { return null; } // not an address of this site
		var folder = /^(domains|components|teams)\/[^/]+\.html$/.exec(path), name = folder && folder[1];
		if (anchor) name = name === "domains" ? "items" : path === "glossary.html" ? "glossary" : null;
		if (!name) return null;
		return { file: base + "cards/" + name, key: anchor ? path + "#" + anchor : path };
	}
	// Links beside the text that a card would show have no card.
	function linkOf(e) {
		var a = e && e.closest && e.closest("main a[href]");
		return a && !a.closest("nav, .handles, .plan, .find, .search, th, .hovercard") ? a : null;
	}
	// inText reports whether a link is in a sentence: it is not the whole paragraph, and not at
	// the start of a list item or a cell.
	function inText(a) {
		if (a.matches(".term")) return true;
		var text = a.closest(".prose, .lead, .more"), item = a.closest("li, td, dd"), name = a.textContent.trim();
		if (!text) return false;
		if (item && text.contains(item)) return item.textContent.trim().indexOf(name) !== 0;
		return (a.closest("p") || text).textContent.trim() !== name;
	}

	function enter(a) {
		clearTimeout(hiding);
		if (a === shown || a === wanted || a === dismissed) return;
		dismissed = null;
		want(a);
		if (targetOf(a)) showing = setTimeout(function () { show(a); }, delay);
		else leave();
	}
	function want(a) {
		clearTimeout(showing);
		wanted = a;
	}
	// leave hides the card, unless the link still has the focus: scrolling moves the page below
	// the pointer.
	function leave() {
		if (wanted && !wanted.matches(":focus-visible")) want(null);
		clearTimeout(hiding);
		if (shown && !pinned) hiding = setTimeout(function () {
			if (!shown.matches(":hover, :focus-visible") && !card.matches(":hover")) hide();
		}, grace);
	}
	function hide() {
		clearTimeout(hiding);
		if (!shown) return;
		shown.removeAttribute("aria-describedby");
		card.remove();
		shown = null;
		pinned = false;
	}
	// show calls then when the card is shown, or otherwise if there is no card.
	function show(a, then, otherwise) {
		want(a);
		find(targetOf(a), function (row) {
			if (wanted !== a) return;
			wanted = null;
			if (!a.isConnected || !row) return otherwise && otherwise();
			hide();
			shown = a;
			draw(row);
			document.querySelector("main").append(card);
			if (then) then();
			else a.setAttribute("aria-describedby", card.id);
			place(a.getClientRects());
		});
	}
	function draw(row) {
		card = document.createElement("div");
		card.id = "pm-card";
		card.className = "hovercard";
		card.setAttribute("role", "tooltip");
		line("kind", row[1]);
		line("name", row[2]);
		line("text", row[3]).lang = row[5] || document.documentElement.lang;
		line("owner", row[4]);
	}
	// open shows the card after a tap, with a link in it, or follows the link.
	function open(a) {
		function follow() {
			want(null);
			location.href = a.href;
		}
		show(a, function () {
			var link = document.createElement("a");
			link.href = a.href;
			link.className = "hovercard-open";
			link.textContent = document.body.dataset.open || a.textContent; // of a theme without the word
			card.append(link);
			card.setAttribute("role", "dialog"); // a tooltip has no links
			card.setAttribute("aria-label", card.querySelector(".hovercard-name").textContent);
			link.focus({ preventScroll: true });
			pinned = true;
		}, follow);
		setTimeout(function () { if (wanted === a) follow(); }, patience);
	}
	function line(name, text) {
		var e = document.createElement("div");
		e.className = "hovercard-" + name;
		e.textContent = text;
		if (text) card.append(e);
		return e;
	}
	// place puts the card below the last line of the link or, if it does not fit, above the first.
	function place(lines) {
		var first = lines[0], last = lines[lines.length - 1], root = document.documentElement, gap = 4;
		if (!last) return;
		var top = last.bottom + gap, above = first.top - gap - card.offsetHeight;
		if (top + card.offsetHeight > root.clientHeight && above >= 0) top = above;
		card.style.top = top + window.scrollY + "px";
		card.style.left = Math.max(8, Math.min(last.left, root.clientWidth - card.offsetWidth - 8)) + window.scrollX + "px";
	}

	document.addEventListener("pointerover", function (event) {
		if (event.pointerType === "touch") return;
		var a = linkOf(event.target);
		if (a) enter(a);
		else if (card && card.contains(event.target)) clearTimeout(hiding);
		else {
			dismissed = null;
			leave();
		}
	});
	document.addEventListener("pointerout", function (event) { if (!event.relatedTarget && event.pointerType !== "touch") leave(); });
	document.addEventListener("focusin", function (event) {
		var a = linkOf(event.target);
		if (pinned && a !== shown && !card.contains(event.target)) hide();
		if (a && a.matches(":focus-visible")) enter(a);
	});
	document.addEventListener("focusout", function () {
		dismissed = null;
		leave();
	});
	document.addEventListener("keydown", function (event) {
		tapped = false;
		if (event.key !== "Escape") return;
		dismissed = shown || wanted;
		if (pinned) shown.focus();
		want(null);
		hide();
	});
	// The type of the pointer is taken from pointerdown, because clicks in Safari have none.
	// Taps of screen readers have no size, or have the type mouse.
	document.addEventListener("pointerdown", function (event) {
		tapped = /touch|pen/.test(event.pointerType) && event.width > 0;
		if (pinned && linkOf(event.target) !== shown && !card.contains(event.target)) hide();
	});
	document.addEventListener("pointercancel", function () { tapped = false; });
	document.addEventListener("click", function (event) {
		var a = linkOf(event.target), opens = tapped && a && a !== shown && targetOf(a) && inText(a);
		tapped = false;
		if (card && card.contains(event.target)) return;
		if (a !== shown) hide();
		want(null);
		if (!opens) return;
		event.preventDefault();
		open(a);
	});
	document.addEventListener("platmap:change", function () {
		want(null);
		hide();
	});
	document.addEventListener("platmap:update", function () { loaded = {}; });
})();
