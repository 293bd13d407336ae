package source

import (
	"testing"
	"testing/fstest"
)

// Count and Read see the same files.
func TestCount(t *testing.T) {
	content := fstest.MapFS{}
	for _, name := range []string{"site.yaml", "README.md", "domains/a.yaml", "domains/.a.yaml.swp", "domains/deep/b.yaml",
		".git/domains/c.yaml", "guides/.hidden/d.md", "guides/deep/e.md", "guides/f.png", "guides/g.exe", "metrics/h.csv"} {
		content[name] = &fstest.MapFile{Data: []byte("x")}
	}
	var diags Diagnostics
	files, err := Read(content, &diags)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Count(content)
	if err != nil || n != len(files) || n != 5 {
		t.Errorf("got %d, %v; Read returned %d", n, err, len(files))
	}
}
