package webtest

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

// searchInput is the input of search.js.
type searchInput struct {
	Dir     string            `json:"dir,omitempty"`  // the site
	Disk    bool              `json:"disk,omitempty"` // as if its pages were opened from disk
	Lang    string            `json:"lang,omitempty"` // of the reader
	Cases   []json.RawMessage `json:"cases,omitempty"`
	Queries []string          `json:"queries,omitempty"`
}

// searchOutput is the output of search.js.
type searchOutput struct {
	Cases   []any
	Results [][][2]string // path and anchor of each row
}

// runSearch runs the search script of the theme in Node, as it is published.
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
