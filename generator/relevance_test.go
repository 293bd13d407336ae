package generator

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"platmap/generator/internal/testsite"
	"platmap/generator/search"
)

const relevance = "webtest/testdata/relevance.tsv"

// Every result that a query wants exists in the sample.
func TestRelevance_PathsExist(t *testing.T) {
	public, diags, err := Build(Input{Content: os.DirFS("../content"), Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
	if err != nil || diags.HaveError() {
		t.Fatal(diags, err)
	}
	pages := map[string]string{}
	for _, q := range testsite.Queries(t, relevance) {
		for _, want := range q.Want {
			name, anchor, _ := strings.Cut(want, "#")
			if q.Lang != "ja" && strings.HasPrefix(name, "glossary") { // the anchors of the glossary depend on the language
				name = q.Lang + "/" + name
			}
			if pages[name] == "" {
				page, err := fs.ReadFile(public, name)
				if err != nil {
					t.Fatalf("%s:%d: %v", relevance, q.Line, err)
				}
				pages[name] = string(page)
			}
			if anchor != "" && !strings.Contains(pages[name], `id="`+anchor+`"`) {
				t.Errorf("%s:%d: %s does not exist", relevance, q.Line, want)
			}
		}
	}
}

// Searches give good results even if a thousand other guides have the vocabulary of the
// sample.
func TestRelevance(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 100
	}
	queries := testsite.Queries(t, relevance)
	_, s := searcher(t, testsite.Distractors(t, os.DirFS("../content"), n, queries))
	var r testsite.Relevance
	for _, q := range queries {
		found := s.Search(q.Text, search.Options{Lang: q.Lang, Kind: q.Kind})
		var hits []testsite.Hit
		for _, row := range found.Rows {
			hits = append(hits, testsite.Hit{Path: row.Path, Anchor: row.Anchor})
		}
		r.Add(q, hits)
	}
	r.Report(t)
}

// searcher returns the site of a content folder, and a Searcher for it.
func searcher(t *testing.T, content fs.FS) (fs.FS, *search.Searcher) {
	t.Helper()
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	s, diags, err := Check(in)
	if err != nil || diags.HaveError() {
		t.Fatal(diags, err)
	}
	pages := in.Render(s)
	return pages, search.Open(pages.SearchIndex())
}
