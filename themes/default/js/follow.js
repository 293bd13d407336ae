// The lines of the domain under the pointer, or with the focus, stand out on the map.
(function () {
	var map = document.querySelector("svg.map");
	if (!map) return;
	var lines = map.querySelectorAll(".flow");
	function follow(event) {
		var lot = event.target.closest("[data-domain]");
		var id = lot && event.type !== "focusout" && event.type !== "pointerleave" ? lot.dataset.domain : null;
		lines.forEach(function (line) {
			line.classList.toggle("follow", line.dataset.from === id || line.dataset.to === id);
		});
	}
	["pointerover", "focusin", "focusout"].forEach(function (type) { map.addEventListener(type, follow); });
	map.addEventListener("pointerleave", follow);
})();
