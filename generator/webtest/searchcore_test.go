package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/par"
	"platmap/generator/publish"
	"platmap/generator/search"
)

// searchInput is the input of search.js.
type searchInput struct {
	Dir     string            `json:"dir,omitempty"`  // the site
	Disk    bool              `json:"disk,omitempty"` // the pages are opened from disk
	Lang    string            `json:"lang,omitempty"` // language of the reader
	Cases   []json.RawMessage `json:"cases,omitempty"`
	Queries []string          `json:"queries,omitempty"`
	Tests   map[string]string `json:"tests,omitempty"`
}

// searchOutput is the output of search.js.
type searchOutput struct {
	Cases   []any
	Results [][][2]string // path and anchor of each row
	Values  map[string]any
}

// runSearch runs the published search script of the theme in Node.
func runSearch(t *testing.T, in searchInput) searchOutput {
	t.Helper()
	node := browsertest.Node(t)
	script := filepath.Join(t.TempDir(), "search.js")
	for _, a := range testsite.Theme(t).Assets() {
		if a.Name == "search.js" {
			must(t, os.WriteFile(script, publish.Minify(a.Path, a.Data), 0o666))
		}
	}
	text, err := json.Marshal(in)
	must(t, err)
	cmd := exec.Command(node, "search.js", script)
	var out, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(text), &out, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var result searchOutput
	must(t, json.Unmarshal(out.Bytes(), &result))
	return result
}

// The script of the browser makes the same tokens and units as package search.
func TestSearch_Tokens(t *testing.T) {
	golden, err := os.ReadFile(filepath.FromSlash("../search/testdata/tokenize.golden.json"))
	must(t, err)
	var in searchInput
	must(t, json.Unmarshal(golden, &in.Cases))
	got := runSearch(t, in).Cases
	if len(got) != len(in.Cases) || len(got) == 0 {
		t.Fatalf("%d results of %d cases", len(got), len(in.Cases))
	}
	for i, text := range in.Cases {
		var want map[string]any
		must(t, json.Unmarshal(text, &want))
		for _, key := range []string{"normal", "tokens", "units"} { // left out when empty
			if is := got[i].(map[string]any); want[key] == nil && (is[key] == "" || cmp.Equal(is[key], []any{})) {
				delete(is, key)
			}
		}
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want["about"], diff)
		}
	}
}

// The script of the browser has the same results as package search, over HTTP and from
// disk: the same documents and parts in the same order.
func TestSearch_SameAsCommand(t *testing.T) {
	t.Run("sample", func(t *testing.T) {
		t.Parallel()
		in := generator.Input{Content: os.DirFS(filepath.FromSlash("../../content")), Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
		s, _, err := generator.Check(in)
		must(t, err)
		var queries []string
		for i, q := range testsite.Queries(t, filepath.FromSlash("testdata/relevance.tsv")) {
			if letters := []rune(q.Text); i%3 == 0 { // some queries are incomplete, as while a reader types
				q.Text = string(letters[:1+i%len(letters)])
			}
			queries = append(queries, q.Text)
		}
		compareSearch(t, in.Render(s).SearchIndex(), searchInput{Lang: "ja", Queries: queries})
	})
	t.Run("generated", func(t *testing.T) {
		t.Parallel()
		random := rand.New(rand.NewPCG(1, 2))
		docs := searchDocs(t, random, 200)
		var entries []*search.Entry
		for _, d := range docs {
			entries = append(entries, search.Analyse(d))
		}
		compareSearch(t, search.Assemble([]string{"ja", "en"}, entries, par.Each), searchInput{Lang: "en", Disk: true, Queries: searchQueries(random, docs, 120)})
	})
}

func compareSearch(t *testing.T, index *search.Index, in searchInput) {
	t.Helper()
	in.Dir = writeIndex(t, index)
	results := runSearch(t, in).Results
	searcher := search.Open(index)
	some, wrong := 0, 0
	for i, query := range in.Queries {
		r := searcher.Search(query, search.Options{Lang: in.Lang})
		want := [][2]string{}
		for _, row := range r.Rows {
			want = append(want, [2]string{row.Path, row.Anchor})
		}
		if len(want) > 0 {
			some++
		}
		if diff := cmp.Diff(want, results[i]); diff != "" {
			if wrong++; wrong <= 3 {
				t.Errorf("%q (-package search +script):\n%s", query, diff)
			}
		}
	}
	if wrong > 0 || some < len(in.Queries)/2 {
		t.Errorf("%d of %d results differ, %d are not empty", wrong, len(in.Queries), some)
	}
}

// writeIndex writes an index to a new folder.
func writeIndex(t *testing.T, index *search.Index) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range index.Names() {
		file := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o777))
		must(t, os.WriteFile(file, index.File(name), 0o666))
	}
	return dir
}

