// Runs the search script of a site in Node, which has no document: node search.js SCRIPT.
// The input is {dir, disk, lang, cases, queries, tests}, the output {cases, results, values}.
// cases are those of tokenize.golden.json, filled in; results have [path, anchor] of each
// row. tests are bodies of async functions; values are what they return. They may use
// requests, the addresses that were loaded, and network: network.dir is the folder of the
// site, and if network.fails is true, files are only loaded as scripts.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const input = JSON.parse(fs.readFileSync(0, "utf8"));

const requests = [], network = { dir: input.dir, fails: false };
function run(file) { vm.runInThisContext(fs.readFileSync(file, "utf8"), file); }
// fileOf returns the path of an address on disk.
function fileOf(address) { return path.join(network.dir, address.replace(/\?.*/, "")); }

globalThis.window = globalThis;
globalThis.location = { protocol: input.disk ? "file:" : "http:" };
globalThis.document = {
	createElement: () => ({ remove() {} }),
	head: {
		append(script) {
			requests.push(script.src);
			setImmediate(() => {
				try { run(fileOf(script.src)); } catch { return script.onerror(); }
				script.onload();
			});
		},
	},
};
globalThis.fetch = async (address) => {
	requests.push(address);
	if (network.fails) throw new TypeError("Failed to fetch");
	try { return new Response(fs.readFileSync(fileOf(address))); } catch { return new Response("", { status: 404 }); }
};
// start runs the search script of a page that was just opened.
function start() {
	requests.length = 0;
	Object.assign(network, { dir: input.dir, fails: false });
	delete globalThis.platmapSearch;
	run(process.argv[2]);
	return globalThis.platmapSearch;
}

(async () => {
	const search = start(), core = search.core, results = [], values = {};
	const cases = (input.cases || []).map(({ about, text, query }) => query ?
		{ about, query, units: core.units(query).map(({ alternatives, japanese, prefix }) => ({ alternatives, japanese, prefix })) } :
		{ about, text, normal: core.string(text), tokens: search.tokens(text).map(([term, start, end]) => [term, text.slice(start, end)]) });
	for (const query of input.queries || []) {
		const rows = await search.search(query, { lang: input.lang });
		results.push(rows.map((r) => [r.path, r.anchor]));
	}
	const AsyncFunction = (async () => {}).constructor;
	for (const [name, body] of Object.entries(input.tests || {})) {
		values[name] = await new AsyncFunction("search", "requests", "network", body)(start(), requests, network);
	}
	process.stdout.write(JSON.stringify({ cases, results, values }));
})().catch((err) => { console.error(err); process.exit(1); });
