// The dialog and the page of the search: a combobox with a list of results, after the
// pattern of the ARIA Authoring Practices.
(function () {
	var S = window.platmapSearch = window.platmapSearch || {}, facets = ["kind", "textLang", "status"], most = 8;
	S.ui = function (data) { S.uiData = data; };

	S.say = function (key, value) {
		var word = S.uiData.words[key] || "";
		return value === undefined ? word : word.replace("{0}", function () { return value; });
	};

	// element makes an element. The other arguments are its children: nodes or texts.
	S.element = function (name, attributes) {
		var e = document.createElement(name);
		Object.keys(attributes || {}).forEach(function (k) { if (attributes[k] !== "") e.setAttribute(k, attributes[k]); });
		e.append.apply(e, Array.prototype.slice.call(arguments, 2));
		return e;
	};

	// recent is the recent searches. Several sites may share a storage.
	function recent(base, change) {
		var key = "platmap-recent " + new URL(base || "./", location.href).pathname, list = [];
		try {
			list = JSON.parse(localStorage.getItem(key)) || [];
			if (change) localStorage.setItem(key, JSON.stringify(list = change(list)));
		} catch (e) { /* storage is not allowed, or another program has written it */ }
		return list;
	}

	// attach makes a search of an element that has an input. With a dialog, the element is
	// in it; without one it is the search page, whose address has the query.
	S.attach = function (root, input, options) {
		if (root.dataset.attached) return;
		root.dataset.attached = "yes";
		var u = { root: root, input: input, base: options.base, dialog: options.dialog, limit: options.dialog ? 16 : 50, active: -1, options: [], chosen: {} };
		build(u);
		if (!u.dialog) restore(u);
		S.open(u.base).catch(function () {});
		document.addEventListener("platmap:update", function () { latest(u, 1000); });
		run(u);
	};

	// latest searches the new index of the preview, which may answer from its last one for
	// some seconds.
	function latest(u, delay) {
		clearTimeout(u.later);
		refresh(u);
		if (delay < 8000) u.later = setTimeout(latest, delay, u, 2 * delay);
	}

	// refresh searches a new index.
	function refresh(u) {
		S.reload();
		if (u.root.isConnected && (!u.dialog || u.dialog.open)) run(u);
	}

	function build(u) {
		var element = S.element, say = S.say, input = u.input;
		u.list = element("div", { id: "pm-found", role: "listbox", "aria-label": say("search.results") });
		u.status = element("p", { "class": "search-status", role: "status" });
		u.none = element("div", { "class": "search-none" });
		u.foot = element("div", { "class": "search-foot" });
		u.facets = element("div", { "class": "search-facets" });
		u.selects = facets.map(function (name) {
			var select = element("select", { name: name }), word = name === "textLang" ? "search.language" : name;
			select.addEventListener("change", function () { u.chosen[name] = select.value; run(u); });
			select.add(new Option(say("filter.all"), ""));
			u.facets.append(element("label", {}, element("span", {}, say(word)), select));
			return select;
		});
		["role:combobox", "aria-expanded:false", "aria-controls:pm-found", "aria-autocomplete:list", "aria-haspopup:listbox", "placeholder:" + say("search.hint")].forEach(function (a) {
			input.setAttribute(a.slice(0, a.indexOf(":")), a.slice(a.indexOf(":") + 1));
		});
		if (u.dialog) {
			var close = element("button", { type: "button", "class": "tool" }, say("search.close"));
			close.addEventListener("click", function () { u.dialog.close(); });
			input.parentNode.append(close);
			u.dialog.addEventListener("click", function (e) { if (e.target === u.dialog) u.dialog.close(); });
			fit(u.dialog);
		}
		u.selects[1].parentNode.hidden = Object.keys(S.uiData.languages).length < 2;
		u.root.append(u.facets, u.status, element("div", { "class": "search-scroll" }, u.list, u.none), u.foot);
		input.addEventListener("input", function () { run(u); });
		input.addEventListener("keydown", function (e) { key(u, e); });
		u.list.addEventListener("mousedown", function (e) { e.preventDefault(); }); // the input keeps the focus
		u.list.addEventListener("click", function (e) {
			var option = e.target.closest("[role=option]");
			if (!option) return;
			if (option.href) leave(u, e.ctrlKey || e.metaKey || e.shiftKey);
			else use(u, option.dataset.query);
		});
	}

	// fit makes the dialog smaller for an on-screen keyboard, which covers the page in most browsers.
	function fit(dialog) {
		var view = window.visualViewport;
		function resize() { dialog.style.setProperty("--room", Math.round(view.height * view.scale) + "px"); }
		if (!view) return;
		view.addEventListener("resize", resize);
		resize();
	}

	function key(u, e) {
		if (e.isComposing || e.keyCode === 229) return; // the input method handles it
		var n = u.options.length, option = u.options[u.active];
		if (e.key === "Enter") {
			e.preventDefault();
			if (!option && u.waiting) u.enter = e;
			else follow(u, option || u.options[0], e);
		} else if (n && e.key === "ArrowDown") select(u, (u.active + 1) % n, e);
		else if (n && e.key === "ArrowUp") select(u, u.active < 0 ? n - 1 : (u.active - 1 + n) % n, e);
		else if (option && e.key === "Home") select(u, 0, e);
		else if (option && e.key === "End") select(u, n - 1, e);
		else if (option && (e.key === "ArrowLeft" || e.key === "ArrowRight")) select(u, -1);
	}

	function select(u, i, e) {
		if (e) e.preventDefault();
		if (u.options[u.active]) u.options[u.active].setAttribute("aria-selected", "false");
		u.active = i;
		if (i < 0) return u.input.removeAttribute("aria-activedescendant");
		u.options[i].setAttribute("aria-selected", "true");
		u.input.setAttribute("aria-activedescendant", u.options[i].id);
		u.options[i].scrollIntoView({ block: "nearest" });
	}

	// follow opens a result, in a new tab with Ctrl, or repeats a recent search.
	function follow(u, option, e) {
		if (!option) return;
		if (!option.href) return use(u, option.dataset.query);
		var tab = e.ctrlKey || e.metaKey;
		leave(u, tab);
		if (tab) window.open(option.href, "_blank", "noopener");
		else location.assign(option.href);
	}

	function use(u, query) {
		u.input.value = query;
		u.input.focus();
		run(u);
	}

	// leave is called before a result is opened.
	function leave(u, stays) {
		var query = shorten(u.input.value.trim());
		if (query) recent(u.base, function (list) { return [query].concat(list.filter(function (q) { return q !== query; })).slice(0, most); });
		if (u.dialog && !stays) u.dialog.close();
	}

	// run searches for what is in the input.
	function run(u, limit) {
		if (u.abort) u.abort.abort();
		clearTimeout(u.again);
		var query = u.input.value, abort = u.abort = new AbortController();
		u.enter = u.early = null;
		u.waiting = query.trim() !== "";
		if (!u.dialog) keep(u);
		if (!u.waiting) return showRecent(u);
		var options = { lang: S.uiData.locale, limit: limit || u.limit, signal: abort.signal, early: function (r) { if (!abort.signal.aborted) show(u, r, true); } };
		facets.forEach(function (f) { options[f] = u.chosen[f] || ""; });
		S.search(query, options).then(function (result) {
			if (abort.signal.aborted || !result) return;
			u.waiting = false;
			show(u, result);
			if (result.indexing) u.again = setTimeout(refresh, 1000, u);
			else if (u.enter) follow(u, u.options[0], u.enter);
		}, function () {
			if (abort.signal.aborted) return;
			u.waiting = false;
			clear(u, S.say("search.failed"));
			u.none.append(names(u));
		});
	}

	// shorten returns the form of a query to show: the query may be a long pasted log.
	function shorten(query) {
		var chars = Array.from(query);
		return chars.length > 120 ? chars.slice(0, 120).join("") + "…" : query;
	}

	function clear(u, status) {
		u.options = [];
		select(u, -1);
		[u.list, u.none, u.foot].forEach(function (e) { e.replaceChildren(); });
		u.input.setAttribute("aria-expanded", "false");
		if (u.status.textContent !== status) u.status.textContent = status;
	}

	// fill makes the options of the list from groups.
	function fill(u, groups) {
		groups.forEach(function (g, i) {
			u.list.append(S.element("div", { role: "group", "aria-labelledby": "pm-found-" + i }, S.element("div", { id: "pm-found-" + i, "class": "search-group", role: "presentation" }, g.name)));
			u.list.lastChild.append.apply(u.list.lastChild, g.options);
			u.options = u.options.concat(g.options);
		});
		u.options.forEach(function (o, i) { o.id = "pm-found-o" + i; });
		u.input.setAttribute("aria-expanded", String(u.options.length > 0));
	}

	function show(u, result, early) {
		var say = S.say, element = S.element, before = u.options[u.active] && u.options[u.active].path;
		if (early) u.early = result.map(function (row) { return row.path; });
		else if (u.early) stay(u, result);
		clear(u, result.indexing ? say("search.indexing") : result.length ? say("search.count", result.total) : early ? "" : say("search.none", shorten(u.input.value.trim())));
		if (!result.indexing) fillFacets(u, result.facets);
		var groups = [], of = {};
		result.forEach(function (row) {
			var g = of[row.kind];
			if (!g) groups.push(g = of[row.kind] = { name: S.kindName(row.kind), options: [] });
			var option = S.option(row);
			option.path = row.path;
			g.options.push(option);
		});
		fill(u, groups);
		u.options.forEach(function (o, i) { if (before && o.path === before) select(u, i); });
		if (result.indexing || early) return;
		if (!result.length) return showNone(u, result.nearest || []);
		if (result.total <= result.length) showKeys(u);
		else if (u.dialog) u.foot.append(element("a", { href: address(u) }, say("search.all", result.total)));
		else u.foot.append(button(say("search.more"), function () { run(u, result.length + u.limit); }));
	}

	// stay keeps the order of the results that were shown without their texts, if the reader
	// points at one of them or has selected one.
	function stay(u, result) {
		function number(row) { return u.early.indexOf(row.path) + 1 || Infinity; }
		if (u.active < 0 && !u.list.matches(":hover, :active")) return;
		result.sort(function (a, b) { return number(a) - number(b) || 0; });
	}

	function showKeys(u) {
		if (u.dialog) u.foot.append(S.element("span", { "class": "search-keys" }, S.say("search.keys")));
	}

	function button(text, click) {
		var b = S.element("button", { type: "button", "class": "tool" }, text);
		b.addEventListener("click", click);
		return b;
	}

	function showNone(u, nearest) {
		var element = S.element, say = S.say, ask = S.uiData.ask;
		if (nearest.length) {
			var p = element("p", {}, say("search.nearest") + say("colon"));
			nearest.forEach(function (word) { p.append(button(word, function () { use(u, word); }), " "); });
			u.none.append(p);
		}
		if (!ask) return;
		var who = element("p", {}, say("interfaces.ask") + say("colon"));
		if (ask.path) who.append(element("a", { href: u.base + ask.path }, ask.name), " ");
		if (ask.chat) who.append(element("code", {}, ask.chat), " ");
		if (/^https?:/.test(ask.url || "")) who.append(element("a", { href: ask.url }, ask.url.replace(/^https?:\/\//, "")));
		u.none.append(who);
	}

	function showRecent(u) {
		var list = u.dialog ? recent(u.base) : [];
		clear(u, "");
		fillFacets(u, {});
		if (!list.length) {
			if (u.dialog) u.none.append(names(u));
			return showKeys(u);
		}
		fill(u, [{ name: S.say("search.recent"), options: list.map(function (q) { return S.element("div", { role: "option", "aria-selected": "false", "data-query": q }, q); }) }]);
		u.foot.append(button(S.say("search.forget"), function () {
			recent(u.base, function () { return []; });
			u.input.focus();
			showRecent(u);
		}));
	}

	function names(u) { return S.element("p", {}, S.element("a", { href: u.base + S.uiData.names }, S.say("view.names"))); }

	// fillFacets offers the values of the results, with their counts, and the chosen value.
	function fillFacets(u, all) {
		facets.forEach(function (name, i) {
			var select = u.selects[i], counts = all && all[name] || {}, chosen = u.chosen[name] || "", values = Object.keys(counts);
			if (chosen && values.indexOf(chosen) < 0) values.push(chosen);
			select.replaceChildren(new Option(S.say("filter.all"), ""));
			values.forEach(function (v) { select.add(new Option(S.facetName(name, v) + " (" + (counts[v] || 0) + ")", v, false, v === chosen)); });
		});
	}

	// address returns the address of the search page with the present query.
	function address(u) { return u.base + S.uiData.page + "?" + state(u); }

	function state(u) {
		var s = new URLSearchParams();
		if (u.input.value.trim()) s.set("q", u.input.value.trim());
		facets.forEach(function (f) { if (u.chosen[f]) s.set(f, u.chosen[f]); });
		return s.toString();
	}

	// keep writes the query into the address of the page, in the fragment where a browser
	// allows no other change, such as from disk.
	function keep(u) {
		var s = state(u);
		try { history.replaceState(null, "", location.pathname + (s && "?" + s)); } catch (e) { location.replace("#" + s); }
	}

	function restore(u) {
		var s = new URLSearchParams(location.hash.indexOf("=") > 0 ? location.hash.slice(1) : location.search);
		u.input.value = u.input.value || s.get("q") || "";
		facets.forEach(function (f) {
			var value = s.get(f) || "";
			u.chosen[f] = value in {} ? "" : value; // constructor is a key of all objects
		});
		if (!u.input.value) u.input.focus();
	}
})();
