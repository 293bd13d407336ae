// Makes the rows of a result: refines the order of the first documents with their texts,
// as package search does, and chooses the part to show, with an excerpt.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var refined = 16; // documents whose texts are compared with the query
	var facets = ["kind", "textLang", "status"];
	var word = 1; // a class of tokens.js

	// candidates returns the first of the documents with the chosen facets that have all of a
	// query, or most of it, or, if no document has all, any of it; best first. counts has for
	// each value of a facet how many there would be with that choice.
	function candidates(index, m, options, most) {
		var n = index.dir.ranges.map(function () { return [0, 0, 0]; }), counts = { kind: {}, textLang: {}, status: {} }, chosen = [0, 0, 0], docs = [];
		function has(doc) { return 4 * m.covered[doc] >= 3 * m.all; }
		for (var doc = 0; doc < m.scores.length; doc++) {
			if (!m.covered[doc]) continue;
			var of = n[index.rangeOf[doc]];
			of[0] += isFull(m, doc), of[1] += has(doc), of[2]++;
		}
		var allowed = index.dir.ranges.map(function (r, number) {
			var values = [[r[0]], r[1].split(" "), [r[2] || "available"]];
			var ok = values.map(function (v, i) { return !options[facets[i]] || v.indexOf(options[facets[i]]) >= 0; });
			function add(sums) { n[number].forEach(function (x, i) { sums[i] += x; }); }
			values.forEach(function (list, i) {
				if (n[number][2] && ok[(i + 1) % 3] && ok[(i + 2) % 3]) list.forEach(function (v) { add(counts[facets[i]][v] = counts[facets[i]][v] || [0, 0, 0]); });
			});
			if (ok.indexOf(false) < 0) return add(chosen), true;
		});
		function total(sums) { return sums[0] ? sums[1] : sums[2]; }
		facets.forEach(function (f) {
			for (var v in counts[f]) counts[f][v] = total(counts[f][v]);
		});
		for (doc = 0; doc < m.scores.length; doc++) {
			if (!m.covered[doc] || chosen[0] && !has(doc) || !allowed[index.rangeOf[doc]]) continue;
			for (var i = docs.length; i && order(m, doc, docs[i - 1]) < 0;) i--;
			if (i < most) docs.splice(i, 0, doc);
			if (docs.length > most) docs.pop();
		}
		return { docs: docs, total: total(chosen), partial: !chosen[0], counts: counts };
	}
	function order(m, a, b) {
		return isFull(m, b) - isFull(m, a) || m.scores[b] - m.scores[a] || a - b;
	}
	function isFull(m, doc) { return m.covered[doc] === m.all; }

	// field returns the data of a text for comparisons: its letters, with spaces between words
	// only, and its terms, which are computed when they are first needed.
	function field(s) {
		var n = core.normalize(s), squeezed = "", last = 0, gap = false;
		for (var i = 0; i < n.r.length; i++) {
			if (!n.kind[i]) gap = true;
			else {
				squeezed += (gap && last === word && n.kind[i] === word ? " " : "") + String.fromCodePoint(n.r[i]);
				last = n.kind[i], gap = false;
			}
		}
		return { text: s, squeezed: squeezed, letters: squeezed.replace(/ /g, ""), terms: null };
	}
	function termsOf(f) {
		if (!f.terms) {
			f.terms = new Set();
			core.each(core.normalize(f.text), function (from, to, term) { f.terms.add(term); });
			f.terms = Array.from(f.terms);
		}
		return f.terms;
	}
	function json(bytes) { return JSON.parse(new TextDecoder().decode(bytes)); }
	// named returns a document with its names, and whole also with its parts, which are kept.
	function named(index, doc) {
		return index.docs[doc] || core.block(index, "t/" + (doc >> 4), json).then(function (block) {
			var t = block[doc & 15];
			return { number: doc, range: index.dir.ranges[index.rangeOf[doc]], path: t[0], names: each(t[1], function (name, i) { return Object.assign(field(name), { number: i }); }), cells: t[2] || [], parts: {} };
		});
	}
	function whole(index, doc) {
		var most = index.dir.textsPerBlock;
		return index.docs[doc] || Promise.all([named(index, doc), core.block(index, "x/" + Math.floor(doc / most), json)]).then(function (got) {
			got[0].parts = each(got[1][doc % most], function (p) { return { anchor: p[0], kind: p[1], title: field(p[2]), text: field(p[3]) }; });
			return index.docs[doc] = got[0];
		});
	}
	// each applies f to every item of lists by language, and returns the new lists.
	function each(lists, f) {
		var result = {};
		Object.keys(lists || {}).forEach(function (lang) { result[lang] = (lists[lang] || []).map(f); });
		return result;
	}
	function flat(lists) { return [].concat.apply([], Object.values(lists)); }

	// phraseIn returns whether a squeezed text has a phrase: 3 if it is the text, 2 if the
	// text begins with it, 1 if it is within the text, and 0 otherwise.
	function phraseIn(s, phrase, prefix) {
		if (!phrase || s === phrase) return phrase ? 3 : 0;
		for (var i = s.indexOf(phrase); i >= 0; i = s.indexOf(phrase, i + 1)) {
			var end = i + phrase.length;
			var inWord = i && isWord(phrase, 0) && isWord(s, i - 1), goesOn = !prefix && end < s.length && isWord(s, end - 1) && isWord(s, end);
			if (!inWord && !goesOn) return i ? 1 : 2;
		}
		return 0;
	}
	function isWord(s, i) { return core.classOf(s.charCodeAt(i)) === word; } // no letters beyond U+FFFF: they are rare

	// accepts reports whether a term of a unit matches a term of a text.
	function accepts(unit, t, term, prefix) {
		return t === term || prefix && t.startsWith(term) || core.stem(term) && core.stem(t) === core.stem(term) || unit.typos[term].indexOf(t) >= 0;
	}
	function hasTerm(f, unit, term, prefix) {
		var letters = core.stem(term) ? core.stem(term).replace(/y$/, "") : term.replace(/[+#.]/g, "");
		if (!unit.typos[term].length && f.letters.indexOf(letters) < 0) return false; // most texts
		return termsOf(f).some(function (t) { return accepts(unit, t, term, prefix); });
	}
	// valueOf returns how well a text matches a unit: 4 if it has all of it.
	function valueOf(unit, f) {
		if (unit.japanese) {
			if (f.squeezed.indexOf(unit.text) >= 0) return 4;
			var pairs = unit.alternatives[0];
			return Math.floor(3 * pairs.filter(function (p) { return f.squeezed.indexOf(p) >= 0; }).length / pairs.length);
		}
		return unit.alternatives.some(function (terms) {
			return terms.every(function (term, i) { return hasTerm(f, unit, term, unit.prefix && i === terms.length - 1); });
		}) ? 4 : 0;
	}

	// The increase of a score, in sixteenths, if a document has the whole query in one place, or
	// all words in one part.
	var gains = { title: [0, 12, 12, 24], text: 16, part: 8 };
	var lowered = ["deprecated", "retired", "draft"];

	// gainOfName returns the increase of the score for one of the names; number 0 is the title.
	// First names and names that are hardly longer than the query are better.
	function gainOfName(name, number, phrase, prefix) {
		var share = name ? Math.floor(Array.from(phrase).length * 24 / Array.from(name).length) : 0;
		var gain = [0, 8 + Math.floor(share / 2), 16 + share, 64][phraseIn(name, phrase, prefix)];
		return Math.floor(gain * (8 - Math.min(number, 4)) / 8);
	}
	// refine returns the increased score of a document.
	function refine(d, m, phrase) {
		var units = m.units, prefix = units[units.length - 1].prefix, name = 0, title = 0, text = 0, covered = 0;
		flat(d.names).forEach(function (f) { name = Math.max(name, gainOfName(f.squeezed, f.number, phrase, prefix)); });
		flat(d.parts).forEach(function (p) {
			title = Math.max(title, gains.title[phraseIn(p.title.squeezed, phrase, prefix)]);
			if (phraseIn(p.title.squeezed + " " + p.text.squeezed, phrase, prefix)) text = gains.text;
			if (units.length > 1) covered = Math.max(covered, units.reduce(function (sum, u) {
				return sum + (valueOf(u, p.title) === 4 ? 2 : valueOf(u, p.text) === 4 ? 1 : 0);
			}, 0));
		});
		var score = Math.floor(m.scores[d.number] * (16 + name + title + text + Math.floor(gains.part * covered / units.length)) / 16);
		return lowered.indexOf(d.range[2]) >= 0 ? Math.floor(score * 5 / 8) : score;
	}

	// bestPart returns the number of the part that matches best in a language, and how well
	// it matches. It is the top of the page if the name matches the whole query.
	function bestPart(d, units, lang) {
		var best = { part: 0, value: 0 }, named = units.reduce(function (sum, u) {
			return sum + Math.max.apply(null, [0].concat((d.names[lang] || []).map(function (f) { return valueOf(u, f); })));
		}, 0);
		if (named === 4 * units.length) return { part: 0, value: 2 * named };
		if (units.length === 1) best.value = 2 * named; // the top, unless the title of a part has more of the run
		(d.parts[lang] || []).forEach(function (p, i) {
			var v = units.reduce(function (sum, u) { return sum + Math.max(2 * valueOf(u, p.title), valueOf(u, p.text)); }, 0);
			if (v > best.value) best = { part: i, value: v };
		});
		best.value = Math.max(best.value, named);
		return best;
	}

	// choosePart returns the language and the number of the part to show. The part of another
	// language than own must be much better, or have a word of the query that neither the
	// names in own nor the part in own have.
	function choosePart(d, units, own, langs) {
		var rest = units.filter(function (u) { return !(d.names[own] || []).some(function (f) { return valueOf(u, f) === 4; }); });
		function adds(lang, part) {
			var p = (d.parts[lang] || [])[part];
			return p && rest.some(function (u) { return valueOf(u, p.title) === 4 || valueOf(u, p.text) === 4; });
		}
		var chosen = { lang: own, best: bestPart(d, units, own) };
		langs.forEach(function (lang) {
			var best = bestPart(d, units, lang);
			if (best.value > 2 * chosen.best.value || adds(lang, best.part) && !adds(chosen.lang, chosen.best.part)) chosen = { lang: lang, best: best };
		});
		return chosen;
	}

	// spans returns the ranges of a text that match the units, sorted, as [from, to, unit].
	function spans(text, units) {
		var n = core.normalize(text), list = [], pairs = {}, words = [], whole = true;
		function push(from, to, unit) { list.push([n.start[from], n.end[to - 1], unit]); }
		units.forEach(function (u, unit) {
			if (!u.japanese) return words.push([u, unit]);
			var run = Array.from(u.text).map(function (c) { return c.codePointAt(0); }), found = false;
			for (var i = n.r.indexOf(run[0]); i >= 0; i = n.r.indexOf(run[0], i + 1)) {
				if (run.every(function (r, k) { return n.r[i + k] === r; })) found = true, push(i, i + run.length, unit);
			}
			if (!found) whole = false, u.alternatives[0].forEach(function (p) { pairs[p] = unit; });
		});
		if (words.length || !whole) core.each(n, function (from, to, t) {
			if (pairs[t] >= 0) push(from, to, pairs[t]);
			words.forEach(function (w) {
				w[0].alternatives.forEach(function (terms) {
					terms.forEach(function (term, i) {
						var prefix = w[0].prefix && i === terms.length - 1;
						if (accepts(w[0], t, term, prefix)) push(from, prefix && t !== term && t.startsWith(term) ? Math.min(to, from + Array.from(term).length) : to, w[1]);
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
		var from = Math.max(at - 60, 0), before = text.slice(from, at), m = /^[^]*(?:[.!?]\s+|[。！？、\n]\s*)(?=.)/.exec(before);
		if (m) return from + m[0].length;
		return from && from + Math.max(before.indexOf(" ", 30) + 1, 40);
	}

	// row returns the row for a document. Until its texts have loaded it has no part. also is
	// another name that matches, if the title does not.
	function row(index, d, m, lang) {
		var r = d.range, langs = r[1].split(" "), own = (d.names[lang] || []).length ? lang : langs[0];
		var path = (lang === index.dir.locales[0] ? "" : lang + "/") + d.path, chosen = choosePart(d, m.units, own, langs), best = chosen.best, textLang = chosen.lang;
		var parts = d.parts[textLang] || [], part = parts[best.part] || { anchor: "", kind: "", title: field(""), text: field("") }, anchor = part.anchor;
		// The page is in the language of the reader, where the same part may have another anchor.
		if (textLang !== own) anchor = parts.length && (d.parts[own] || []).length === parts.length ? d.parts[own][best.part].anchor : "";
		var names = (d.names[own] || []).concat(flat(d.names)).map(function (f) { return mark(f.text, m.units); });
		var matching = names.find(function (pieces) { return pieces.some(function (p) { return p[1]; }); });
		return {
			path: d.path, anchor: anchor, url: core.base() + (anchor ? path.replace(/#.*/, "") + "#" + anchor : path),
			title: d.names[own] && d.names[own][0] ? d.names[own][0].text : "", titleMarks: names[0] || [], also: matching && matching !== names[0] ? matching : [],
			lang: own, kind: r[0], status: r[2], cells: d.cells, partKind: part.kind, partTitle: part.title.text, partMarks: mark(part.title.text, m.units),
			excerpt: excerpt(part.text.text, m.units), textLang: textLang,
		};
	}

	// search returns a promise of the rows for a query: null if options.signal is aborted.
	function find(index, query, options) {
		var lang = options.lang || (index.dir.locales || [])[0], limit = options.limit || 20;
		function isOver() { return options.signal && options.signal.aborted; }
		function result(rows, more) {
			return Object.assign(rows, { query: query, total: 0, partial: false, nearest: [], facets: { kind: {}, textLang: {}, status: {} }, indexing: Boolean(index.dir.indexing) }, more);
		}
		if (index.dir.indexing || !core.units(query).length) return Promise.resolve(result([]));
		return core.match(index, query).then(function (m) {
			if (isOver()) return null;
			var found = candidates(index, m, options, Math.max(limit, refined)), docs = found.docs;
			var phrase = field(query).squeezed, more = { total: found.total, partial: found.partial && docs.length > 0, facets: found.counts };
			// rows returns the rows of documents, the first of which are in refined order.
			function rows(list) {
				var first = list.slice(0, refined), values = new Map();
				first.forEach(function (d) { values.set(d, refine(d, m, phrase)); });
				first.sort(function (a, b) { return isFull(m, b.number) - isFull(m, a.number) || values.get(b) - values.get(a) || order(m, a.number, b.number); });
				return result(first.concat(list.slice(refined)).slice(0, limit).map(function (d) { return row(index, d, m, lang); }), more);
			}
			if (!docs.length) return core.nearest(index, m.units).then(function (terms) { return result([], Object.assign(more, { nearest: terms })); });
			var early = options.early && docs.some(function (doc) { return !index.docs[doc]; });
			return Promise.all(docs.map(function (doc) { return named(index, doc); })).then(function (list) {
				if (early && !isOver()) options.early(rows(list));
				return isOver() ? null : Promise.all(docs.map(function (doc) { return whole(index, doc); }));
			}).then(function (list) { return isOver() ? null : rows(list); });
		});
	}
	search.search = function (query, options) {
		return core.use(function (index) { return find(index, query, options || {}); });
	};
})();
