package render_test

import (
	"strings"
	"testing"
)

// An index of more than a thousand names has a page for each letter, and several for a
// letter with very many names.
func TestNames_Divided(t *testing.T) {
	for _, test := range []struct {
		guides int
		want   []string
	}{
		{400, []string{`href="#d"`, `href="#r"`, ">Reference 399<"}},
		{1001, []string{`href="lists/names/d.html">D<`, `href="lists/names/r.html"`, `href="lists/names/r--2.html"`}},
	} {
		main := read(t, build(t, manyGuides(test.guides)), "names.html")
		for _, want := range test.want {
			if !strings.Contains(main, want) {
				t.Errorf("%d guides: the index lacks %s", test.guides, want)
			}
		}
	}
}
