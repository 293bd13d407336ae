// Filters of a table, or of several in sections. A row or a cell with data-COLUMN="a b" has the values a and b
// in that column; the labels of the choices are the words shown in the cells. A row is
// also found by the words in its data-words. The choices are in the hash of the URL, so
// that they can be shared.
(function () {
	var started = [];
	function prepare() { document.querySelectorAll(".filters").forEach(start); }
	function start(bar) {
		var table = document.getElementById(bar.dataset.for);
		if (!table || started.indexOf(bar) >= 0) return;
		started.push(bar);
		var selects = Array.from(bar.querySelectorAll("select")), text = bar.querySelector("input");
		var clear = bar.querySelector("button"), output = bar.querySelector("output");
		var choice = document.querySelector(".choice [name=form]:not([value=''])"); // another form of the same page
		var rows = [], first = selects.map(function (s) { return s.options.length; });

		function read() {
			var chosen = selects.map(function (s) { return s.value; });
			selects.forEach(function (s, i) { s.length = first[i]; });
			rows = Array.from(table.querySelectorAll("tbody > tr")).map(function (tr) {
				var row = { tr: tr, text: fold(tr.textContent + " " + (tr.dataset.words || "")) };
				selects.forEach(function (s) {
					var cell = tr.matches("[data-" + s.name + "]") ? tr : tr.querySelector("[data-" + s.name + "]");
					row[s.name] = cell ? cell.getAttribute("data-" + s.name).trim().split(/\s+/).filter(Boolean) : [];
					var labels = !cell ? [] : cell === tr ? [tr.querySelector("[data-value]")] : cell.querySelector(".fact") ? Array.from(cell.querySelectorAll(".fact a")) : [cell.firstElementChild || cell];
					row[s.name].forEach(function (v, i) { if (labels[i]) add(s, v, labels[i].textContent.trim()); });
				});
				return row;
			});
			selects.forEach(function (s, i) { choose(s, chosen[i]); });
		}
		function choose(select, value) {
			select.value = value;
			if (select.selectedIndex < 0) select.value = "";
		}
		function fold(s) { return s.normalize("NFKC").toLowerCase(); }
		function add(select, value, label) {
			if (Array.from(select.options).some(function (o) { return o.value === value; })) return;
			select.add(new Option(label, value));
		}
		function show() {
			var words = fold(text.value).split(/\s+/).filter(Boolean), shown = 0, state = new URLSearchParams();
			if (text.value) state.set("q", text.value);
			selects.forEach(function (s) { if (s.value) state.set(s.name, s.value); });
			rows.forEach(function (row) {
				var matches = selects.every(function (s) { return !s.value || row[s.name].indexOf(s.value) >= 0; }) &&
					words.every(function (w) { return row.text.indexOf(w) >= 0; });
				row.tr.hidden = !matches;
				if (matches) shown++;
			});
			table.querySelectorAll("section").forEach(function (e) { e.hidden = !e.querySelector("tbody > tr:not([hidden])"); });
			clear.hidden = !state.toString();
			if (choice && choice.checked) state.set(choice.name, choice.value);
			if (table.dataset.sorted) state.set("sort", table.dataset.sorted);
			output.value = bar.dataset.count.replace("{0}", shown).replace("{1}", rows.length);
			return state.toString();
		}
		function save() {
			var state = show();
			try { history.replaceState(null, "", state ? "#" + state : location.pathname + location.search); } catch (e) { /* not allowed from disk in some browsers */ }
		}
		function restore() {
			if (location.hash.indexOf("=") < 0) return show();
			var state = new URLSearchParams(location.hash.slice(1));
			text.value = state.get("q") || "";
			selects.forEach(function (s) { choose(s, state.get(s.name) || ""); });
			if (choice) choice.checked = state.get(choice.name) === choice.value;
			table.dataset.sorted = state.get("sort") || "";
			table.dispatchEvent(new Event("platmap:sort"));
			show();
		}
		selects.forEach(function (s) { s.addEventListener("change", save); });
		document.querySelectorAll(".choice [name=form]").forEach(function (e) { e.addEventListener("change", save); });
		table.addEventListener("platmap:state", save);
		text.addEventListener("input", save);
		clear.addEventListener("click", function () {
			text.value = "";
			selects.forEach(function (s) { s.value = ""; });
			save();
			text.focus();
		});
		window.addEventListener("hashchange", restore);
		document.addEventListener("platmap:change", function () { read(); show(); });
		read();
		restore();
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
