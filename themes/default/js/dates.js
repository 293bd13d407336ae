// Compares dates with today. A static page does not know when it is read, so this is done
// in the browser; without JavaScript the dates are shown, but nothing is marked as overdue.
//
//	<… data-due="2026-11-30" hidden>           shown after that day
//	<… data-due="2026-11-30" data-soon hidden> shown in the 30 days up to that day
//	<… data-due="2026-11-30" data-year hidden> shown until that day in the same year, and with
//	                                           data-year="retired" in the whole year
//	<… data-sum="{0} this year" hidden>        the number of those in the same tbody
//	<table data-first="…" data-last="…">       has a line at the current day
(function () {
	var now = new Date();
	var today = day(now), month = day(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 30));
	function day(d) { return [d.getFullYear(), ("0" + (d.getMonth() + 1)).slice(-2), ("0" + d.getDate()).slice(-2)].join("-"); }
	function mark(e) {
		var due = e.dataset.due;
		if ("year" in e.dataset) {
			e.hidden = due.slice(0, 4) !== today.slice(0, 4) || due < today && e.dataset.year !== "retired";
			return;
		}
		e.hidden = "over" in e.dataset || ("soon" in e.dataset ? due < today || due > month : due >= today);
	}
	function sum(e) {
		var n = e.closest("tbody").querySelectorAll("[data-year]:not([hidden])").length;
		e.textContent = e.dataset.sum.replace("{0}", n);
		e.hidden = !n;
	}
	function line(table) {
		var first = Date.parse(table.dataset.first), last = Date.parse(table.dataset.last), at = Date.parse(today);
		var grid = table.querySelector("#pm-grid");
		if (!grid || !grid.lastElementChild) return;
		table.querySelectorAll(".today").forEach(function (e) { e.remove(); });
		if (at < first || at > last) return;
		var x = (at - first) / (last - first) * 80 + "%"; // 80 % of the width has dates: axisWidth in package render
		draw(grid, "line", { x1: x, x2: x, y1: "0", y2: "100%" });
		var left = at - first > (last - first) / 2; // where its label has room
		draw(grid.parentNode, "text", { x: x, y: "12", dx: left ? -5 : 5, "text-anchor": left ? "end" : "start" }).textContent = table.dataset.today;
	}
	function draw(parent, name, attributes) {
		var e = document.createElementNS("http://www.w3.org/2000/svg", name);
		for (var key in attributes) e.setAttribute(key, attributes[key]);
		e.setAttribute("class", "today");
		return parent.appendChild(e);
	}
	function prepare() {
		document.querySelectorAll("[data-due]").forEach(mark);
		document.querySelectorAll("[data-sum]").forEach(sum);
		document.querySelectorAll("[data-first]").forEach(line);
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
