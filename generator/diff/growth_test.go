//go:build unix

package diff_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/site"
)

// repeat returns a format n times, each with a number of six digits.
func repeat(n int, format string) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, 100_000+i)
	}
	return []byte(b.String())
}

// growths are contents in which everything differs between the two sides.
var growths = map[string]func(n int, side string) fstest.MapFS{
	"features": func(n int, side string) fstest.MapFS {
		return fstest.MapFS{"domains/d.yaml": {Data: repeat(n, "  - Feature %d "+side+"\n")}}
	},
	"features with the same name": func(n int, side string) fstest.MapFS {
		return fstest.MapFS{"domains/d.yaml": {Data: repeat(n, "  - {name: Feature, issue: \"https://"+side+"/%d\"}\n")}}
	},
	"variants": func(n int, side string) fstest.MapFS {
		return fstest.MapFS{"domains/d.yaml": {Data: append([]byte("  - name: A\n    variants:\n"), repeat(n, "      - Variant %d "+side+"\n")...)}}
	},
	"components": func(n int, side string) fstest.MapFS {
		return fstest.MapFS{"components/c.yaml": {Data: repeat(n, "- {id: "+side+"-%d, summary: A part of the machine that is like all others}\n")}}
	},
	"headings": func(n int, side string) fstest.MapFS {
		return fstest.MapFS{"guides/g.md": {Data: repeat(8*n, "## "+side+" %d\n\n")}}
	},
}

// The processor time of a comparison is linear in the number of changes. The test takes
// the minimum of several attempts, because other processes slow some of them down.
func TestSites_LinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	const maxGrowth = 3.0 // the maximum ratio for twice as many changes; a quadratic step has the ratio 4
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	sizes := []int{500, 1000, 2000}
	if rounds.Full() {
		sizes = []int{2000, 4000, 8000}
	}
	for name, content := range growths {
		t.Run(name, func(t *testing.T) {
			var sites [3][2]*site.Site
			least := [3]time.Duration{time.Hour, time.Hour, time.Hour}
			for i, n := range sizes {
				for side, letter := range []string{"a", "b"} {
					files := content(n, letter)
					if f := files["domains/d.yaml"]; f != nil {
						f.Data = append([]byte("name: D\nfeatures:\n"), f.Data...)
					}
					sites[i][side] = siteOf(t, files)
				}
			}
			for range 30 {
				for i := range sizes {
					runtime.GC()
					start := testsite.CPUTime(t)
					if n := len(diff.Sites(sites[i][0], sites[i][1])); n < sizes[i] {
						t.Fatalf("only %d changes", n)
					}
					least[i] = min(least[i], testsite.CPUTime(t)-start)
				}
				if float64(least[1]) < maxGrowth*float64(least[0]) && float64(least[2]) < maxGrowth*float64(least[1]) {
					return
				}
			}
			t.Errorf("%v take %v", sizes, least)
		})
	}
}
