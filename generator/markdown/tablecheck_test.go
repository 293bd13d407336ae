package markdown

import (
	"testing"

	"platmap/generator/source"
)

// The edits of findings about tables give a table without findings.
func TestTableCheck_Fixes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"| a | b |\n|---|---|\n| x | `1 | 2` |\n", "| a | b |\n|---|---|\n| x | `1 \\| 2` |\n"},
		{"| a | b |\n|---|---|\n| ``1 | 2`` | `\\|` |\n", "| a | b |\n|---|---|\n| ``1 \\| 2`` | `\\|` |\n"},
		{"> | a | b |\n> |:-:|\n> | 1 | 2 |\n", "> | a | b |\n> | :-: | --- |\n> | 1 | 2 |\n"},
		{"｜ 項目 ｜ 値 ｜\n｜：ーー｜ーーー｜\n｜ 期間 ｜ 30 日 ｜\n", "| 項目 | 値 |\n|:--|---|\n| 期間 | 30 日 |\n"},
		{"| 項目 | 値 |\n|---|---|\n| 期間 ｜ 30 日 |\n", "| 項目 | 値 |\n|---|---|\n| 期間 | 30 日 |\n"},
		// no fix: either the cell or the header may be wrong
		{"| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", ""},
		{"| a | b |\n|---|\n| 1 |\n", ""},
	} {
		var diags source.Diagnostics
		const front = "---\ntitle: x\n---\n"
		f := &source.File{Name: "guides/a.md", Text: front + c.in}
		Parse(f, len(front), &diags)
		if len(diags) != 1 {
			t.Errorf("%q: got %d findings, want 1", c.in, len(diags))
			continue
		}
		if c.want == "" {
			if diags[0].Fix != nil {
				t.Errorf("%q: unexpected fix %v", c.in, diags[0].Fix)
			}
			continue
		}
		got := f.Text
		for i := len(diags[0].Fix) - 1; i >= 0; i-- {
			e := diags[0].Fix[i]
			got = got[:e.Start] + e.New + got[e.End:]
		}
		if got != front+c.want {
			t.Errorf("%q: got %q, want %q", c.in, got[len(front):], c.want)
		}
		var after source.Diagnostics
		if Parse(&source.File{Name: "guides/a.md", Text: got}, len(front), &after); len(after) > 0 {
			t.Errorf("%q: after the fix there is a finding: %s", c.in, after[0].Text)
		}
	}
}
