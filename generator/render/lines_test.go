package render_test

import (
	"encoding/json"
	"platmap/generator/internal/testsite"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sourceLines returns the lines of a page from the file that its footer names.
func sourceLines(t *testing.T, files map[string]string, page string) map[string]int {
	t.Helper()
	m := regexp.MustCompile(`data-lines="((?:\.\./)*)(lines/\d+\.js)" data-page="([^"]+)"`).FindStringSubmatch(footer.FindString(files[page]))
	if m == nil || m[3] != page {
		t.Fatalf("%s: the link to report a problem names no file with lines: %q", page, m)
	}
	folder := strings.Join(strings.Split(page, "/")[:strings.Count(page, "/")-strings.Count(m[1], "../")], "/")
	text, _ := strings.CutPrefix(files[strings.TrimPrefix(folder+"/"+m[2], "/")], "platmapLines(")
	pages := map[string]map[string]int{}
	if err := json.Unmarshal([]byte(strings.TrimSuffix(text, ")\n")), &pages); err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	return pages[page]
}

// The lines of the parts of a page are in a separate file.
func TestLines(t *testing.T) {
	content := map[string]string{
		"site.yaml":           "title: T\nlocales: [en, ja]\nrepo: https://github.com/a/b\n",
		"domains/d.yaml":      "name: D\nstatus: draft\nessential_problem: P\nresponsibilities:\n  - First\n  - name: {en: Second, ja: 二番目}\n    text: Text\nfeatures:\n  - F\nnotes:\n  - Note\n",
		"components/all.yaml": "- id: one\n  domains: [d]\n- id: two\n  domains: [d]\n",
		"scenarios/s.yaml":    "name: S\nlead: d\ntarget: {name: Goal, at_most: 3}\nneeds:\n  - domain: d\n    need: Need\n    state: gap\nhypothesis: H\n",
		"teams/team.yaml":     "name: Team\ntype: platform\ndomains: [d]\neras:\n  - title: E\n",
		"guides/g.md":         "---\ndomains: [d]\n---\n# G\n\n## Steps\n\ntext\n\n## Notes\n",
		"guides/g.ja.md":      "# ガイド\n\n## 手順\n",
		"guides/h.md":         "# H\n",
	}
	files := testsite.Texts(t, build(t, content))
	for page, want := range map[string]map[string]int{
		"domains/d.html":      {"": 1, "pm-problem": 3, "responsibilities": 5, "first": 5, "second": 6, "features": 9, "f": 9, "notes": 11},
		"ja/domains/d.html":   {"": 1, "pm-problem": 3, "responsibilities": 5, "first": 5, "二番目": 6, "features": 9, "f": 9, "notes": 11},
		"components/two.html": {"": 3},
		"scenarios/s.html":    {"": 1, "target": 3, "needs": 5, "hypothesis": 8},
		"teams/team.html":     {"": 1, "domains": 3, "eras": 5},
		"guides/g.html":       {"": 1, "g": 4, "steps": 6, "notes": 10},
		"ja/guides/g.html":    {"": 1, "ガイド": 1, "手順": 3},
		"ja/guides/h.html":    {"": 1, "h": 1},
	} {
		if diff := cmp.Diff(want, sourceLines(t, files, page)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", page, diff)
		}
		for anchor := range want {
			if anchor != "" && anchor != "g" && anchor != "h" && anchor != "ガイド" && !strings.Contains(files[page], `id="`+anchor+`"`) {
				t.Errorf("%s has no element %q", page, anchor)
			}
		}
	}
}
