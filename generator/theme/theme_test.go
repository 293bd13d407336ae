package theme

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/themes"
)

// tiny is the smallest theme there is.
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
	if err := theme.Execute(&out, page, data{"x & y"}); err != nil {
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
	if err := theme.Figure(&out, data{"<"}); err != nil || out.String() != "<svg><text>&lt;</text></svg>" {
		t.Errorf("Figure = %q, %v", out.String(), err)
	}
	if err := theme.Execute(&out, "none", nil); err == nil {
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
	if got := string(theme.Assets()[3].Data); got != "@layer a, b;\na { mine }\nz {}\n" {
		t.Errorf("style.css = %q", got)
	}
	if got := theme.Say("en", "of", 1, 2) + ", " + theme.Say("en", "guides", 3); got != "2 from 1, 3 guides" {
		t.Error(got)
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
	if diff := cmp.Diff([]string{"early.js", "icon.svg", "site.js", "style.css"}, got); diff != "" {
		t.Error(diff)
	}
	changed := tiny()
	changed["css/a.css"] = file("a { other }\n")
	if load(t, changed, nil).Asset("style.css") == theme.Asset("style.css") {
		t.Error("the path stays when the style changes")
	}
}

// Whoever writes a theme is told the file and the line.
func TestErrors(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"syntax":   {"a.html", "{{define \"main\"}}\n{{if}}{{end}}{{end}}", "theme: a.html:2: missing value for if"},
		"function": {"parts/foot.html", "\n\n{{define \"foot\"}}{{shout .}}{{end}}", `theme: parts/foot.html:3: function "shout" not defined`},
		"context":  {"a.html", "{{define \"main\"}}\n<p>\n<a href={{if .}}'x{{else}}\"y{{end}}></a>{{end}}", "theme: a.html:3:13: {{if}} branches end in different contexts"},
		"part":     {"a.html", `{{define "main"}}{{template "nothing"}}{{end}}`, "theme: a.html:1:28: no such template \"nothing\""},
		"words":    {"words/en.json", "{\n\"a\": \"b\",\n}", "theme: words/en.json:3: "},
		"frame":    {"page.html", "", ""},
		"main":     {"extra.html", "<p>Hello</p>", `theme: extra.html:1: {{define "main"}} is missing`},
	} {
		t.Run(name, func(t *testing.T) {
			files := tiny()
			files[c.file] = file(c.text)
			if c.want == "" {
				delete(files, c.file)
				c.want = "theme: page.html is missing"
			}
			_, err := Load(files, nil)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
	files := tiny()
	files["a.html"] = file("{{define \"main\"}}\n\n{{.Nothing}}{{end}}")
	theme := load(t, files, nil)
	var out strings.Builder
	if err := theme.Execute(&out, "a", data{}); err == nil || !strings.HasPrefix(err.Error(), "theme: a.html:3:2: ") {
		t.Error(err)
	}
}

// A word that nobody says is a slip of the pen.
func TestUnsaid(t *testing.T) {
	for text, want := range map[string]string{
		"{\n\t\"of\": \"x\", \"guide\": \"y\"\n}": `theme: words/ja.json:2:12: nothing says the word "guide"; did you mean "guides"?`,
		`{"zzz": "x"}`:   `theme: words/ja.json:1:1: nothing says the word "zzz"`,
		`{"mine": "of"}`: "", // said by a template that is laid over
		`{}`:             "",
	} {
		_, err := Load(tiny(), fstest.MapFS{
			"words/ja.json": file(text),
			"extra.html":    file(`{{define "main"}}{{.Say "mine"}}{{end}}`),
		})
		if got := errorText(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// A theme is what is in its folder.
func TestLinks(t *testing.T) {
	for target, want := range map[string]string{
		"/etc/passwd": "theme: static/x: this symbolic link leaves the theme folder",
		"../../x":     "theme: static/x: this symbolic link leaves the theme folder",
		"nothing":     "theme: static/x: this symbolic link leads nowhere",
		".":           "theme: static/x: a symbolic link to a folder is not followed",
		"y":           "",
	} {
		dir := t.TempDir()
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		if err := errors.Join(root.Mkdir("static", 0o700), root.WriteFile("static/y", nil, 0o600), root.Symlink(target, "static/x")); err != nil {
			t.Fatal(err)
		}
		_, err = Load(tiny(), root.FS())
		if got := errorText(err); got != want {
			t.Errorf("→ %s\ngot  %s\nwant %s", target, got, want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestSqueeze(t *testing.T) {
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
		if err := load(t, files, nil).Execute(&out, "a", struct{ Words []string }{[]string{"x"}}); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, out.String(), want)
		}
	}
}

// speaker says its language; without one it would be asked for every word.
type speaker struct{ lang string }

func (s speaker) Language() string     { return s.lang }
func (s speaker) Say(...string) string { return "?" }

// Words are in the templates of their language before a page is made.
func TestInline(t *testing.T) {
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
		if err := theme.Execute(&out, "a", speaker{lang}); err != nil || !strings.Contains(out.String(), want) {
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

// The default theme parses, and says only words that are in its lists; all
// lists have the same words, and none that nobody says.
func TestDefault(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	theme := load(t, base, nil)
	said := map[string]string{}
	say := regexp.MustCompile(`\bSay "([^"]+)"`)
	part := regexp.MustCompile(`\(pair \$[^{}]*\}\}`)
	literal := regexp.MustCompile(`"([a-z._]+)"`)
	families := regexp.MustCompile(`\(print "([a-z]+\.)"`)
	prefixes := []string{}
	for name, text := range files(t, base) {
		for _, m := range say.FindAllStringSubmatch(text, -1) {
			said[m[1]] = name
		}
		for _, m := range families.FindAllStringSubmatch(text, -1) {
			prefixes = append(prefixes, m[1])
		}
		for _, call := range part.FindAllString(text, -1) { // words handed to a part
			for _, m := range literal.FindAllStringSubmatch(call, -1) {
				if _, ok := theme.Words("en")[m[1]]; ok {
					said[m[1]] = name
				}
			}
		}
	}
	// Words that render says.
	prefixes = append(prefixes, "view.", "limit.", "unit.", "alert.", "map.", "notfound.", "footnote", "permalink", "table", "code", "details")
	for _, lang := range []string{"en", "ja"} {
		text, err := fs.ReadFile(base, "words/"+lang+".json")
		if err != nil {
			t.Fatal(err)
		}
		own, err := parseWords(fstest.MapFS{"words/en.json": &fstest.MapFile{Data: text}})
		if err != nil {
			t.Fatal(err)
		}
		words := own["en"]
		for key, name := range said {
			if _, ok := words[key]; !ok {
				t.Errorf("%s says %q, which is not in %s.json", name, key, lang)
			}
		}
		for key := range theme.Words("en") {
			if _, ok := words[key]; !ok {
				t.Errorf("%q is not in %s.json", key, lang)
			}
		}
		for key := range words {
			if said[key] == "" && !hasPrefix(key, prefixes) {
				t.Errorf("nobody says %q of %s.json", key, lang)
			}
			if _, ok := theme.Words("en")[key]; !ok {
				t.Errorf("%q of %s.json is not in en.json", key, lang)
			}
		}
	}
}

func files(t *testing.T, fsys fs.FS) map[string]string {
	all, err := readAll(fsys)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, text := range all {
		if strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".svg") {
			texts[name] = string(text)
		}
	}
	return texts
}

func hasPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
