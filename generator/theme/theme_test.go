package theme

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"platmap/themes"
)

// tiny returns a small theme.
func tiny() fstest.MapFS {
	return fstest.MapFS{
		"page.html":        file("<html>\n  <body>\n    {{template \"main\" .}}\n  </body>\n</html>\n"),
		"a.html":           file(`{{define "main"}}<p>{{.Word}}{{template "foot" .}}</p>{{end}}`),
		"b.html":           file(`{{define "page.html"}}bare {{.Word}}{{end}}`),
		"map.svg":          file(`<svg><text>{{.Word}}</text></svg>`),
		"parts/foot.html":  file(`{{define "foot"}}!{{end}}`),
		"words/en.json":    file(`{"guides": "{0} guide|{0} guides", "of": "{1} of {0}"}`),
		"words/ja.json":    file(`{"guides": "ガイド {0} 本"}`),
		"css/layers.css":   file("@layer a, b;"),
		"css/a.css":        file("a {}\n"),
		"css/z.css":        file("z {}\n"),
		"js/early.js":      file("early();"),
		"js/x.js":          file("x();\n"),
		"js/more/b.js":     file("b();\n"),
		"js/more/a.js":     file("a();"),
		"static/icon.svg":  file("<svg/>"),
		"static/.DS_Store": file("junk"),
	}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func load(t *testing.T, base, overlay fs.FS) *Theme {
	t.Helper()
	theme, err := Load(base, overlay)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

type data struct{ Word string }

func run(t *testing.T, theme *Theme, page string) string {
	t.Helper()
	var out strings.Builder
	if err := theme.Execute(&out, page, "en", data{"x & y"}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestExecute(t *testing.T) {
	theme := load(t, tiny(), nil)
	for page, want := range map[string]string{
		"a": "<html><body><p>x &amp; y!</p></body></html>",
		"b": "bare x &amp; y",
	} {
		if got := run(t, theme, page); got != want {
			t.Errorf("%s = %q, want %q", page, got, want)
		}
	}
	var out strings.Builder
	if err := theme.Execute(&out, "map.svg", "en", data{"<"}); err != nil || out.String() != "<svg><text>&lt;</text></svg>" {
		t.Errorf("map.svg = %q, %v", out.String(), err)
	}
	if err := theme.Execute(&out, "none", "en", nil); err == nil {
		t.Error("a page that is not there was rendered")
	}
}

func TestOverlay(t *testing.T) {
	theme := load(t, tiny(), fstest.MapFS{
		"parts/foot.html": file(`{{define "foot"}}?{{end}}`),
		"css/a.css":       file("a { mine }\n"),
		"words/en.json":   file(`{"of": "{1} from {0}"}`),
	})
	if got := run(t, theme, "a"); !strings.Contains(got, "x &amp; y?") {
		t.Errorf("the part was not replaced: %s", got)
	}
	if got := string(theme.Assets()[4].Data); got != "@layer a, b;\na { mine }\nz {}\n" {
		t.Errorf("style.css = %q", got)
	}
	if got := theme.Say("en", "of", 1, 2) + ", " + theme.Say("en", "guides", 3); got != "2 from 1, 3 guides" {
		t.Error(got)
	}
}

// A page replaces a part for itself only, also where other parts call it.
func TestExecute_PartOfOnePage(t *testing.T) {
	files := tiny()
	files["parts/foot.html"] = file(`{{define "foot"}}{{if .}}{{template "end"}}{{end}}{{end}}{{define "end"}}!{{end}}`)
	files["c.html"] = file(`{{define "main"}}{{template "foot" .}}{{end}}{{define "end"}}?{{end}}`)
	theme := load(t, files, nil)
	if a, c := run(t, theme, "a"), run(t, theme, "c"); !strings.Contains(a, "y!</p>") || !strings.Contains(c, "<body>?</body>") {
		t.Errorf("a = %q\nc = %q", a, c)
	}
}

// Files below static/ may be binary; a PNG starts with a CR LF.
func TestAssets_Unchanged(t *testing.T) {
	files := tiny()
	files["static/x.png"] = file("\x89PNG\r\n\x1a\n")
	for _, a := range load(t, files, nil).Assets() {
		if a.Name == "x.png" && string(a.Data) != "\x89PNG\r\n\x1a\n" {
			t.Errorf("got %q", a.Data)
		}
	}
}

func TestSay(t *testing.T) {
	theme := load(t, tiny(), nil)
	for _, c := range []struct {
		locale, key, want string
		args              []any
	}{
		{"en", "guides", "1 guide", []any{1}},
		{"en", "guides", "0 guides", []any{0}},
		{"ja", "guides", "ガイド 1 本", []any{1}},
		{"ja-JP", "guides", "ガイド 2 本", []any{2}},
		{"ja", "of", "2 of {1}", []any{"{1}", 2}},
		{"fr", "of", "b of a", []any{"a", "b"}},
		{"en", "no.such", "no.such", nil},
	} {
		if got := theme.Say(c.locale, c.key, c.args...); got != c.want {
			t.Errorf("Say(%s, %s, %v) = %q, want %q", c.locale, c.key, c.args, got, c.want)
		}
	}
}

func TestAssets(t *testing.T) {
	theme := load(t, tiny(), nil)
	var got []string
	for _, a := range theme.Assets() {
		got = append(got, a.Name)
		if !regexp.MustCompile(`^assets/[a-z]+\.[0-9a-f]{8}\.[a-z]+$`).MatchString(a.Path) || theme.Asset(a.Name) != a.Path {
			t.Errorf("%s is at %s", a.Name, a.Path)
		}
	}
	if diff := cmp.Diff([]string{"early.js", "icon.svg", "more.js", "site.js", "style.css"}, got); diff != "" {
		t.Error(diff)
	}
	if more, site := string(theme.Assets()[2].Data), string(theme.Assets()[3].Data); more != "a();\nb();\n" || site != "x();\n" {
		t.Errorf("more.js = %q, site.js = %q", more, site)
	}
	changed := tiny()
	changed["css/a.css"] = file("a { other }\n")
	if load(t, changed, nil).Asset("style.css") == theme.Asset("style.css") {
		t.Error("the path stays when the style changes")
	}
}

func TestCollapseSpace(t *testing.T) {
	for in, want := range map[string]string{
		"<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n":            "<ul><li>a</li><li>b</li></ul>",
		"<p>a\n   b <b>c</b>\n <i>d</i></p>":                   "<p>a\nb <b>c</b>\n<i>d</i></p>",
		"<p>\n  a  b\n</p>":                                    "<p>a  b</p>",
		"<div>\n<pre>\n  a\n\n  b\n</pre>\n</div>":             "<div><pre>\n  a\n\n  b\n</pre></div>",
		"<script>\n  a\n  b\n</script>\n<p>":                   "<script>\n  a\n  b\n</script><p>",
		"<p>\n{{range .}}\n  <b>{{.}}</b>\n{{end}}\n</p>":      "<p>\n<b>x</b>\n</p>",
		"<pre>\n{{if true}}\n a\n{{end}}</pre>\n<p>\n\n b</p>": "<pre>\n\n a\n</pre><p>b</p>",
	} {
		files := tiny()
		files["a.html"] = file(`{{define "page.html"}}` + strings.ReplaceAll(in, "range .", "range .Words") + "{{end}}")
		var out strings.Builder
		if err := load(t, files, nil).Execute(&out, "a", "en", struct{ Words []string }{[]string{"x"}}); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, out.String(), want)
		}
	}
}

// sayer returns "?" for words that are not in the template.
type sayer struct{}

func (sayer) Say(...string) string { return "?" }

// Constant words are part of the templates of each language.
func TestInlineWords(t *testing.T) {
	files := tiny()
	files["words/en.json"] = file(`{"hello": "Hello & <welcome>", "there": "there"}`)
	files["words/ja.json"] = file(`{"hello": "こんにちは"}`)
	files["a.html"] = file(`{{define "main"}}<p title="{{.Say "hello"}}">{{$.Say "hello"}}, {{if true}}{{.Say "there"}}{{end}} {{.Say "x"}} {{with .Say "there"}}{{.}}{{end}}{{end}}`)
	theme := load(t, files, nil)
	for lang, want := range map[string]string{
		"en":    `<p title="Hello &amp; &lt;welcome&gt;">Hello &amp; &lt;welcome&gt;, there ? ?`,
		"ja-JP": `<p title="こんにちは">こんにちは, there ? ?`,
		"fr":    `<p title="Hello &amp; &lt;welcome&gt;">Hello &amp; &lt;welcome&gt;, there ? ?`,
	} {
		var out strings.Builder
		if err := theme.Execute(&out, "a", lang, sayer{}); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %s %v, want %s", lang, out.String(), err, want)
		}
	}
}

func TestConcurrent(t *testing.T) {
	theme := load(t, tiny(), nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				run(t, theme, "a")
			}
		})
	}
	wg.Wait()
}

