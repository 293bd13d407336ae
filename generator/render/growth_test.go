package render

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
)

const maxGrowth = 10

// Lists of pages are made in linear time: four times as many pages may take up to
// maxGrowth times as long. That is 4 in theory, more with the race detector when maps
// no longer fit in a cache, and 16 for a quadratic step.
func TestLists_LinearTime(t *testing.T) {
	guides := make([]*site.Guide, 8000)
	for i := range guides {
		guides[i] = &site.Guide{Entity: site.Entity{Kind: source.Guide, ID: fmt.Sprint("g", i)}}
	}
	for name, prepare := range map[string]func(n int) (work func()){
		"references": func(n int) func() {
			var refs []site.Reference
			for _, g := range guides[:n] {
				refs = append(refs, site.Reference{From: g, How: site.ByProse}, site.Reference{From: g, How: site.ByGuide})
			}
			return func() {
				if groups := refGroups(refs); len(groups) != 1 || len(groups[0].Pages) != n {
					t.Errorf("%d guides give %d groups", n, len(groups))
				}
			}
		},
		"components": func(n int) func() {
			d := &site.Domain{}
			for range n {
				d.Components = append(d.Components, &site.Component{})
			}
			return func() {
				if got := len(components(d)); got != n {
					t.Errorf("%d components, want %d", got, n)
				}
			}
		},
		"terms that start alike": func(n int) func() {
			tree := &termTree{}
			for i := range 40 {
				tree.add(strings.Repeat("a", i+1)+"b", &site.Term{})
			}
			p := &Page{explained: map[*site.Term]bool{}}
			html := strings.Repeat(strings.Repeat("a", 40)+" ", n)
			return func() {
				if got := p.explain(html, tree); got != html {
					t.Error("a part of a word is explained")
				}
			}
		},
		"interface blocks": func(n int) func() {
			s := &site.Site{Settings: site.Settings{Locales: []string{"en"}}}
			for _, g := range guides[:n] {
				s.Domains = append(s.Domains, &site.Domain{Interfaces: []site.Interface{{Kind: "iac", Guide: site.Ref[site.Guide]{To: g}}}})
			}
			return func() {
				if blocks := interfaceBlocks(s, query.Interfaces(s)); len(blocks) != 1 || len(blocks[0].Rows) != n {
					t.Errorf("%d blocks", len(blocks))
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			small, large := prepare(2000), prepare(8000)
			lowest := 100.0 // the lowest ratio of several attempts, because other processes slow some of them down
			for i := 0; i < 20 && lowest > maxGrowth; i++ {
				lowest = min(lowest, float64(fastest(large))/float64(fastest(small)))
			}
			if lowest > maxGrowth {
				t.Errorf("8,000 pages take %.1f times as long as 2,000", lowest)
			}
		})
	}
}

// fastest returns the time of the shortest of several runs.
func fastest(work func()) time.Duration {
	shortest := time.Duration(1<<63 - 1)
	for range 10 {
		start := time.Now()
		work()
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}
