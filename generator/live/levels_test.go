package live

import (
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/levels"
	"platmap/generator/source"
)

// A change of site.yaml, of a comment or of the baseline takes effect on the findings
// immediately.
func TestUpdate_Levels(t *testing.T) {
	const (
		settings = "title: Map\nlocales: [en]\n"
		guide    = "# A\n\nSee [this](no.md).\n"
	)
	content := fstest.MapFS{}
	write := func(name, text string) { content[name] = &fstest.MapFile{Data: []byte(text)} }
	write("site.yaml", settings)
	write("guides/a.md", guide)
	b := New(generator.Input{Content: content, Schemas: testsite.Schemas(t)})
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	expect := func(what string, want, hidden int, severity source.Severity) {
		t.Helper()
		b.View(func(v View) {
			if len(v.Findings) != want || v.Hidden != hidden || want > 0 && v.Findings[0].Severity != severity {
				t.Errorf("%s: %d hidden, want %d; findings: %v, want %d", what, v.Hidden, hidden, v.Findings, want)
			}
		})
	}
	expect("first", 1, 0, source.Error)
	for _, step := range []struct {
		name, text   string
		want, hidden int
		severity     source.Severity
	}{
		{"site.yaml", settings + "findings: {link/missing: warning}\n", 1, 0, source.Warning},
		{"site.yaml", settings + "findings: {link/missing: {level: off, reason: later}}\n", 0, 0, 0},
		{"site.yaml", settings, 1, 0, source.Error},
		{"guides/a.md", "<!-- platmap: allow link/missing -->\n" + guide[len("# A\n\n"):], 0, 0, 0},
		{"guides/a.md", "<!-- platmap: allow link/missing -->\n", 1, 0, source.Warning}, // the comment is unused
		{"guides/a.md", guide, 1, 0, source.Error},
		{levels.BaselineFile, `{"version": 1, "findings": [{"file": "guides/a.md", "code": "link/missing", "text": "file \"no.md\" not found"}]}`, 0, 1, 0},
		{levels.BaselineFile, "{", 2, 0, source.Error},
	} {
		write(step.name, step.text)
		changed, _, err := b.Update([]string{step.name}, false)
		if err != nil || !changed {
			t.Errorf("%s: changed: %v, error: %v", step.text, changed, err)
		}
		expect(step.text, step.want, step.hidden, step.severity)
	}
	delete(content, levels.BaselineFile)
	if _, _, err := b.Update([]string{levels.BaselineFile}, false); err != nil {
		t.Fatal(err)
	}
	expect("without a baseline", 1, 0, source.Error)
}
