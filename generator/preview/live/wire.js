// How a tab hears of the server: through the worker that all tabs share, or by
// itself where there are no shared workers.

import { listen, plain } from "./events.js";

// connect calls tell with every {state}, {goto} and {lost}.
export function connect(tell) {
	let end = start();
	addEventListener("pagehide", () => end());
	addEventListener("pageshow", (e) => { if (e.persisted) end = start(); }); // back from the browser's memory

	function start() {
		if (!globalThis.SharedWorker) return alone(tell);
		let end = () => {};
		try {
			end = together(tell, () => { end = alone(tell); });
		} catch { // not allowed here
			end = alone(tell);
		}
		return () => end();
	}
}

function together(tell, fail) {
	const worker = new SharedWorker("/_platmap/worker.js", { type: "module", name: "platmap" });
	const away = new AbortController();
	const report = () => worker.port.postMessage({ path: plain(location.href), visible: !document.hidden });
	worker.addEventListener("error", () => { away.abort(); fail(); }, { once: true });
	worker.port.addEventListener("message", (e) => tell(e.data), { signal: away.signal });
	worker.port.start();
	addEventListener("focus", report, { signal: away.signal });
	document.addEventListener("visibilitychange", report, { signal: away.signal });
	report();
	return () => {
		worker.port.postMessage({ bye: true });
		away.abort();
	};
}

// alone is for one tab: it listens while it is seen, so that those behind it
// leave it a connection. The one that was looked at last goes where the author
// goes.
function alone(tell) {
	const away = new AbortController(), me = Math.random().toString(36);
	let source = null;
	function look() {
		if (document.hidden) {
			source?.close();
			source = null;
			return;
		}
		source ??= listen((message) => { if (!message.goto || isLast()) tell(message); });
		source.again();
		try { localStorage.setItem("platmap-last", me); } catch { /* not allowed to remember */ }
	}
	function isLast() {
		try { return localStorage.getItem("platmap-last") === me; } catch { return document.hasFocus(); }
	}
	addEventListener("focus", look, { signal: away.signal });
	document.addEventListener("visibilitychange", look, { signal: away.signal });
	look();
	return () => {
		away.abort();
		source?.close();
		source = null;
	};
}
