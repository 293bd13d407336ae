// Opens closed <details> while a page is printed, for browsers without
// ::details-content.
(function () {
	var opened = [];
	window.addEventListener("beforeprint", function () {
		opened = Array.from(document.querySelectorAll("details:not([open])"));
		opened.forEach(function (e) { e.open = true; });
	});
	window.addEventListener("afterprint", function () {
		opened.forEach(function (e) { e.open = false; });
		opened = [];
	});
})();
