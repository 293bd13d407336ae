// The tokeniser of search: the same as in package search, which describes it. Both pass
// generator/search/testdata/tokenize.golden.json. Positions in the original text are
// in UTF-16 units, for highlighting.
(function () {
	var search = window.platmapSearch = window.platmapSearch || {};
	var core = search.core = search.core || {};
	var separator = 0, word = 1, japanese = 2;
	var replaced = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ", "’": "'", "‐": "-" };
	// Explicit ranges, because \p{} depends on the version of the browser. All other code
	// points from 0x80 are in words. Pairs of UTF-16 surrogates are whole code points here.
	var separators = [0x80, 0xa9, 0xab, 0xb4, 0xb6, 0xb9, 0xbb, 0xbf, 0xd7, 0xd7, 0xf7, 0xf7, 0x2c2, 0x2df, 0x2000, 0x2bff, 0x2e00, 0x2e7f,
		0x3000, 0x3004, 0x3008, 0x3040, 0x3097, 0x30a0, 0x30fb, 0x30fe, 0xd800, 0xf8ff, 0xfe00, 0xfe6f, 0xff00, 0xffff, 0x1f000, 0x1faff];
	var pairs = [0x1100, 0x11ff, 0x3005, 0x3007, 0x3041, 0x3096, 0x3130, 0x318f, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0x20000, 0x3ffff];
	var ignored = [0xad, 0xad, 0x300, 0x36f, 0x200b, 0x200d, 0x2060, 0x2060, 0x3099, 0x309a, 0x30fc, 0x30fc, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xff9e, 0xff9f, 0xe0100, 0xe01ef];
	var plainRanges = [0x3001, 0x3035, 0x3041, 0x3096, 0x30a1, 0x30fc, 0x4e00, 0x9fff]; // their own normal forms
	var questionWords = ("a an and any are be can could did do does for from has have how i if is me my of or our please shall " +
		"should than that the their them there they this to was we were what when where which who whom whose why will with would you your").split(" ");
	var maxToken = 40, maxJoined = 24, maxParts = 3, maxUnits = 16, maxQuery = 256;

	function isIn(r, ranges) {
		for (var i = 0; i < ranges.length; i += 2) if (r >= ranges[i] && r <= ranges[i + 1]) return true;
		return false;
	}
	function isLetter(r) { return r >= 97 && r <= 122; }
	function isDigit(r) { return r >= 48 && r <= 57; }
	function isMark(r) { return r >= 0x300 && r <= 0x36f || r === 0x3099 || r === 0x309a || r === 0xff9e || r === 0xff9f; }
	function classOf(r) {
		if (r < 0x80) return isLetter(r) || isDigit(r) ? word : separator;
		return isIn(r, pairs) ? japanese : isIn(r, separators) ? separator : word;
	}

	// normalize returns the normalised code points r of a text, with their classes, whether
	// they were upper case, and where they start and end in the text.
	function normalize(s) {
		var n = { r: [], kind: [], upper: [], start: [], end: [] };
		function add(r, upper, from, to) {
			var last = n.r.length - 1;
			if (r >= 65 && r <= 90) r += 32, upper = true;
			if (r >= 0x30a1 && r <= 0x30f6) r -= 0x60; // katakana to hiragana
			if (r >= 0xad && isIn(r, ignored) || r === 0x3044 && n.r[last] === 0x3047) { // インターフェイス is インターフェース
				if (last >= 0) n.end[last] = to;
				return;
			}
			n.r.push(r);
			n.kind.push(classOf(r));
			n.upper.push(upper);
			n.start.push(from);
			n.end.push(to);
		}
		function addCluster(from, to) {
			var wide = s.slice(from, to).normalize("NFKC"), lower = wide.toLowerCase();
			var upper = wide.codePointAt(0) !== lower.codePointAt(0);
			lower = lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
			if (!lower && n.end.length) n.end[n.end.length - 1] = to;
			Array.from(lower).forEach(function (c) {
				Array.from(replaced[c] || c).forEach(function (c) { add(c.codePointAt(0), upper, from, to); });
			});
		}
		for (var i = 0, end; i < s.length; i = end) {
			var r = s.codePointAt(i), plain = end = i + (r > 0xffff ? 2 : 1);
			while (end < s.length && isMark(s.charCodeAt(end))) end++;
			if (end === plain && (r < 0x80 || isIn(r, plainRanges))) add(r, false, i, end);
			else addCluster(i, end);
		}
		return n;
	}
	function text(n, from, to) {
		var s = "";
		for (var i = from; i < to; i++) s += String.fromCodePoint(n.r[i]);
		return s;
	}
	// run returns the end of the code points from i that have the same class.
	function run(n, i) {
		var j = i + 1;
		while (j < n.r.length && n.kind[j] === n.kind[i]) j++;
		return j;
	}
	function cut(n, p) { return text(n, p[0], Math.min(p[1], p[0] + maxToken)); }

	// compound returns the words from i that are linked by a single character each.
	function compound(n, i) {
		for (var parts = [[i, run(n, i)]]; ;) {
			var j = parts[parts.length - 1][1];
			if (n.kind[j + 1] !== word || n.r[j] >= 0x80 || "-_./'&:@".indexOf(String.fromCharCode(n.r[j])) < 0) return parts;
			parts.push([j + 1, run(n, j + 1)]);
		}
	}
	// joined returns the words of a compound as one word, or "".
	function joined(n, parts) {
		if (parts.length < 2 || parts.length > maxParts) return "";
		var s = parts.map(function (p) { return text(n, p[0], p[1]); }).join("");
		return Array.from(s).length > maxJoined ? "" : s;
	}
	// lettersEnd returns the end of the letters of a word such as oauth2: at least three,
	// and then digits. It returns 0 for other words.
	function lettersEnd(n, p) {
		for (var end = p[1]; end > p[0] && isDigit(n.r[end - 1]);) end--;
		return end < p[1] && end - p[0] >= 3 && !n.r.slice(p[0], end).some(isDigit) ? end : 0;
	}
	// special returns the name with signs that a word is a part of, such as c++, c# and
	// .net, as [from, to, term].
	function special(n, p) {
		var next = n.r[p[1]], signs = (next === 43 || next === 35) && ["++", "#"].find(function (signs) {
			var to = p[1] + signs.length;
			return n.r.slice(p[0], p[1]).every(isLetter) && text(n, p[1], Math.min(to, n.r.length)) === signs && n.kind[to] !== word;
		});
		if (signs) return [p[0], p[1] + signs.length, cut(n, p) + signs];
		return n.r[p[0] - 1] === 46 && n.kind[p[0] - 2] !== word && n.r[p[0] - 2] !== 46 ? [p[0] - 1, p[1], "." + cut(n, p)] : null;
	}
	function isBorder(n, i, end) {
		return n.upper[i] && n.start[i] !== n.start[i - 1] && (!n.upper[i - 1] || i + 1 < end && !n.upper[i + 1] && !isDigit(n.r[i + 1]));
	}

	// each calls emit(from, to, term) for each token of a normalised text.
	function each(n, emit) {
		for (var i = 0; i < n.r.length;) {
			if (n.kind[i] === japanese) {
				for (var end = run(n, i); i + 1 < end; i++) emit(i, i + 2, text(n, i, i + 2));
				emit(i, i + 1, text(n, i, i + 1));
				i = end;
			} else if (n.kind[i] === word) {
				var parts = compound(n, i), both = joined(n, parts);
				parts.forEach(function (p) { eachOfWord(n, p, emit); });
				end = parts[parts.length - 1][1];
				if (both) emit(i, end, both);
				i = end;
			} else i++;
		}
	}
	function eachOfWord(n, p, emit) {
		emit(p[0], p[1], cut(n, p));
		for (var from = p[0], i = from + 1; i <= p[1]; i++) {
			if (i < p[1] ? !isBorder(n, i, p[1]) : from === p[0]) continue;
			if (i - from >= 2) emit(from, i, cut(n, [from, i]));
			from = i;
		}
		var digits = lettersEnd(n, p), s = special(n, p);
		if (digits) emit(p[0], digits, cut(n, [p[0], digits]));
		if (s) emit(s[0], s[1], s[2]);
	}

	// isQuestionWord reports whether a unit is a word that English questions contain on any
	// subject.
	function isQuestionWord(u) {
		return !u.prefix && u.alternatives.length === 1 && u.alternatives[0].length === 1 && questionWords.indexOf(u.alternatives[0][0]) >= 0;
	}
	// units returns the parts of a query that a document has or lacks, each once, without
	// question words unless it has nothing else. The alternatives of a unit are lists of terms.
	// If prefix is true, a term that begins with the last term of an alternative is enough.
	function units(query) {
		var n = normalize(query), end = Math.min(n.r.length, maxQuery), seen = {}, list = [], last = null;
		if (end > 1 && isLetter(n.r[end - 1]) && n.r[end - 2] >= 0x3041 && n.r[end - 2] <= 0x3096) end--; // 注もn, while the input method is waiting for the rest of の
		["r", "kind", "upper", "start", "end"].forEach(function (key) { n[key].length = end; });
		for (var i = 0; i < end;) {
			if (n.kind[i] === separator) i++;
			else {
				last = n.kind[i] === japanese ? japaneseUnit(n, i) : wordUnit(n, compound(n, i));
				list.push(last);
				i = last.end;
			}
		}
		if (last && !last.japanese) last.prefix = " \t\r\n+#".indexOf(String.fromCodePoint(n.r[end - 1])) < 0;
		var isAboutSomething = list.some(function (u) { return !isQuestionWord(u); });
		return list.filter(function (u) {
			var key = JSON.stringify([u.alternatives, u.prefix]);
			return seen[key] || isAboutSomething && isQuestionWord(u) ? false : seen[key] = true;
		}).slice(0, maxUnits);
	}
	function japaneseUnit(n, i) {
		var end = run(n, i), terms = [];
		for (var k = i; k + 1 < end; k++) {
			var pair = text(n, k, k + 2);
			if (terms.indexOf(pair) < 0) terms.push(pair);
		}
		return { japanese: true, text: text(n, i, end), alternatives: [terms.length ? terms : [text(n, i, end)]], prefix: !terms.length, end: end };
	}
	function wordUnit(n, parts) {
		var words = parts.map(function (p) { return cut(n, p); }), both = joined(n, parts), alternatives = both ? [[both]] : [];
		var names = parts.map(function (p, i) { return (special(n, p) || [0, 0, words[i]])[2]; }); // with the signs of c++
		if (names.join(" ") !== words.join(" ")) alternatives.push(names);
		alternatives.push(words);
		var letters = lettersEnd(n, parts[0]);
		if (letters && parts.length === 1) alternatives.push([cut(n, [parts[0][0], letters])]); // OAuth 2 for oauth2
		return { japanese: false, alternatives: alternatives, prefix: false, end: parts[parts.length - 1][1] };
	}

	core.normalize = normalize;
	core.units = units;
	core.classOf = classOf;
	core.each = each;
	core.text = text;
	core.string = function (s) {
		var n = normalize(s);
		return text(n, 0, n.r.length);
	};
	// tokens returns [[term, start, end], …].
	search.tokens = function (s) {
		var n = normalize(s), list = [];
		each(n, function (from, to, term) { list.push([term, n.start[from], n.end[to - 1]]); });
		return list;
	};
})();
