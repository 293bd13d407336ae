package render_test

import (
	"maps"
	"platmap/generator/internal/testsite"
	"strings"
	"testing"
)

// A comment at the top of a source file moves all lines of the file, but changes no
// page: only map.json and the files of lines.go have line numbers.
func TestPages_NoLineNumbers(t *testing.T) {
	content := map[string]string{
		"site.yaml":    "title: Lines\nlocales: [en, ja]\nrepo: https://github.com/example/platform\nbase_url: https://example.org\nowner: t\n",
		"teams/t.yaml": "name: T\ntype: platform\n",
		"domains/d.yaml": "name: D\nessential_problem: See [[c]].\n" +
			"responsibilities: [{name: R, why: W}]\nfeatures: [{name: F, status: available, components: [c]}]\n" +
			"interfaces: [{iac: Terraform, mode: self-service}]\nnotes: [N]\n",
		"components/list.yaml": "- {id: c, name: C, kind: service, domains: [d]}\n- {id: e, name: E, kind: tool, domains: [d]}\n",
		"scenarios/s.yaml":     "name: S\nproblem: P\nlead: d\nneeds: [{domain: d, need: N}]\n",
		"guides/g.md":          "---\ndomains: [d]\n---\n# G\n\nSee [[d#F]].\n",
	}
	before := testsite.Texts(t, build(t, content))
	if edit := `<a href="https://github.com/example/platform/edit/main/content/domains/d.yaml"`; !strings.Contains(before["domains/d.html"], edit) {
		t.Errorf("no edit link in domains/d.html")
	}
	for name := range content {
		if strings.HasSuffix(name, ".md") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			edited := maps.Clone(content)
			edited[name] = "# A comment.\n" + edited[name]
			after := testsite.Texts(t, build(t, edited))
			for file := range after {
				if before[file] != after[file] && file != "map.json" && !strings.Contains(file, "lines/") {
					t.Errorf("%s changed", file)
				}
			}
			if len(before) != len(after) || strings.HasPrefix(name, "domains/") && before["map.json"] == after["map.json"] {
				t.Errorf("%d files before, %d after; or map.json has no line numbers", len(before), len(after))
			}
		})
	}
}
