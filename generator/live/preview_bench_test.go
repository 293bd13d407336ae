package live_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// BenchmarkServe edits a generated site on disk and requests its pages from the preview
// over HTTP. It reports milliseconds, as median and ninth decile:
//
//	start   from compiling the schemas to the home page
//	guide   the same for the page of one guide
//	whole   until everything is read and linked
//	body    from saving a guide with another text to its page
//	title   the same for another title, which changes the order of its folder
//	domain  the same for a domain's essential problem
//
//	compared  until pages mark what has changed, in the variants with -diff
//
// and the memory in use at the end. With -diff, the first page after each save includes
// the time to compare the sites. The benchmark waits only for the events that announce a
// new state. The name has the number of guides; the number of domains is a tenth of it.
// On two idle cores, with 10,000 guides: 0.45 s to the home page (2 MB, with 1,000
// domains; twice that in a process that must first get its memory), 0.14 s to the page of
// a guide, 2.3 s for the whole; 13 ms from save to page (15 at the ninth decile), 204
// MiB.
func BenchmarkServe(b *testing.B) {
	for _, guides := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) { benchmarkServe(b, guides, false) })
		b.Run(fmt.Sprint(guides, "-diff"), func(b *testing.B) { benchmarkServe(b, guides, true) })
	}
}

func benchmarkServe(b *testing.B, guides int, withBase bool) {
	dir := b.TempDir()
	content := testsite.Large(guides, guides/10)
	write(b, dir, content)
	var base *generator.Base
	if withBase {
		base = &generator.Base{Name: "main", Content: content}
	}
	times := map[string][]time.Duration{}
	for b.Loop() {
		for _, page := range []string{"/", "/guides/topic-0/guide-7.html"} {
			runtime.GC()
			start := time.Now()
			s := serveFolder(b, dir, base)
			if text := s.get(page); !strings.Contains(text, "</html>") {
				b.Fatal(text)
			}
			what := map[string]string{"/": "start"}[page]
			if what == "" {
				what = "guide"
			}
			times[what] = append(times[what], time.Since(start))
			for n := range s.unread {
				if n == 0 {
					break
				}
			}
			times["whole"] = append(times["whole"], time.Since(start))
			if withBase {
				for strings.Contains(s.get("/diff.html"), "比較しています") {
					<-s.unread
				}
				times["compared"] = append(times["compared"], time.Since(start))
			}
			if what == "guide" {
				benchmarkSaves(b, s, times)
			}
			s.stop()
		}
	}
	for what, list := range times {
		slices.Sort(list)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		b.ReportMetric(ms(list[len(list)/2]), what+"-ms")
		b.ReportMetric(ms(list[len(list)*9/10]), what+"-p90-ms")
	}
	b.ReportMetric(0, "ns/op")
}

func benchmarkSaves(b *testing.B, s *serving, times map[string][]time.Duration) {
	const saves = 40
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s.listen(ctx)
	guide, domain := "guides/topic-0/guide-7.md", "domains/domain-3.yaml"
	content := testsite.Large(100, 10)
	guideText, domainText := string(content[guide].Data), string(content[domain].Data)
	for i := range saves {
		word := fmt.Sprintf("word%d", i)
		s.drain()
		times["body"] = append(times["body"], s.save(guide, guideText+"\n"+word+"\n", "/guides/topic-0/guide-7.html", word))
		s.drain()
		times["title"] = append(times["title"], s.save(guide, strings.Replace(guideText, "title: Guide", "title: "+word+" Guide", 1), "/guides/topic-0/guide-7.html", "<h1>"+word))
		s.drain()
		times["domain"] = append(times["domain"], s.save(domain, strings.Replace(domainText, "essential_problem: >-\n  ", "essential_problem: >-\n  "+word+" ", 1), "/domains/domain-3.html", word))
	}
	must(b, writeBack(s.dir, guide, guideText))
	must(b, writeBack(s.dir, domain, domainText))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-heap")
}
