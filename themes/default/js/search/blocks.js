// Loads the index. Below search/ are dir.js, which has a fixed name, and blocks, whose
// names change with the content. A block is a file of raw deflate bytes. Pages from disk
// cannot read files, so there, and where reading fails, a block is the script of the same
// name with .js, which calls platmapSearch.block.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var base = "", loading = null, retrying = null, index = null, got = {};
	var scripted = location.protocol === "file:" || !window.fetch; // blocks are loaded as scripts

	search.dir = function (dir) { got.dir = dir; };
	search.block = function (name, data) { got[name] = data; };

	// script loads a script and returns what it reports under a name.
	function script(address, name) {
		return new Promise(function (resolve, reject) {
			var s = document.createElement("script");
			function end() {
				var x = got[name];
				delete got[name];
				s.remove();
				if (x) resolve(x);
				else reject(new Error("search: " + address + " not found"));
			}
			s.onload = s.onerror = end;
			s.src = address;
			document.head.append(s);
		});
	}
	function inflate(stream) {
		return new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
	}
	function loadScript(address, name) {
		return script(address + ".js", name).then(function (data) {
			var bytes = Uint8Array.from(atob(data), function (c) { return c.charCodeAt(0); });
			return inflate(new Blob([bytes]).stream());
		});
	}
	function load(address, name) {
		var missing = false;
		if (scripted) return loadScript(address, name);
		return fetch(address).then(function (r) {
			if (r.ok) return inflate(r.body);
			missing = true;
			throw new Error("search: " + address + " " + r.status);
		}).catch(function (err) {
			if (missing) throw err;
			return loadScript(address, name).then(function (b) {
				scripted = true; // the file is there, but cannot be read
				return b;
			});
		});
	}

	// open loads dir.js, once. A block that is missing after the site was published again
	// makes use load it again, past any cache.
	function open(again) {
		if (!loading) {
			loading = script(base + "search/dir.js" + (again ? "?" + Date.now() : ""), "dir").then(function (dir) {
				if (dir.indexing) loading = null;
				if (!index || dir.indexing || index.dir.hash !== dir.hash) index = prepare(dir);
				return index;
			}).catch(function (err) {
				loading = null;
				throw err;
			});
		}
		return loading;
	}
	function prepare(dir) {
		var ranges = dir.ranges || [], rangeOf = new Uint16Array(dir.docs || 0), doc = 0;
		ranges.forEach(function (r, i) { rangeOf.fill(i, doc, doc += r[3]); });
		return { dir: dir, rangeOf: rangeOf, blocks: {}, docs: [] };
	}
	// block returns a promise of a decoded block, which is loaded once.
	core.block = function (index, name, decode) {
		var blocks = index.blocks;
		if (!blocks[name]) {
			blocks[name] = load(base + "search/" + index.dir.hash + "/" + name, name).then(function (b) { return decode(new Uint8Array(b)); });
			blocks[name].catch(function () { delete blocks[name]; });
		}
		return blocks[name];
	};
	// use calls work with the index, and again with a new one if a block was missing.
	core.use = function (work) {
		return open().then(function (old) {
			return work(old).catch(function (err) {
				if (index === old && !retrying) {
					loading = null;
					retrying = open(true).finally(function () { retrying = null; });
				}
				return (retrying || open()).then(function (now) {
					if (now === old) throw err;
					return work(now);
				});
			});
		});
	};
	core.base = function () { return base; };

	// open sets the address of the root of the site and loads dir.js.
	search.open = function (root) {
		if (root !== undefined && root !== base) {
			base = root;
			search.reload();
		}
		return open().then(function (index) {
			return { docs: index.dir.docs || 0, locales: index.dir.locales || [], indexing: Boolean(index.dir.indexing) };
		});
	};
	// reload makes the next search load dir.js again: the preview has a new index.
	search.reload = function () { loading = null; };
})();
