// Opens closed <details> while a page is printed, for browsers without
// ::details-content. A page that does not know its URL gets it for the foot of the sheets.
(function () {
	var opened = [];
	window.addEventListener("beforeprint", function () {
		var root = document.documentElement;
		root.dataset.url = root.dataset.url || location.href.split("#")[0];
		opened = Array.from(document.querySelectorAll("details:not([open])"));
		opened.forEach(function (e) { e.open = true; });
	});
	window.addEventListener("afterprint", function () {
		opened.forEach(function (e) { e.open = false; });
		opened = [];
	});
})();
