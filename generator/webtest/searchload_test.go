package webtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/par"
	"platmap/generator/search"
)

// smallIndex writes an index of guides with these names and texts.
func smallIndex(t *testing.T, texts ...string) string {
	t.Helper()
	var entries []*search.Entry
	for i, text := range texts {
		entries = append(entries, search.Analyse(search.Doc{
			Kind: []string{"domain", "guide"}[i%2], Status: []string{"", "draft"}[i/2%2], Path: fmt.Sprintf("guides/g%d.html", i), Langs: []string{"ja", "en"},
			Names: map[string][]string{"ja": {text, fmt.Sprintf("alias%d", i)}, "en": {text}},
			Parts: map[string][]search.Part{"ja": {{Text: text}}, "en": {{Text: text}}},
		}))
	}
	return writeIndex(t, search.Assemble([]string{"ja", "en"}, entries, par.Each))
}

// checkScripts runs scripts, each in a new page, and compares what they return, as JSON.
func checkScripts(t *testing.T, in searchInput, cases map[string][2]string) {
	t.Helper()
	in.Tests = map[string]string{}
	for name, c := range cases {
		in.Tests[name] = c[0]
	}
	values := runSearch(t, in).Values
	for name, c := range cases {
		var want any
		must(t, json.Unmarshal([]byte(c[1]), &want))
		if diff := cmp.Diff(want, values[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The index is loaded as little as possible, and again when the site was published again.
func TestSearch_Loading(t *testing.T) {
	dir := smallIndex(t, "Rollback of a deployment", "Deploy a service")
	other := smallIndex(t, "Rollback of a deployment", "Deploy a service", "Kafka topics")
	indexing := t.TempDir()
	must(t, os.Mkdir(filepath.Join(indexing, "search"), 0o777))
	must(t, os.WriteFile(filepath.Join(indexing, "search", "dir.js"), []byte(`platmapSearch.dir({"indexing":true});`), 0o666))
	paths := fmt.Sprintf("const dirs = {other: %q, indexing: %q};\n", other, indexing)
	checkScripts(t, searchInput{Dir: dir}, map[string][2]string{
		"each file once": {paths + `
			await Promise.all([search.search("rollback"), search.search("rollback"), search.open("")]);
			const n = requests.length;
			await search.search("rollback");
			return [new Set(requests).size === n, requests.length === n, requests.filter((r) => /dir.js/.test(r)).length];`, `[true, true, 1]`},
		"published again": {paths + `
			await search.open("");
			network.dir = dirs.other;
			const rows = await Promise.all([search.search("kafka"), search.search("topics")]);
			const loaded = requests.filter((r) => /dir.js/.test(r)); // the second is not from a cache
			return [rows.map((r) => r.map((x) => x.path)), loaded.length, /dir.js$/.test(loaded[0]), /dir.js[?][0-9]+$/.test(loaded[1])];`, `[[["guides/g2.html"], ["guides/g2.html"]], 2, true, true]`},
		"published again after the index was used": {paths + `
			await search.search("rollback");
			network.dir = dirs.other;
			search.reload();
			return (await search.search("kafka")).map((r) => r.path);`, `["guides/g2.html"]`},
		"missing": {paths + `
			network.dir += "/none";
			const error = await search.search("rollback").then(() => "found", (err) => err.message);
			network.dir = dirs.other;
			return [error, (await search.search("kafka")).length];`, `["search: search/dir.js not found", 1]`},
		"indexing": {paths + `
			network.dir = dirs.indexing;
			const rows = await search.search("kafka"), info = await search.open("");
			network.dir = dirs.other;
			const then = await search.search("kafka");
			return [rows.length, rows.indexing, info.indexing, then.length, then.indexing];`, `[0, true, true, 1, false]`},
		"files cannot be fetched": {paths + `
			network.fails = true;
			const rows = await search.search("rollback");
			return [rows.length, requests.some((r) => /[0-9]\.js$/.test(r))];`, `[1, true]`},
		"aborted": {paths + `
			const stop = new AbortController(), rows = search.search("rollback", {signal: stop.signal});
			stop.abort();
			return [await rows, requests.some((r) => /\/[tx]\//.test(r))];`, `[null, false]`},
		"early rows": {paths + `
			const early = [], rows = await search.search("rollback", {early: (r) => early.push([r.length, r[0].title, r[0].excerpt.length, requests.some((r) => /\/x\//.test(r))])});
			await search.search("rollback", {early: () => early.push("twice")});
			return [early, rows[0].excerpt.length > 0];`, `[[[1, "Rollback of a deployment", 0, false]], true]`},
		"below a folder": {paths + `
			await search.open("../x/").catch(() => {});
			return requests.slice();`, `["../x/search/dir.js"]`},
	})
}

// Matches are marked in the spelling of the text; facets have the numbers of documents.
func TestSearch_Rows(t *testing.T) {
	dir := smallIndex(t,
		"ＡＰＩの ｹﾞｰﾄｳｪｲ とサーバー、createTable",
		"データベースのバックアップ。ﾃﾞｰﾀﾍﾞｰｽを戻す手順",
		"Déployer the databases with gRPC and CI/CD",
		"Deploy gateways for order.created events")
	const marks = `
		const marks = async (q) => {
			const r = await search.search(q);
			if (!r.length) return "nothing";
			if (r[0].titleMarks.map((x) => x[0]).join("") !== r[0].title) return "other text";
			return r[0].titleMarks.filter((x) => x[1]).map((x) => x[0]).join("|");
		};`
	checkScripts(t, searchInput{Dir: dir, Lang: "ja"}, map[string][2]string{
		"marks": {marks + `
			const out = {};
			for (const q of ["api", "ゲートウェイ", "サーバ", "TABLE", "データベース", "gate", "deployer", "database ", "cicd", "ci/cd", "orders created", "databse", "戻す　手順"]) out[q] = await marks(q);
			return out;`,
			`{"api": "ＡＰＩ", "ゲートウェイ": "ｹﾞｰﾄｳｪｲ", "サーバ": "サーバー", "TABLE": "Table", "データベース": "データベース|ﾃﾞｰﾀﾍﾞｰｽ", "gate": "gate", "deployer": "Déployer",
			"database ": "databases", "cicd": "CI/CD", "ci/cd": "CI/CD", "orders created": "order|created", "databse": "databases", "戻す　手順": "戻す手順"}`},
		"facets": {`
			const all = await search.search("の the for deploy"), wrong = [];
			for (const facet of Object.keys(all.facets)) for (const [value, n] of Object.entries(all.facets[facet])) {
				const one = await search.search("の the for deploy", {[facet]: value});
				if (one.total !== n || one.length !== n) wrong.push([facet, value, n, one.total]);
				if (facet !== "textLang" && one.some((r) => (r[facet] || "available") !== value)) wrong.push([facet, value]);
			}
			return [all.facets, all.total, all.partial, wrong];`,
			`[{"kind": {"domain": 2, "guide": 2}, "textLang": {"ja": 4, "en": 4}, "status": {"available": 2, "draft": 2}}, 4, true, []]`},
		"language of the reader": {`
			return [(await search.search("kafka gateways", {lang: "en"}))[0].url, (await search.search("gateways"))[0].url, (await search.search("zzz")).length];`,
			`["en/guides/g3.html", "guides/g3.html", 0]`},
		"another name": {`
			return [(await search.search("ALIAS3"))[0].also, (await search.search("gateways"))[0].also];`,
			`[[["alias3", true]], []]`},
		"nothing": {`
			const r = await search.search("gatways events xyzzy", {kind: "team"});
			return [r.length, r.total, (await search.search("crated")).nearest, (await search.search("deplxyer")).length, (await search.search(" ")).length];`,
			`[0, 0, [], 1, 0]`},
	})
}
