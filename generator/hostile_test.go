package generator

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/internal/testsite"
)

// A build of this content would take minutes if its time were quadratic in the size. The
// time must be about linear.
func TestBuild_HostileContent(t *testing.T) {
	const draft = "name: a\nstatus: draft\n"
	for _, c := range []struct {
		name, file string
		size       int
		text       func(size int) string
	}{
		{"equal features", "domains/a.yaml", 20_000, func(n int) string { return draft + "features:\n" + strings.Repeat("- aaa\n", n) }},
		{"equal terms", "glossary.yaml", 10_000, func(n int) string { return strings.Repeat("- {term: a}\n", n) }},
		{"long name", "domains/a.yaml", 200_000, func(n int) string { return "status: draft\nname: " + strings.Repeat("x", n) + "\n" }},
		{"many links", "domains/a.yaml", 100_000, func(n int) string { return draft + `essential_problem: "` + strings.Repeat("[[a]] ", n) + "\"\n" }},
		{"many unknown links", "domains/a.yaml", 20_000, func(n int) string { return draft + `essential_problem: "` + strings.Repeat("[[b]] ", n) + "\"\n" }},
		{"many commas", "domains/a.yaml", 100_000, func(n int) string {
			return "status: draft\nname: {en: x" + strings.Repeat(", b", n) + "}\n"
		}},
		{"many brackets", "domains/a.yaml", 10_000, func(n int) string { return draft + "features: [" + strings.Repeat("(a, ", n) + "a]\n" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			build := func(size int) time.Duration {
				content := fstest.MapFS{"domains/b2.yaml": {Data: []byte(draft)}, c.file: {Data: []byte(c.text(size))}}
				start := time.Now()
				pages, _, err := Build(Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
				if err != nil {
					t.Fatal(err)
				}
				if pages == nil {
					return time.Since(start)
				}
				for _, page := range []string{"index.html", "glossary.html", strings.TrimSuffix(c.file, ".yaml") + ".html"} {
					if _, err := fs.ReadFile(pages, page); err != nil {
						t.Error(err)
					}
				}
				return time.Since(start)
			}
			if testing.Short() {
				c.size /= 4
			}
			var small, large time.Duration
			for range 3 { // try again, because the machine may be busy
				small, large = build(c.size/8), build(c.size)
				if large < 30*max(small, 100*time.Millisecond) { // 8 times is linear, 64 quadratic
					return
				}
			}
			t.Errorf("%v, and %v for content that is 8 times as large", small, large)
		})
	}
}
