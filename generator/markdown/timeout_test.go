package markdown

import (
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// A lexer with another time limit gives the same tokens as chroma's own.
func TestMatchTimeout_SameTokens(t *testing.T) {
	for lang, code := range map[string]string{
		"go": "package x\nfunc main() { println(\"a\", 1) }\n", "yaml": "a:\n  - b: 1 # c\n", "html": "<p class=\"x\">a<script>var a = 1</script></p>\n",
		"bash": "if [ -f x ]; then echo \"$HOME\"; fi\n", "markdown": "# a\n```go\nfunc a() {}\n```\n", "json": "{\"a\": [1, true]}\n", "sql": "SELECT a FROM b;\n", "ruby": "def a = puts(\"#{b}\")\n",
	} {
		want, err := chroma.Tokenise(chroma.Coalesce(lexers.Get(lang)), nil, code)
		if err != nil {
			t.Fatal(err)
		}
		got, err := chroma.Tokenise(lexerFor(lang), nil, code)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) || len(got) < 5 {
			t.Fatalf("%s: %d tokens, want %d", lang, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: token %d is %v, want %v", lang, i, got[i], want[i])
			}
		}
	}
}
