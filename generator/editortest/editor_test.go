package editortest

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"platmap/generator/internal/browsertest"
	"platmap/schemas"
)

func TestEditor(t *testing.T) {
	e := open(t, nil)
	for _, part := range []struct {
		name string
		test func(*editor, *testing.T)
	}{
		{"samples", (*editor).testSamples},
		{"in force", (*editor).testInForce},
		{"mistakes", (*editor).testMistakes},
		{"hover", (*editor).testHover},
		{"keys", (*editor).testKeys},
		{"words", (*editor).testWords},
		{"half written", (*editor).testHalfWritten},
		{"codes", (*editor).testCodes},
	} {
		t.Run(part.name, func(t *testing.T) {
			e.t = t
			part.test(e, t)
		})
	}
}

// editor is a client with an open project: a folder with the schemas and the sample
// content.
type editor struct {
	*client
	dir    string
	opened int // number of documents opened
}

// position is the position of a cursor. Both numbers start at 0, and Character
// counts UTF-16 code units.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct{ Start, End position }

type diagnostic struct {
	Range    span
	Severity int
	Message  string
}

// suggestion is one completion.
type suggestion struct {
	Label         string
	Kind          int
	Documentation words
	InsertText    string
	TextEdit      struct {
		Range   span
		NewText string
	}
}

// inserts returns the text that the completion inserts.
func (s suggestion) inserts() string {
	if s.TextEdit.NewText != "" {
		return s.TextEdit.NewText
	}
	return s.InsertText
}

// open creates a project and starts the server in it. The server has no network: the
// schema store is off, and nothing listens on the port of the proxy. associations map
// files to schemas; if it is nil, modelines do.
func open(t *testing.T, associations map[string]any) *editor {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	must(t, os.CopyFS(filepath.Join(dir, "schemas"), schemas.FS))
	must(t, os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.FromSlash("../../content"))))
	on := map[string]any{
		"yaml": map[string]any{
			"validate": true, "hover": true, "completion": true, "schemas": associations,
			"schemaStore":        map[string]any{"enable": false, "url": ""},
			"kubernetesCRDStore": map[string]any{"enable": false},
		},
		"http":   map[string]any{"proxy": "http://127.0.0.1:1/", "proxyStrictSSL": true},
		"editor": map[string]any{"tabSize": 2},
	}
	e := &editor{client: dial(t, on, browsertest.Node(t), browsertest.Module(t, "yaml-language-server/bin/yaml-language-server"), "--stdio"), dir: dir}
	var capabilities any
	e.call("initialize", map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          e.address(""),
		"workspaceFolders": []any{map[string]any{"uri": e.address(""), "name": "project"}},
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true, "workspaceFolders": true},
			"textDocument": map[string]any{
				"hover":              map[string]any{"contentFormat": []string{"markdown", "plaintext"}},
				"completion":         map[string]any{"completionItem": map[string]any{"snippetSupport": true, "documentationFormat": []string{"markdown", "plaintext"}}},
				"publishDiagnostics": map[string]any{},
			},
		},
	}, &capabilities)
	e.notify("initialized", map[string]any{})
	wait(e.client, "initialized", e.configured)
	return e
}

// show opens a document of the project. Its text may differ from the file on disk.
func (e *editor) show(name, text string) {
	e.t.Helper()
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": e.address(name), "languageId": "yaml", "version": 1, "text": text,
	}})
}

// diagnosticsOf returns the diagnostics of a document.
func (e *editor) diagnosticsOf(name string) []diagnostic {
	e.t.Helper()
	return wait(e.client, "the diagnostics of "+name, e.published(e.address(name)))
}

// hover returns the text that the editor shows when the mouse is at a position.
func (e *editor) hover(name string, at position) string {
	e.t.Helper()
	var result *struct{ Contents words }
	e.call("textDocument/hover", e.at(name, at), &result)
	if result == nil {
		return ""
	}
	return string(result.Contents)
}

// suggest returns the completions at a position.
func (e *editor) suggest(name string, at position) []suggestion {
	e.t.Helper()
	var result *struct{ Items []suggestion }
	e.call("textDocument/completion", e.at(name, at), &result)
	if result == nil {
		return nil
	}
	return result.Items
}

func (e *editor) at(name string, at position) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": e.address(name)}, "position": at}
}

// address returns the URI of a file of the project.
func (e *editor) address(name string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, filepath.FromSlash(name)))}
	return u.String()
}

// modeline returns the line that selects the schema of a kind.
func (e *editor) modeline(kind string) string {
	return "# yaml-language-server: $schema=" + e.address("schemas/"+kind+".schema.json") + "\n"
}

// end returns the position at the end of a text.
func end(text string) position {
	var p position
	for _, r := range text {
		p.Character += utf16.RuneLen(r)
		if r == '\n' {
			p = position{Line: p.Line + 1}
		}
	}
	return p
}

// words is a text in the protocol: a string, or an object that also has its markup.
type words string

func (w *words) UnmarshalJSON(b []byte) error {
	var marked struct{ Value string }
	if json.Unmarshal(b, (*string)(w)) == nil {
		return nil
	}
	err := json.Unmarshal(b, &marked)
	*w = words(marked.Value)
	return err
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
