// Makes the rows of a result: refines the order of the first documents with their texts,
// as package search does, and chooses the part to show, with an excerpt.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var refined = 16, full = 12; // full is the share of a unit that a text has completely
	var facets = ["kind", "textLang", "status"];
	var lowered = ["deprecated", "retired", "draft"];

	// filter returns the documents with the chosen facets, and counts of each facet among
	// the documents that the other facets allow.
	function filter(index, docs, options) {
		var counts = { kind: {}, textLang: {}, status: {} };
		var ranges = index.dir.ranges.map(function (r) {
			var values = [[r[0]], r[1].split(" "), [r[2] || "available"]];
			return { values: values, ok: values.map(function (v, i) { return !options[facets[i]] || v.indexOf(options[facets[i]]) >= 0; }) };
		});
		docs = docs.filter(function (doc) {
			var r = ranges[index.rangeOf[doc]];
			facets.forEach(function (f, i) {
				if (r.ok[(i + 1) % 3] && r.ok[(i + 2) % 3]) r.values[i].forEach(function (v) { counts[f][v] = (counts[f][v] || 0) + 1; });
			});
			return r.ok[0] && r.ok[1] && r.ok[2];
		});
		return { docs: docs, counts: counts };
	}

	// fold returns the terms of a text, and the text without its separators.
	function fold(s) {
		var n = core.normalize(s), terms = new Set();
		core.each(n, function (from, to, term) { terms.add(term); });
		return { terms: terms, compact: n.r.map(function (r, i) { return n.kind[i] ? String.fromCodePoint(r) : ""; }).join("") };
	}
	function json(bytes) { return JSON.parse(new TextDecoder().decode(bytes)); }
	function named(index, doc) {
		return core.block(index, "t/" + (doc >> 6), json).then(function (block) {
			var t = block[doc & 63];
			return { number: doc, range: index.dir.ranges[index.rangeOf[doc]], path: t[0], names: t[1], cells: t[2] || [] };
		});
	}
	// document returns a document with its parts, which is kept.
	function whole(index, doc) {
		if (index.docs[doc]) return Promise.resolve(index.docs[doc]);
		var most = index.dir.textsPerBlock;
		return Promise.all([named(index, doc), core.block(index, "x/" + Math.floor(doc / most), json)]).then(function (got) {
			var d = got[0], parts = got[1][doc % most];
			d.parts = {};
			Object.keys(parts).forEach(function (lang) {
				d.parts[lang] = parts[lang].map(function (p) {
					return { anchor: p[0], kind: p[1], title: p[2], text: p[3], lang: lang };
				});
			});
			return index.docs[doc] = d;
		});
	}
	function titleOf(part) { return part.foldedTitle = part.foldedTitle || fold(part.title); }
	function textOf(part) { return part.foldedText = part.foldedText || fold(part.text); }
	function namesOf(d) {
		if (!d.folded) {
			d.folded = { list: [], terms: new Set() };
			Object.keys(d.names).forEach(function (lang) {
				d.names[lang].forEach(function (name) {
					var f = fold(name);
					d.folded.list.push(f.compact);
					f.terms.forEach(function (t) { d.folded.terms.add(t); });
				});
			});
		}
		return d.folded;
	}
	function languages(d, index, lang) {
		return [lang].concat(index.dir.locales).filter(function (l, i, all) { return d.parts[l] && d.parts[l].length && all.indexOf(l) === i; });
	}

	// factor returns eight times the number by which the score of a document grows because
	// it has the query as it was typed.
	function factor(d, q, index, lang) {
		var best = 8;
		namesOf(d).list.forEach(function (name) {
			best = Math.max(best, name === q ? 64 : name.startsWith(q) ? 24 : name.indexOf(q) >= 0 ? 16 : 8);
		});
		if (best < 20) languages(d, index, lang).forEach(function (l) {
			d.parts[l].forEach(function (p) {
				var title = titleOf(p).compact;
				best = Math.max(best, title === q ? 20 : title.indexOf(q) >= 0 ? 14 : best < 10 && textOf(p).compact.indexOf(q) >= 0 ? 10 : 8);
			});
		});
		return best;
	}
	// cover returns how much of a query is among terms, full for each unit.
	function cover(units, terms) {
		return units.reduce(function (sum, u) {
			return sum + Math.max.apply(null, u.leaves.map(function (leaves) {
				var hits = leaves.filter(function (leaf) {
					if (leaf.found > terms.size) return Array.from(terms).some(function (t) { return leaf.terms[t]; });
					return Object.keys(leaf.terms).some(function (t) { return terms.has(t); });
				}).length;
				return Math.floor(full * hits / leaves.length);
			}));
		}, 0);
	}
	// bestPart returns the part of a document to show.
	function bestPart(d, units, q, index, lang) {
		var langs = languages(d, index, lang);
		if (cover(units, namesOf(d).terms) < full * units.length) {
			for (var l = 0; l < langs.length; l++) {
				var best = 0, part = null;
				d.parts[langs[l]].forEach(function (p) {
					var title = titleOf(p), text = textOf(p);
					var v = 2 * cover(units, title.terms) + cover(units, text.terms) + (title.compact.indexOf(q) >= 0 ? 8 : 0) + (text.compact.indexOf(q) >= 0 ? 4 : 0);
					if (v > best) best = v, part = p;
				});
				if (part) return part;
			}
		}
		return langs.length ? d.parts[langs[0]][0] : null;
	}

	// spans returns the ranges of a text that match the units, sorted, as [from, to, unit].
	function spans(text, units) {
		var n = core.normalize(text), list = [], pairs = Object.create(null), words = [];
		function push(from, to, unit) { list.push([n.start[from], n.end[to - 1], unit]); }
		units.forEach(function (u, unit) {
			if (!u.japanese) return words.push([u, unit]);
			var run = Array.from(u.text).map(function (c) { return c.codePointAt(0); }), whole = false;
			for (var i = n.r.indexOf(run[0]); i >= 0; i = n.r.indexOf(run[0], i + 1)) {
				if (run.every(function (r, k) { return n.r[i + k] === r; })) whole = true, push(i, i + run.length, unit);
			}
			if (!whole && run.length > 2) u.leaves[0].forEach(function (leaf) { pairs[leaf.term] = unit; });
		});
		core.each(n, function (from, to, term) {
			if (pairs[term] >= 0) push(from, to, pairs[term]);
			words.forEach(function (w) {
				w[0].leaves.forEach(function (leaves) {
					leaves.forEach(function (leaf) {
						if (!leaf.terms[term]) return;
						var size = Array.from(leaf.term).length;
						push(from, term !== leaf.term && term.startsWith(leaf.term) && w[0].prefix && to - from === Array.from(term).length ? from + size : to, w[1]);
					});
				});
			});
		});
		return list.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
	}
	// marked returns a range of a text as [text, isMatch] pieces.
	function marked(text, list, from, to) {
		var pieces = [], at = from;
		function push(end, isMatch) {
			var last = pieces[pieces.length - 1];
			if (end > at && isMatch && last && last[1]) last[0] += text.slice(at, end);
			else if (end > at) pieces.push([text.slice(at, end), isMatch]);
			at = Math.max(at, end);
		}
		list.forEach(function (s) {
			if (s[1] <= at || s[0] >= to) return;
			push(s[0], false);
			push(Math.min(s[1], to), true);
		});
		push(to, false);
		return pieces;
	}
	function mark(text, units) { return marked(text, spans(text, units), 0, text.length); }

	// excerpt returns about 160 columns of a text, where it has most of the units.
	function excerpt(text, units) {
		var list = spans(text, units), best = -1, at = 0;
		function columns(from, most) { // the end of so many columns
			for (var i = from; i < text.length && most > 0; i++) most -= text.charCodeAt(i) < 0x1100 ? 1 : 2;
			return i;
		}
		list.forEach(function (s, i) {
			var end = columns(s[0], 120), seen = new Set();
			for (var k = i; k < list.length && list[k][1] <= end; k++) seen.add(list[k][2]);
			if (seen.size > best) best = seen.size, at = s[0];
		});
		var from = start(text, at), to = columns(from, 160);
		if (to < text.length && text.charCodeAt(to) < 0x1100) to = Math.max(text.lastIndexOf(" ", to), at + 1, to - 20);
		var pieces = marked(text, list, from, to);
		if (from > 0) pieces.unshift(["… ", false]);
		if (to < text.length) pieces.push([" …", false]);
		return pieces;
	}
	// start returns where the excerpt around a position starts: with its sentence or
	// clause if that is near, otherwise with a word.
	function start(text, at) {
		if (at < 30) return 0;
		var before = text.slice(Math.max(at - 60, 0), at), space = before.lastIndexOf(" ", 40);
		var m = /^[^]*(?:[.!?]\s+|[。！？\n]\s*)/.exec(before) || /^[^]*、/.exec(before);
		return m && m[0].length < before.length ? at - before.length + m[0].length : at < 60 ? 0 : at - (space >= 0 ? before.length - space - 1 : 20);
	}

	// row returns what is shown of a document. Without its texts it has no part.
	function row(index, d, m, q, lang) {
		var r = d.range, part = d.parts ? bestPart(d, m.units, q, index, lang) : null, has = r[1].split(" ");
		// The page in the reader's language exists in any case; if the text is missing there,
		// it is the same text.
		var shown = part && part.lang !== lang && has.indexOf(lang) >= 0 ? part.lang : lang;
		var names = d.names[shown] || d.names[part ? part.lang : has[0]] || d.names[Object.keys(d.names)[0]];
		var anchor = part ? part.anchor : "", path = anchor ? d.path.replace(/#.*/, "") + "#" + anchor : d.path;
		return {
			path: d.path, anchor: anchor, url: core.base() + encodeURI((shown === index.dir.locales[0] ? "" : shown + "/") + path),
			title: names[0], titleMarks: mark(names[0], m.units), lang: shown, kind: r[0], status: r[2], cells: d.cells,
			partKind: part ? part.kind : "", partTitle: part ? part.title : "", partMarks: part ? mark(part.title, m.units) : [],
			excerpt: part ? excerpt(part.text, m.units) : [], textLang: part ? part.lang : shown,
		};
	}

	// find searches an index. It returns null if options.signal is aborted.
	function find(index, query, options) {
		var lang = options.lang || index.dir.locales && index.dir.locales[0], limit = options.limit || refined, q = fold(query).compact;
		function over() { return options.signal && options.signal.aborted; }
		function result(rows, more) { return Object.assign(rows, { query: query, total: 0, partial: false, nearest: [], facets: { kind: {}, textLang: {}, status: {} } }, more); }
		if (index.dir.indexing) return Promise.resolve(result([], { indexing: true }));
		return core.match(index, query).then(function (m) {
			if (over()) return null;
			var kept = filter(index, m.docs, options), docs = kept.docs.slice(0, Math.max(limit, refined));
			var more = { total: kept.docs.length, partial: m.partial, facets: kept.counts };
			function rows(list) {
				return result(list.slice(0, limit).map(function (d) { return row(index, d, m, q, lang); }), more);
			}
			if (!docs.length) return core.nearest(index, query).then(function (terms) { return result([], Object.assign(more, { nearest: terms })); });
			var early = options.early && docs.some(function (doc) { return !index.docs[doc]; });
			return Promise.all(docs.map(function (doc) { return named(index, doc); })).then(function (list) {
				if (over()) return null;
				if (early) options.early(rows(list));
				return Promise.all(docs.map(function (doc) { return whole(index, doc); })).then(function (list) {
					if (over()) return null;
					var first = list.slice(0, refined);
					first.forEach(function (d) {
						d.value = Math.floor(m.scores[d.number] * factor(d, q, index, lang) / 8);
						if (lowered.indexOf(d.range[2]) >= 0) d.value = Math.floor(d.value / 2);
					});
					first.sort(function (a, b) { return b.value - a.value || a.number - b.number; });
					return rows(first.concat(list.slice(refined)));
				});
			});
		});
	}
	search.search = function (query, options) {
		return core.use(function (index) { return find(index, query, options || {}); });
	};
})();
