// Shares one connection between all tabs, because a browser opens at most six
// connections to a server. A shared worker ends with its last tab.

import { listen, normalize } from "./events.js";

const tabs = new Map(); // maps a port to {path, visible, active}
let newest; // the last message {state} or {lost}
let activations = 0;

const source = listen((message) => {
	if (message.goto) return navigate(message.goto);
	newest = message;
	for (const port of tabs.keys()) port.postMessage(message);
});

self.addEventListener("connect", ({ ports: [port] }) => {
	tabs.set(port, { path: "", visible: false, active: 0 });
	port.addEventListener("close", () => tabs.delete(port)); // for tabs that crash
	port.addEventListener("message", ({ data }) => {
		if (data.closing) {
			tabs.delete(port);
			return port.close();
		}
		tabs.set(port, { ...data, active: ++activations });
		source.retryNow();
	});
	port.start();
	if (newest) port.postMessage(newest);
});

// navigate shows a page in the tab that was active last, unless a tab shows it
// already, in any language.
function navigate(to) {
	const all = [...tabs], paths = [to.path, ...Object.values(to.in ?? {})].map(normalize);
	if (all.some(([, tab]) => paths.includes(tab.path))) return;
	const visible = all.filter(([, tab]) => tab.visible);
	const [port] = (visible.length ? visible : all).sort(([, a], [, b]) => b.active - a.active)[0] ?? [];
	port?.postMessage({ goto: to });
}
