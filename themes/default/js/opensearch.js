// The box of the search. Its script is loaded when the box is first used. The dialog opens
// before that, so that nothing that is typed meanwhile is lost. Without this script the
// box is a link to the index of names.
(function () {
	var box = document.querySelector(".search-box"), inline = document.querySelector("[data-inline]"), loaded, dialog;
	var at = inline || box; // a theme may have no box
	if (!at || !window.HTMLDialogElement || !window.Promise) return;
	function script(src) {
		return new Promise(function (done, failed) {
			var s = document.createElement("script");
			s.src = src;
			s.async = false; // in order: the second calls a function of the first
			s.onload = done;
			s.onerror = failed;
			document.head.append(s);
		});
	}
	function load() {
		if (!loaded) {
			loaded = Promise.all([script(at.dataset.script), script(at.dataset.ui)]);
			loaded.catch(function () { loaded = null; });
		}
		return loaded;
	}
	function field(parent) {
		var head = document.createElement("div"), input = document.createElement("input");
		head.className = "search-head";
		input.setAttribute("aria-label", at.dataset.label || box.textContent.replace("/", "").trim());
		input.autocomplete = "off";
		input.spellcheck = false;
		input.enterKeyHint = "search";
		head.append(input);
		parent.append(head);
		return input;
	}
	function attach(root, input, dialog) {
		load().then(function () { window.platmapSearch.attach(root, input, { base: at.dataset.root, dialog: dialog }); }, function () { location.href = at.dataset.names || box.href; });
	}
	function open() {
		if (inline) return inline.querySelector("input").focus();
		if (dialog && dialog.isConnected) {
			if (!dialog.open) dialog.showModal();
			return dialog.querySelector("input").select();
		}
		dialog = document.createElement("dialog");
		dialog.className = "search-dialog";
		var root = document.createElement("div");
		root.className = "search";
		dialog.append(root);
		document.body.append(dialog);
		var input = field(root);
		dialog.setAttribute("aria-label", input.getAttribute("aria-label"));
		dialog.showModal();
		attach(root, input, dialog);
	}
	if (box) {
		box.setAttribute("aria-haspopup", "dialog");
		box.setAttribute("aria-keyshortcuts", "/ Control+K");
		box.addEventListener("focus", load);
		box.addEventListener("click", function (e) {
			if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
			e.preventDefault();
			open();
		});
	}
	document.addEventListener("keydown", function (e) {
		if (e.isComposing || e.keyCode === 229 || e.altKey || e.defaultPrevented) return;
		var control = e.ctrlKey || e.metaKey, at = e.target, off = document.documentElement.dataset.keys === "off"; // js/keys.js
		if (control ? e.key.toLowerCase() !== "k" || e.shiftKey : e.key !== "/" || off || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.nodeName)) return;
		if (document.querySelector("dialog[open]")) return;
		e.preventDefault();
		open();
	});
	if (inline) attach(inline, field(inline));
})();
