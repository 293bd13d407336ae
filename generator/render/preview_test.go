package render_test

import (
	"platmap/generator/internal/testsite"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var property = regexp.MustCompile(`<meta property="og:(\w+)" content="([^"]*)">`)

// Programs that show a preview of a link find its title, its description and, with a
// base URL, its address. Pages that are not indexed have none.
func TestPages_LinkPreview(t *testing.T) {
	files := testsite.Texts(t, build(t, map[string]string{
		"site.yaml":      "title: The map\nlocales: [en, ja]\n",
		"domains/d.yaml": "name: {en: A & B, ja: 領域}\nstatus: draft\nsummary: {en: What it is., ja: その説明。}\n",
		"guides/g.md":    "# Steps\n\nThe first sentence.\n",
	}))
	for name, want := range map[string]map[string]string{
		"domains/d.html":    {"type": "website", "site_name": "The map", "title": "A &amp; B", "description": "What it is.", "url": "https://example.org/domains/d.html"},
		"ja/domains/d.html": {"type": "website", "site_name": "The map", "title": "領域", "description": "その説明。", "url": "https://example.org/ja/domains/d.html"},
		"guides/g.html":     {"type": "article", "site_name": "The map", "title": "Steps", "description": "The first sentence.", "url": "https://example.org/guides/g.html"},
		"404.html":          {},
	} {
		got := map[string]string{}
		for _, m := range property.FindAllStringSubmatch(files[name], -1) {
			got[m[1]] = m[2]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
