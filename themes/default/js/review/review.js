// The links to the previous and the next change lead to other pages. Before they do, this
// script leads through the changes on the page. js/keys.js follows the links with p and n.
(function () {
	var at = null; // the change that was shown last
	function changes() { return Array.prototype.slice.call(document.querySelectorAll("[id^='pm-change-']")); }
	function show(mark) {
		for (var e = mark.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
		if (location.hash !== "#" + mark.id) location.replace("#" + mark.id); // no entry in the history for each change
		focus(mark);
	}
	function focus(mark) {
		at = mark;
		(mark.querySelector("summary") || mark).focus({preventScroll: true});
	}
	// Other pages link to #pm-first and #pm-last.
	function arrive() {
		var list = changes(), hash = location.hash;
		if (!list.length) return;
		var mark = document.getElementById(hash.slice(1));
		if (hash === "#pm-first") show(list[0]);
		else if (hash === "#pm-last") show(list[list.length - 1]);
		else if (list.indexOf(mark) >= 0) focus(mark); // the browser moves the focus to the page, because the mark is not a control
	}
	document.addEventListener("click", function (event) {
		var link = event.target.closest && event.target.closest(".review-turn a");
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
		var list = changes(), i = list.indexOf(at), forward = link.rel === "next";
		var mark = forward ? list[i + 1] : i < 0 ? null : list[i - 1];
		if (!mark) return;
		event.preventDefault();
		show(mark);
	});
	window.addEventListener("hashchange", arrive);
	window.addEventListener("load", function () { requestAnimationFrame(function () { if (at && document.activeElement === document.body) focus(at); }); });
	arrive();
})();
