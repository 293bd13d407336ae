// A page cannot know how old it is when it is read; the browser does. What is
// due before today says so.
(function () {
	var now = new Date();
	var today = [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
	function prepare() {
		document.querySelectorAll("[data-due]").forEach(function (e) {
			e.hidden = "over" in e.dataset || e.dataset.due >= today;
		});
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
