// Finds documents and orders them. Package search, which describes the index and the
// order, does the same for the command line, with integers only, so that both give the
// same list.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var exact = 16, sameStem = 12, begins = 11, pair = 8, similar = 7; // weights of the ways in which a term matches
	var enough = 6; // what a document must cover of a long query
	var most = 4; // shards that are read for the terms with a prefix

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
			shard.terms.push(utf8.decode(Uint8Array.from(last)));
			at = varint(bytes, at);
			var df = value;
			shard.df.push(df);
			shard.at.push(at);
			while (df--) while (bytes[at++] > 127);
		}
		return shard;
	}
	var utf8 = new TextDecoder(), value; // value of the last varint
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

	// stem returns the common beginning of the forms of an English word, or "".
	var stems = new Map();
	function stem(w) {
		if (!stems.has(w)) stems.set(w, makeStem(w));
		return stems.get(w);
	}
	function makeStem(w) {
		if (w.length < 3 || /[^a-z]/.test(w)) return "";
		var s = w;
		if (w.length < 4) return w;
		if (/ies$/.test(s)) s = s.slice(0, -3) + "y";
		else if (/([sxz]|[cs]h)es$/.test(s)) s = s.slice(0, -2);
		else if (/[^sui]s$/.test(s)) s = s.slice(0, -1);
		else if (w.length > 5 && /ing$/.test(s)) s = undouble(s.slice(0, -3));
		else if (w.length > 4 && /ed$/.test(s)) s = undouble(s.slice(0, -2));
		if (s.length > 4) s = s.replace(/e$/, "");
		return s.length < 3 ? w : s; // uses
	}
	function undouble(s) { return s.length > 2 ? s.replace(/([^aeioulsz])\1$/, "$1") : s; }

	// typosIn returns the number of letters in which a term, or the beginning of a term if prefix is
	// true, differs from a typed word.
	function typosIn(word, term, prefix) {
		var a = Array.from(word), b = Array.from(term), rows = [];
		if (prefix) b = b.slice(0, a.length + 2);
		for (var i = 0; i <= a.length; i++) {
			rows.push([i]);
			for (var j = 1; j <= b.length; j++) {
				var n = i ? Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)) : j;
				rows[i].push(i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? Math.min(n, rows[i - 2][j - 2] + 1) : n);
			}
		}
		return prefix ? Math.min.apply(null, rows[a.length]) : rows[a.length][b.length];
	}

	// find returns the terms that begin with a prefix, or are the same, as
	// [term, shard, number in the shard].
	function find(index, prefix, same) {
		var starts = index.dir.terms, from = Math.max(after(starts, prefix) - 1, 0), loads = [];
		for (var i = from; i < starts.length && i < from + (same ? 1 : most) && (i === from || starts[i].startsWith(prefix)); i++) {
			loads.push(core.block(index, "s/" + i, decode));
		}
		return Promise.all(loads).then(function (shards) {
			var list = [];
			shards.forEach(function (shard) {
				for (var i = after(shard.terms, prefix, true); i < shard.terms.length && shard.terms[i].startsWith(prefix); i++) {
					if (same && shard.terms[i] !== prefix) break;
					list.push([shard.terms[i], shard, i]);
				}
			});
			return list;
		});
	}
	// similarTo returns the terms with the fewest typos, at most limit of them.
	function similarTo(index, word, prefix, limit) {
		if (!limit) return Promise.resolve([]);
		return find(index, Array.from(word).slice(0, 2).join("")).then(function (list) {
			var typos = list.map(function (t) { return Math.abs(t[0].length - word.length) <= limit || prefix && t[0].length > word.length ? typosIn(word, t[0], prefix) : limit + 1; });
			var fewest = Math.min.apply(null, typos.concat(limit));
			return list.filter(function (t, i) { return typos[i] === fewest; });
		});
	}
	function typosAllowed(word) {
		var n = Array.from(word).length;
		return /[0-9+#.]/.test(word) || n < 4 ? 0 : n < 8 ? 1 : 2; // e1001 is not e1002
	}

	// scoresOf returns the score of each document for one term of a unit.
	function scoresOf(index, unit, term, prefix) {
		var best = new Uint32Array(index.dir.docs);
		function add(terms, weight) {
			var df = terms.reduce(function (sum, t) { return sum + t[1].df[t[2]]; }, 0);
			var factor = (log(index.dir.docs + 1) - log(Math.min(df, index.dir.docs)) + 4) * weight;
			terms.forEach(function (t) {
				postings(t[1], t[2]).forEach(function (p) {
					best[p >>> 4] = Math.max(best[p >>> 4], factor * (p & 15));
				});
			});
			return terms.length;
		}
		if (unit.japanese) return find(index, term, !prefix).then(function (terms) {
			add(terms, pair);
			return best;
		});
		var root = stem(term);
		return Promise.all([find(index, term, true), prefix ? find(index, term) : [], root ? find(index, root.replace(/y$/, "")) : []]).then(function (got) {
			var n = add(got[0], exact);
			n += add(got[1].filter(function (t) { return t[0] !== term; }), begins);
			n += add(got[2].filter(function (t) { return t[0] !== term && stem(t[0]) === root; }), sameStem);
			return n ? [] : similarTo(index, term, prefix, typosAllowed(term));
		}).then(function (terms) {
			add(terms, similar);
			unit.typos[term] = terms.map(function (t) { return t[0]; });
			return best;
		});
	}

	// match returns the units of a query, the score of each document, how many of the units
	// it has (covered: a word counts 2, a pair of Japanese characters 1, and more than enough
	// as much as enough) and the highest possible number.
	core.match = function (index, query) {
		var n = index.dir.docs, m = { units: core.units(query), scores: new Float64Array(n), covered: new Uint32Array(n), all: 0 };
		return Promise.all(m.units.map(function (u) {
			u.typos = Object.create(null);
			return Promise.all(u.alternatives.map(function (terms) {
				return Promise.all(terms.map(function (term, i) { return scoresOf(index, u, term, u.prefix && i === terms.length - 1); }));
			}));
		})).then(function (units) {
			units.forEach(function (alternatives, i) { addUnit(m, m.units[i], alternatives); });
			m.all = Math.min(m.all, enough);
			for (var doc = 0; doc < n; doc++) {
				m.covered[doc] = Math.min(m.covered[doc], m.all);
				m.scores[doc] = Math.floor(m.scores[doc] * m.covered[doc] * m.covered[doc] / (m.all * m.all));
			}
			return m;
		});
	};
	function addUnit(m, unit, alternatives) {
		m.all += unit.japanese ? alternatives[0].length : 2;
		for (var doc = 0; doc < m.scores.length; doc++) {
			var best = 0;
			for (var a = 0; a < alternatives.length; a++) {
				var terms = alternatives[a], sum = 0, hits = 0;
				for (var i = 0; i < terms.length; i++) {
					if (terms[i][doc]) hits++, sum += terms[i][doc];
				}
				if (unit.japanese) {
					if (m.units.length > 1 && 3 * hits <= terms.length) hits = sum = 0; // pairs that other words have too
					best = sum, m.covered[doc] += hits;
				} else if (hits === terms.length) {
					sum = Math.floor(sum / hits);
					best = Math.max(best, a ? Math.floor(sum * 3 / 4) : sum); // the first is the most exact
				}
			}
			m.scores[doc] += best;
			if (best && !unit.japanese) m.covered[doc] += 2;
		}
	}

	// nearest returns terms that are spelled like the words of a query without results.
	core.nearest = function (index, units) {
		var list = [];
		return Promise.all(units.map(function (u) {
			var word = u.alternatives[0][0];
			return u.japanese || word.length < 3 ? null : find(index, word.slice(0, 2)).then(function (terms) {
				terms.forEach(function (t) {
					var n = typosIn(word, t[0], false);
					if (n <= word.length / 2) list.push([n, t[0]]);
				});
			});
		})).then(function () {
			list.sort(function (a, b) { return a[0] - b[0] || compare(a[1], b[1]); });
			return list.slice(0, 5).map(function (x) { return x[1]; });
		});
	};
	core.stem = stem;
})();
