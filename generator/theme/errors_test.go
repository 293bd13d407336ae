package theme

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/disk"
)

// Errors name the file, the line and the column.
func TestLoad_ErrorPositions(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"syntax":   {"a.html", "{{define \"main\"}}\n {{if}}{{end}}{{end}}", "theme: a.html:2:2: missing value for if"},
		"function": {"parts/foot.html", "\n\n{{define \"foot\"}}{{shout .}}{{end}}", `theme: parts/foot.html:3:20: function "shout" not defined`},
		"action":   {"a.html", "{{define \"main\"}}\n<p>{{.X\n</p>\n", `theme: a.html:2:4: unclosed action: unexpected "<" in operand`},
		"last":     {"a.html", "{{define \"main\"}}\n<p>{{.X\n", "theme: a.html:2:4: unclosed action"},
		"comment":  {"a.html", "{{define \"main\"}}{{/* a */}}\n<p> {{- /* b\n</p>{{end}}", "theme: a.html:2:5: unclosed comment"},
		"define":   {"a.html", "<p>\n{{define \"main\"}}{{/* {{if}} */}}{{if .}}\n{{end}}\n</p>", `theme: a.html:2:1: {{define "main"}} is not closed`},
		"if":       {"parts/foot.html", "{{define \"foot\"}}\n {{- if .}}\n{{end}}\n{{define \"b\"}}{{end}}", `theme: parts/foot.html:1:1: {{define "foot"}} is not closed`},
		"end":      {"a.html", "{{define \"main\"}}{{end}} {{end}}", "theme: a.html:1:26: unexpected {{end}}"},
		"context":  {"a.html", "{{define \"main\"}}\n<p>\n<a href={{if .}}'x{{else}}\"y{{end}}></a>{{end}}", "theme: a.html:3:14: {{if}} branches end in different contexts"},
		"part":     {"a.html", `{{define "main"}}{{template "nothing"}}{{end}}`, "theme: a.html:1:29: no such template \"nothing\""},
		"words":    {"words/en.json", "{\n\"a\": \"b\",\n}", "theme: words/en.json:3:1: invalid character '}'"},
		"type":     {"words/en.json", "{\n\"a\": 1\n}", "theme: words/en.json:2:"},
		"frame":    {"page.html", "", "theme: page.html is missing"},
		"english":  {"words/en.json", "", "theme: words/en.json is missing"},
		"main":     {"extra.html", "<p>Hello</p>", `theme: extra.html:1:1: {{define "main"}} is missing`},
	} {
		t.Run(name, func(t *testing.T) {
			files := tiny()
			files[c.file] = file(c.text)
			if c.text == "" {
				delete(files, c.file)
			}
			_, err := Load(files, nil)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// An unclosed comment, text or bracket in a style sheet of the author is reported.
func TestLoad_UnclosedStyle(t *testing.T) {
	for css, want := range map[string]string{
		"a { b: c }\n/* d } */\n@media (x: 1) { a { b: \"}\\\"{\" } }":   "",
		"a { b: url(data:x;{'), url( \"(\" ); c: '\\\n'; }\n.d\\} e { }": "",
		"a {}\n/* b {}":                          "2:1: unclosed comment | close it with */",
		"a {\n  b: c;\n":                         "1:3: { is not closed | close it with }",
		"a {\n  b {\n    c: d;\n  e {\n  }\n}\n": "2:5: { is not closed | close it with }",
		"a {}\n}\nb {}":                          "2:1: } closes nothing | remove it, or add what it closes",
		"a { b: c) }":                            "1:9: ) closes nothing | remove it, or add what it closes",
		"a { b: (c; }":                           "1:8: ( is not closed | close it with )",
		"a { b: url(c; }\nd {}":                  "1:11: ( is not closed | close it with )",
		"a { b: 'c; }\nd { b: 'c' }":             "1:8: unclosed text in quotes | close it with ' on the same line",
		"é[b=\"c\" {}":                           "1:2: [ is not closed | close it with ]",
	} {
		_, err := Load(tiny(), fstest.MapFS{"css/own.css": file(css), "static/any.css": file("{")})
		found, rest := Findings(err)
		got := errorText(rest)
		for _, d := range found {
			line, column := d.Pos.LineColumn()
			got += fmt.Sprintf("%d:%d: %s | %s", line, column, d.Text, d.Help)
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", css, got, want)
		}
	}
}

// A template that fails when it is executed gives an Error, too; its finding marks
// the expression and says whether the author can fix it.
func TestExecute_Error(t *testing.T) {
	fails := file("{{define \"main\"}}\n\né{{.Nothing}}{{end}}")
	builtIn := tiny()
	builtIn["a.html"] = fails
	for _, c := range []struct {
		theme   *Theme
		builtIn bool
	}{
		{load(t, builtIn, nil), true},
		{load(t, tiny(), fstest.MapFS{"a.html": fails}), false},
	} {
		err := c.theme.Execute(io.Discard, "a", "en", data{})
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("got %T: %v", err, err)
		}
		d := e.Finding
		marked := d.Pos.File.Text[d.Pos.Offset:][:d.Len]
		if got := e.Error(); got != "theme: a.html:3:4: can't evaluate field Nothing in type theme.data" || marked != ".Nothing" || d.Code != "theme/template" || e.BuiltIn != c.builtIn {
			t.Errorf("got %s, %q, %s, built in: %t", got, marked, d.Code, e.BuiltIn)
		}
	}
}

func TestFindings(t *testing.T) {
	theme := load(t, tiny(), nil)
	at := func(name string, builtIn bool) error {
		e := theme.errorAt(name, 3, "wrong")
		e.BuiltIn = builtIn
		return e
	}
	on := func(page string, err error) error {
		return fmt.Errorf("rendering %s: %w", page, &fs.PathError{Op: "render", Path: page, Err: err})
	}
	full := errors.New("disk full")
	for name, c := range map[string]struct {
		err        error
		help, rest []string
	}{
		"no error":    {nil, nil, nil},
		"another":     {full, nil, []string{"disk full"}},
		"of no page":  {at("a.html", false), []string{""}, nil},
		"of one page": {on("x.html", at("a.html", false)), []string{"fix the template to render x.html"}, nil},
		"of three pages": {
			errors.Join(on("x.html", at("a.html", false)), on("y.html", at("a.html", false)), on("z.html", at("a.html", false))),
			[]string{"fix the template to render x.html and other pages"}, nil,
		},
		"different": {
			errors.Join(on("x.html", at("a.html", false)), full, on("y.html", at("b.html", false))),
			[]string{"fix the template to render x.html", "fix the template to render y.html"}, []string{"disk full"},
		},
		"built in": {on("x.html", at("a.html", true)), nil, []string{"rendering x.html: render x.html: theme: a.html:1:4: wrong"}},
	} {
		findings, rest := Findings(c.err)
		var help []string
		for _, d := range findings {
			help = append(help, d.Help)
		}
		if diff := cmp.Diff(c.help, help); diff != "" || errorText(rest) != strings.Join(c.rest, "\n") {
			t.Errorf("%s: %s\nrest %v", name, diff, rest)
		}
	}
}

// An error in a file of words says what to change.
func TestLoad_InvalidWords(t *testing.T) {
	for text, want := range map[string]string{
		`{"of": "x",}`: "theme: words/ja.json:1:12: invalid character '}' looking for beginning of object key string; remove the comma before it",
		`{"of": 3}`:    "theme: words/ja.json:1:8: a word must be text, not a JSON number; put it in quotes",
		`["of"]`:       `theme: words/ja.json:1:1: words must be a JSON object, not a JSON array; write {"KEY": "TEXT"}`,
	} {
		_, err := Load(tiny(), fstest.MapFS{"words/ja.json": file(text)})
		findings, _ := Findings(err)
		if len(findings) != 1 {
			t.Fatalf("%s: %v", text, err)
		}
		if got := errorText(err) + "; " + findings[0].Help; got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// A file of the default theme has an effect only in its folder.
func TestLoad_MisplacedFile(t *testing.T) {
	for name, want := range map[string]string{
		"z.css":     "move it to css/z.css in the folder of your theme",
		"ja.json":   "move it to words/ja.json in the folder of your theme",
		"mine.css":  "",
		"README.md": "",
		"old/z.css": "",
		"map.svg":   "",
		"css/y.css": "",
	} {
		_, err := Load(tiny(), fstest.MapFS{name: file("{}")})
		got := ""
		if findings, _ := Findings(err); len(findings) > 0 {
			got = findings[0].Help
		}
		if got != want {
			t.Errorf("%s: got %q, want %q; %v", name, got, want, err)
		}
	}
}

// A word that no template uses is a typing error.
func TestLoad_UnusedWord(t *testing.T) {
	for text, want := range map[string]string{
		"{\n\t\"of\": \"x\", \"guide\": \"y\"\n}": `theme: words/ja.json:2:13: unknown key "guide" of words: no template uses it; did you mean "guides"?`,
		`{"zzz": "x"}`:   `theme: words/ja.json:1:2: unknown key "zzz" of words: no template uses it; `,
		`{"mine": "of"}`: "", // used by a template of the overlay
		`{}`:             "",
	} {
		_, err := Load(tiny(), fstest.MapFS{
			"words/ja.json": file(text),
			"extra.html":    file(`{{define "main"}}{{.Say "mine"}}{{end}}`),
		})
		got := errorText(err)
		if findings, _ := Findings(err); len(findings) > 0 {
			got += "; " + findings[0].Help
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// Symbolic links may not leave the theme folder.
func TestLoad_SymbolicLinks(t *testing.T) {
	for target, want := range map[string]string{
		"/etc/passwd": "theme: static/x: the target of this symbolic link is outside the theme folder",
		"../../x":     "theme: static/x: the target of this symbolic link is outside the theme folder",
		"nothing":     "theme: static/x: the target of this symbolic link does not exist",
		".":           "theme: static/x: symbolic links to folders are not followed",
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
		overlay, err := disk.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Load(tiny(), overlay)
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
