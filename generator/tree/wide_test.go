package tree

import (
	"testing"

	"platmap/generator/source"
)

// itemKeys are the keys that a responsibility may have.
func itemKeys(path ...string) []string {
	if len(path) == 2 && path[0] == "responsibilities" && path[1] == "[]" {
		return []string{"name", "by"}
	}
	return nil
}

func TestFixWide_ColonAfterKnownKey(t *testing.T) {
	const head = "name: x\nstatus: draft\nresponsibilities:\n"
	for _, test := range []struct{ text, want string }{
		{"  - name： Keep\n    by： product\n", "  - name: Keep\n    by: product\n"},
		{"  - name　：Keep it all # why\n", "  - name: Keep it all # why\n"},
		{"  - name：\n      ja: Keep\n", "  - name:\n      ja: Keep\n"},
		{"  - name： Keep\n    and this\n    by： product\n", ""},
		{"  - name： [a]\n    by： product\n", "  - name: [a]\n    by: product\n"},
		{"  - name： Keep\n      by： product\n", "  - name: Keep\n      by： product\n"},
		{"  - nmae：x\n    by: y\n", "  - nmae: x\n    by: y\n"},
		{"  - {why: x, name：y}\n", "  - {why: x, name: y}\n"},
		{"  [{why: x, name：y}]\n", "  [{why: x, name: y}]\n"},
	} {
		f := &source.File{Name: "domains/x.yaml", Kind: source.Domain, Text: head + test.text}
		var diags source.Diagnostics
		ParsePart(f, 0, len(f.Text), itemKeys, &diags)
		if len(diags) != 1 || diags[0].Code != "yaml/wide-space" {
			t.Errorf("%q: got %v", test.text, diags)
			continue
		}
		got, at := "", len(head)
		for _, e := range diags[0].Fix {
			got += f.Text[at:e.Start] + e.New
			at = e.End
		}
		if got != "" {
			got += f.Text[at:]
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}
