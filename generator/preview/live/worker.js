// What all tabs share: a browser opens six connections to one server at most, so
// ten tabs must not have one each. A shared worker ends with its last tab.

import { listen, plain } from "./events.js";

const tabs = new Map(); // from port to {path, visible, turn}
let newest; // the last {state} or {lost}
let turn = 0;

const source = listen((message) => {
	if (message.goto) return lead(message.goto);
	newest = message;
	for (const port of tabs.keys()) port.postMessage(message);
});

self.addEventListener("connect", ({ ports: [port] }) => {
	tabs.set(port, { path: "", visible: false, turn: 0 });
	port.addEventListener("close", () => tabs.delete(port)); // a tab that crashed says no goodbye
	port.addEventListener("message", ({ data }) => {
		if (data.bye) {
			tabs.delete(port);
			return port.close();
		}
		tabs.set(port, { ...data, turn: ++turn });
		source.again();
	});
	port.start();
	if (newest) port.postMessage(newest);
});

// lead brings the tab that was looked at last to a page, unless one shows it, in
// whatever language.
function lead(to) {
	const all = [...tabs], paths = [to.path, ...Object.values(to.in ?? {})].map(plain);
	if (all.some(([, tab]) => paths.includes(tab.path))) return;
	const seen = all.filter(([, tab]) => tab.visible);
	const [port] = (seen.length ? seen : all).sort(([, a], [, b]) => b.turn - a.turn)[0] ?? [];
	port?.postMessage({ goto: to });
}
