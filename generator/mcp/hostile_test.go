package mcp

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// Invalid arguments cause errors that tell the caller how to correct them.
func TestArguments(t *testing.T) {
	s := newServer(newOptions(t))
	for _, c := range []struct{ tool, arguments, want string }{
		{"search", ``, "the argument query is missing"},
		{"search", `null`, "the argument query is missing"},
		{"search", `[]`, "the arguments are not a JSON object"},
		{"search", `{"query": ""}`, "the argument query is missing"},
		{"search", `{"query": ["x"]}`, "the argument query is an array; write a string"},
		{"search", `{"query": 5}`, "the argument query is a number; write a string"},
		{"search", `{"query": "x", "Kind": "domain"}`, `unknown argument "Kind"; did you mean kind?`},
		{"search", `{"query": "x", "kind": "domian"}`, `unknown kind "domian"; did you mean domain?`},
		{"search", `{"query": "x", "limit": "5"}`, "the argument limit is a string; write a whole number"},
		{"search", `{"query": "x", "limit": 1.5}`, "the argument limit is a number 1.5; write a whole number"},
		{"search", `{"query": "x", "limit": -1}`, "the argument limit is -1; write a number from 1 to 50"},
		{"search", `{"query": "x", "limit": 1000}`, "write a number from 1 to 50"},
		{"search", `{"query": "x\u001b[2J"}`, "the argument query has control characters"},
		{"search", `{"query": "` + strings.Repeat("x", 600) + `"}`, "too long; the limit is 500 characters"},
		{"search", `{"query": "` + strings.Repeat("x", 1<<20) + `"}`, "the limit is 65536"},
		{"search", `{"query": "x", "lang": "fr"}`, `unknown lang "fr"`},
		{"show", `{}`, "the argument name is missing"},
		{"show", `{"name": "../../etc/passwd"}`, `unknown name "../../etc/passwd"; find it with the tool search`},
		{"show", `{"name": "gatway"}`, "did you mean domain:gateway?"},
		{"show", `{"name": "gateway", "whole": "yes"}`, "the argument whole is a string; write a boolean"},
		{"query", `{"name": "gapz"}`, `unknown question "gapz"; did you mean gaps?`},
		{"query", `{"name": "gaps", "filters": {"knd": ["x"]}}`, `unknown column of filters "knd"; did you mean kind?`},
		{"query", `{"name": "gaps", "filters": {"kind": ["domain-without-guid"]}}`, "did you mean domain-without-guide?"},
		{"query", `{"name": "gaps", "filters": {"kind": "x"}}`, "write a list of strings"},
		{"query", `{"name": "gaps", "filters": []}`, "write an object"},
		{"query", `{"name": "gaps", "offset": -1}`, "the argument offset is negative"},
		{"explain", `{"name": "x", "lang": "fr"}`, `unknown lang "fr"`},
		{"diff", `{"only": "promises"}`, "did you mean promise?"},
		{"diff", `{"since": "yesterday"}`, `invalid since "yesterday"; write a date such as 2026-07-01 or 2026-07`},
		{"diff", `{"since": "2026", "revisions": "HEAD"}`, "the arguments since and revisions exclude each other"},
		{"diff", `{"revisions": "\u0000"}`, "the argument revisions has control characters"},
	} {
		result := callRaw(t, s, c.tool, c.arguments)
		if text := result.Content[0].(*sdk.TextContent).Text; !result.IsError || !strings.Contains(text, c.want) || len(text) > 500 {
			t.Errorf("%s %.60s: got %.300q, want %q", c.tool, c.arguments, text, c.want)
		}
	}
}

func callRaw(t testing.TB, s *server, name, arguments string) *sdk.CallToolResult {
	t.Helper()
	for _, x := range tools {
		if x.name != name {
			continue
		}
		result, err := s.handler(x)(context.Background(), &sdk.CallToolRequest{Params: &sdk.CallToolParamsRaw{Name: name, Arguments: json.RawMessage(arguments)}})
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	t.Fatalf("no tool %s", name)
	return nil
}

// No text of the content changes how the rest of an answer is shown, and no answer is too
// long.
func TestAnswer_HostileContent(t *testing.T) {
	opt := newOptions(t)
	long := strings.Repeat("very long text ", 20000)
	writeFile(t, opt.Folder+"/domains/hostile.yaml", "name: \"a\\e[2J\\u202Eb\"\nessential_problem: "+long+"\ninterfaces: []\nfeatures: [x]\nresponsibilities: [x]\n")
	writeFile(t, opt.Folder+"/guides/long.md", "# Long\n\n"+long+"\x1b]0;x\x07\n")
	s := newServer(opt)
	for _, c := range [][2]string{
		{"show", `{"name": "domain:hostile"}`}, {"show", `{"name": "domain:hostile", "whole": true}`}, {"show", `{"name": "guide:long", "whole": true}`},
		{"query", `{"name": "why"}`}, {"search", `{"query": "long text", "limit": 50}`},
	} {
		result := callRaw(t, s, c[0], c[1])
		text := result.Content[0].(*sdk.TextContent).Text
		data, err := json.Marshal(result.StructuredContent)
		if err != nil || result.IsError || len(text) > maxAnswer+2000 {
			t.Errorf("%v: %v, %d bytes: %.200s", c, err, len(text), text)
		}
		checkShown(t, text)
		checkShown(t, string(data))
	}
}

func checkShown(t testing.TB, s string) {
	t.Helper()
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' || r == 0x202E {
			t.Errorf("the answer has the character %U: %.200q", r, s)
			return
		}
	}
	for _, escaped := range []string{`\u001b`, `\u202e`, `\u0007`} {
		if strings.Contains(s, escaped) {
			t.Errorf("the answer has %s", escaped)
		}
	}
}

func FuzzCall(f *testing.F) {
	f.Add("search", `{"query":"kube","kind":"domain","limit":3,"lang":"ja"}`)
	f.Add("show", `{"name":"domain:cdn#purge","whole":true}`)
	f.Add("query", `{"name":"components","filters":{"domains":["cdn"]},"limit":2,"offset":1}`)
	f.Add("explain", `{"name":"ref/unknown","lang":"en"}`)
	f.Add("diff", `{"revisions":"-x..y","since":"2026","only":"news"}`)
	s := newServer(newOptions(f))
	f.Fuzz(func(t *testing.T, name, arguments string) {
		for _, x := range tools {
			if x.name == name {
				result := callRaw(t, s, name, arguments)
				if len(result.Content) != 1 {
					t.Error("no answer")
				}
				checkShown(t, result.Content[0].(*sdk.TextContent).Text)
			}
		}
		if path := pathOf(arguments); strings.Contains(path, "..") {
			t.Errorf("the path of %q is %q", arguments, path)
		}
	})
}
