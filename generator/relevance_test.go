package generator

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"platmap/generator/internal/testsite"
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
			if q.Lang != "ja" && strings.HasPrefix(name, "glossary") { // its anchors differ
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
