package render_test

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/schema"
	"platmap/generator/theme"
	"platmap/schemas"
	"platmap/themes"
)

// odd is content with file names that are easily confused.
var odd = map[string]string{
	"site.yaml":                  "title: Odd\nlocales: [ja, en]\ngroups: [{id: a, name: A}]\n",
	"glossary.yaml":              "- {term: SLO, text: A goal}\n",
	"teams/infra.yaml":           "name: Infra\ntype: platform\naliases: [domains]\n",
	"domains/new.yaml":           "name: New\nstatus: draft\naliases: [old, older]\n",
	"domains/guides.yaml":        "name: Guides\nstatus: draft\n",
	"components/list.yaml":       "- {name: One, id: one, aliases: [uno]}\n- {name: Two, id: two}\n",
	"scenarios/x.yaml":           "name: X\nproblem: It is slow\nlead: new\nneeds: [{domain: new, need: More}]\n",
	"guides/a.md":                "---\naliases: [b, former/a, en/index]\n---\n# A\n",
	"guides/a.en.md":             "# A in English\n",
	"guides/README.md":           "# Guides\n",
	"guides/404.md":              "# Not found\n",
	"guides/en.md":               "# English\n",
	"guides/en/guides/x.md":      "# X\n",
	"guides/v1.2/map.json.md":    "# map.json\n",
	"guides/v1.2/a.html.md":      "# A page about pages\n",
	"guides/v1.2/Upper.md":       "# Upper\n",
	"guides/v1.2/data.csv":       "a,b\n",
	"guides/v1.2/か\u3099そう.png":  "not really",
	"guides/か\u3099.md":          "---\naliases: [long/ago]\n---\n# In two signs\n",
	"guides/ぐ.md":                "# In one sign\n",
	"guides/a & b/100 things.md": "# Spaces\n",
}

// Exactly the listed files can be opened.
func TestFS_ListsWhatItOpens(t *testing.T) {
	site := build(t, odd)
	listed := map[string]bool{}
	if err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		listed[name] = true
		if err != nil || d.IsDir() {
			return err
		}
		_, err = fs.ReadFile(site, name)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"index.html", "en/index.md", "404.html", "map.json", "en/map.svg", "sitemap.xml", "domains/new.html", "en/domains/new.md",
		"domains/older.html", "en/domains/old.html", "components/uno.html", "teams/domains.html", "guides/b.html", "guides/en/index.html",
		"en/guides/en/guides/x.html", "guides/v1.2/map.json.html", "guides/v1.2/a.html.md", "guides/v1.2/data.csv",
		"guides/か\u3099.md", "en/guides/long/ago.html", "guides/ぐ.html", "guides/v1.2/か\u3099そう.png", "en/guides/a & b",
	} {
		if !listed[name] {
			t.Errorf("%s is not listed", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		for _, near := range nearMisses(name) {
			if listed[near] {
				continue
			}
			if _, err := site.Open(near); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
				t.Errorf("%q is open (%v), but not listed", near, err)
			}
			if _, err := fs.ReadFile(site, near); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%q is read (%v), but not listed", near, err)
			}
			if _, err := fs.ReadDir(site, near); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%q is a folder (%v), but not listed", near, err)
			}
		}
	}
}

// nearMisses returns names that a wrong lookup might confuse with this one.
func nearMisses(name string) []string {
	list := []string{
		strings.ToUpper(name), strings.ToLower(name), norm.NFC.String(name), norm.NFD.String(name),
		name + "/", "/" + name, "./" + name, name + ".html", name + ".md", name + "/index.html", name + "x", " " + name,
		"ja/" + name, "en/" + name, "en/en/" + name, strings.TrimPrefix(name, "en/"), "guides/" + name,
		strings.TrimPrefix(name, "guides/"), strings.Replace(name, "/", "//", 1), strings.ReplaceAll(name, " ", "%20"),
	}
	for _, ext := range []string{".html", ".md", ".json", ".svg", ".csv", ".png"} {
		if stem, ok := strings.CutSuffix(name, ext); ok {
			list = append(list, stem, stem+".", stem+".en"+ext, stem+".ja"+ext, stem+".html", stem+".md", stem+".htm", stem+".csv")
		}
	}
	for _, folder := range []string{"domains", "components", "teams", "scenarios", "guides", "assets", "redirects", ""} {
		if _, rest, ok := strings.Cut(name, "/"); ok {
			list = append(list, folder+"/"+rest)
		}
	}
	return list
}

// input is the part of the input that does not depend on the content.
var input = sync.OnceValue(func() generator.Input {
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		panic(err)
	}
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		panic(err)
	}
	th, err := theme.Load(base, nil)
	if err != nil {
		panic(err)
	}
	return generator.Input{Schemas: set, Theme: th}
})

func build(t *testing.T, texts map[string]string) fs.FS {
	t.Helper()
	in := input()
	in.Content, in.BaseURL = testsite.Files(texts), "https://example.org"
	site, diags, err := generator.Build(in)
	if err != nil || site == nil {
		t.Fatal(err, diags)
	}
	return site
}
