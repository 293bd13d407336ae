// Adds a copy button to every code block.
(function () {
	if (!navigator.clipboard) return;
	var body = document.body;
	function prepare() {
		document.querySelectorAll(".prose pre").forEach(function (pre) {
			var box = pre.parentElement;
			if (box.querySelector(":scope > .copy")) return;
			if (!box.matches("figure.code, .code-box")) {
				box = document.createElement("div");
				box.className = "code-box";
				pre.replaceWith(box);
				box.append(pre);
			}
			var button = document.createElement("button");
			button.type = "button";
			button.className = "copy";
			button.textContent = body.dataset.copy;
			button.addEventListener("click", function () {
				navigator.clipboard.writeText(box.querySelector("pre").textContent).then(function () {
					button.textContent = body.dataset.copied;
					setTimeout(function () { button.textContent = body.dataset.copy; }, 2000);
				});
			});
			box.append(button);
		});
	}
	document.addEventListener("platmap:change", prepare);
	prepare();
})();
