// Sorts the rows of a table by a column: a heading with data-sort="NAME" gets a button.
// A cell is sorted by its data-key or its text; empty cells are last. The state is in
// data-sorted of the table: NAME, or -NAME for the reverse order. filter.js keeps it in the address.
(function () {
	var started = [], compare = platmapCollator();
	function prepare() { document.querySelectorAll("table:has(th[data-sort])").forEach(start); }
	function start(table) {
		if (started.indexOf(table) >= 0) return;
		started.push(table);
		var heads = Array.from(table.tHead.rows[0].cells), body = table.tBodies[0];
		var written = Array.from(body.rows);
		function key(row, i) { return row.cells[i].dataset.key || row.cells[i].textContent.trim(); }
		function apply() {
			var state = table.dataset.sorted || "", back = state[0] === "-", name = state.replace("-", "");
			var i = heads.findIndex(function (th) { return th.dataset.sort === name; });
			heads.forEach(function (th, n) {
				if (n === i) th.setAttribute("aria-sort", back ? "descending" : "ascending");
				else th.removeAttribute("aria-sort");
			});
			var rows = written.map(function (row) { return { row: row, key: i < 0 ? "" : key(row, i) }; });
			if (i >= 0) rows.sort(function (a, b) {
				if (!a.key || !b.key) return !a.key - !b.key;
				return compare(a.key, b.key) * (back ? -1 : 1);
			});
			body.append.apply(body, rows.map(function (r) { return r.row; }));
		}
		heads.forEach(function (th) {
			if (!th.dataset.sort) return;
			var button = document.createElement("button");
			button.type = "button";
			button.className = "sort";
			button.append.apply(button, th.childNodes);
			th.append(button);
			button.addEventListener("click", function () {
				table.dataset.sorted = (table.dataset.sorted === th.dataset.sort ? "-" : "") + th.dataset.sort;
				apply();
				table.dispatchEvent(new Event("platmap:state"));
			});
		});
		table.addEventListener("platmap:sort", apply);
		if (table.dataset.sorted) apply();
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
