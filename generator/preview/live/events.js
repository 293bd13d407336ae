// One connection to the server, by which it tells what happens.

// listen keeps it up and passes on what comes: {state}, {lost: true}, or {goto}, a
// path and what it is in every language.
export function listen(tell) {
	let source, timer, failures = 0;
	function open() {
		clearTimeout(timer);
		timer = 0;
		source = new EventSource("/_platmap/events");
		source.addEventListener("state", (e) => {
			failures = 0;
			tell({ state: JSON.parse(e.data) });
		});
		source.addEventListener("goto", (e) => tell({ goto: JSON.parse(e.data) }));
		// A browser gives up on some failures, so trying again is done here. The first
		// one is not worth a word: the server is just being started anew, maybe.
		source.addEventListener("error", () => {
			source.close();
			if (++failures > 1) tell({ lost: true });
			timer = setTimeout(open, Math.min(failures * 500, 5000));
		});
	}
	open();
	return {
		again() { if (timer) open(); }, // somebody looks: do not wait
		close() { clearTimeout(timer); source.close(); },
	};
}

// plain is the path of a page by which it is compared.
export const plain = (path) => new URL(path, location.origin).pathname.replace(/\/index\.html$/, "/");
