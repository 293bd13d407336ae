package schema

import (
	"testing"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// A full-width colon behind a key can be mended where the text is nothing but
// keys and plain values; elsewhere a person decides.
func TestWideColonFix(t *testing.T) {
	s := mustCompile(t)
	const head = "name: x\nstatus: draft\nresponsibilities:\n"
	for _, test := range []struct{ text, want string }{
		{"  - name： Keep\n    by： product\n", "  - name: Keep\n    by: product\n"},
		{"  - name　：Keep it all # why\n", "  - name: Keep it all # why\n"},
		{"  - name： Keep\n    and this\n    by： product\n", ""},
		{"  - name： [a]\n    by： product\n", ""},
		{"  - name： Keep\n      by： product\n", ""},
		{"  - 守る、by：プロダクト\n", ""},
		{"  [name： a b]\n", ""},
	} {
		f := &source.File{Name: "domains/x.yaml", Kind: source.Domain, Text: head + test.text}
		var diags source.Diagnostics
		s.Check(source.Domain, tree.Parse(f, &diags), &diags)
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
