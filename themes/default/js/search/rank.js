// Finds documents and orders them. Package search, which describes the index and the
// order, does the same for the command line, with integers only, so that both give the
// same list.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var exact = 16, sameStem = 12, begins = 11, similar = 7; // weights of the ways in which a term matches
	var rangeShards = 4, similarShards = 16;

	// compare orders strings by code points, as UTF-8 does.
	function compare(a, b) {
		for (var i = 0; i < a.length && i < b.length; i++) {
			var x = a.charCodeAt(i), y = b.charCodeAt(i);
			if (x === y) continue;
			if (x >= 0xd800 && y >= 0xd800) return (x >= 0xe000 ? x - 0x800 : x + 0x2000) - (y >= 0xe000 ? y - 0x800 : y + 0x2000);
			return x - y;
		}
		return a.length - b.length;
	}
	// after returns the number of the first item that is greater than s, or not less.
	function after(list, s, orEqual) {
		var from = 0, to = list.length;
		while (from < to) {
			var i = from + to >> 1, c = compare(list[i], s);
			if (c > 0 || c === 0 && orEqual) to = i;
			else from = i + 1;
		}
		return from;
	}

	// decode returns the terms of a shard and where their postings are.
	function decode(bytes) {
		var shard = { bytes: bytes, terms: [], df: [], at: [], postings: [] }, last = [], at = 0;
		while (at < bytes.length) {
			var shared = bytes[at++], size = bytes[at++];
			last.length = shared;
			for (var i = 0; i < size; i++) last.push(bytes[at++]);
			shard.terms.push(utf8(last));
			at = varint(bytes, at);
			var df = value;
			shard.df.push(df);
			shard.at.push(at);
			while (df--) while (bytes[at++] > 127);
		}
		return shard;
	}
	function utf8(b) { // for a few bytes faster than TextDecoder
		for (var i = 0, s = ""; i < b.length;) {
			var c = b[i++];
			if (c > 0xef) c = (c & 7) << 18 | (b[i++] & 63) << 12 | (b[i++] & 63) << 6 | b[i++] & 63;
			else if (c > 0xdf) c = (c & 15) << 12 | (b[i++] & 63) << 6 | b[i++] & 63;
			else if (c > 0x7f) c = (c & 31) << 6 | b[i++] & 63;
			s += String.fromCodePoint(c);
		}
		return s;
	}
	var value; // of the last varint
	function varint(bytes, at) {
		for (var shift = 1, b = 128, v = 0; b > 127; shift *= 128) {
			b = bytes[at++];
			v += (b & 127) * shift;
		}
		value = v;
		return at;
	}
	// postings returns document<<4 | impact for each document with a term.
	function postings(shard, i) {
		if (!shard.postings[i]) {
			var list = new Uint32Array(shard.df[i]), doc = 0, at = shard.at[i];
			for (var k = 0; k < list.length; k++) {
				at = varint(shard.bytes, at);
				doc += value >>> 4;
				list[k] = doc << 4 | value & 15;
			}
			shard.postings[i] = list;
		}
		return shard.postings[i];
	}

	// log returns the logarithm to base 2, times eight.
	function log(x) {
		var bits = 31 - Math.clz32(x);
		return 8 * bits + ((bits > 3 ? x >>> bits - 3 : x << 3 - bits) & 7);
	}

	// stem returns an English word without a usual ending.
	function stem(w) {
		var n = w.length, s = w;
		if (n > 3) {
			if (/ies$/.test(s)) s = s.slice(0, -3) + "y";
			else if (/(s|x|z|ch|sh)es$/.test(s)) s = s.slice(0, -2);
			else if (/[^sui]s$/.test(s)) s = s.slice(0, -1);
			else if (n > 5 && /ing$/.test(s)) s = undouble(s.slice(0, -3));
			else if (n > 4 && /ed$/.test(s)) s = undouble(s.slice(0, -2));
			if (s.length > 4 && /e$/.test(s)) s = s.slice(0, -1);
		}
		return s.length < 3 ? w : s;
	}
	function undouble(s) { return s.replace(/([bcdfghjkmnpqrtvwx])\1$/, "$1"); }

	// distance returns the number of typing mistakes between a word and a term, or between
	// the word and the nearest beginning of the term.
	function distance(a, b, toBeginning) {
		var rows = [], i, j;
		for (i = 0; i <= a.length; i++) {
			rows.push([i]);
			for (j = 1; j <= b.length; j++) {
				rows[i][j] = !i ? j : Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
				if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
			}
		}
		return toBeginning ? Math.min.apply(null, rows[a.length]) : rows[a.length][b.length];
	}

	// range loads the shards with the terms that begin with a prefix and calls f for each
	// of these terms.
	function range(index, prefix, most, f) {
		var starts = index.dir.terms, from = Math.max(after(starts, prefix) - 1, 0), loads = [];
		for (var i = from; i < starts.length && i < from + most && (i === from || starts[i].startsWith(prefix)); i++) loads.push(core.block(index, "s/" + i, decode));
		return Promise.all(loads).then(function (shards) {
			shards.forEach(function (shard) {
				for (var i = after(shard.terms, prefix, true); i < shard.terms.length && shard.terms[i].startsWith(prefix); i++) f(shard.terms[i], shard, i);
			});
		});
	}

	// leafOf finds the terms of the index that match one term of a query. scores has the
	// score of each document.
	function leafOf(index, term, unit, last) {
		var leaf = { term: term, terms: Object.create(null), found: 0, scores: new Uint32Array(index.dir.docs) };
		var size = Array.from(term).length, prefix = unit.prefix && last;
		function use(t, weight, shard, i) {
			if (leaf.terms[t] >= weight) return;
			leaf.terms[t] = weight;
			leaf.found++;
			var list = postings(shard, i), factor = (log(index.dir.docs + 1) + 4 - log(list.length)) * weight;
			for (var k = 0; k < list.length; k++) {
				var score = factor * (list[k] & 15), doc = list[k] >>> 4;
				if (score > leaf.scores[doc]) leaf.scores[doc] = score;
			}
		}
		var loads = [range(index, term, prefix ? rangeShards : 1, function (t, shard, i) {
			if (t === term) use(t, exact, shard, i);
			else if (prefix) use(t, unit.japanese ? exact : begins, shard, i);
		})];
		if (!unit.japanese) {
			var s = stem(term);
			loads.push(range(index, s.replace(/y$/, ""), rangeShards, function (t, shard, i) {
				if (t !== term && stem(t) === s) use(t, sameStem, shard, i);
			}));
		}
		return Promise.all(loads).then(function () {
			if (leaf.found || unit.japanese || size < 4 || /[0-9]/.test(term)) return leaf;
			return range(index, Array.from(term).slice(0, 2).join(""), similarShards, function (t, shard, i) {
				if (Math.abs(t.length - term.length) <= 2 || prefix && t.length > term.length) {
					if (distance(term, t, prefix) <= (size < 8 ? 1 : 2)) use(t, similar, shard, i);
				}
			}).then(function () { return leaf; });
		});
	}

	// match returns the units of a query with the terms that they have matched, and the
	// documents with their scores, best first. If no document has all units, partial is true.
	core.match = function (index, query) {
		var units = core.units(query), loads = [];
		units.forEach(function (u) {
			u.leaves = u.alternatives.map(function () { return []; });
			u.alternatives.forEach(function (terms, a) {
				terms.forEach(function (term, i) {
					loads.push(leafOf(index, term, u, i === terms.length - 1).then(function (leaf) { u.leaves[a][i] = leaf; }));
				});
			});
		});
		return Promise.all(loads).then(function () { return score(index, units); });
	};
	function score(index, units) {
		var n = index.dir.docs, scores = new Float64Array(n), covered = new Uint32Array(n), all = 0, docs = [], some = [];
		units.forEach(function (u) {
			var best = new Uint32Array(n), share = u.japanese ? 2 : 0;
			all += u.japanese ? u.leaves[0].length : 2;
			u.leaves.forEach(function (leaves) {
				for (var doc = 0; doc < n; doc++) {
					for (var i = 0, sum = 0, hits = 0; i < leaves.length; i++) {
						var s = leaves[i].scores[doc];
						if (s) hits++, sum += s;
					}
					if (!hits || !u.japanese && hits < leaves.length) continue;
					best[doc] = Math.max(best[doc], Math.floor(sum / (share || leaves.length)));
					if (u.japanese) covered[doc] += hits;
				}
			});
			for (var doc = 0; doc < n; doc++) {
				scores[doc] += best[doc];
				if (!u.japanese && best[doc]) covered[doc] += 2;
			}
		});
		for (var doc = 0; doc < n; doc++) {
			if (covered[doc]) some.push(doc);
			if (all && covered[doc] === all) docs.push(doc);
		}
		var partial = !docs.length;
		if (partial) {
			docs = some;
			docs.forEach(function (doc) { scores[doc] = Math.floor(scores[doc] * covered[doc] * covered[doc] / (all * all)); });
		}
		docs.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
		return { units: units, docs: docs, scores: scores, partial: partial && docs.length > 0 };
	}

	// nearest returns terms that are spelled like the words of a query without results.
	core.nearest = function (index, query) {
		var list = [];
		return Promise.all(core.units(query).map(function (u) {
			var term = u.alternatives[u.alternatives.length - 1][0];
			return u.japanese ? null : range(index, term[0], 1, function (t) {
				var d = distance(term, t, u.prefix);
				if (d <= term.length / 2) list.push([d, t]);
			});
		})).then(function () {
			list.sort(function (a, b) { return a[0] - b[0] || compare(a[1], b[1]); });
			return list.slice(0, 5).map(function (x) { return x[1]; });
		});
	};
})();
