package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"platmap/generator"
	"platmap/generator/changes"
	"platmap/generator/internal/testsite"
	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
)

var update = flag.Bool("update", false, "write testdata/tools.json")

// gateway is the domain that the questions of the tests are about.
const gateway = `name: {en: API gateway, ja: API ゲートウェイ}
owner: infra
essential_problem: Callers must not need to know where a service runs.
responsibilities:
  - {name: Keep the entry point running}
  - {name: Choose the paths, by: product}
interfaces:
  - {portal: Access form, mode: self-service, url: "https://access.example.org/", guide: ops/second}
reviewed: 2026-01-02
features: [Routing]
`

// session is a server in this process with a client of the SDK.
type session struct {
	*sdk.ClientSession
	t      *testing.T
	folder string
	log    []string
	done   chan error
	stop   func() // ends the input of the server
}

func newOptions(t testing.TB) Options {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "content")
	content := testsite.Small()
	content["domains/gateway.yaml"] = content["domains/cdn.yaml"]
	for name, f := range content {
		data := f.Data
		if name == "domains/gateway.yaml" {
			data = []byte(gateway)
		}
		writeFile(t, filepath.Join(folder, name), string(data))
	}
	return Options{
		Input:  generator.Input{Content: os.DirFS(folder), Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)},
		Folder: folder, Version: "test",
		Place: func(pos source.Pos) (string, int) {
			line, _ := pos.LineColumn()
			return "content/" + pos.File.Name, line
		},
		Today:   func() site.Date { return "2026-01-03" },
		Explain: func(name, lang string) (string, error) { return name + " in " + lang + "\n", nil },
		Diff: func(context.Context, Comparison) (*changes.Report, error) {
			return nil, errors.New("no repository")
		},
		Log: func(string) {},
	}
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T) *session {
	t.Helper()
	s := &session{t: t, done: make(chan error, 1)}
	opt := newOptions(t)
	s.folder = opt.Folder
	opt.Log = func(line string) { s.log = append(s.log, line) }
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	s.stop = func() { clientOut.Close() }
	go func() { s.done <- Serve(t.Context(), opt, serverIn, serverOut) }()
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	var err error
	s.ClientSession, err = client.Connect(t.Context(), &sdk.IOTransport{Reader: clientIn, Writer: clientOut}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// call returns the text and the data of an answer.
func (s *session) call(name string, arguments map[string]any) (string, map[string]any) {
	s.t.Helper()
	result, err := s.CallTool(s.t.Context(), &sdk.CallToolParams{Name: name, Arguments: arguments})
	if err != nil {
		s.t.Fatalf("%s %v: %v", name, arguments, err)
	}
	text := result.Content[0].(*sdk.TextContent).Text
	if result.IsError {
		return "error: " + text, nil
	}
	data, _ := result.StructuredContent.(map[string]any)
	return text, data
}

func (s *session) has(text string, parts ...string) {
	s.t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			s.t.Errorf("no %q in\n%s", part, text)
		}
	}
}

// Who owns the API gateway, and how do I get access?
func TestServe_Question(t *testing.T) {
	s := start(t)
	text, data := s.call("search", map[string]any{"query": "api gateway acces"})
	s.has(text, contentNote, "domain:gateway", "content/domains/gateway.yaml:8")
	first := data["results"].([]any)[0].(map[string]any)
	if first["file"] != "content/domains/gateway.yaml" || !strings.HasPrefix(first["id"].(string), "domain:gateway") {
		t.Errorf("the first result is %v", first)
	}
	text, data = s.call("show", map[string]any{"name": "domain:gateway"})
	s.has(text, contentNote, "Owner     Infra  team:infra", "Access form (Portal, Self-service, Guide: guide:ops/second)", "https://access.example.org/", "content/domains/gateway.yaml:8")
	sections := map[string]map[string]any{}
	for _, x := range data["sections"].([]any) {
		if x := x.(map[string]any); x["entries"] != nil {
			sections[x["key"].(string)] = x["entries"].([]any)[0].(map[string]any)
		}
	}
	if owner, get := sections["owner"], sections["get"]; owner["id"] != "team:infra" || owner["line"] != 2.0 || get["link"] != "https://access.example.org/" || get["mode"] != "self-service" || get["line"] != 8.0 {
		t.Errorf("the owner is %v, and the interface is %v", owner, get)
	}
	text, _ = s.call("query", map[string]any{"name": "responsibilities", "filters": map[string]any{"by": []string{"product"}, "domain": []string{"gateway"}}})
	s.has(text, "| gateway | Choose the paths | responsibility | product |", "content/domains/gateway.yaml | 6 |")
	text, _ = s.call("show", map[string]any{"name": "API ゲートウェイ", "lang": "ja", "whole": true})
	s.has(text, "API ゲートウェイ is the name of domain:gateway", "content/domains/gateway.yaml:1", "# API ゲートウェイ\n", "\n## 責務\n")
	text, _ = s.call("explain", map[string]any{"name": "ref/unknown", "lang": "ja"})
	s.has(text, "ref/unknown in ja")
	text, _ = s.call("diff", nil)
	s.has(text, "error: no repository")

	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("the end of the input is the error %v", err)
	}
	if len(s.log) != 1 || !strings.HasPrefix(s.log[0], "20 files, 0 errors, ") {
		t.Errorf("the log is %q", s.log)
	}
}

