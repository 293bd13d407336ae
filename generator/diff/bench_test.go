package diff_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
)

// BenchmarkSites compares a generated site of 1,000 domains and 10,000 guides with one in
// which some files are different. It reports the time divided by the time of Check, which
// is about 0.01 for 100 changes.
func BenchmarkSites(b *testing.B) {
	content := testsite.Large(10000, 1000)
	start := time.Now()
	old := siteOf(b, content)
	check := time.Since(start)
	edit := func(name, old, new string, changed fstest.MapFS) {
		changed[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(content[name].Data), old, new, 1))}
	}
	few, all, moved := maps.Clone(content), maps.Clone(content), maps.Clone(content)
	for i := range 10000 {
		guide := "guides/" + testsite.GuideName(i) + ".md"
		edit(guide, "## Section 1", "## Part 1", all)
		if i%200 == 0 {
			edit(guide, "## Section 1", "## Part 1", few)
		}
		delete(moved, guide)
		edit(guide, "## Section 1", "## Part 1", moved)
		moved[fmt.Sprintf("guides/moved/%d.md", i)] = moved[guide]
		delete(moved, guide)
	}
	for i := range 1000 {
		domain := fmt.Sprintf("domains/domain-%d.yaml", i)
		edit(domain, "status: available", "status: planned", all)
		if i%20 == 0 {
			edit(domain, "status: available", "status: planned", few)
		}
	}
	for _, test := range []struct {
		name    string
		content fstest.MapFS
	}{{"100 changes", few}, {"every file", all}, {"every guide moved", moved}} {
		now := siteOf(b, test.content)
		b.Run(test.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = len(diff.Sites(old, now))
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/check.Seconds(), "x-check")
			b.ReportMetric(float64(n), "changes")
		})
	}
}