// The words of every language have the same placeholders as the English ones. Where
// English has a singular and a plural, European languages have both. No word is so long
// that it would need another layout.
func TestDefaultTheme_Translations(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	theme := load(t, base, nil)
	placeholder := regexp.MustCompile(`\{\w+\}`)
	placeholders := func(word string) string {
		list := placeholder.FindAllString(word, -1)
		slices.Sort(list)
		return strings.Join(slices.Compact(list), " ")
	}
	withoutPlural := map[string]bool{"ja": true, "ko": true, "zh-Hans": true}
	for _, lang := range theme.Languages() {
		for key, word := range theme.Words(lang) {
			english := theme.Words("en")[key]
			if got, want := placeholders(word), placeholders(english); got != want {
				t.Errorf("%s.json, %s: placeholders %q, want %q", lang, key, got, want)
			}
			if !withoutPlural[lang] && strings.Contains(word, "|") != strings.Contains(english, "|") && key != "changes.news" {
				t.Errorf("%s.json, %s: %q does not have the forms of %q", lang, key, word, english)
			}
			if n := utf8.RuneCountInString(word); n > 2*utf8.RuneCountInString(english)+12 {
				t.Errorf("%s.json, %s: %d characters for %q", lang, key, n, english)
			}
		}
	}
}