// Clients may cache the list of tools, so changes of it should be reviewed. After a
// change, run go test ./generator/mcp -update.
func TestServe_Tools(t *testing.T) {
	s := start(t)
	list, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list.Tools {
		if a := x.Annotations; !a.ReadOnlyHint || a.OpenWorldHint == nil || *a.OpenWorldHint || x.Title == "" || len(x.Description) < 50 {
			t.Errorf("the tool %s has not all annotations", x.Name)
		}
	}
	got, err := json.MarshalIndent(list.Tools, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/tools.json"
	if *update {
		writeFile(t, golden, string(got)+"\n")
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("the list of tools is not that of %s, but\n%s", golden, got)
	}
}

func TestServe_Resources(t *testing.T) {
	s := start(t)
	in := generator.Input{Content: os.DirFS(s.folder), Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	linked, _, err := generator.Check(in)
	if err != nil {
		t.Fatal(err)
	}
	pages := in.Render(linked)
	found := map[string]bool{}
	for r, err := range s.Resources(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		found[r.URI] = true
		s.sameAsTwin(pages, r.URI)
	}
	for _, uri := range []string{"platmap://domains/gateway.md", "platmap://guides/ops/second.md", "platmap://index.md", "platmap://components/kube.md", "platmap://gaps.md"} {
		if !found[uri] {
			t.Errorf("%s is not listed", uri)
		}
	}
	s.sameAsTwin(pages, "platmap://ja/domains/gateway.md")
	result, err := s.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: "platmap://domains/gateway.md"})
	if err != nil {
		t.Fatal(err)
	}
	if meta := result.Contents[0].Meta; meta["file"] != "content/domains/gateway.yaml" || meta["line"] != 1.0 {
		t.Errorf("the position is %v", meta)
	}
	templates, err := s.ListResourceTemplates(t.Context(), nil)
	if err != nil || len(templates.ResourceTemplates) != len(source.PageKinds())+1 {
		t.Errorf("templates: %v, %v", templates, err)
	}
	for _, uri := range []string{
		"platmap://domains/none.md", "platmap://domains/gateway.html", "platmap://../../etc/passwd.md", "platmap://domains/../../site.yaml", "platmap://domains/%2e%2e/x.md", "platmap:///etc/passwd.md",
		"platmap://domains//gateway.md", "platmap://DOMAINS/gateway.md", "file:///etc/passwd", "platmap://map.json", "platmap://%00.md", "platmap://", "", "::", "platmap://" + strings.Repeat("x", 1e6) + ".md",
	} {
		if _, err := s.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: uri}); err == nil {
			t.Errorf("%.50q can be read", uri)
		}
	}
	if _, err := s.ListResources(t.Context(), &sdk.ListResourcesParams{Cursor: "x"}); err == nil || !strings.Contains(err.Error(), "invalid cursor") {
		t.Errorf("a wrong cursor gives the error %v", err)
	}
}

