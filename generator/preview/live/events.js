// The connection to the server that delivers events.

// listen keeps the connection open and passes on what arrives: {state}, {goto}, the
// paths of a page in every language, to navigate to it, or {lost: true} when the
// server cannot be reached.
export function listen(handle) {
	let source, timer, failures = 0;
	function open() {
		clearTimeout(timer);
		timer = 0;
		source = new EventSource("/_platmap/events");
		source.addEventListener("state", (e) => {
			failures = 0;
			handle({ state: JSON.parse(e.data) });
		});
		source.addEventListener("goto", (e) => handle({ goto: JSON.parse(e.data) }));
		// A browser gives up after some kinds of failure, so reconnecting is done here.
		// The first failure is not reported: the server may be restarting.
		source.addEventListener("error", () => {
			source.close();
			if (++failures > 1) handle({ lost: true });
			timer = setTimeout(open, Math.min(failures * 500, 5000));
		});
	}
	open();
	return {
		retryNow() { if (timer) open(); }, // for when a tab becomes visible
		close() { clearTimeout(timer); source.close(); },
	};
}

// normalize makes paths of pages comparable.
export const normalize = (path) => new URL(path, location.origin).pathname.replace(/\/index\.html$/, "/");
