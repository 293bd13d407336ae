package generator

import (
	"errors"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

func TestCheck_UnclosedFrontMatter(t *testing.T) {
	content := fstest.MapFS{"guides/a.md": {Data: []byte("---\ntitle: x\n\ntext\n")}}
	_, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil || len(diags) != 1 || diags[0].Code != "yaml/front-matter" {
		t.Fatalf("got %v, %v", diags, err)
	}
	if line, column := diags[0].Pos.LineColumn(); line != 1 || column != 1 {
		t.Errorf("at %d:%d", line, column)
	}
}

// listings counts how often each folder is listed.
type listings struct {
	fstest.MapFS
	mu    sync.Mutex
	count map[string]int
}

func (l *listings) ReadDir(name string) ([]fs.DirEntry, error) {
	l.mu.Lock()
	l.count[name]++
	l.mu.Unlock()
	return l.MapFS.ReadDir(name)
}

// The source files are counted without listing a folder a second time.
func TestPublish_CountsSourcesInOnePass(t *testing.T) {
	content := &listings{MapFS: fstest.MapFS{}, count: map[string]int{}}
	for _, name := range []string{"README.md", "domains/.a.yaml.swp", "domains/deep/b.yaml", ".git/domains/c.yaml", "guides/.hidden/d.md", "guides/g.exe",
		"site.yaml", "domains/a.yaml", "guides/deep/e.md", "guides/f.png", "metrics/h.csv", "teams/broken.yaml"} {
		content.MapFS[name] = &fstest.MapFile{Data: []byte("x: [")}
	}
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	done, diags, err := Publish(t.Context(), in, t.TempDir(), publish.Options{})
	if err != nil || !in.Stops(diags) || done.Sources != 6 {
		t.Errorf("got %d source files, want 6; %v", done.Sources, err)
	}
	for name, n := range content.count {
		if n != 1 {
			t.Errorf("%s was listed %d times", name, n)
		}
	}
	if content.count["guides/deep"] != 1 {
		t.Errorf("listed: %v", content.count)
	}
}

// An error names every file that cannot be read.
func TestCheck_ReportsEveryUnreadableFile(t *testing.T) {
	content := unreadable{fstest.MapFS{"domains/a.yaml": {}, "domains/b.yaml": {}, "domains/c.yaml": {}}}
	s, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
	if s != nil || diags != nil || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("got %v, %v, %v", s, diags, err)
	}
	if got, want := err.Error(), "reading domains/a.yaml: open domains/a.yaml: permission denied\nreading domains/b.yaml: open domains/b.yaml: permission denied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// unreadable is content with files that cannot be read.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if name == "domains/a.yaml" || name == "domains/b.yaml" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}