func (s *session) sameAsTwin(pages *render.FS, uri string) {
	s.t.Helper()
	result, err := s.ReadResource(s.t.Context(), &sdk.ReadResourceParams{URI: uri})
	if err != nil {
		s.t.Errorf("%s: %v", uri, err)
		return
	}
	want, err := pages.ReadFile(strings.TrimPrefix(uri, scheme))
	if c := result.Contents[0]; err != nil || c.Text != string(want) || c.MIMEType != "text/markdown" || c.URI != uri {
		s.t.Errorf("%s is not the twin: %v", uri, err)
	}
}

// If there are more resources than fit in an answer, the list continues at a cursor.
func TestServe_Pages(t *testing.T) {
	s := start(t)
	var list strings.Builder
	for i := range 120 {
		fmt.Fprintf(&list, "- {id: part-%d, domains: [cdn]}\n", i)
	}
	writeFile(t, filepath.Join(s.folder, "components/more.yaml"), list.String())
	seen := map[string]bool{}
	answers, cursor := 0, ""
	for {
		result, err := s.ListResources(t.Context(), &sdk.ListResourcesParams{Cursor: cursor})
		if err != nil {
			t.Fatal(err)
		}
		answers++
		for _, r := range result.Resources {
			if seen[r.URI] {
				t.Errorf("%s is listed twice", r.URI)
			}
			seen[r.URI] = true
		}
		if len(result.Resources) > resourcesPerPage {
			t.Errorf("%d resources in one answer", len(result.Resources))
		}
		if cursor = result.NextCursor; cursor == "" {
			break
		}
	}
	if answers != 2 || len(seen) < 140 {
		t.Errorf("%d resources in %d answers", len(seen), answers)
	}
	text, data := s.call("query", map[string]any{"name": "components", "limit": 10, "offset": 20})
	s.has(text, "Note: rows 21 to 30 of 125; call again with offset 30 for more")
	if len(data["rows"].([]any)) != 10 || data["total"] != 125.0 {
		t.Errorf("%v rows", len(data["rows"].([]any)))
	}
	text, data = s.call("show", map[string]any{"name": "infra"})
	s.has(text, "123 components")
	if data["resource"] != "platmap://teams/infra.md" {
		t.Errorf("the resource is %v", data["resource"])
	}
}

// Each answer is about the present files. While a file does not parse, the answer is
// about its last good version, with a note.
func TestServe_FollowsEdits(t *testing.T) {
	s := start(t)
	file := filepath.Join(s.folder, "domains/gateway.yaml")
	ask := func() string {
		text, _ := s.call("show", map[string]any{"name": "domain:gateway"})
		return text
	}
	s.has(ask(), "team:infra")
	writeFile(t, file, strings.Replace(gateway, "owner: infra", "owner: dx", 1))
	s.has(ask(), "Owner     DX  team:dx")
	text, _ := s.call("search", map[string]any{"query": "marmalade"})
	s.has(text, "nothing matches")
	writeFile(t, file, strings.Replace(gateway, "where a service runs", "marmalade", 1))
	text, _ = s.call("search", map[string]any{"query": "marmalade"})
	s.has(text, "domain:gateway", "content/domains/gateway.yaml:1")
	writeFile(t, file, gateway+"\n\t- {")
	text = ask()
	s.has(text, "Note: the content has 1 error, so something may be missing; files that do not parse are in their last good version\nNote: content/domains/gateway.yaml:", "API gateway", "marmalade")
	writeFile(t, file, gateway)
	if text = ask(); strings.Contains(text, "Note") {
		t.Errorf("a note without errors:\n%s", text)
	}
	writeFile(t, filepath.Join(s.folder, "domains/new.yaml"), strings.Replace(gateway, "API gateway", "New", 1))
	text, _ = s.call("show", map[string]any{"name": "new"})
	s.has(text, "\nNew\ndomain:new\n")
	if err := os.Rename(s.folder, s.folder+"2"); err != nil {
		t.Fatal(err)
	}
	s.has(ask(), "Note: the content folder is missing; this is its last good version", "API gateway")
	if err := os.Rename(s.folder+"2", s.folder); err != nil {
		t.Fatal(err)
	}
	if text = ask(); strings.Contains(text, "Note") {
		t.Errorf("a note without errors:\n%s", text)
	}
}

