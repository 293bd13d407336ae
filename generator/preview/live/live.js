// Keeps an open page of platmap serve up to date. It is the first script of every
// page and a module: it runs when the page is parsed, before the theme's own
// scripts change it.
//
//	events.js      the connection to the server
//	worker.js      shares the connection between all tabs
//	connection.js  connects a tab to the worker, or to the server
//	morph.js       changes the page in place
//	view.js        keeps the scroll position and the focus while it changes
//	marks.js       marks findings on the page
//	panel.js       lists findings in a panel beside the page

import { Page } from "./morph.js";
import { connect } from "./connection.js";
import { keepView, tint } from "./view.js";
import { Marks } from "./marks.js";
import { Panel } from "./panel.js";

const page = new Page(document);
const marks = new Marks();
const panel = new Panel(marks);
let text; // the HTML of the page as last fetched
let findings;
let outdated = false, updating = false;

connect((message) => {
	if (message.goto) return location.assign(message.goto.in?.[document.documentElement.lang] ?? message.goto.path);
	panel.setLost(Boolean(message.lost));
	if (message.state) {
		outdated = true;
		update();
	}
});
document.addEventListener("visibilitychange", update);

// update brings the page up to date. All changes that arrive while it runs are
// handled by one more round.
async function update() {
	if (updating) return;
	updating = true;
	try {
		while (outdated && !document.hidden) {
			outdated = false;
			await updateOnce();
		}
	} finally {
		updating = false;
	}
}

async function updateOnce() {
	const answer = await request(location.href);
	if (answer) await updatePage(answer);
	// After the page, because rendering it can add findings.
	const found = await request("/_platmap/findings?page=" + encodeURIComponent(location.pathname));
	if (found?.ok) findings = await found.json().catch(() => findings);
	if (findings) {
		try {
			marks.show(findings.here ??= []);
		} catch (e) { // the panel can still be shown
			console.error(e);
		}
		findings.elsewhere ??= [];
		panel.show(findings);
	}
	await updateImages();
	// For files that the page has loaded: the search index and the cards.
	document.dispatchEvent(new CustomEvent("platmap:update"));
}

// request returns null when the server cannot be reached. The next connection
// starts with a state, which updates the page again.
const request = (address, method = "GET") => fetch(address, { method, cache: "no-cache" }).catch(() => null);

// updatePage changes the open page to the one in a response.
async function updatePage(answer) {
	if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return leave(() => location.replace(answer.url));
	if (answer.status >= 500 || !/^text\/html\b/.test(answer.headers.get("Content-Type") ?? "")) return;
	const newest = await answer.text().catch(() => text);
	if (newest === text) return;
	const next = new DOMParser().parseFromString(newest, "text/html");
	if (!next.querySelector('script[src$="/_platmap/live.js"]')) return; // a page without this script could not be updated again
	const before = permanent(page.served), after = permanent(next);
	const reload = text === undefined ? after.some((s) => !before.includes(s)) : after.join() !== before.join();
	if (reload) return leave(() => location.reload());
	text = newest;
	try {
		tint(keepView(() => {
			const elements = page.become(next);
			if (elements) document.dispatchEvent(new CustomEvent("platmap:change"));
			return elements ?? [];
		}));
	} catch (e) { // a bug here must not leave a broken page
		console.error(e);
		return leave(() => location.reload());
	}
}

// permanent returns the elements that have a lasting effect even if they are
// removed: scripts and policies.
const permanent = (doc) => [...doc.querySelectorAll("script[src], meta[http-equiv]")].map((e) =>
	e.localName === "script" ? new URL(e.getAttribute("src"), location.href).href : e.outerHTML);

// leave loads another page. Its promise never resolves, so that no further code
// runs on this page.
function leave(load) {
	load();
	return new Promise(() => {});
}

// updateImages reloads images whose bytes have changed at the same address. To find
// them, it requests only headers.
const etags = new Map();
async function updateImages() {
	const images = [...document.images].filter((e) => e.src && new URL(e.src).origin === location.origin);
	const original = (e) => { const url = new URL(e.src); url.searchParams.delete("platmap"); return url.href; };
	await Promise.all([...new Set(images.map(original))].map(async (address) => {
		const etag = (await request(address, "HEAD"))?.headers.get("ETag"), known = etags.get(address);
		if (!etag) return;
		etags.set(address, etag);
		if (!known || known === etag) return;
		const url = new URL(address);
		url.searchParams.set("platmap", etag);
		for (const e of images) if (original(e) === address) e.src = url;
	}));
}
