package render_test

import (
	"platmap/generator/internal/testsite"
	"strings"
	"testing"
)

// Pages of the same kind in the same folder share the entries of the header. Pages of
// another kind, folder or language have different entries, in whatever order they are
// rendered.
func TestMenu_OfEachPage(t *testing.T) {
	pages := testsite.Texts(t, build(t, map[string]string{
		"site.yaml":          "title: Menu\nlocales: [en, ja]\nowner: t\n",
		"teams/t.yaml":       "name: T\ntype: platform\n",
		"domains/d.yaml":     "name: D\nessential_problem: P\nresponsibilities: [R]\nfeatures: [F]\n",
		"guides/g.md":        "---\ndomains: [d]\n---\n# G\n",
		"guides/folder/g.md": "---\ndomains: [d]\n---\n# H\n",
	}))
	for name, want := range map[string]string{
		"index.html":              `<a href="index.html" aria-current="page">`,
		"domains/d.html":          `<a href="../index.html" aria-current="true">`,
		"guides.html":             `<a href="guides.html" aria-current="page">`,
		"guides/g.html":           `<a href="../guides.html" aria-current="true">`,
		"guides/folder/g.html":    `<a href="../../guides.html" aria-current="true">`,
		"ja/guides/folder/g.html": `<a href="../../guides.html" aria-current="true">ガイド`,
		"names.html":              `<a href="views.html" aria-current="true">`,
		"404.html":                `<a href="/guides.html">`,
	} {
		_, rest, _ := strings.Cut(pages[name], `class="views"`)
		menu, _, found := strings.Cut(rest, "</ul>")
		if !found || !strings.Contains(menu, want) || strings.Count(menu, "aria-current") > 1 {
			t.Errorf("%s: no %s in %s", name, want, menu)
		}
	}
}