// Requests that were sent before the end of the input are answered.
func TestServe_EndOfInput(t *testing.T) {
	var out strings.Builder
	in := initialize + `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"show","arguments":{"name":"gateway"}}}
`
	if err := Serve(t.Context(), newOptions(t), io.NopCloser(strings.NewReader(in)), closer{&out}); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 2 || !strings.Contains(lines[1], `"id":2`) || !strings.Contains(lines[1], "API gateway") {
		t.Errorf("the output is %q", lines)
	}
}

// A line that is not a message is answered with an error, and the lines after it are
// answered too.
func TestServe_InvalidLines(t *testing.T) {
	const (
		parse   = `"error":{"code":-32700,`
		invalid = `"error":{"code":-32600,`
	)
	opt := newOptions(t)
	for _, c := range []struct{ name, line, want string }{
		{"not JSON", "hello", `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is not JSON; write each message in one line"}}`},
		{"half a message", `{"jsonrpc":"2.0","id":7,`, parse},
		{"two messages", `{"jsonrpc":"2.0","id":7,"method":"ping"} {"jsonrpc":"2.0","id":8,"method":"ping"}`, parse},
		{"not UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"p\xff\"}", `"message":"the line is not UTF-8"`},
		{"a null character", "\x00", parse},
		{"deep", strings.Repeat("[", 1<<20), parse},
		{"empty", "", ""},
		{"space", " \t\r", ""},
		{"space around a message", ` {"jsonrpc":"2.0","id":7,"method":"ping"} ` + "\r", `{"jsonrpc":"2.0","id":7,"result":{}}`},
		{"long", strings.Repeat("x", 2*maxMessage), `"id":null,"error":{"code":-32600,"message":"the message is too long; the limit is 4194304 bytes"}`},
		{"long space", strings.Repeat(" ", maxMessage) + `{"jsonrpc":"2.0","id":7,"method":"ping"}`, "too long"},
		{"a number", "5", invalid},
		{"null", "null", invalid},
		{"no version", `{"id":7,"method":"ping"}`, `{"jsonrpc":"2.0","id":7,"error":{"code":-32600,`},
		{"no method", `{"jsonrpc":"2.0"}`, invalid},
		{"an id that is an object", `{"jsonrpc":"2.0","id":{},"method":"ping"}`, `"id":{},"error":{"code":-32600,`},
		{"an unknown answer", `{"jsonrpc":"2.0","id":7,"result":{}}`, ""},
		{"arguments of a wrong type", `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":5}`, `"id":7,"error":`},
		{"no arguments", `{"jsonrpc":"2.0","id":7,"method":"tools/call"}`, `"id":7,"error":`},
		{"an unknown method", `{"jsonrpc":"2.0","id":7,"method":"x"}`, `"id":7,"error":{"code":-32601,`},
		{"an unknown notification", `{"jsonrpc":"2.0","method":"x"}`, ""},
		{"an empty batch", "[]", invalid},
		{"a batch", `[{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":7,"method":"ping"}]`, `{"jsonrpc":"2.0","id":7,"result":{}}`},
		{"a batch with something else", `[{"jsonrpc":"2.0","id":7,"method":"ping"},5]`, `"id":null,"error":{"code":-32600,`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			in := initialize + c.line + "\n" + `{"jsonrpc":"2.0","id":9,"method":"ping"}`
			if err := Serve(t.Context(), opt, io.NopCloser(strings.NewReader(in)), closer{&out}); err != nil {
				t.Fatal(err)
			}
			var rest []string // answers may arrive in any order
			for line := range strings.Lines(out.String()) {
				if !strings.Contains(line, `"id":1,`) && line != `{"jsonrpc":"2.0","id":9,"result":{}}`+"\n" {
					rest = append(rest, line)
				}
			}
			answers := 2
			if c.want != "" {
				answers++
			}
			if got := strings.Join(rest, ""); strings.Count(out.String(), "\n") != answers || !strings.Contains(got, c.want) {
				t.Errorf("got %.500s\nwant %s and the answer of id 9", out.String(), c.want)
			}
		})
	}
}

// initialize is the first message of a client.
const initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
`

type closer struct{ io.Writer }

func (closer) Close() error { return nil }
