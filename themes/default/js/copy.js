// A button on every block of code that copies it.
(function () {
	if (!navigator.clipboard) return;
	var body = document.body;
	document.querySelectorAll(".prose pre").forEach(function (pre) {
		var box = pre.parentElement.matches("figure.code") ? pre.parentElement : document.createElement("div");
		if (box !== pre.parentElement) {
			box.className = "code-box";
			pre.replaceWith(box);
			box.append(pre);
		}
		var button = document.createElement("button");
		button.type = "button";
		button.className = "copy";
		button.textContent = body.dataset.copy;
		button.addEventListener("click", function () {
			navigator.clipboard.writeText(pre.textContent).then(function () {
				button.textContent = body.dataset.copied;
				setTimeout(function () { button.textContent = body.dataset.copy; }, 2000);
			});
		});
		box.append(button);
	});
})();
