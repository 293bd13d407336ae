package preview

import (
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/live"
)

// The panel of a page shows findings about unknown names that the page uses, even if
// another page that uses the same name is the first position.
func TestFindings_UsesOfAName(t *testing.T) {
	s := &Server{hub: newHub(), pageFailures: map[string]pageFailure{}, opt: Options{Content: Folder{Shown: "content"}}}
	s.live = live.New(generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: fstest.MapFS{
		"domains/a.yaml": {Data: []byte("name: A\nstatus: draft\ndepends_on: [gone]\n")},
		"domains/b.yaml": {Data: []byte("name: B\nstatus: draft\ndepends_on: [a, gone]\n")},
		"domains/c.yaml": {Data: []byte("name: C\nstatus: draft\n")},
	}})
	if err := s.live.Open(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ page, here, note string }{
		{"/domains/a.html", "content/domains/a.yaml:3:14", "content/domains/b.yaml:3:17"},
		{"/domains/b.html", "content/domains/b.yaml:3:17", "content/domains/a.yaml:3:14"},
		{"/domains/c.html", "", ""},
	} {
		found := s.findings(test.page)
		var here, note []string
		for _, f := range found.Here {
			here = append(here, f.Position)
			for _, n := range f.Notes {
				note = append(note, n.Position)
			}
		}
		if strings.Join(here, " ") != test.here || strings.Join(note, " ") != test.note || found.Errors != 1 || len(found.Here)+len(found.Elsewhere) != 1 {
			t.Errorf("%s: %+v", test.page, found)
		}
	}
}
