// Highlights the lines of the domain that is under the pointer or has the focus.
(function () {
	function follow(event) {
		var map = event.target.closest && event.target.closest("svg.map"), id = null;
		if (!map) return;
		var lot = event.target.closest("[data-domain]");
		if (lot && event.type !== "focusout" && event.type !== "pointerout") id = lot.dataset.domain;
		map.querySelectorAll(".flow").forEach(function (line) {
			line.classList.toggle("follow", line.dataset.from === id || line.dataset.to === id);
		});
	}
	["pointerover", "pointerout", "focusin", "focusout"].forEach(function (type) { document.addEventListener(type, follow); });
})();
