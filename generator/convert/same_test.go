package convert

import (
	"os"
	"platmap/generator/internal/testsite"
	"strings"
	"testing"
	"testing/fstest"
)

// Pages that already are guides do not change.
func TestGuides_OurDialectStaysTheSame(t *testing.T) {
	r, err := Guides(Input{From: MkDocs, Source: os.DirFS("../../content/guides"), Locales: []string{"ja", "en"}, Schemas: testsite.Schemas(t)})
	if err != nil {
		t.Fatal(err)
	}
	raw := map[string]string{}
	for _, f := range r.Copied() {
		raw[f.From] = f.Text
	}
	for _, f := range r.Files {
		if f.Name != "guides/"+f.From || f.Text != raw[f.From] {
			t.Errorf("%s is now %s:\n%s", f.From, f.Name, firstDifference(raw[f.From], f.Text))
		}
	}
}

// Links to files whose names differ only in letter case lead to the same files as before.
func TestGuides_LetterCase(t *testing.T) {
	docs := fstest.MapFS{"A.md": {Data: []byte("# One\n")}, "a.md": {Data: []byte("# Two\n")}, "b.md": {Data: []byte("[one](A.md) [two](a.md)\n")}}
	r, err := Guides(Input{From: MkDocs, Source: docs, Locales: []string{"en"}, Schemas: testsite.Schemas(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		if want := "[one](a.md) [two](a-2.md)\n"; f.From == "b.md" && f.Text != want {
			t.Errorf("got %q, want %q", f.Text, want)
		}
	}
}

// firstDifference returns the first lines in which two texts differ.
func firstDifference(a, b string) string {
	before, after := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			return "-" + before[i] + "\n+" + after[i]
		}
	}
	return "one has more lines"
}