// searchDocs returns documents with sentences of the sample content.
func searchDocs(t *testing.T, random *rand.Rand, n int) []search.Doc {
	t.Helper()
	sentences := map[string][]string{}
	content := os.DirFS(filepath.FromSlash("../../content"))
	must(t, fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(content, name)
		for _, s := range strings.FieldsFunc(string(text), func(r rune) bool { return r == '。' || r == '\n' }) {
			if lang := "ja"; len(s) > 30 {
				if len(s) == len([]rune(s)) {
					lang = "en"
				}
				sentences[lang] = append(sentences[lang], s)
			}
		}
		return err
	}))
	some := func(lang string, n int) string {
		var list []string
		for range n {
			list = append(list, sentences[lang][random.IntN(len(sentences[lang]))])
		}
		return strings.Join(list, " ")
	}
	docs := make([]search.Doc, n)
	for i := range docs {
		d := search.Doc{
			Kind: search.Kinds[random.IntN(len(search.Kinds))], Status: []string{"", "", "draft", "retired"}[random.IntN(4)],
			Path: fmt.Sprintf("docs/%d.html", i), Langs: [][]string{{"ja", "en"}, {"ja"}, {"en"}}[random.IntN(3)],
			Names: map[string][]string{}, Parts: map[string][]search.Part{},
		}
		for _, lang := range d.Langs {
			words := strings.Fields(some(lang, 1))
			d.Names[lang] = []string{strings.Join(words[:min(len(words), 3)], " "), words[0]}
			d.Parts[lang] = []search.Part{{Text: some(lang, 3)}}
			for p := range random.IntN(5) {
				words := strings.Fields(some(lang, 1))
				d.Parts[lang] = append(d.Parts[lang], search.Part{
					Anchor: fmt.Sprintf("%s-%d", lang, p), Kind: "heading", Title: strings.Join(words[:min(len(words), 4)], " "), Text: some(lang, 2),
				})
			}
		}
		docs[i] = d
	}
	return docs
}

// searchQueries returns queries of every form with words of the documents.
func searchQueries(random *rand.Rand, docs []search.Doc, n int) []string {
	queries := []string{"", " ", "の", "a", "ci/cd", "oauth2", "C++", "だたーべす", "ﾃﾞｰﾀﾍﾞｰｽ", "データベースn", "patches databases", "存在しないことば", "qqqqqq", "__proto__ constructor", "𠮷野家", "😀"}
	for len(queries) < n {
		d := docs[random.IntN(len(docs))]
		parts := d.Parts[d.Langs[random.IntN(len(d.Langs))]]
		p := parts[random.IntN(len(parts))]
		words := strings.Fields(p.Title + " " + p.Text)
		piece := func() string {
			word := []rune(words[random.IntN(len(words))])
			from := 0
			if word[0] >= 0x80 { // Japanese has no spaces
				from = random.IntN(len(word))
			}
			return string(word[from:min(len(word), from+1+random.IntN(8))])
		}
		word := words[random.IntN(len(words))]
		switch random.IntN(6) {
		case 0:
			queries = append(queries, word)
		case 1:
			queries = append(queries, piece())
		case 2:
			queries = append(queries, piece()+" ")
		case 3: // a typing mistake
			letters := []rune(word)
			i := random.IntN(len(letters))
			queries = append(queries, string(slices.Insert(letters, i, letters[(i+1)%len(letters)])))
		case 4:
			queries = append(queries, piece()+" "+piece())
		case 5:
			queries = append(queries, strings.ToUpper(word)+" "+piece()+piece())
		}
	}
	return queries
}
