package generator

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// An SVG is published in UTF-8, reduced to what is drawn. One that is too large is
// reported once and does not prevent the build; pages show its alternative text.
func TestBuild_SVG(t *testing.T) {
	root := `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80">`
	content := fstest.MapFS{
		"domains/a.yaml":    {Data: []byte("name: A\nstatus: draft\n")},
		"guides/a.md":       {Data: []byte("# A\n\n![old](old.svg)\n![too large](large.svg)\n")},
		"guides/old.svg":    {Data: []byte(`<?xml version="1.0" encoding="Shift_JIS"?>` + root + "<!-- x --><text>\x90\x7D</text></svg>")},
		"guides/large.svg":  {Data: []byte(root + "<desc>" + strings.Repeat("a", source.MaxSize) + "</desc></svg>")},
		"guides/script.txt": {Data: []byte("<script>")},
	}
	pages, diags, err := Build(Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
	if err != nil || pages == nil {
		t.Fatal(err, diags)
	}
	var about []string
	for _, d := range diags {
		if !strings.HasPrefix(d.Code, "map/") {
			about = append(about, d.Severity.String()+" "+d.Code)
		}
	}
	if got := strings.Join(about, ", "); got != "warning file/size" {
		t.Errorf("findings: %s", got)
	}
	image, err := fs.ReadFile(pages, "guides/old.svg")
	if want := root + "<text>図</text></svg>"; err != nil || string(image) != want {
		t.Errorf("got %s %v, want %s", image, err, want)
	}
	page, err := fs.ReadFile(pages, "guides/a.html")
	if err != nil || !strings.Contains(string(page), `width="120" height="80"`) || strings.Contains(string(page), "large.svg") || !strings.Contains(string(page), "too large") {
		t.Errorf("%v %s", err, page)
	}
	if _, err := fs.Stat(pages, "guides/large.svg"); err == nil {
		t.Error("an image that is too large is published")
	}
}
