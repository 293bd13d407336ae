package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// For any content, Check does not panic, all positions are inside their files, and a site
// without errors can be rendered.
func FuzzCheck(f *testing.F) {
	f.Add("name: A\nessential_problem: x [[b]] [[guide:g#h]]\nresponsibilities: [x]\nfeatures: [{name: y, components: [c]}]\ninterfaces: [{cli: kube}]\n", "---\ntitle: G\n---\n# G\n\n## h\n\n[a](../domains/a.yaml#y) ![x](x.png)\n", "- {id: c, domains: [a]}\n")
	f.Add("name: {ja: あ, en: A}\nstatus: draft\n", "<details>\n<b onclick=x>\n\n[[a#\n", "c")
	f.Add("a: &x [*x]\n---\n", "```\n[[", "- {id: c, replaced_by: c}\n- {id: d, part_of: c}")
	f.Add("nmae: A\nfeatures:\n\t- x\n", "---\ntitle: x", "[[[[")
	schemas, theme := testsite.Schemas(f), testsite.Theme(f)
	f.Fuzz(func(t *testing.T, domain, guide, components string) {
		content := fstest.MapFS{
			"site.yaml":           {Data: []byte("title: Map\nlocales: [ja, en]\nowner: t\n")},
			"teams/t.yaml":        {Data: []byte("name: T\ntype: platform\n")},
			"domains/a.yaml":      {Data: []byte(domain)},
			"domains/b.yaml":      {Data: []byte("name: B\nstatus: draft\n")},
			"components/all.yaml": {Data: []byte(components)},
			"guides/g.md":         {Data: []byte(guide)},
		}
		in := Input{Content: content, Schemas: schemas, Theme: theme, Today: "2026-11-23", Translations: true}
		_, diags, err := Check(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			inside(t, d.Pos, d.Len)
			for _, r := range d.Related {
				inside(t, r.Pos, 0)
			}
			for _, e := range d.Fix {
				if e.Start > e.End || e.Start < -3 || e.End > len(d.Pos.File.Text) {
					t.Errorf("%s: a fix of bytes %d to %d", d.Code, e.Start, e.End)
				}
			}
		}
		if _, err := Fix(in); err != nil {
			t.Fatal(err)
		}
		pages, diags, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if diags.HaveError() {
			return
		}
		for _, name := range []string{"index.html", "en/domains/a.html", "en/guides/g.html", "guides/g.md", "map.json", "map.svg"} {
			file, err := pages.Open(name)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			file.Close()
		}
	})
}

func inside(t *testing.T, pos source.Pos, length int) {
	if pos.File == nil {
		return
	}
	if text := pos.File.Text; pos.Offset < 0 || length < 0 || pos.Offset+length > len(text) {
		t.Errorf("bytes %d to %d of %q, which has %d", pos.Offset, pos.Offset+length, pos.File.Name, len(text))
	} else if strings.Contains(pos.File.Name, "..") {
		t.Errorf("a finding in %q", pos.File.Name)
	}
}
