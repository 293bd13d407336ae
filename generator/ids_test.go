package generator

import (
	"io/fs"
	"net/url"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"platmap/generator/internal/testsite"
)

// guideWithIDs has headings and anchors whose ids also occur in the theme, in other
// headings or in footnotes.
const guideWithIDs = `# PM views

[^n]: note

## PM scheme

[main](#pm-main) [scheme](#pm-scheme) [case](#PM-Main) [note](#fn-1) [mark](#fnref-1) [anchor](#pm-views-2) [of the domain](../domains/a.yaml#pm-problem)[^n]

## PM scheme

## Main {#pm-main}

## Again {#pm-main}

## Case {#PM-Main2}

## fn 1

## Mark {#fnref-1}

## Section PM main

## References

<a id="pm-table"></a><a name="pm-views-2"></a><a id="fn-1"></a><a id=""></a>

<h2 id="pm-main">HTML</h2>

<table id="pm-scheme"><tr><td id="fnref-1">a</td></tr></table>

### References {#references}
`

// Whatever ids authors choose, every id on a page is unique, and links to a chosen id
// have a target.
func TestBuild_IDs(t *testing.T) {
	content := fstest.MapFS{
		"site.yaml": {Data: []byte("title: T\nlocales: [en, ja]\ngroups: [{id: map, name: Map}, {id: problem, name: Problem}]\n")},
		"domains/a.yaml": {Data: []byte(`name: A
group: map
status: draft
essential_problem: A problem.
features: [{name: PM problem}, {name: Other, id: pm-main}, {name: features}, {name: pm-Main}]
responsibilities: [{name: PM problem}, {name: fn 1}, {name: section pm problem}]
interfaces: [{name: PM scheme, id: pm-scheme, kind: api}]
`)},
		"domains/b.yaml":   {Data: []byte("name: B\ngroup: problem\nstatus: draft\nessential_problem: \"[[a#pm-main]] [[a#PM problem]] [[a#pm-problem]]\"\n")},
		"glossary.yaml":    {Data: []byte("- {term: PM main, text: a}\n- {term: pm-main, text: b}\n- {term: PM views, text: c}\n")},
		"guides/g.md":      {Data: []byte(guideWithIDs)},
		"guides/g.ja.md":   {Data: []byte(guideWithIDs)},
		"guides/linked.md": {Data: []byte("# L\n\n[a](g.md#pm-main) [b](g.md#pm-scheme) [[guide:g#pm-main]]\n")},
	}
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	s, diags, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range diags {
		if strings.HasPrefix(d.Code, "link/") || strings.HasPrefix(d.Code, "ref/") {
			t.Errorf("%s: %s", d.Pos.File.Name, d.Text)
		}
	}
	ids, links := idsAndLinks(t, in.Render(s))
	for name, hrefs := range links {
		for _, href := range hrefs {
			u, err := url.Parse(href)
			if err != nil {
				t.Fatal(err)
			}
			target := name
			if u.Path != "" {
				target = path.Join(path.Dir(name), u.Path)
			}
			if !strings.Contains(u.Fragment, "=") && !ids[target][u.Fragment] {
				t.Errorf("%s: %s has no target", name, href)
			}
		}
	}
}

// idsAndLinks returns the ids and the links with a fragment of every page. It reports ids
// that occur twice on a page.
func idsAndLinks(t *testing.T, pages fs.FS) (ids map[string]map[string]bool, links map[string][]string) {
	t.Helper()
	ids, links = map[string]map[string]bool{}, map[string][]string{}
	err := fs.WalkDir(pages, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(pages, name)
		if err != nil {
			return err
		}
		doc, err := html.Parse(strings.NewReader(string(text)))
		if err != nil {
			return err
		}
		ids[name] = map[string]bool{}
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "id" && (a.Val == "" || ids[name][a.Val]):
					t.Errorf("%s: id %q is empty or there twice", name, a.Val)
				case a.Key == "id":
					ids[name][a.Val] = true
				case a.Key == "href" && n.Data == "a" && strings.Contains(a.Val, "#"):
					links[name] = append(links[name], a.Val)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids, links
}
