// Lists the findings beside the page. The panel is in a shadow tree, so that the
// theme's styles and updates of the page do not affect it. It adds as much space at
// the end of the page as it covers, so that everything can be scrolled into view.

const texts = {
	en: {
		error: "error", warning: "warning", errors: (n) => n === 1 ? "1 error" : `${n} errors`, warnings: (n) => n === 1 ? "1 warning" : `${n} warnings`, comma: ", ",
		fixed: "fixed", lost: "platmap serve is not running",
		stale: "This page shows the last good version of its file, which cannot be read now.",
		elsewhere: "Elsewhere", more: (n) => `and ${n} more`, show: "Show on the page", open: "Open the page",
	},
	ja: {
		error: "エラー", warning: "警告", errors: (n) => `エラー ${n} 件`, warnings: (n) => `警告 ${n} 件`, comma: "、",
		fixed: "直りました", lost: "platmap serve が止まっています",
		stale: "ファイルを読み取れないため、最後に読み取れた内容を表示しています。",
		elsewhere: "ほかのページ", more: (n) => `ほか ${n} 件`, show: "ページ内の場所を表示", open: "ページを開く",
	},
};

const icons = {
	error: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M4.9 6 6 4.9l2 2 2-2L11.1 6l-2 2 2 2-1.1 1.1-2-2-2 2L4.9 10l2-2z",
	warning: "M8 1.2c.5 0 .9.2 1.1.7l6 11.2c.5.8-.1 1.9-1.1 1.9H2c-1 0-1.6-1-1.1-1.9l6-11.2c.2-.5.6-.7 1.1-.7M7.2 5.5v4.6h1.6V5.5zm0 5.8v1.6h1.6v-1.6z",
	fixed: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M7 11.3 3.8 8.1l1.1-1.2L7 9l4.1-4.1 1.2 1.1z",
	lost: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6M4.6 7.2v1.6h6.8V7.2z",
	fold: "M3.5 9.8 8 5.3l4.5 4.5-1.1 1.1L8 7.5l-3.4 3.4z",
};

export class Panel {
	#marks;
	#findings = { errors: 0, warnings: 0, here: [], elsewhere: [], more: 0 };
	#lost = false;
	#fixed = 0; // timer that runs while "fixed" is shown
	#memory = new Memory();
	#drawn = "";

