package webtest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
	"platmap/generator/rounds"
)

// TestSearch searches a published site in Chromium: the sample among guides with the same
// vocabulary. With PLATMAP_FULL=1 there are a thousand of them, as in TestRelevance.
func TestSearch(t *testing.T) {
	t.Parallel()
	n := 250 // together with the sample, 1,000 pages
	if rounds.Full() {
		n = 1000
	}
	b := newTab(t, browsertest.Chromium(t))
	queries := testsite.Queries(t, filepath.FromSlash("testdata/relevance.tsv"))
	content := os.DirFS(filepath.FromSlash("../../content"))
	dir := searchSite(t, testsite.Distractors(t, content, n, queries))
	server := newCountingServer(t, dir)
	b.loadSearch(root(server.URL + "/"))
	served := b.searchAll(queries)
	t.Run("relevance", func(t *testing.T) {
		var r testsite.Relevance
		for i, q := range queries {
			r.Add(q, hits(served[i]))
		}
		r.Report(t)
	})
	t.Run("highlight", func(t *testing.T) {
		for i, q := range queries {
			checkMarks(t, q, served[i])
		}
	})
	t.Run("file", func(t *testing.T) {
		b.loadSearch(root((&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()))
		var some []testsite.Query
		for i := 0; i < len(queries); i += 6 {
			some = append(some, queries[i])
		}
		for i, rows := range b.searchAll(some) {
			if got, want := fmt.Sprint(rows), fmt.Sprint(served[6*i]); got != want {
				t.Errorf("%s\ngot from disk %s\nover HTTP     %s", some[i].Text, got, want)
			}
		}
	})
	t.Run("script", func(t *testing.T) { checkScriptSize(t, dir) })
	t.Run("weight", func(t *testing.T) { b.checkWeight(server) })
	if rounds.Full() {
		t.Run("10,000 pages", func(t *testing.T) {
			b.checkWeight(newCountingServer(t, searchSite(t, testsite.Distractors(t, content, 4750, nil))))
		})
	}
}

// checkWeight counts the bytes that a reader's first search transfers, without the
// compression of a server. It reports how long a search takes.
func (b *tab) checkWeight(server *countingServer) {
	for _, query := range []string{"データベース", "ロール", "rollback", "kub", "who patches databases", "切り戻し"} {
		server.forget()
		b.loadSearch(root(server.URL + "/"))
		b.searchAll([]testsite.Query{{Text: query, Lang: "ja"}})
		excerpts := server.bytes("/x/")
		total := server.bytes("assets/search.", "search/") - excerpts
		b.t.Logf("%s: %.1f KB until titles (script %d, dir %d, terms %d, titles %d), %.1f KB of excerpts", query, float64(total)/1000,
			server.bytes("assets/search."), server.bytes("dir.js"), server.bytes("/s/"), server.bytes("/t/"), float64(excerpts)/1000)
		if total > 70_000 {
			b.t.Errorf("%s transfers %d bytes before the first titles, want at most 70,000", query, total)
		}
	}
	b.t.Logf("a search takes %.1f ms (median) when its files are loaded", b.keystroke())
}

func checkScriptSize(t *testing.T, dir string) {
	script, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(searchScript(t, dir))))
	must(t, err)
	var small bytes.Buffer
	w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	must(t, err)
	w.Write(script)
	must(t, w.Close())
	t.Logf("%d bytes, %d with gzip", len(script), small.Len())
	if small.Len() > 12_000 {
		t.Errorf("the script of the search has %d bytes with gzip, want at most 12,000", small.Len())
	}
}

// searchSite publishes the files that the search needs, and one page.
func searchSite(t *testing.T, content fs.FS) (dir string) {
	t.Helper()
	public, diags, err := generator.Build(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
	must(t, err)
	if public == nil {
		t.Fatal(diags)
	}
	some := fstest.MapFS{}
	for _, pattern := range []string{"index.html", "assets", "search"} {
		must(t, fs.WalkDir(public, pattern, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(public, name)
			some[name] = &fstest.MapFile{Data: data}
			return err
		}))
	}
	dir = filepath.Join(t.TempDir(), "public")
	_, err = publish.Write(t.Context(), dir, some, publish.Options{})
	must(t, err)
	return dir
}

