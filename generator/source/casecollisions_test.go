package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestRead_ReportsNamesThatCollide(t *testing.T) {
	for _, test := range [][3]string{
		{"domains/Search.yaml", "domains/search.yaml", "differ only in upper and lower case, which macOS and Windows ignore"},
		{"guides/Setup.md", "guides/setup.md", "differ only in upper and lower case"},
		{"guides/img/A.png", "guides/img/a.png", "differ only in upper and lower case"},
		{"guides/か\u3099.md", "guides/が.md", "differ only in Unicode normalization"},
		{"guides/cafe\u0301.md", "guides/café.md", "differ only in Unicode normalization"},
		{"guides/a.md", "guides/b.md", ""},
		{"guides/か.md", "guides/が.md", ""},
	} {
		got := findingsOf(t, fstest.MapFS{test[0]: {}, test[1]: {}})
		if test[2] == "" && got == "" {
			continue
		}
		if test[2] == "" || !strings.HasPrefix(got, test[1]+":1:1: error: the names of this file and "+test[0]+" "+test[2]) || strings.Count(got, "\n") > 1 {
			t.Errorf("%q: got %s", test, got)
		}
	}
}
