// A result in the list of the search. Texts are content: they are never parsed as HTML.
(function () {
	var S = window.platmapSearch = window.platmapSearch || {};

	S.kindName = function (kind) { return S.say(kind === "term" ? "view.glossary" : "view." + kind + "s") || S.say("page." + kind) || kind; };

	S.facetName = function (facet, value) {
		if (facet === "kind") return S.kindName(value);
		if (facet === "textLang") return S.uiData.languages[value] || value;
		return S.say(value === "available" ? "search.current" : "status." + value) || value;
	};

	S.option = function (row) {
		var say = S.say, element = S.element, lang = S.uiData.locale;
		var option = element("a", { role: "option", "aria-selected": "false", tabindex: "-1", href: row.url, "class": "hit" }, picture(row.cells));
		var body = element("span", { "class": "hit-body" }), head = element("span", { "class": "hit-head" });
		head.append(marked("span", "hit-title", row.titleMarks || [[row.title, false]], row.lang === lang ? "" : row.lang));
		if (row.also && row.also.length) head.append(marked("span", "hit-also", row.also)); // why it is found
		if (row.status) head.append(element("span", { "class": "mark status-" + row.status }, say("status." + row.status) || row.status));
		body.append(head, about(row));
		option.append(body);
		return option;
	};

	// about makes the two lines about a result, which are empty until its texts have loaded.
	function about(row) {
		var say = S.say, lang = S.uiData.locale, box = S.element("span", { "class": "hit-about" });
		var other = row.textLang && row.textLang !== lang ? row.textLang : row.lang !== lang ? row.lang : "";
		if (other) box.append(S.element("span", { "class": "kind" }, S.uiData.languages[other] || other), " ");
		if (row.partTitle) {
			var part = marked("span", "hit-part", row.partMarks || [[row.partTitle, false]], other), word = say("part." + row.partKind) || say(row.partKind);
			if (word) part.prepend(S.element("span", { "class": "fact-key", lang: lang }, word + say("colon")));
			box.append(part, " ");
		}
		if (row.excerpt && row.excerpt.length) box.append(marked("span", "hit-text", row.excerpt, other));
		return box;
	}

	// marked makes an element of [text, whether it matches] pairs.
	function marked(name, style, parts, lang) {
		var e = S.element(name, { "class": style, lang: lang || "" });
		parts.forEach(function (p) { e.append(p[1] ? S.element("mark", {}, p[0]) : p[0]); });
		return e;
	}

	// picture draws the plan with the cells that a result is about.
	function picture(cells) {
		var all = S.uiData.cells, size = S.uiData.size;
		if (!all) return "";
		var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
		svg.setAttribute("viewBox", "0 0 " + size + " " + size);
		svg.setAttribute("class", "locator");
		svg.setAttribute("aria-hidden", "true");
		[all, (cells || []).map(function (c) { return all[c]; })].forEach(function (list) {
			var path = document.createElementNS(svg.namespaceURI, "path");
			path.setAttribute("d", list.join(""));
			svg.append(path);
		});
		return svg;
	}
})();
