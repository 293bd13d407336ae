package archivetest

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// Pages builds the content of each archive that matches the pattern and compares the
// pages with the files below out/ in the archive. The page must contain each line of
// such a file, in that order. A line that starts with an exclamation mark must not be
// in the page.
func Pages(t *testing.T, pattern string) {
	t.Helper()
	each(t, pattern, func(t *testing.T, _ string, content fstest.MapFS) {
		pages, diags, err := generator.Build(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
		if err != nil || diags.HaveError() {
			t.Fatal(err, diags)
		}
		for name, f := range content {
			if out, ok := strings.CutPrefix(name, "out/"); ok {
				expectLines(t, pages, out, string(f.Data))
			}
		}
	})
}

func expectLines(t *testing.T, pages fs.FS, name, lines string) {
	b, err := fs.ReadFile(pages, name)
	if err != nil {
		t.Error(err)
		return
	}
	remaining := string(b)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		line = strings.TrimSpace(line)
		if absent, ok := strings.CutPrefix(line, "!"); ok {
			if strings.Contains(string(b), absent) {
				t.Errorf("%s contains %q", name, absent)
			}
			continue
		}
		_, after, found := strings.Cut(remaining, line)
		if !found {
			t.Errorf("%s does not contain %q, or not in this order; the remaining text:\n%s", name, line, remaining[:min(len(remaining), 4000)])
			return
		}
		remaining = after
	}
}
