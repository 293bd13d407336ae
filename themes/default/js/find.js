// The filter over all rows of a view. The rows are in a file of their own, which is
// loaded when the filter is first used: platmapRows({columns, labels, rows}), where a row
// is [name, href, text, other words, value, value …] with a value for each column.
(function () {
	var loaded = {}, waiting = {}, most = 100;
	window.platmapRows = function (data) {
		var src = document.currentScript.getAttribute("src");
		data.folded = data.rows.map(function (r) { return fold(r[0] + " " + r[2] + " " + r[3]); });
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
	function start(form) {
		if (form.dataset.started) return;
		form.dataset.started = "yes";
		var text = form.querySelector("input"), selects = Array.from(form.querySelectorAll("select"));
		var output = form.querySelector("output"), found = form.querySelector(".found"), others = document.querySelector(".found-else");
		function fill(data) {
			selects.forEach(function (s, i) {
				if (s.options.length > 1) return;
				var labels = data.labels[i];
				Object.keys(labels).sort(function (a, b) { return labels[a] < labels[b] ? -1 : 1; }).forEach(function (v) { s.add(new Option(labels[v], v)); });
			});
		}
		function show(data) {
			fill(data);
			var state = new URLSearchParams(location.hash.slice(1));
			if (state.has("q") || selects.some(function (s) { return state.has(s.name); })) restore(state);
			filter(data);
		}
		function restore(state) {
			if (form.dataset.restored) return;
			form.dataset.restored = "yes";
			text.value = text.value || state.get("q") || "";
			selects.forEach(function (s) { s.value = s.value || state.get(s.name) || ""; });
		}
		function filter(data) {
			var words = fold(text.value).split(/\s+/).filter(Boolean), state = new URLSearchParams(), n = 0, list = [];
			if (text.value) state.set("q", text.value);
			selects.forEach(function (s) { if (s.value) state.set(s.name, s.value); });
			var active = words.length > 0 || state.toString() !== "";
			if (active) data.rows.forEach(function (r, i) {
				if (!words.every(function (w) { return data.folded[i].indexOf(w) >= 0; })) return;
				if (!selects.every(function (s, c) { return !s.value || (" " + r[4 + c] + " ").indexOf(" " + s.value + " ") >= 0; })) return;
				if (n++ < most) list.push(r);
			});
			found.replaceChildren.apply(found, list.map(item));
			found.hidden = !active;
			if (others) others.hidden = active;
			output.value = !active ? "" : n ? form.dataset.count.replace("{0}", n).replace("{1}", data.rows.length) : form.dataset.none;
			try { history.replaceState(null, "", active ? "#" + state : location.pathname + location.search); } catch (e) { /* not allowed from disk in some browsers */ }
		}
		function item(r) {
			var li = document.createElement("li"), a = document.createElement("a"), more = document.createElement("div");
			a.href = form.dataset.root + r[1];
			a.textContent = r[0];
			more.className = "more";
			more.textContent = r[2];
			li.append(a, more);
			return li;
		}
		function use() { load(form.dataset.rows, show); }
		form.addEventListener("input", use);
		form.addEventListener("focusin", function () { load(form.dataset.rows, fill); });
		if (location.hash.indexOf("=") > 0) use();
	}
	function prepare() { document.querySelectorAll(".find").forEach(start); }
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
