// Keeps an open page of platmap serve up to date. It is the first script of every
// page and a module, so it runs when the page is whole and before the theme's own
// scripts change it.
//
//	events.js   the one connection to the server
//	worker.js   shares it between all tabs
//	wire.js     how a tab gets at it
//	morph.js    changes the page in place
//	view.js     and what the reader looks at stays there
//	marks.js    the faults on the page
//	panel.js    and beside it

import { Page } from "./morph.js";
import { connect } from "./wire.js";
import { still, tint } from "./view.js";
import { Marks } from "./marks.js";
import { Panel } from "./panel.js";

const page = new Page(document);
const marks = new Marks();
const panel = new Panel(marks);
let text; // of the page, as it was fetched last
let faults;
let behind = false, busy = false;

connect((message) => {
	if (message.goto) return location.assign(message.goto.in?.[document.documentElement.lang] ?? message.goto.path);
	panel.lost(Boolean(message.lost));
	if (message.state) {
		behind = true;
		catchUp();
	}
});
document.addEventListener("visibilitychange", catchUp);

// catchUp makes the page what the server has now. However many changes come in
// the meantime, there is one more round for all of them.
async function catchUp() {
	if (busy) return;
	busy = true;
	try {
		while (behind && !document.hidden) {
			behind = false;
			await round();
		}
	} finally {
		busy = false;
	}
}

async function round() {
	const answer = await ask(location.href);
	if (answer) await renew(answer);
	const found = await ask("/_platmap/findings?page=" + encodeURIComponent(location.pathname)); // some are found when a page is made
	if (found?.ok) faults = await found.json().catch(() => faults);
	if (faults) {
		try {
			marks.show(faults.here ??= []);
		} catch (e) { // the panel is worth more than the marks
			console.error(e);
		}
		faults.elsewhere ??= [];
		panel.show(faults);
	}
	await pictures();
}

// ask returns nothing when the server is gone: when it is back it says so, and
// all is done again.
const ask = (address, method = "GET") => fetch(address, { method, cache: "no-cache" }).catch(() => null);

// renew makes the page in the window what was answered.
async function renew(answer) {
	if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return leave(() => location.replace(answer.url));
	if (answer.status >= 500 || !/^text\/html\b/.test(answer.headers.get("Content-Type") ?? "")) return;
	const newest = await answer.text().catch(() => text);
	if (newest === text) return;
	const next = new DOMParser().parseFromString(newest, "text/html");
	if (!next.querySelector('script[src$="/_platmap/live.js"]')) return; // there would be no way back
	const foreign = text === undefined ? bound(next).some((s) => !bound(page.served).includes(s)) : bound(next).join() !== bound(page.served).join();
	if (foreign) return leave(() => location.reload());
	text = newest;
	try {
		tint(still(() => {
			const elements = page.become(next);
			if (elements) document.dispatchEvent(new CustomEvent("platmap:change"));
			return elements ?? [];
		}));
	} catch (e) { // a fault of ours must not be the author's
		console.error(e);
		return leave(() => location.reload());
	}
}

// bound is what a page cannot get rid of once it has it: scripts, and a policy.
const bound = (doc) => [...doc.querySelectorAll("script[src], meta[http-equiv]")].map((e) =>
	e.localName === "script" ? new URL(e.getAttribute("src"), location.href).href : e.outerHTML);

// leave never comes back: there is nothing left to do on this page.
function leave(by) {
	by();
	return new Promise(() => {});
}

// The pictures of the page whose bytes have changed at the same address are loaded
// anew. Only their heads are asked for.
const tags = new Map();
async function pictures() {
	const images = [...document.images].filter((e) => e.src && new URL(e.src).origin === location.origin);
	const plain = (e) => { const url = new URL(e.src); url.searchParams.delete("platmap"); return url.href; };
	await Promise.all([...new Set(images.map(plain))].map(async (address) => {
		const tag = (await ask(address, "HEAD"))?.headers.get("ETag"), known = tags.get(address);
		if (!tag) return;
		tags.set(address, tag);
		if (!known || known === tag) return;
		const url = new URL(address);
		url.searchParams.set("platmap", tag);
		for (const e of images) if (plain(e) === address) e.src = url;
	}));
}
