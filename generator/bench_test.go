package generator

import (
	"bytes"
	"fmt"
	"math/rand/v2"
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

	"platmap/generator/par"
	"platmap/generator/publish"
	"platmap/generator/render"
	"platmap/generator/source"
)

// BenchmarkBuild builds a made-up site and sets the time against a floor that
// was measured in the same run: what the libraries alone take for the same
// text, on all cores, and writing the same bytes. It reports pages per second
// and the ratio. On the two cores this was written on, 1,000 guides with 100
// domains took about 1.2 s.
//
// The number of guides is in the name; there is a tenth as many domains.
func BenchmarkBuild(b *testing.B) {
	for _, guides := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) { benchmarkBuild(b, guides) })
	}
}

func benchmarkBuild(b *testing.B, guides int) {
	content := madeUp(guides, guides/10)
	in := Input{Content: content, Schemas: mustSchemas(b), Theme: mustTheme(b)}
	var total, floor time.Duration
	var result publish.Result
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

func publishQuietly(in Input, dir string) (publish.Result, any, error) {
	result, diags, err := Publish(in, dir, publish.Options{})
	if diags.HaveError() {
		return result, diags[0].Text, fmt.Errorf("the made-up content has errors")
	}
	return result, nil, err
}

// measureFloor takes the time that a site of this size cannot go below.
func measureFloor(b *testing.B, content fstest.MapFS, result publish.Result) time.Duration {
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

// madeUp returns a content folder of that many guides and domains, all alike in
// kind and linked to each other. It is the same every time.
func madeUp(guides, domains int) fstest.MapFS {
	r := rand.New(rand.NewPCG(1, 2))
	content := fstest.MapFS{}
	add := func(name, text string) { content[name] = &fstest.MapFile{Data: []byte(text)} }
	add("site.yaml", "title: Made up\nlocales: [ja, en]\nowner: infra\ngroups: [{id: a, name: A}, {id: b, name: B}]\n")
	add("teams/infra.yaml", "name: Infra\ntype: platform\n")
	for i := range domains {
		add(fmt.Sprintf("domains/domain-%d.yaml", i), madeUpDomain(r, i, domains, guides))
		add(fmt.Sprintf("components/part-%d.yaml", i), fmt.Sprintf("summary: {ja: 部品 %d, en: Part %d}\nkind: service\ndomains: [domain-%d]\n", i, i, i))
	}
	for i := range guides {
		add(fmt.Sprintf("guides/%s.md", guideName(i)), madeUpGuide(r, i, guides, domains))
	}
	return content
}

func guideName(i int) string { return fmt.Sprintf("topic-%d/guide-%d", i/50, i) }

func madeUpDomain(r *rand.Rand, i, domains, guides int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name: {ja: 領域 %d, en: Domain %d}\ngroup: %s\nkeywords: [k%d]\n", i, i, []string{"a", "b"}[i%2], i)
	fmt.Fprintf(&b, "essential_problem: >-\n  %s\n", words(r, 20))
	if i > 0 {
		fmt.Fprintf(&b, "depends_on: [domain-%d]\n", r.IntN(i))
	}
	b.WriteString("responsibilities:\n")
	for range 5 {
		fmt.Fprintf(&b, "  - name: %s\n    by: %s\n    why: See [[domain-%d]] and [[part-%d]]\n", words(r, 6), []string{"platform", "shared", "product"}[r.IntN(3)], r.IntN(domains), r.IntN(domains))
	}
	b.WriteString("features:\n")
	for j := range 8 {
		fmt.Fprintf(&b, "  - {name: Feature %d of %d, status: available, components: [part-%d]}\n", j, i, i)
	}
	fmt.Fprintf(&b, "interfaces:\n  - {cli: tool-%d, mode: self-service}\n  - doc: %s\nreviewed: 2026-10-01\n", i, guideName(r.IntN(guides)))
	return b.String()
}

func madeUpGuide(r *rand.Rand, i, guides, domains int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Guide %d\ndomains: [domain-%d]\ntype: how-to\n---\n", i, r.IntN(domains))
	for section := range 4 {
		fmt.Fprintf(&b, "\n## Section %d\n\n%s\n\nSee [[domain-%d]], [[part-%d]] and [another guide](../%s.md).\n\n", section, words(r, 60), r.IntN(domains), r.IntN(domains), guideName(r.IntN(guides)))
		fmt.Fprintf(&b, "- %s\n- `%s`\n- **%s**\n\n", words(r, 8), words(r, 2), words(r, 3))
	}
	b.WriteString("```yaml title=\"service.yaml\" {2}\n")
	for range 12 {
		fmt.Fprintf(&b, "key%d:\n  - name: value%d # %s\n", r.IntN(99), r.IntN(99), words(r, 2))
	}
	b.WriteString("```\n\n```go\nfunc main() {\n\tfmt.Println(\"hello\", 42)\n}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
	return b.String()
}

var vocabulary = strings.Fields("サービス 計算資源 自動で 増やす platform team deploy 監視 ログ を の に が は rollback metrics 障害 対応 安全に for with and the to of クラスタ ノード 設定")

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = vocabulary[r.IntN(len(vocabulary))]
	}
	return strings.Join(list, " ")
}

// BenchmarkCheck sets the time of a whole check against that of reading and
// parsing alone, measured in the same run.
func BenchmarkCheck(b *testing.B) {
	for _, guides := range []int{1000, 10000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			in := Input{Content: madeUp(guides, guides/10), Schemas: mustSchemas(b), Today: "2026-11-23"}
			var whole, parsing time.Duration
			for b.Loop() {
				runtime.GC()
				start := time.Now()
				var diags source.Diagnostics
				files, err := source.Read(in.Content, &diags)
				if err != nil {
					b.Fatal(err)
				}
				parse(files, localesOf(files), in.Schemas)
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

// BenchmarkPage opens one page of a large site, as the preview does after a
// change: the rest of the site is not rendered. On the two cores this was
// written on, the overview of 1,000 domains took about 0.15 s, most of it in
// html/template, and a guide 0.6 ms.
func BenchmarkPage(b *testing.B) {
	in := Input{Content: madeUp(10000, 1000), Schemas: mustSchemas(b), Theme: mustTheme(b)}
	s, diags, err := Check(in)
	if err != nil || diags.HaveError() {
		b.Fatal(err, diags)
	}
	for _, page := range []string{"index.html", "guides/" + guideName(77) + ".html"} {
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
