package text_test

import (
	"encoding/json"
	"testing"

	"gopkg.in/yaml.v3"

	"platmap/generator/text"
	"platmap/schemas"
)

// hardScalars are texts that YAML reads as something else unless they are quoted.
var hardScalars = []string{
	"", " a", "a ", "on", "NULL", "<<", "true", "2024", "2026-11-02", "1e3", "0x1f", ".inf", "+1", "~", "-x", "- x", "=", "?", "? a", "a?", "a: b", "a:", "a #b", "#a", "a, b", "[x]", "{x}",
	"it's", `"x"`, `a "b"`, `C:\path`, `"it's"`, "@x", "`x`", "%x", "*a", "&a", "!a", "|", ">", "a\tb", "\t", "検索: 語", "plain text", "検索",
}

// readers are ways to put a scalar into a YAML document, and whether it is in a
// flow collection.
var readers = map[string]bool{"- %": false, "x: %": false, "x: [a, %, b]": true, "{x: %, y: z}": true}

func checkScalar(t *testing.T, s string) {
	t.Helper()
	for form, inFlow := range readers {
		for _, written := range []string{text.YAML(s, inFlow), text.YAML(s, true), text.QuoteYAML(s)} {
			var n yaml.Node
			doc := replace(form, written)
			if err := yaml.Unmarshal([]byte(doc), &n); err != nil {
				t.Errorf("%q as %q: %v", s, doc, err)
			} else if !hasText(&n, s) {
				t.Errorf("%q as %q is not read as the same text", s, doc)
			}
		}
	}
}

func replace(form, s string) string {
	for i := range form {
		if form[i] == '%' {
			return form[:i] + s + form[i+1:]
		}
	}
	return form
}

func hasText(n *yaml.Node, s string) bool {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" && n.Value == s {
		return true
	}
	for _, c := range n.Content {
		if hasText(c, s) {
			return true
		}
	}
	return false
}

func TestYAML_IsReadAsTheSameText(t *testing.T) {
	for _, s := range hardScalars {
		checkScalar(t, s)
	}
}

func TestYAML_QuotesOnlyWhereNeeded(t *testing.T) {
	for _, test := range []struct {
		s      string
		inFlow bool
		want   string
	}{
		{"plain text", true, "plain text"}, {"a, b", false, "a, b"}, {"a, b", true, `"a, b"`}, {"https://x", true, "https://x"},
		{"a: b", false, `"a: b"`}, {`a: "b"`, false, `'a: "b"'`}, {"a:b", false, "a:b"}, {"it's", false, "it's"}, {"no", false, `"no"`},
	} {
		if got := text.YAML(test.s, test.inFlow); got != test.want {
			t.Errorf("%q: got %s, want %s", test.s, got, test.want)
		}
	}
}

func FuzzYAML(f *testing.F) {
	for _, s := range hardScalars {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range s {
			// Line breaks are folded, and YAML has no other control characters.
			if r < ' ' && r != '\t' || 0x7f <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffd || r == 0xfffe || r == 0xffff {
				return
			}
		}
		checkScalar(t, s)
	})
}

func TestIDPattern_IsThePatternOfTheSchemas(t *testing.T) {
	data, err := schemas.FS.ReadFile("common.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var common struct {
		Defs struct {
			ID struct {
				Pattern   string
				MaxLength int
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &common); err != nil {
		t.Fatal(err)
	}
	if id := common.Defs.ID; id.Pattern != text.IDPattern || id.MaxLength != text.MaxIDLength {
		t.Errorf("the schemas have %+v", id)
	}
}
