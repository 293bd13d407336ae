//go:build unix

package generator

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
)

// growths are contents with n mistakes or references, and the number of errors that each
// of them causes.
var growths = map[string]struct {
	content func(n int) fstest.MapFS
	errors  int
}{
	"broken links": {func(n int) fstest.MapFS {
		return guides(n, "# A\n\n[x](guide-x%[1]d.md) [x](gone/page-%[1]d.md) [x](/top/page-%[1]d#a)\n")
	}, 3},
	"unknown names": {func(n int) fstest.MapFS {
		return guides(n, "# A\n\n[[gone-%[1]d]] [[component:guide-x%[1]d]]\n")
	}, 2},
	"unknown ids": {func(n int) fstest.MapFS {
		return components(n, "{id: part-%[1]d, domains: [dns], part_of: party-%[1]d, replaced_by: gone-%[1]d}")
	}, 2},
	"unknown keys": {func(n int) fstest.MapFS {
		return components(n, "{id: part-%[1]d, domains: [dns], colour_%[1]d: red}")
	}, 1},
	"unknown headings": {func(n int) fstest.MapFS {
		return fstest.MapFS{"guides/a.md": guide(n, "## Heading %[1]d\n\n[x](#hedding-%[1]d) [y](#gone-%[1]d)\n")}
	}, 2},
	"unknown items": {func(n int) fstest.MapFS {
		return fstest.MapFS{
			"domains/dns.yaml": {Data: []byte("name: DNS\nstatus: draft\nfeatures:\n" + repeat(n, "  - Feature %[1]d\n"))},
			"guides/a.md":      guide(n, "[[dns#Faeture %[1]d]] [[dns#Feature %[1]d]]\n"),
		}
	}, 1},
	"references to one page": {func(n int) fstest.MapFS {
		c := guides(n, "# A\n\n[[all#heading-%[1]d]] and [all](all.md#heading-%[1]d)\n")
		c["guides/all.md"] = guide(n, "## Heading %[1]d\n\n[x](#heading-%[1]d)\n")
		return c
	}, 0},
	"anchors on one line": {func(n int) fstest.MapFS {
		return fstest.MapFS{"guides/a.md": guide(n, "[x](#gone-%[1]d) ")}
	}, 1},
	"uses of broken definitions": {func(n int) fstest.MapFS {
		return fstest.MapFS{"guides/a.md": guide(n, "[a%[1]d] [a%[1]d] ![text][a%[1]d]\n\n[a%[1]d]: gone-%[1]d.md\n\n")}
	}, 1},
}

// repeat returns a format n times, each with a number of six digits.
func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, 100_000+i)
	}
	return b.String()
}

func guide(n int, format string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("# A\n\n" + repeat(n, format))}
}

func guides(n int, format string) fstest.MapFS {
	c := fstest.MapFS{}
	for i := range n {
		c[fmt.Sprintf("guides/guide-%d.md", 100_000+i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf(format, 100_000+i))}
	}
	return c
}

func components(n int, format string) fstest.MapFS {
	c := fstest.MapFS{"domains/dns.yaml": {Data: []byte("name: DNS\nstatus: draft\n")}}
	for i := 0; i < n; i += 500 {
		list := ""
		for j := i; j < min(i+500, n); j++ {
			list += "- " + fmt.Sprintf(format, 100_000+j) + "\n"
		}
		c[fmt.Sprintf("components/list-%d.yaml", i)] = &fstest.MapFile{Data: []byte(list)}
	}
	return c
}

// maxGrowth is the maximum ratio of the times for contents of double size. It is 2 in
// theory, more when the data no longer fits in a cache, and 4 for a quadratic step.
const maxGrowth = 2.5

// The processor time of a check is linear in the number of mistakes and references. The
// test takes the minimum of several attempts, because other processes slow some of them
// down.
func TestCheck_LinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	schemas := testsite.Schemas(t)
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // garbage collection would run more often for a larger content
	sizes := []int{1000, 2000, 4000}
	if rounds.Full() {
		sizes = []int{2000, 4000, 8000}
	}
	for name, g := range growths {
		t.Run(name, func(t *testing.T) {
			contents := make([]fstest.MapFS, len(sizes))
			least := make([]time.Duration, len(sizes))
			for range 20 {
				for i, n := range sizes {
					if contents[i] == nil {
						contents[i], least[i] = g.content(n), time.Hour
					}
					runtime.GC()
					start := testsite.CPUTime(t)
					_, diags, err := Check(Input{Content: contents[i], Schemas: schemas})
					least[i] = min(least[i], testsite.CPUTime(t)-start)
					if errors, _ := diags.Count(); err != nil || errors != n*g.errors {
						t.Fatalf("%d: %d errors, want %d (%v)", n, errors, n*g.errors, err)
					}
				}
				if isLinear(least) {
					return
				}
			}
			t.Errorf("%v take %v", sizes, least)
		})
	}
}

// isLinear reports whether no time is more than maxGrowth times the previous one.
func isLinear(times []time.Duration) bool {
	for i, d := range times[1:] {
		if float64(d) > maxGrowth*float64(times[i]) {
			return false
		}
	}
	return true
}
