// The faults of the content, beside the page. It lives in a shadow tree, so that
// neither the theme's styles nor the reading of the page touch it, and it takes as
// much room after the page as it covers, so that everything can be scrolled free.

const words = {
	en: {
		error: "error", warning: "warning", errors: (n) => n === 1 ? "1 error" : `${n} errors`, warnings: (n) => n === 1 ? "1 warning" : `${n} warnings`, comma: ", ",
		fixed: "fixed", lost: "platmap serve is not running",
		stale: "This page shows its last good state: its file cannot be read at the moment.",
		elsewhere: "Elsewhere", more: (n) => `and ${n} more`, show: "Show on the page", open: "Open the page",
	},
	ja: {
		error: "エラー", warning: "警告", errors: (n) => `エラー ${n} 件`, warnings: (n) => `警告 ${n} 件`, comma: "、",
		fixed: "直りました", lost: "platmap serve が止まっています",
		stale: "ファイルを読み取れないため、最後に読み取れた内容を表示しています。",
		elsewhere: "ほかのページ", more: (n) => `ほか ${n} 件`, show: "ページ内の場所を表示", open: "ページを開く",
	},
};

const shapes = {
	error: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M4.9 6 6 4.9l2 2 2-2L11.1 6l-2 2 2 2-1.1 1.1-2-2-2 2L4.9 10l2-2z",
	warning: "M8 1.2c.5 0 .9.2 1.1.7l6 11.2c.5.8-.1 1.9-1.1 1.9H2c-1 0-1.6-1-1.1-1.9l6-11.2c.2-.5.6-.7 1.1-.7M7.2 5.5v4.6h1.6V5.5zm0 5.8v1.6h1.6v-1.6z",
	fixed: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M7 11.3 3.8 8.1l1.1-1.2L7 9l4.1-4.1 1.2 1.1z",
	lost: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6M4.6 7.2v1.6h6.8V7.2z",
	fold: "M3.5 9.8 8 5.3l4.5 4.5-1.1 1.1L8 7.5l-3.4 3.4z",
};

