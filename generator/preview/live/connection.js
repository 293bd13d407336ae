// Connects a tab to the server: through the worker that all tabs share, or
// directly where shared workers are not available.

import { listen, normalize } from "./events.js";

// connect calls handle with every {state}, {goto} and {lost}.
export function connect(handle) {
	let end = start();
	addEventListener("pagehide", () => end());
	addEventListener("pageshow", (e) => { if (e.persisted) end = start(); }); // the page was restored from the back/forward cache

	function start() {
		if (!globalThis.SharedWorker) return connectDirectly(handle);
		let end = () => {};
		try {
			end = connectToWorker(handle, () => { end = connectDirectly(handle); });
		} catch { // shared workers are not allowed here
			end = connectDirectly(handle);
		}
		return () => end();
	}
}

function connectToWorker(handle, fail) {
	const worker = new SharedWorker("/_platmap/worker.js", { type: "module", name: "platmap" });
	const listeners = new AbortController();
	const report = () => worker.port.postMessage({ path: normalize(location.href), visible: !document.hidden });
	worker.addEventListener("error", () => { listeners.abort(); fail(); }, { once: true });
	worker.port.addEventListener("message", (e) => handle(e.data), { signal: listeners.signal });
	worker.port.start();
	addEventListener("focus", report, { signal: listeners.signal });
	document.addEventListener("visibilitychange", report, { signal: listeners.signal });
	report();
	return () => {
		worker.port.postMessage({ closing: true });
		listeners.abort();
	};
}

// connectDirectly opens a connection of this tab while the tab is visible: a
// browser opens at most six connections to a server. Only the tab that was active
// last navigates.
function connectDirectly(handle) {
	const listeners = new AbortController(), id = Math.random().toString(36);
	let source = null;
	function update() {
		if (document.hidden) {
			source?.close();
			source = null;
			return;
		}
		source ??= listen((message) => { if (!message.goto || isLastActive()) handle(message); });
		source.retryNow();
		try { localStorage.setItem("platmap-last", id); } catch { /* storage is not allowed */ }
	}
	function isLastActive() {
		try { return localStorage.getItem("platmap-last") === id; } catch { return document.hasFocus(); }
	}
	addEventListener("focus", update, { signal: listeners.signal });
	document.addEventListener("visibilitychange", update, { signal: listeners.signal });
	update();
	return () => {
		listeners.abort();
		source?.close();
		source = null;
	};
}
