package generator

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/internal/testsite"
)

// TestHostile builds sites for which a linker or theme without limits needs minutes.
// Each takes about a second; the time limit of the test allows for slow machines.
func TestHostile(t *testing.T) {
	const draft = "name: a\nstatus: draft\n"
	for name, c := range map[string]struct{ file, text string }{
		"one name":     {"domains/a.yaml", draft + "features:\n" + strings.Repeat("- aaa\n", 20_000)},
		"one term":     {"glossary.yaml", strings.Repeat("- {term: a}\n", 10_000)},
		"long name":    {"domains/a.yaml", "status: draft\nname: " + strings.Repeat("x", 200_000) + "\n"},
		"many names":   {"domains/a.yaml", draft + `essential_problem: "` + strings.Repeat("[[a]] ", 100_000) + "\"\n"},
		"many commas":  {"domains/a.yaml", "status: draft\nname: {en: x" + strings.Repeat(", b", 100_000) + "}\n"},
		"many pieces":  {"domains/a.yaml", draft + "features: [" + strings.Repeat("(a, ", 10_000) + "a]\n"},
		"many unknown": {"domains/a.yaml", draft + `essential_problem: "` + strings.Repeat("[[b]] ", 20_000) + "\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := Input{Content: fstest.MapFS{"domains/b2.yaml": {Data: []byte(draft)}, c.file: {Data: []byte(c.text)}}, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
			start := time.Now()
			pages, _, err := Build(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, page := range []string{"index.html", "domains/a.html", "glossary.html"} {
				if pages == nil || c.file == "glossary.yaml" && page == "domains/a.html" {
					continue
				}
				if _, err := fs.ReadFile(pages, page); err != nil {
					t.Error(err)
				}
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	}
}