// The default theme parses and uses only words that are in its lists; all lists
// have the same words, and no word is unused.
func TestDefaultTheme_Words(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	theme := load(t, base, nil)
	used := map[string]string{}
	say := regexp.MustCompile(`\bSay "([^"]+)"`)
	part := regexp.MustCompile(`\(pair \$[^{}]*\}\}`)
	literal := regexp.MustCompile(`"([a-z._]+)"`)
	families := regexp.MustCompile(`\(print "([a-z]+\.)"`)
	prefixes := []string{}
	for name, f := range theme.files {
		if ext := path.Ext(name); ext != ".html" && ext != ".svg" {
			continue
		}
		for _, m := range say.FindAllStringSubmatch(f.Text, -1) {
			used[m[1]] = name
		}
		for _, m := range families.FindAllStringSubmatch(f.Text, -1) {
			prefixes = append(prefixes, m[1])
		}
		for _, call := range part.FindAllString(f.Text, -1) { // words that are passed to a part
			for _, m := range literal.FindAllStringSubmatch(call, -1) {
				if _, ok := theme.Words("en")[m[1]]; ok {
					used[m[1]] = name
				}
			}
		}
	}
	// Words that packages render, changes and export use.
	prefixes = append(prefixes, "view.", "limit.", "unit.", "calendar.", "brackets", "colon", "alert.", "map.", "notfound.", "llms.", "footnote", "permalink", "table", "code", "details", "lists.", "type", "count", "leaving.", "team.both", "team.their_words", "compare.pair", "search.", "part.", "page.", "names.", "report.", "findings.", "review.", "change.", "changes.", "weight.", "noun.", "field.", "form.", "forge.")
	for _, lang := range theme.Languages() {
		words := map[string]bool{}
		for _, k := range wordKeys(theme.files["words/"+lang+".json"]) {
			words[k.key] = true
		}
		for key, name := range used {
			if !words[key] {
				t.Errorf("%s uses %q, which is not in %s.json", name, key, lang)
			}
		}
		for key := range theme.Words("en") {
			if !words[key] {
				t.Errorf("%q is not in %s.json", key, lang)
			}
		}
		for key := range words {
			if used[key] == "" && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
				t.Errorf("%q of %s.json is unused", key, lang)
			}
			if _, ok := theme.Words("en")[key]; !ok {
				t.Errorf("%q of %s.json is not in en.json", key, lang)
			}
		}
	}
}
