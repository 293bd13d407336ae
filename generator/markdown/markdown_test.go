package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"platmap/generator/source"
)

var update = flag.Bool("update", false, "rewrite the expected output of the cases")

// visible replaces characters that are invisible in a text file.
var visible = strings.NewReplacer("␍", "\r", "␁", "\x01")

// TestCases runs testdata/cases*.txt. A case has a name, Markdown, a line of @@, the
// expected HTML with each block on a line of its own, and the expected findings.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases*.txt")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		testCases(t, file)
	}
}

func testCases(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range strings.Split("\n"+string(text), "\n@@@ ")[1:] {
		name, c, _ := strings.Cut(c, "\n")
		in, want, _ := strings.Cut(c, "\n@@\n")
		got := show(visible.Replace(in))
		fmt.Fprintf(&b, "@@@ %s\n%s\n@@\n%s\n", name, in, got)
		if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var between = regexp.MustCompile(`></?(p|h[1-6]|ul|ol|li|div|table|tr|thead|tbody|pre|figure|blockquote|aside|section|details|summary|dl|dt|dd|hr)\b`)

func show(text string) string {
	var diags source.Diagnostics
	f := &source.File{Name: "guides/a.md", Text: text}
	d := Parse(f, 0, &diags)
	html := between.ReplaceAllStringFunc(d.HTML(&Filler{NoPermalinks: true, Link: refsToo}), func(s string) string { return ">\n" + s[1:] })
	var b strings.Builder
	fmt.Fprintln(&b, html)
	for _, d := range diags.Sorted() {
		line, column := d.Pos.LineColumn()
		fmt.Fprintf(&b, "%d:%d +%d %s: %s; %s\n", line, column, d.Len, d.Code, d.Text, d.Help)
	}
	return strings.ReplaceAll(b.String(), "\r", "␍")
}

func refsToo(_ int, l *Link) (Anchor, bool) { return Anchor{Href: l.Dest}, true }

// The position of every link on a page with nested blocks: line:column, the marked
// text, and the span that a twin replaces.
func TestLinkPositions(t *testing.T) {
	const head = "---\ntitle: x\n---\n"
	const text = head + `# [a](a.md)

文 [b](<b c.md> "t") と [[ref]]、![i](i.png)

> - 一 [c](c.md)
>   [[d|ディ]]

| 表 | x |
|----|---|
| 字 [e](e.md) | [[f|F]] |

1. [g][def] <https://h.org>
   続 [i
   j](i%20j.md)

[^n]: 注 [k](k.md)

- [x] [l](l.md)[^n] https://m.org.

[def]: ./def.md
`
	want := `4:3 [a](a.md) = a.md
6:3 [b](<b c.md> "t") = b c.md
6:23 [[ref]] = [[ref]]
6:31 ![i](i.png) = i.png
8:7 [c](c.md) = c.md
9:5 [[d|ディ]] = [[d|ディ]]
13:5 [e](e.md) = e.md
13:17 [[f|F]] = [[f|F]]
23:8 ./def.md = ./def.md
15:13 <https://h.org> = https://h.org
16:6 [i = i%20j.md
21:7 [l](l.md) = l.md
21:21 https://m.org = https://m.org
19:9 [k](k.md) = k.md
`
	f := &source.File{Name: "guides/a.md", Text: text}
	var diags source.Diagnostics
	d := Parse(f, len(head), &diags)
	var b strings.Builder
	for _, l := range d.Links {
		line, column := l.Pos.LineColumn()
		fmt.Fprintf(&b, "%d:%d %s = %s\n", line, column, text[l.Pos.Offset:l.Pos.Offset+l.Len], text[l.Start:l.End])
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	twin := d.Markdown(func(i int, l *Link) (string, bool) {
		return fmt.Sprintf("<%d>", i), l.Dest != "e.md"
	})
	for _, want := range []string{"# [a](<0>)\n", "と <2>、![i](<3>)", "> - 一 [c](<4>)\n>   <5>\n", "[e](e.md) | <7> |", "[def]: <8>\n", "注 [k](<13>)"} {
		if !strings.Contains(twin, want) {
			t.Errorf("the twin lacks %q:\n%s", want, twin)
		}
	}
	if strings.HasPrefix(twin, "---") {
		t.Error("the twin has the front matter")
	}
}

func TestParseText(t *testing.T) {
	for _, c := range []struct {
		in    string
		block bool
		want  string
	}{
		{"Plain text, 1 < 2", false, "Plain text, 1 &lt; 2"},
		{"Plain text", true, "<p>Plain text</p>"},
		{"# no heading, - no list", false, "# no heading, - no list"},
		{"**a** `b`\n[c](d)", false, "<strong>a</strong> <code>b</code>\n<a href=\"d\">c</a>"},
		{"a\n\nb", false, "a b"},
		{"a\n\n- b", true, "<p>a</p><ul><li>b</li></ul>"},
		{"# T", true, "<p><strong>T</strong></p>"},
		{"a[^1]\n\n[^1]: b", true, "<p>a[^1]</p><p>[^1]: b</p>"},
		{"<details> <kbd>x", false, "&lt;details&gt; <kbd>x</kbd>"},
		{"12. twelve", true, `<ol start="12"><li>twelve</li></ol>`},
		{"", true, ""},
	} {
		var diags source.Diagnostics
		if got := ParseText(c.in, c.block, nil, &diags).HTML(nil); got != c.want {
			t.Errorf("%q: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseText_Positions(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: "x: [[a]] と [[a]] <b@ [[b]] [x](data:y)"}
	text := f.Text[3:]
	locate := func(s string, nth int) source.Pos {
		off := 3
		for ; ; nth-- {
			i := strings.Index(f.Text[off:], s)
			if nth == 0 {
				return source.Pos{File: f, Offset: off + i}
			}
			off += i + len(s)
		}
	}
	var diags source.Diagnostics
	d := ParseText(text, false, locate, &diags)
	if len(d.Links) != 3 || d.Links[1].Pos.Offset != strings.LastIndex(f.Text, "[[a]]") || d.Links[1].Len != 5 {
		t.Errorf("links: %+v", d.Links)
	}
	if len(diags) != 1 || diags[0].Pos.Offset != strings.Index(f.Text, "[x]") {
		t.Errorf("findings: %+v", diags)
	}
}

func TestAppendHTML_Filler(t *testing.T) {
	text := "# T\n\n[[a]] [b](b.md) [[c|C]] ![i](i.png \"t\")[^1]\n\n> [!TIP]\n> x\n\n[^1]: n\n\n```go {1}\nvar x\n```"
	var diags source.Diagnostics
	d := Parse(&source.File{Text: text}, 0, &diags)
	words := Words{Tip: "ヒント", Footnotes: "脚注", Footnote: "脚注 {n}", Back: "脚注 {n} から戻る", Code: "コード"}
	got := d.HTML(&Filler{
		Link: func(_ int, l *Link) (Anchor, bool) {
			return Anchor{Href: "x.html?a&b", Label: "名 " + l.Dest, Class: "domain", Lang: "ja", Hreflang: "en"}, l.Dest != "b.md"
		},
		Image: func(int, *Link) (Picture, bool) { return Picture{"p.png", 3, 2}, true },
		Words: &words, Highlight: true, NoTitle: true,
	})
	for _, want := range []string{
		`<a href="x.html?a&amp;b" class="domain" hreflang="en" lang="ja">名 a</a> b <a href="x.html?a&amp;b" class="domain" hreflang="en">C</a>`,
		`<img src="p.png" alt="i" title="t" width="3" height="2" loading="lazy" decoding="async">`,
		`<p class="alert-title">ヒント</p>`, `aria-label="脚注 1 から戻る"`,
		`aria-label="コード: go"><code class="language-go"><span class="hl"><span class="kd">var</span> <span class="nx">x</span></span></code>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
	if strings.Contains(got, "<h1") {
		t.Error("the title is still there")
	}
	if got, want := d.Plain(&Filler{NoTitle: true}), "a b C i\nx\nvar x\nn"; got != want {
		t.Errorf("plain: got %q, want %q", got, want)
	}
}

// One document is rendered from many goroutines, for -race.
func TestHTML_Concurrent(t *testing.T) {
	var diags source.Diagnostics
	d := Parse(&source.File{Text: sample}, 0, &diags)
	want := d.HTML(&Filler{Highlight: true})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var diags source.Diagnostics
			if d.HTML(&Filler{Highlight: true}) != want || Parse(&source.File{Text: sample}, 0, &diags).HTML(&Filler{Highlight: true}) != want {
				t.Error("not the same")
			}
		})
	}
	wg.Wait()
}

// An unlimited parser would take minutes for each of these pages. Here each takes well
// under a second; the limit of the test is for slow machines.
func TestParse_HostileInput(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const size = 1 << 18
	for _, p := range []string{">", "[", "![", "*a_ ", "*a **b ", "[a](<b", "[a][", "[*a](b)", "<b>*", "<details>\n\n", "[^a]: x\n", "[a]: b\n", "`a``b", "- ", "a_b_",
		"<ul>", "<table>", "<td>", "<h1>", "<p>", "<a href=x>", "<a\n", "<a b=\"", "<x>", "</b>", "<b>\n\n", "<div>\n\n", "a <div>", "<details>\na\n", "<h2>a", "<span id=a>", "<li>\n\n"} {
		hostile(t, p, strings.Repeat(p, size/len(p)))
	}
	hostile(t, "elements without end, then ends without start", strings.Repeat("<b>\n\n", size/10)+strings.Repeat("</i>\n\n", size/12))
	hostile(t, "nested brackets", strings.Repeat("[", size/2)+strings.Repeat("]", size/2))
	hostile(t, "wide table", strings.Repeat("|a", size/8)+"\n"+strings.Repeat("|-", size/8)+"\n"+strings.Repeat("|\n", size/4))
	var ticks strings.Builder
	for i := 1; ticks.Len() < size; i++ {
		ticks.WriteString(strings.Repeat("`", i) + "\n")
	}
	hostile(t, "backticks", "x"+ticks.String())
}

func hostile(t *testing.T, name, text string) {
	var diags source.Diagnostics
	d := Parse(&source.File{Text: text}, 0, &diags)
	if n := len(d.HTML(nil)); n > 30*len(text) {
		t.Errorf("%q: %d bytes of HTML", name, n)
	}
}

var (
	tagNames = regexp.MustCompile(`</?([A-Za-z][^\s>/]*)`)
	ourTags  = regexp.MustCompile(`^(a|aside|blockquote|code|del|div|em|figcaption|figure|h[1-6]|hr|img|input|label|li|ol|p|pre|section|span|strong|sup|table|tbody|td|th|thead|tr|ul)$`)
)

func FuzzParse(f *testing.F) {
	f.Add(sample)
	files, _ := filepath.Glob("testdata/cases*.txt")
	for _, file := range files {
		cases, _ := os.ReadFile(file)
		for _, c := range strings.Split(string(cases), "\n@@@ ") {
			_, c, _ = strings.Cut(c, "\n")
			in, _, _ := strings.Cut(c, "\n@@\n")
			f.Add(visible.Replace(in))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // source.Read rejects it
		}
		file := &source.File{Name: "guides/a.md", Text: text}
		var diags source.Diagnostics
		d := Parse(file, 0, &diags)
		for _, f := range diags {
			if f.Pos.File != file || f.Pos.Offset < 0 || f.Pos.Offset+f.Len > len(text) || strings.ContainsRune(text[f.Pos.Offset:][:f.Len], '\n') {
				t.Errorf("finding at %d+%d: %s", f.Pos.Offset, f.Len, f.Text)
			}
		}
		for _, l := range d.Links {
			if l.Pos.File != file || l.Pos.Offset+l.Len > len(text) || l.Start > l.End || l.End > len(text) {
				t.Errorf("link outside: %+v", l)
			}
		}
		ids := map[string]bool{}
		for _, h := range d.Headings {
			if h.Pos.File != file || h.Pos.Offset > len(text) || ids[h.ID] || h.ID == "" {
				t.Errorf("heading: %+v", h)
			}
			ids[h.ID] = true
		}
		html := d.HTML(&Filler{Highlight: len(text) < 1000})
		for _, m := range tagNames.FindAllStringSubmatch(html, -1) {
			if _, ok := elements[m[1]]; !ok && !ourTags.MatchString(m[1]) {
				t.Errorf("element %s in %s", m[1], html)
			}
		}
		balanced(t, html)
		harmless(t, html)
		d.Plain(nil)
		if n := len(d.Sections(nil)); n != len(d.Headings)+1 {
			t.Errorf("%d sections and %d headings in %s", n, len(d.Headings), html)
		}
		d.Markdown(func(int, *Link) (string, bool) { return "x", true })
		d.MarkdownBody(func(int, *Link) (string, bool) { return "x", true })
		for _, block := range []bool{false, true} {
			balanced(t, ParseText(text, block, nil, &diags).HTML(nil))
		}
	})
}

func TestSections(t *testing.T) {
	text := "Before.\n\n# Title [[kube]]\n\nOpening *text*.\n\n## Empty\n\n## Code\n\n```\na < b\n```\n\n> ### In a quote\n>\n> Quoted.\n\n<h3>HTML &amp; Markdown</h3>\n\nEnd.\n"
	var diags source.Diagnostics
	d := Parse(&source.File{Text: text}, 0, &diags)
	want := []string{"Before.", "Opening text.", "", "a < b", "Quoted.", "End."}
	for _, fill := range []*Filler{nil, {NoTitle: true}, {Subtitle: true}} {
		if got := d.Sections(fill); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Plain("only text").Sections(nil); !slices.Equal(got, []string{"only text"}) {
		t.Errorf("%q", got)
	}
}

var ourAttributes = regexp.MustCompile(`^(alt|aria-label|checked|class|colspan|decoding|dir|disabled|height|href|hreflang|id|lang|loading|open|role|rowspan|scope|src|start|tabindex|title|type|width)$`)

// harmless checks that all attributes are known and all URLs are allowed.
func harmless(t *testing.T, s string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(s))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if _, ok := allowed(a.Val); !ourAttributes.MatchString(a.Key) || (a.Key == "href" || a.Key == "src") && !ok {
				t.Errorf("attribute %s=%q in %s", a.Key, a.Val, s)
			}
		}
	}
}

// balanced checks that all elements are closed in the right order.
func balanced(t *testing.T, html string) {
	t.Helper()
	var open []string
	for _, m := range tagNames.FindAllStringSubmatch(html, -1) {
		switch name := m[1]; {
		case name == "br" || name == "wbr" || name == "hr" || name == "img" || name == "input":
		case m[0][1] != '/':
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("%s closes %v in %s", m[0], open, html)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v is open in %s", open, html)
	}
}

// BenchmarkParse parses and renders a guide of 2 KB without highlighting, in about
// the time that goldmark takes to convert it.
func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		var diags source.Diagnostics
		Parse(&source.File{Text: sample}, 0, &diags).HTML(nil)
	}
}

// BenchmarkParseText parses a line of YAML that has no Markdown in it.
func BenchmarkParseText(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParseText("障害や負荷の波があっても止まらず、台数を増減できる土台を保つ", false, nil, nil)
	}
}

var sample = strings.Repeat(`# はじめに

この手順では、**新しいサービス**を [ネットワーク](../domains/network.yaml) の上で動かします。
使うのは [[kube]] と `+"`kubectl`"+` です[^1]。

## 1. 用意する

- 権限を申し込む
- [[domain:computing|計算資源]]を見積もる

> [!NOTE]
> 申し込みには一日かかります。

| 項目 | 値 |
|---|--:|
| CPU | 500m |
| メモリ | 1 GiB |

`+"```yaml title=\"deploy.yaml\" {2}\nkind: Deployment\nname: web\n```"+`

<details><summary>詳しく</summary>

Press <kbd>Ctrl</kbd> and see https://example.com/.

</details>

[^1]: 版は問いません。

`, 3)

// Every name in the list of emoji is shown as its emoji.
func TestEmoji(t *testing.T) {
	for name, char := range emojiChars() {
		var diags source.Diagnostics
		d := ParseText("x :"+name+": y", false, nil, &diags)
		if got := d.HTML(nil); got != "x "+char+" y" || len(diags) > 0 {
			t.Errorf("%s: %q, %v", name, got, diags)
		}
	}
	if n := len(emojiChars()); n < 1900 {
		t.Errorf("%d names", n)
	}
}
