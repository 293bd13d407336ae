package site_test

import (
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

func TestDecode_SpellingsOfTrue(t *testing.T) {
	content := fstest.MapFS{"domains/a.yaml": {Data: []byte("name: a\nstatus: draft\n")}}
	for name, written := range map[string]string{"a": "true", "b": "True", "c": "TRUE"} {
		content["guides/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ndraft: " + written + "\n---\n# A\n")}
	}
	s, diags, err := generator.Check(generator.Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	for _, g := range s.Guides {
		t.Errorf("the draft %s is published", g.ID)
	}
}
