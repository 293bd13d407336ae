// The filter over all rows of a view, which also sorts them. The rows are in a file of
// their own, which is loaded when the filter is first used: platmapRows({columns, labels,
// orders, rows}), where a row is [name, href, text, other words, value, value …] with a
// value for each column. A column with labels has ids, separated by spaces; orders has the
// ids of columns that are not sorted by their labels. The state is in the address.
(function () {
	var loaded = {}, waiting = {}, most = 100, compare = platmapCollator();
	window.platmapRows = function (data) {
		var src = document.currentScript.getAttribute("src");
		data.label = function (r, c) { // the text of a cell
			var labels = data.labels[c];
			return labels ? r[4 + c].split(" ").map(function (id) { return labels[id] || id; }).join(", ") : r[4 + c];
		};
		data.folded = data.rows.map(function (r) {
			return fold([r[0], r[2], r[3]].concat(data.columns.map(function (_, c) { return data.label(r, c); })).join(" "));
		});
		data.sorted = {};
		loaded[src] = data;
		(waiting[src] || []).forEach(function (f) { f(data); });
	};
	function fold(s) { return s.normalize("NFKC").toLowerCase(); }
	function load(src, then) {
		if (loaded[src]) return then(loaded[src]);
		if (waiting[src]) return waiting[src].push(then);
		waiting[src] = [then];
		var script = document.createElement("script");
		script.src = src;
		document.head.append(script);
	}
	// sorted returns the indexes of all rows, sorted by a column; those without a value are last.
	function sorted(data, by) {
		var name = by.replace("-", ""), back = by[0] === "-" ? -1 : 1, c = data.columns.indexOf(name);
		if (c < 0 && name !== "name") return data.rows.map(function (_, i) { return i; });
		if (data.sorted[by]) return data.sorted[by];
		var words = data.orders[name];
		var keys = data.rows.map(function (r) {
			if (c < 0 || !r[4 + c]) return c < 0 ? r[0] : "";
			return words ? String(words.indexOf(r[4 + c])) : data.label(r, c);
		});
		return data.sorted[by] = data.rows.map(function (_, i) { return i; }).sort(function (a, b) {
			if (!keys[a] || !keys[b]) return !keys[a] - !keys[b] || a - b;
			return compare(keys[a], keys[b]) * back || a - b;
		});
	}
	function start(form) {
		if (form.dataset.started) return;
		form.dataset.started = "yes";
		var text = form.querySelector("input"), by = form.querySelector("[name=sort]");
		var selects = Array.from(form.querySelectorAll("select")).filter(function (s) { return s !== by; });
		var output = form.querySelector("output"), found = form.querySelector(".found"), others = document.querySelector(".found-else");
		var heads = Array.from(found.querySelectorAll("th")), body = found.querySelector("tbody"), more = found.querySelector(".more-rows");
		var sort = "", matches = [];
		function fill(data) {
			selects.forEach(function (s, i) {
				if (s.options.length > 1) return;
				var labels = data.labels[i], words = data.orders[s.name];
				Object.keys(labels).sort(function (a, b) { return words ? words.indexOf(a) - words.indexOf(b) : compare(labels[a], labels[b]); })
					.forEach(function (v) { s.add(new Option(labels[v], v)); });
			});
		}
		function show(data) {
			fill(data);
			if (!form.dataset.restored) restore();
			filter(data);
		}
		function restore() {
			var state = new URLSearchParams(location.hash.slice(1));
			form.dataset.restored = "yes";
			text.value = text.value || state.get("q") || "";
			selects.forEach(function (s) { s.value = s.value || state.get(s.name) || ""; });
			sort = sort || state.get("sort") || "";
		}
		function filter(data) {
			var words = fold(text.value).split(/\s+/).filter(Boolean), state = new URLSearchParams();
			if (text.value) state.set("q", text.value);
			selects.forEach(function (s) { if (s.value) state.set(s.name, s.value); });
			if (sort) state.set("sort", sort);
			var active = words.length > 0 || state.toString().replace(/^q=\+*$/, "") !== "";
			matches = !active ? [] : sorted(data, sort).filter(function (i) {
				return words.every(function (w) { return data.folded[i].indexOf(w) >= 0; }) &&
					selects.every(function (s, c) { return !s.value || (" " + data.rows[i][4 + c] + " ").indexOf(" " + s.value + " ") >= 0; });
			});
			body.replaceChildren();
			add(data);
			by.value = sort.replace("-", "");
			heads.forEach(function (th) {
				if (th.dataset.by !== by.value) th.removeAttribute("aria-sort");
				else th.setAttribute("aria-sort", sort[0] === "-" ? "descending" : "ascending");
			});
			found.hidden = !matches.length;
			if (others) others.hidden = active;
			output.value = !active ? "" : matches.length ? form.dataset.count.replace("{0}", matches.length).replace("{1}", data.rows.length) : form.dataset.none;
			try { history.replaceState(null, "", active ? "#" + state : location.pathname + location.search); } catch (e) { /* not allowed from disk in some browsers */ }
		}
		function add(data) {
			var from = body.rows.length;
			body.append.apply(body, matches.slice(from, from + most).map(function (i) { return row(data, data.rows[i]); }));
			more.hidden = body.rows.length === matches.length;
		}
		function row(data, r) {
			var tr = document.createElement("tr"), th = document.createElement("th"), a = document.createElement("a");
			th.scope = "row";
			a.href = form.dataset.root + r[1];
			a.textContent = r[0];
			th.append(a);
			if (r[2]) {
				var line = document.createElement("div");
				line.className = "more line";
				line.textContent = r[2];
				th.append(line);
			}
			tr.append(th);
			data.columns.forEach(function (_, c) {
				var td = tr.insertCell();
				td.textContent = data.label(r, c);
				if (td.textContent) td.dataset.label = heads[c + 1].textContent;
			});
			return tr;
		}
		function use() { load(form.dataset.rows, show); }
		function sortBy(name) {
			form.dataset.restored = "yes";
			sort = name;
			use();
		}
		heads.forEach(function (th) {
			var button = document.createElement("button");
			button.type = "button";
			button.className = "sort";
			button.append.apply(button, th.childNodes);
			th.append(button);
			button.addEventListener("click", function () { sortBy((sort === th.dataset.by ? "-" : "") + th.dataset.by); });
		});
		by.addEventListener("change", function () { sortBy(by.value); });
		more.addEventListener("click", function () {
			var next = body.rows.length;
			load(form.dataset.rows, add);
			body.rows[next].querySelector("a").focus();
		});
		// The heads of a table on the page sort all rows too.
		if (others) others.addEventListener("platmap:state", function (e) {
			sortBy(e.target.dataset.sorted);
			e.target.dataset.sorted = "";
			e.target.dispatchEvent(new Event("platmap:sort"));
			load(form.dataset.rows, function () { found.querySelector("[aria-sort] button").focus(); });
		}, true);
		form.addEventListener("input", function (e) { if (e.target !== by) use(); });
		form.addEventListener("focusin", function () { load(form.dataset.rows, fill); });
		window.addEventListener("hashchange", function () {
			if (location.hash.indexOf("=") < 0) return;
			text.value = sort = "";
			selects.forEach(function (s) { s.value = ""; });
			form.dataset.restored = "";
			use();
		});
		if (location.hash.indexOf("=") > 0) use();
	}
	function prepare() { document.querySelectorAll(".find").forEach(start); }
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
