package watch

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestScanner(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.yaml", "1")
	write("guides/b.md", "1")
	s := NewScanner(dir)
	want := func(want ...string) {
		t.Helper()
		got, err := s.Changed()
		slices.Sort(got)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	}
	want()
	write("guides/b.md", "2") // of the same size, and perhaps with the same time
	write("guides/c.md", "1")
	want("guides/b.md", "guides/c.md")
	want()
	if err := os.Rename(dir, dir+"2"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Changed(); err == nil {
		t.Error("no error without the folder")
	}
	if err := os.Rename(dir+"2", dir); err != nil {
		t.Fatal(err)
	}
	want()
	if err := os.Remove(filepath.Join(dir, "a.yaml")); err != nil {
		t.Fatal(err)
	}
	want("a.yaml")
}
