// Adds a copy button to the code blocks that readers paste somewhere: commands and files,
// but not the output of commands. A block whose language or title is one of outputs has
// no button. In a block with prompts ("$ "), the button copies the commands without
// prompts and without their output.
(function () {
	if (!navigator.clipboard) return;
	var body = document.body;
	var outputs = ["text", "txt", "plain", "plaintext", "output", "log", "出力"];
	var mostRest = 200; // lines of a command that are looked through for its end
	var sessions = ["console", "shell-session", "shellsession", "sh-session"];
	function language(pre) {
		var found = /(?:^| )language-(\S+)/.exec((pre.querySelector("code") || pre).className);
		return found ? found[1] : "";
	}
	// commands returns the text to copy, or "".
	function commands(pre) {
		var lang = language(pre), title = pre.parentElement.querySelector(":scope > figcaption"), text = pre.textContent;
		if (outputs.indexOf(lang) >= 0 || title && outputs.indexOf(title.textContent.trim().toLowerCase()) >= 0) return "";
		var session = sessions.indexOf(lang) >= 0;
		if (!session && !/^(sh|bash|zsh|shell|)$/.test(lang)) return text;
		var from = text.split("\n"), lines = [], prompts = 0, continued = false;
		for (var i = 0; i < from.length; i++) {
			var line = from[i], prompt = /^\s*\$ /.exec(line);
			if (prompt) prompts++;
			if (prompt) line = line.slice(prompt[0].length);
			else if (!continued) continue;
			else line = line.replace(/^> /, ""); // the prompt for the rest of a command
			var rest = restOf(line, from.slice(i + 1));
			lines = lines.concat(line, rest);
			i += rest.length;
			line = lines[lines.length - 1];
			continued = /(^|[^\\])(\\\\)*\\$|(\||&&)\s*$/.test(line);
		}
		return prompts ? lines.join("\n") : session ? "" : text;
	}
	// restOf returns the lines of a command after the first one: up to the end of a
	// here-document, such as cat <<EOF, or of a text in quotes.
	function restOf(command, lines) {
		var word = /(?:^|[^<])<<-?\s*(["']?)([A-Za-z_]\w*)\1/.exec(command), all = command;
		var end = lines.slice(0, mostRest).findIndex(function (line) {
			all += "\n" + line;
			return word ? line.replace(/^> /, "").trim() === word[2] : !isQuoteOpen(all);
		});
		if (!word && !isQuoteOpen(command)) end = -1;
		var withPrompts = end >= 0 && lines[end].indexOf("> ") === 0;
		return lines.slice(0, end + 1).map(function (line) { return withPrompts ? line.replace(/^> ?/, "") : line; });
	}
	// isQuoteOpen reports whether a command has a quote that is not closed. It ignores escapes and comments.
	function isQuoteOpen(command) {
		return /['"]/.test(command.replace(/\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"|(^|\s)#.*/g, ""));
	}
	function prepare() {
		document.querySelectorAll(".prose pre").forEach(function (pre) {
			var box = pre.parentElement;
			if (box.querySelector(":scope > .copy") || !commands(pre)) return;
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
				navigator.clipboard.writeText(commands(box.querySelector("pre"))).then(function () {
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