export class Panel {
	#marks;
	#faults = { errors: 0, warnings: 0, here: [], elsewhere: [], more: 0 };
	#lost = false;
	#fixed = 0; // a timer while it is told
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
		this.badge.addEventListener("click", () => this.#open(this.#memory.open ? "" : "author"));
		this.root.addEventListener("keydown", (e) => {
			if (e.key !== "Escape" || !this.#memory.open) return;
			this.#open("");
			this.badge.focus();
		});
		new ResizeObserver(() => this.#makeRoom()).observe(this.panel);
		document.body.append(this.host);
	}

	// lost says that the server is away, or back.
	lost(is) {
		if (is === this.#lost) return;
		this.#lost = is;
		this.#draw();
	}

	// show takes what the server has found.
	show(faults) {
		const mistakes = (list) => list.filter((f) => f.severity === "error").map(sameness);
		const here = mistakes(faults.here);
		const { known } = this.#memory;
		if (this.#faults.errors && !faults.errors) {
			clearTimeout(this.#fixed);
			this.#fixed = setTimeout(() => { this.#fixed = 0; this.#draw(); }, 3000);
			if (this.#memory.open === "self") this.#memory.open = "";
		} else if (faults.errors && this.#fixed) {
			clearTimeout(this.#fixed);
			this.#fixed = 0;
		}
		// What the author has closed stays closed until there is something new.
		if (here.some((k) => !known.includes(k))) this.#memory.open ||= "self";
		if (!faults.errors && !faults.warnings) this.#memory.open = "";
		const others = mistakes(faults.elsewhere);
		this.#memory.known = [...here, ...known.filter((k) => others.includes(k) && !here.includes(k))];
		this.#memory.keep();
		this.#faults = faults;
		this.#draw();
	}

	#open(how) {
		this.#memory.open = how;
		this.#memory.keep();
		this.#draw();
	}

	#draw() {
		const lang = document.documentElement.lang.startsWith("ja") ? "ja" : "en", say = words[lang];
		const { errors, warnings } = this.#faults;
		const kind = this.#fixed ? "fixed" : errors ? "error" : warnings ? "warning" : "";
		const count = [errors && say.errors(errors), warnings && say.warnings(warnings)].filter(Boolean).join(say.comma);
		const title = this.#fixed ? say.fixed : count;
		const open = Boolean(this.#memory.open) && Boolean(count);

		this.panel.lang = this.status.lang = lang;
		this.panel.hidden = !kind && !this.#lost;
		this.note.hidden = !this.#lost;
		this.note.replaceChildren(shape("lost"), say.lost);
		this.badge.hidden = !kind;
		this.badge.className = "badge " + kind;
		this.badge.disabled = !count;
		this.badge.ariaExpanded = String(open);
		this.badge.replaceChildren(...(kind ? [shape(kind), title, count && !this.#fixed && shape("fold")] : []).filter(Boolean));
		this.card.hidden = !open;
		this.card.ariaLabel = count;
		const status = this.#lost ? say.lost : title;
		if (this.status.textContent !== status) this.status.textContent = status;

		const newest = JSON.stringify([lang, { ...this.#faults, generation: 0 }, this.#faults.here.map((f) => this.#marks.has(f))]);
		if (newest !== this.#drawn) {
			this.#drawn = newest;
			const at = this.root.activeElement?.dataset.at, top = this.card.scrollTop;
			this.card.replaceChildren(...this.#list(say));
			this.card.scrollTop = top;
			if (at) ([...this.card.querySelectorAll("[data-at]")].find((e) => e.dataset.at === at) ?? this.badge).focus({ preventScroll: true });
		}
		this.#makeRoom();
	}

	#list(say) {
		const { page, here, elsewhere, more } = this.#faults;
		return [
			page?.stale && make("p", { className: "stale" }, say.stale),
			here.length > 0 && make("ul", {}, ...here.map((f) => this.#finding(f, say))),
			elsewhere.length > 0 && make("h2", {}, say.elsewhere),
			elsewhere.length > 0 && make("ul", {}, ...elsewhere.map((f) => this.#finding(f, say))),
			more > 0 && make("p", { className: "more" }, say.more(more)),
		].filter(Boolean);
	}

	#finding(f, say) {
		const isError = f.severity === "error", key = sameness(f);
		let leads = null;
		if (this.#marks.has(f)) {
			leads = make("button", { type: "button", className: "show" }, say.show);
			leads.addEventListener("click", () => {
				if (innerWidth < 700) this.#open(""); // or it would cover what it shows
				this.#marks.reveal(f);
			});
		} else if (f.page && !here(f.page)) {
			leads = make("a", { className: "show", href: f.page + (f.anchor ? "#" + encodeURIComponent(f.anchor) : "") }, say.open);
		}
		if (leads) leads.dataset.at = "leads " + key;
		const item = make("li", { className: isError ? "finding error" : "finding warning" },
			make("p", { className: "text" },
				make("span", { className: "severity" }, shape(isError ? "error" : "warning"), isError ? say.error : say.warning), " ",
				make("span", { lang: "en" }, f.text)),
			f.excerpt && excerpt(f.excerpt),
			f.help && make("p", { className: "help", lang: "en" }, f.help),
			...(f.notes ?? []).map((n) => make("p", { className: "note" }, place(n, "note " + key), " ", make("span", { lang: "en" }, n.text))),
			make("p", { className: "foot" },
				place(f, "place " + key), " ",
				f.code && make("code", { className: "code", title: "platmap explain " + f.code }, f.code), " ",
				leads));
		return item;
	}

	// #makeRoom lets the end of the page be scrolled above the panel.
	#makeRoom() {
		const room = this.panel.hidden ? 0 : this.panel.offsetHeight + 24;
		this.host.style.setProperty("--room", room + "px");
	}
}

// Memory is what a tab knows of its panel on all pages: whether it is open, and
// by whom, and the errors that were shown.
class Memory {
	open = "";
	known = [];
	constructor() {
		try { Object.assign(this, JSON.parse(sessionStorage.getItem("platmap-panel"))); } catch { /* not allowed to remember */ }
	}
	keep() {
		try { sessionStorage.setItem("platmap-panel", JSON.stringify({ open: this.open, known: this.known })); } catch { /* so be it */ }
	}
}

// sameness tells a finding from others, wherever its line has gone by now.
const sameness = (f) => [f.severity, f.code, f.place.replace(/:\d+(:\d+)?$/, ""), f.text].join(" ");

const here = (path) => new URL(path, location.href).pathname === location.pathname;

function place(of, at) {
	const parts = of.place.split(/(?<=\/)/).flatMap((part, i) => i ? [make("wbr"), part] : [part]);
	if (!of.editor) return make("span", { className: "place" }, ...parts);
	const link = make("a", { className: "place", href: of.editor }, ...parts);
	link.dataset.at = at;
	return link;
}

// excerpt shows the line with the words marked that are meant. The server counts
// columns, which fonts keep to only in a terminal: so the characters are found that
// take as many, and marked themselves.
function excerpt({ line, text, pad, mark }) {
	const chars = [...text];
	let at = 0, room = 0;
	const end = columns(pad);
	while (at < chars.length && room < end) room += columns(chars[at++]);
	while (at < chars.length && at > 0 && columns(chars[at]) === 0) at++; // what belongs to the letter before
	let to = at, wide = 0;
	while (to < chars.length && (wide < mark.length || columns(chars[to]) === 0)) wide += columns(chars[to++]);
	const marked = make("mark", to > at ? {} : { className: "point" }, chars.slice(at, to).join(""));
	return make("pre", { className: "excerpt" },
		make("span", { className: "line", ariaHidden: "true" }, String(line)),
		make("code", {}, chars.slice(0, at).join(""), marked, chars.slice(to).join("")));
}

function columns(s) {
	let n = 0;
	for (const c of s) n += c < "\u0300" ? 1 : /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u.test(c) ? 0 : wide.test(c) ? 2 : 1;
	return n;
}
const wide = /[\u1100-\u115f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u2614\u2615\u26a1\u2705\u274c\u2757\u2b50\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f7e0}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function shape(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.classList.add(name);
	svg.setAttribute("viewBox", "0 0 16 16");
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(svg.namespaceURI, "path");
	path.setAttribute("d", shapes[name]);
	path.setAttribute("fill-rule", "evenodd");
	svg.append(path);
	return svg;
}

function make(tag, properties = {}, ...children) {
	const e = Object.assign(document.createElement(tag), properties);
	e.append(...children.filter(Boolean));
	return e;
}
