package convert

import (
	"os"
	"strings"
	"testing"

	"platmap/generator/schema"
	"platmap/schemas"
)

func compiled(t testing.TB) *schema.Set {
	t.Helper()
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Pages that are guides already stay the same.
func TestGuides_OurDialectStaysTheSame(t *testing.T) {
	r, err := Guides(Input{From: MkDocs, Source: os.DirFS("../../content/guides"), Locales: []string{"ja", "en"}, Schemas: compiled(t)})
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
