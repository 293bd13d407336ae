// Shows which dates are in the past. The browser compares them with today, because
// a static page does not know when it is read.
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