// searchScript returns the path of the client.
func searchScript(t *testing.T, dir string) string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "assets/search.*.js")
	must(t, err)
	if len(names) != 1 {
		t.Fatalf("scripts of the search: %q", names)
	}
	return names[0]
}

// countingServer serves a folder and counts the bytes of each file.
type countingServer struct {
	*httptest.Server
	mu   sync.Mutex
	sent map[string]int
}

func newCountingServer(t *testing.T, dir string) *countingServer {
	s := &countingServer{sent: map[string]int{}}
	files := http.FileServerFS(os.DirFS(dir))
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(&countingWriter{w, s, r.URL.Path}, r)
	}))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

type countingWriter struct {
	http.ResponseWriter
	server *countingServer
	path   string
}

func (w *countingWriter) Write(p []byte) (int, error) {
	w.server.mu.Lock()
	w.server.sent[w.path] += len(p)
	w.server.mu.Unlock()
	return w.ResponseWriter.Write(p)
}

func (s *countingServer) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.sent)
}

// bytes returns the number of bytes of the files whose path contains one of the parts.
func (s *countingServer) bytes(parts ...string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, size := range s.sent {
		if slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) }) {
			n += size
		}
	}
	return n
}

// foundRow is a result, as the client returns it.
type foundRow struct {
	Path, Anchor string
	Texts        [][]any // the texts of the result, and whether each matches
}

func hits(rows []foundRow) (list []testsite.Hit) {
	for _, r := range rows {
		list = append(list, testsite.Hit{Path: r.Path, Anchor: r.Anchor})
	}
	return list
}

// loadSearch opens the home page and loads the client.
func (b *tab) loadSearch(r root) {
	b.t.Helper()
	for _, problem := range b.open(r.at("index.html")) {
		b.t.Error(problem)
	}
	eval[any](b, `new Promise((done, fail) => {
		const script = document.createElement('script');
		script.src = document.querySelector('.search-box').dataset.script;
		script.onload = () => done(); script.onerror = fail;
		document.head.append(script);
	})`)
	eval[any](b, `Promise.resolve(platmapSearch.open('')).then(() => null)`)
}

// searchAll returns the rows of each query.
func (b *tab) searchAll(queries []testsite.Query) [][]foundRow {
	b.t.Helper()
	list, err := json.Marshal(queries)
	must(b.t, err)
	return eval[[][]foundRow](b, `(async () => {
		const all = [];
		for (const q of `+string(list)+`) all.push(Array.from(await platmapSearch.search(q.Text, {lang: q.Lang, kind: q.Kind}), r => ({path: r.path, anchor: r.anchor, texts: [r.titleMarks, r.also, r.partMarks, r.excerpt].flat()})));
		return all;
	})()`)
}

// keystroke returns the median time in milliseconds of a search after one more letter,
// when all files for it are loaded.
func (b *tab) keystroke() float64 {
	b.t.Helper()
	return eval[float64](b, `(async () => {
		const times = [];
		for (let round = 0; round < 3; round++) for (const word of ['データベース', 'rollback', 'kubernetes cluster', 'ロールバックする']) {
			for (let n = 2; n <= word.length; n++) {
				const start = performance.now();
				await platmapSearch.search(word.slice(0, n), {lang: 'ja'});
				if (round > 0) times.push(performance.now() - start);
			}
		}
		return times.sort((a, b) => a - b)[times.length >> 1];
	})()`)
}

// checkMarks checks that the first good result of a query highlights its texts.
func checkMarks(t *testing.T, q testsite.Query, rows []foundRow) {
	t.Helper()
	rank := q.Rank(hits(rows))
	if len(q.Marks) == 0 || rank == 0 {
		return
	}
	var marked []string
	for _, piece := range rows[rank-1].Texts {
		if piece[1] == true {
			marked = append(marked, piece[0].(string))
		}
	}
	for _, mark := range q.Marks {
		if !slices.ContainsFunc(marked, func(s string) bool { return strings.Contains(s, mark) }) {
			t.Errorf("line %d: %s highlights %q, not %s", q.Line, q.Text, marked, mark)
		}
	}
}
