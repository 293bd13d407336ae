package search

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/par"
)

// open returns a Searcher for an index of documents.
func open(t testing.TB, docs []Doc) *Searcher {
	t.Helper()
	var entries []*Entry
	for _, d := range docs {
		entries = append(entries, Analyse(d))
	}
	return Open(Assemble([]string{"en", "ja"}, entries, par.Each))
}

// randomDocs returns documents with words of a small vocabulary, so that each term occurs
// in many documents.
func randomDocs(n int) []Doc {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("deploy deployment rollback database gRPC pub/sub C++ データベース 切り戻し 監視 注文API サーバー 𠮷野家 Größe order.created oauth2 kubernetes")
	words := func(n int) string {
		var list []string
		for range n {
			list = append(list, vocabulary[r.IntN(len(vocabulary))]+fmt.Sprint(r.IntN(40)))
		}
		return strings.Join(list, " ")
	}
	var docs []Doc
	for i := range n {
		d := Doc{Kind: Kinds[r.IntN(len(Kinds))], Path: fmt.Sprintf("x/%d.html", i), Langs: [][]string{{"en"}, {"ja"}, {"en", "ja"}}[r.IntN(3)],
			Status: []string{"", "draft"}[r.IntN(2)], Names: map[string][]string{}, Parts: map[string][]Part{}}
		for _, lang := range d.Langs {
			d.Names[lang] = []string{words(2), words(1)}
			d.Parts[lang] = []Part{{"", "", "", words(20)}, {"a", "heading", words(3), words(10)}}
		}
		docs = append(docs, d)
	}
	return docs
}

// The index has each term of each document with its impact, and nothing else.
func TestAssemble_Postings(t *testing.T) {
	docs := randomDocs(500)
	want := map[string]int{} // path and term → impact
	for _, d := range docs {
		var term []byte
		for b := Analyse(d).terms; len(b) > 0; b = b[1:] {
			b, term = nextTerm(b, term)
			want[d.Path+" "+string(term)] = int(b[0])
		}
	}
	s := open(t, docs)
	if len(s.dir.Terms) < 3 {
		t.Fatalf("only %d shards", len(s.dir.Terms))
	}
	last, n := "", 0
	for i := range s.dir.Terms {
		shard := s.shard(i)
		if shard[0].term != s.dir.Terms[i] {
			t.Errorf("shard %d begins with %q, and not with %q", i, shard[0].term, s.dir.Terms[i])
		}
		for _, td := range shard {
			if td.term <= last {
				t.Errorf("%q after %q", td.term, last)
			}
			last = td.term
			for _, h := range td.docs {
				titles := s.titlesOf(h.doc)
				if got := want[titles.Path+" "+td.term]; got != h.impact {
					t.Errorf("%s has %q with the impact %d, want %d", titles.Path, td.term, h.impact, got)
				}
				n++
			}
		}
	}
	if n != len(want) {
		t.Errorf("%d postings, want %d", n, len(want))
	}
}

// All files are the same for any order of documents. Both forms of a block have the same
// bytes, and its content is what a search reads.
func TestAssemble_Files(t *testing.T) {
	docs := randomDocs(150)
	files := func() (*Index, map[string][]byte) {
		var entries []*Entry
		for _, d := range docs {
			entries = append(entries, Analyse(d))
		}
		x := Assemble([]string{"en", "ja"}, entries, par.Each)
		all := map[string][]byte{}
		for _, name := range x.Names() {
			if !x.Has(name) {
				t.Errorf("%s is in Names only", name)
			}
			all[name] = x.File(name)
		}
		if x.Has("search/dir") || x.Has("search/"+x.dir.Hash+"/s/999") || x.File("search/dir.js.js") != nil {
			t.Error("there are files that Names lacks")
		}
		return x, all
	}
	x, first := files()
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	_, again := files()
	if len(again) != len(first) {
		t.Errorf("%d files, then %d", len(first), len(again))
	}
	blocks := 0
	for name, b := range first {
		if !bytes.Equal(again[name], b) {
			t.Errorf("%s depends on the order of documents", name)
		}
		m := regexp.MustCompile(`^platmapSearch\.block\("(.*)","(.*)"\);\n$`).FindSubmatch(b)
		if !strings.HasSuffix(name, script) || name == DirFile {
			continue
		}
		blocks++
		if m == nil || !strings.HasSuffix(name, "/"+string(m[1])+script) {
			t.Errorf("%s: %.60s", name, b)
			continue
		}
		if raw, err := base64.StdEncoding.DecodeString(string(m[2])); err != nil || !bytes.Equal(raw, first[strings.TrimSuffix(name, script)]) {
			t.Errorf("%s differs from its other form (%v)", name, err)
		} else if text, err := io.ReadAll(flate.NewReader(bytes.NewReader(raw))); err != nil || !bytes.Equal(text, x.blocks[string(m[1])].raw()) {
			t.Errorf("%s has other bytes than a search (%v)", name, err)
		}
	}
	if blocks < 150 {
		t.Errorf("%d blocks for %d documents", blocks, len(docs))
	}
	docs[0].Names[docs[0].Langs[0]][0] += "x"
	if _, changed := files(); bytes.Equal(changed[DirFile], first[DirFile]) {
		t.Error("the names of files do not change with their content")
	}
}

// A search does not compress files, so that it is fast on the command line.
func TestSearch_CompressesNothing(t *testing.T) {
	x := Assemble([]string{"en"}, []*Entry{Analyse(doc("en", "a", "A", "||text"))}, par.Each)
	for name, b := range x.blocks {
		b.deflated = func() []byte { t.Error(name + " is compressed"); return nil }
		x.blocks[name] = b
	}
	if r := Open(x).Search("text", Options{}); r.Total != 1 {
		t.Errorf("%+v", r)
	}
}

// Documents are in ranges of kind, languages and status.
func TestAssemble_Ranges(t *testing.T) {
	docs := randomDocs(200)
	of := map[string]Doc{}
	for _, d := range docs {
		of[d.Path] = d
	}
	s := open(t, docs)
	for i := range docs {
		titles := s.titlesOf(i)
		d, r := of[titles.Path], s.rangeOf(i)
		if r.Kind != d.Kind || r.Status != d.Status || !slices.Equal(r.Langs, d.Langs) {
			t.Errorf("%s is in the range %+v", d.Path, r)
		}
	}
	if len(s.dir.Ranges) > len(Kinds)*3*2 {
		t.Errorf("%d ranges", len(s.dir.Ranges))
	}
}

// If there are many documents, several texts share a block.
func TestAssemble_ManyDocuments(t *testing.T) {
	var docs []Doc
	for i := range manyDocs + 6 {
		docs = append(docs, Doc{Kind: "guide", Path: fmt.Sprintf("guides/%05d.html", i), Langs: []string{"en"},
			Names: map[string][]string{"en": {fmt.Sprintf("name%d", i)}}, Parts: map[string][]Part{"en": {{"", "", "", fmt.Sprintf("t%d", i)}}}})
	}
	s := open(t, docs)
	for _, i := range []int{0, 1, manyDocs, manyDocs + 5} {
		parts := s.partsOf(i)
		if parts["en"][0].Text != fmt.Sprintf("t%d", i) {
			t.Errorf("document %d has the parts %v", i, parts)
		}
	}
	if r := s.Search(fmt.Sprintf("t%d ", manyDocs+5), Options{}); r.Total != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAssemble_Empty(t *testing.T) {
	s := open(t, nil)
	if r := s.Search("anything あれ", Options{}); r.Total != 0 {
		t.Errorf("%+v", r)
	}
}
