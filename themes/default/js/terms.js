// Explanations of terms: the first tap shows one, the second follows the link to the
// glossary. Escape hides it.
(function () {
	function close(except) {
		document.querySelectorAll(".term.open").forEach(function (e) { if (e !== except) e.classList.remove("open"); });
	}
	document.addEventListener("click", function (event) {
		var term = event.target.closest && event.target.closest(".term");
		close(term);
		if (!term || event.pointerType !== "touch" || term.classList.contains("open")) return;
		event.preventDefault();
		term.classList.add("open");
	});
	document.addEventListener("keydown", function (event) {
		if (event.key !== "Escape") return;
		close();
		document.querySelectorAll(".term:hover, .term:focus").forEach(function (e) { e.classList.add("closed"); });
	});
	["pointerout", "focusout"].forEach(function (type) {
		document.addEventListener(type, function (event) { if (event.target.classList) event.target.classList.remove("closed"); });
	});
})();
