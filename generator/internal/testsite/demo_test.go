package testsite_test

import (
	"os"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/source"
)

// The content has no errors after any commit of the demo repository, and every commit
// changes the content.
func TestDemo(t *testing.T) {
	states := testsite.DemoStates(t, os.DirFS("../../../content"))
	if len(states) < 30 {
		t.Errorf("only %d commits", len(states))
	}
	for i, s := range states {
		if i > 0 && !s.Date.After(states[i-1].Date) {
			t.Errorf("%s is not after the commit before it", s.Subject)
		}
		_, diags, err := generator.Check(generator.Input{Content: s.Content(), Schemas: testsite.Schemas(t)})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			if d.Severity == source.Error {
				line, _ := d.Pos.LineColumn()
				t.Errorf("%s: %s:%d: %s", s.Subject, d.Pos.File.Name, line, d.Text)
			}
		}
	}
}
