// Runs the search script of a site in Node, which has no document: node search.js SCRIPT.
// The input is {dir, disk, cases, queries, lang}, the output {cases, results}. cases are
// those of tokenize.golden.json, filled in; results have [path, anchor] of each row.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const input = JSON.parse(fs.readFileSync(0, "utf8"));

function run(file) { vm.runInThisContext(fs.readFileSync(file, "utf8"), file); }
// fileOf returns the path of an address on disk.
function fileOf(address) { return path.join(input.dir, address.replace(/\?.*/, "")); }

globalThis.window = globalThis;
globalThis.location = { protocol: input.disk ? "file:" : "http:" };
globalThis.document = {
	createElement: () => ({ remove() {} }),
	head: {
		append(script) {
			setImmediate(() => {
				try { run(fileOf(script.src)); } catch { return script.onerror(); }
				script.onload();
			});
		},
	},
};
globalThis.fetch = async (address) => {
	try { return new Response(fs.readFileSync(fileOf(address))); } catch { return new Response("", { status: 404 }); }
};
run(process.argv[2]);

(async () => {
	const search = globalThis.platmapSearch, core = search.core, results = [];
	const cases = (input.cases || []).map(({ about, text, query }) => query ?
		{ about, query, units: core.units(query).map(({ alternatives, japanese, prefix }) => ({ alternatives, japanese, prefix })) } :
		{ about, text, normal: core.string(text), tokens: search.tokens(text).map(([term, start, end]) => [term, text.slice(start, end)]) });
	for (const query of input.queries || []) {
		const rows = await search.search(query, { lang: input.lang });
		results.push(rows.map((r) => [r.path, r.anchor]));
	}
	process.stdout.write(JSON.stringify({ cases, results }));
})().catch((err) => { console.error(err); process.exit(1); });
