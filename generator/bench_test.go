package generator

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"gopkg.in/yaml.v3"

	"platmap/generator/internal/testsite"
	"platmap/generator/par"
	"platmap/generator/publish"
	"platmap/generator/render"
	"platmap/generator/source"
)

// BenchmarkBuild builds a generated site and compares the time with a lower limit that is
// measured in the same run: the time that the libraries alone take for the same text, on
// all cores, and for writing the same bytes. It reports pages per second and the ratio.
// On two cores, 1,000 guides with 100 domains take about 1.2 s.
//
// The name has the number of guides; the number of domains is a tenth of it.
func BenchmarkBuild(b *testing.B) {
	for _, guides := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) { benchmarkBuild(b, guides) })
	}
}

// BenchmarkSearchIndex makes the search index of a generated site. It takes about a tenth
// of the time of BenchmarkBuild.
func BenchmarkSearchIndex(b *testing.B) {
	for _, guides := range []int{1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			in := Input{Content: testsite.Large(guides, guides/10), Schemas: testsite.Schemas(b), Theme: testsite.Theme(b)}
			s, diags, err := Check(in)
			if err != nil || diags.HaveError() {
				b.Fatal(err, diags)
			}
			b.ReportAllocs()
			for b.Loop() {
				size := 0
				x := in.Render(s).SearchIndex()
				x.Compress(par.Each)
				for _, name := range x.Names() {
					size += len(x.File(name))
				}
				b.ReportMetric(float64(size)/1e6, "MB/index")
			}
		})
	}
}

func benchmarkBuild(b *testing.B, guides int) {
	content := testsite.Large(guides, guides/10)
	in := Input{Content: content, Schemas: testsite.Schemas(b), Theme: testsite.Theme(b)}
	var total, floor time.Duration
	var result Published
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		runtime.GC()
		b.StartTimer()
		start := time.Now()
		var diags any
		var err error
		result, diags, err = publishQuietly(in, dir)
		if err != nil || result.Pages == 0 {
			b.Fatal(err, diags)
		}
		total += time.Since(start)
		b.StopTimer()
		floor += measureFloor(b, content, result)
		os.RemoveAll(dir)
		b.StartTimer()
	}
	b.ReportMetric(float64(result.Pages)*float64(b.N)/total.Seconds(), "pages/s")
	b.ReportMetric(total.Seconds()/floor.Seconds(), "x-floor")
	b.ReportMetric(float64(result.Bytes)/(1<<20), "MiB-out")
}

func publishQuietly(in Input, dir string) (Published, any, error) {
	result, diags, err := Publish(context.Background(), in, dir, publish.Options{})
	if diags.HaveError() {
		return result, diags[0].Text, fmt.Errorf("the generated content has errors")
	}
	return result, nil, err
}

// measureFloor returns the time that the libraries take for a site of this size.
func measureFloor(b *testing.B, content fstest.MapFS, result Published) time.Duration {
	var names []string
	for name := range content {
		names = append(names, name)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	page := make([]byte, result.Bytes/int64(result.Files))
	out := b.TempDir()
	runtime.GC()
	start := time.Now()
	par.Each(len(names), func(i int) {
		data := content[names[i]].Data
		if strings.HasSuffix(names[i], ".yaml") {
			var n yaml.Node
			if err := yaml.Unmarshal(data, &n); err != nil {
				b.Error(err)
			}
			return
		}
		var buf bytes.Buffer
		if err := md.Convert(data, &buf); err != nil {
			b.Error(err)
		}
		highlight(b, data)
	})
	par.Each(result.Files, func(i int) {
		if err := os.WriteFile(filepath.Join(out, fmt.Sprint(i)), page, 0o666); err != nil {
			b.Error(err)
		}
	})
	took := time.Since(start)
	os.RemoveAll(out)
	return took
}

func highlight(b *testing.B, text []byte) {
	f := chromahtml.New(chromahtml.WithClasses(true))
	for i, part := range strings.Split(string(text), "```") {
		if i%2 == 0 {
			continue
		}
		lang, code, _ := strings.Cut(part, "\n")
		lexer := lexers.Get(strings.Fields(lang + " text")[0])
		if lexer == nil {
			continue
		}
		it, err := chroma.Coalesce(lexer).Tokenise(nil, code)
		if err != nil {
			b.Error(err)
			continue
		}
		if err := f.Format(new(bytes.Buffer), styles.Fallback, it); err != nil {
			b.Error(err)
		}
	}
}

// BenchmarkCheck compares the time of a whole check with that of reading and parsing
// alone, measured in the same run.
func BenchmarkCheck(b *testing.B) {
	for _, guides := range []int{1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			in := Input{Content: testsite.Large(guides, guides/10), Schemas: testsite.Schemas(b), Today: "2026-11-23"}
			var whole, parsing time.Duration
			for b.Loop() {
				runtime.GC()
				start := time.Now()
				files, _, err := source.Read(in.Content)
				if err != nil {
					b.Fatal(err)
				}
				Parse(files, localesOf(files), in.Schemas)
				parsing += time.Since(start)
				files = nil
				runtime.GC()
				start = time.Now()
				if _, _, err := Check(in); err != nil {
					b.Fatal(err)
				}
				whole += time.Since(start)
			}
			b.ReportMetric(whole.Seconds()/parsing.Seconds(), "x-parsing")
		})
	}
}

// BenchmarkCompare compares two states of a generated site that differ in 100 files. It
// reports the time divided by the time of checking both states. The ratio is below 1,
// because files that are in both states are parsed once.
func BenchmarkCompare(b *testing.B) {
	for _, guides := range []int{1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			old := Input{Content: testsite.Large(guides, guides/10), Schemas: testsite.Schemas(b)}
			new, content := old, testsite.Large(guides, guides/10)
			for i := range 100 {
				name, line := fmt.Sprintf("guides/%s.md", testsite.GuideName(i*7)), "\nOne more sentence.\n"
				if i%2 == 0 {
					name, line = fmt.Sprintf("domains/domain-%d.yaml", i), "order: 77\n"
				}
				content[name] = &fstest.MapFile{Data: append(content[name].Data, line...)}
			}
			new.Content = content
			checked := time.Now()
			for _, in := range []Input{old, new} {
				if _, diags, err := Check(in); err != nil || diags.HaveError() {
					b.Fatal(err, diags)
				}
			}
			both := time.Since(checked)
			for b.Loop() {
				c, err := Compare(old, new)
				if err != nil || len(c.Changes) < 50 || len(c.Skipped) > 0 {
					b.Fatal(err, len(c.Changes), c.Skipped)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/both.Seconds(), "×checks")
		})
	}
}

// BenchmarkPage opens one page of a large site, as the preview does after a change: no
// other page is rendered. On two cores, the overview of 1,000 domains takes about
// 0.15 s, most of it in html/template, and a guide 0.6 ms.
func BenchmarkPage(b *testing.B) {
	in := Input{Content: testsite.Large(10000, 1000), Schemas: testsite.Schemas(b), Theme: testsite.Theme(b)}
	s, diags, err := Check(in)
	if err != nil || diags.HaveError() {
		b.Fatal(err, diags)
	}
	for _, page := range []string{"index.html", "guides/" + testsite.GuideName(77) + ".html"} {
		b.Run(path.Base(page), func(b *testing.B) {
			for b.Loop() {
				pages := render.New(render.Input{Site: s, Theme: in.Theme, Content: in.Content})
				if _, err := pages.ReadFile(page); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms")
		})
	}
}