	constructor(marks) {
		this.#marks = marks;
		this.host = make("div", { id: "platmap-live" });
		this.root = this.host.attachShadow({ mode: "open" });
		this.status = make("span", { className: "status", role: "status" });
		this.card = make("div", { className: "card", id: "card", tabIndex: 0, role: "group", hidden: true });
		this.badge = make("button", { type: "button", className: "badge", ariaExpanded: "false" });
		this.badge.setAttribute("aria-controls", "card");
		this.note = make("p", { className: "note-lost", hidden: true });
		this.panel = make("aside", { className: "panel", ariaLabel: "platmap", hidden: true }, this.card, make("div", { className: "bar" }, this.note, this.badge));
		this.root.append(make("link", { rel: "stylesheet", href: "/_platmap/panel.css" }), this.status, this.panel);
		this.badge.addEventListener("click", () => this.#open(this.#memory.open ? "" : "reader"));
		this.root.addEventListener("keydown", (e) => {
			if (e.key !== "Escape" || !this.#memory.open) return;
			this.#open("");
			this.badge.focus();
		});
		new ResizeObserver(() => this.#reserveSpace()).observe(this.panel);
		document.body.append(this.host);
	}

	// setLost shows or hides the note that the server cannot be reached.
	setLost(lost) {
		if (lost === this.#lost) return;
		this.#lost = lost;
		this.#draw();
	}

	// show shows the findings that the server has sent.
	show(findings) {
		const errorsIn = (list) => list.filter((f) => f.severity === "error").map(identity);
		const here = errorsIn(findings.here);
		const { known } = this.#memory;
		if (this.#findings.errors && !findings.errors) {
			clearTimeout(this.#fixed);
			this.#fixed = setTimeout(() => { this.#fixed = 0; this.#draw(); }, 3000);
		} else if (findings.errors && this.#fixed) {
			clearTimeout(this.#fixed);
			this.#fixed = 0;
		}
		if (!findings.errors && this.#memory.open === "itself") this.#memory.open = ""; // also after the page was loaded again
		// A panel that the reader has closed opens again only for a new error.
		if (here.some((k) => !known.includes(k))) this.#memory.open ||= "itself";
		if (!findings.errors && !findings.warnings) this.#memory.open = "";
		const others = errorsIn(findings.elsewhere);
		this.#memory.known = [...here, ...known.filter((k) => others.includes(k) && !here.includes(k))];
		this.#memory.save();
		this.#findings = findings;
		this.#draw();
	}

	#open(by) {
		this.#memory.open = by;
		this.#memory.save();
		this.#draw();
	}

	#draw() {
		const lang = document.documentElement.lang.startsWith("ja") ? "ja" : "en", words = texts[lang];
		const { errors, warnings } = this.#findings;
		const kind = this.#fixed ? "fixed" : errors ? "error" : warnings ? "warning" : "";
		const count = [errors && words.errors(errors), warnings && words.warnings(warnings)].filter(Boolean).join(words.comma);
		const title = this.#fixed ? words.fixed : count;
		const open = Boolean(this.#memory.open) && Boolean(count);

		this.panel.lang = this.status.lang = lang;
		this.panel.hidden = !kind && !this.#lost;
		this.note.hidden = !this.#lost;
		this.note.replaceChildren(icon("lost"), words.lost);
		this.badge.hidden = !kind;
		this.badge.className = "badge " + kind;
		this.badge.disabled = !count;
		this.badge.ariaExpanded = String(open);
		this.badge.replaceChildren(...(kind ? [icon(kind), title, count && !this.#fixed && icon("fold")] : []).filter(Boolean));
		this.card.hidden = !open;
		this.card.ariaLabel = count;
		const status = this.#lost ? words.lost : title;
		if (this.status.textContent !== status) this.status.textContent = status;

		const newest = JSON.stringify([lang, { ...this.#findings, generation: 0 }, this.#findings.here.map((f) => this.#marks.has(f))]);
		if (newest !== this.#drawn) {
			this.#drawn = newest;
			const focusKey = this.root.activeElement?.dataset.focusKey, top = this.card.scrollTop;
			this.card.replaceChildren(...this.#list(words));
			this.card.scrollTop = top;
			if (focusKey) ([...this.card.querySelectorAll("[data-focus-key]")].find((e) => e.dataset.focusKey === focusKey) ?? this.badge).focus({ preventScroll: true });
		}
		this.#reserveSpace();
	}

	#list(words) {
		const { page, here, elsewhere, more } = this.#findings;
		return [
			page?.stale && make("p", { className: "stale" }, words.stale),
			here.length > 0 && make("ul", {}, ...here.map((f) => this.#finding(f, words))),
			elsewhere.length > 0 && make("h2", {}, words.elsewhere),
			elsewhere.length > 0 && make("ul", {}, ...elsewhere.map((f) => this.#finding(f, words))),
			more > 0 && make("p", { className: "more" }, words.more(more)),
		].filter(Boolean);
	}

	#finding(f, words) {
		const isError = f.severity === "error", key = identity(f);
		let action = null;
		if (this.#marks.has(f)) {
			action = make("button", { type: "button", className: "show" }, words.show);
			action.addEventListener("click", () => {
				if (innerWidth < 700) this.#open(""); // the panel would cover the words
				this.#marks.reveal(f);
			});
		} else if (f.page && !isHere(f.page)) {
			action = make("a", { className: "show", href: f.page + (f.anchor ? "#" + encodeURIComponent(f.anchor) : "") }, words.open);
		}
		if (action) action.dataset.focusKey = "action " + key;
		const item = make("li", { className: isError ? "finding error" : "finding warning" },
			make("p", { className: "text" },
				make("span", { className: "severity" }, icon(isError ? "error" : "warning"), isError ? words.error : words.warning), " ",
				make("span", { lang: "en" }, f.text)),
			f.excerpt && excerpt(f.excerpt),
			f.help && make("p", { className: "help", lang: "en" }, f.help),
			...(f.notes ?? []).map((n) => make("p", { className: "note" }, position(n, "note " + key), " ", make("span", { lang: "en" }, n.text))),
			make("p", { className: "foot" },
				position(f, "position " + key), " ",
				f.code && make("code", { className: "code", title: "platmap explain " + f.code }, f.code), " ",
				action));
		return item;
	}

	// #reserveSpace lets the reader scroll the end of the page above the panel.
	#reserveSpace() {
		const space = this.panel.hidden ? 0 : this.panel.offsetHeight + 24;
		this.host.style.setProperty("--space", space + "px");
	}
}

// Memory is the state of the panel that a tab keeps from page to page.
class Memory {
	open = ""; // opened by the "reader", by the panel "itself", or "" when closed
	known = []; // the errors that were shown
	constructor() {
		try { Object.assign(this, JSON.parse(sessionStorage.getItem("platmap-panel"))); } catch { /* storage is not allowed */ }
	}
	save() {
		try { sessionStorage.setItem("platmap-panel", JSON.stringify({ open: this.open, known: this.known })); } catch { /* storage is not allowed */ }
	}
}

// identity stays the same when only the line of a finding changes.
const identity = (f) => [f.severity, f.code, f.position.replace(/:\d+(:\d+)?$/, ""), f.text].join(" ");

const isHere = (path) => new URL(path, location.href).pathname === location.pathname;

// position makes the path:line:column of a finding or note, linked to the editor.
function position(of, focusKey) {
	const parts = of.position.split(/(?<=\/)/).flatMap((part, i) => i ? [make("wbr"), part] : [part]);
	if (!of.editor) return make("span", { className: "position" }, ...parts);
	const link = make("a", { className: "position", href: of.editor }, ...parts);
	link.dataset.focusKey = focusKey;
	return link;
}

// excerpt shows a source line and marks the words that a finding is about. The
// server gives terminal columns, which do not fit proportional fonts, so they are
// converted to characters.
function excerpt({ line, text, pad, mark }) {
	const chars = [...text];
	let at = 0, width = 0;
	const end = columns(pad);
	while (at < chars.length && width < end) width += columns(chars[at++]);
	while (at < chars.length && at > 0 && columns(chars[at]) === 0) at++; // combining characters
	let to = at, marked = 0;
	while (to < chars.length && (marked < mark.length || columns(chars[to]) === 0)) marked += columns(chars[to++]);
	const markElement = make("mark", to > at ? {} : { className: "point" }, chars.slice(at, to).join(""));
	return make("pre", { className: "excerpt" },
		make("span", { className: "line", ariaHidden: "true" }, String(line)),
		make("code", {}, chars.slice(0, at).join(""), markElement, chars.slice(to).join("")));
}

function columns(s) {
	let n = 0;
	for (const c of s) n += c < "\u0300" ? 1 : /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u.test(c) ? 0 : wide.test(c) ? 2 : 1;
	return n;
}
const wide = /[\u1100-\u115f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u2614\u2615\u26a1\u2705\u274c\u2757\u2b50\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f7e0}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function icon(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.classList.add(name);
	svg.setAttribute("viewBox", "0 0 16 16");
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(svg.namespaceURI, "path");
	path.setAttribute("d", icons[name]);
	path.setAttribute("fill-rule", "evenodd");
	svg.append(path);
	return svg;
}

function make(tag, properties = {}, ...children) {
	const e = Object.assign(document.createElement(tag), properties);
	e.append(...children.filter(Boolean));
	return e;
}
