package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCreate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	files := map[string]string{"x.txt": "x", "sub/deep/y.txt": "y"}
	if err := Create(dir, files); err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}

	// All existing files are reported, and no file is written.
	err := Create(dir, map[string]string{"new.txt": "n", "sub/deep": "z", "x.txt/in": "z", "x.txt": "z"})
	var exists *ExistsError
	if !errors.As(err, &exists) || !slices.Equal(exists.Names, []string{"sub/deep", "x.txt"}) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "new.txt")); err == nil {
		t.Error("new.txt was written")
	}
	if err := Create(filepath.Join(dir, "x.txt"), files); !errors.As(err, &exists) {
		t.Errorf("a file as folder: %v", err)
	}
}

// After an error of the disk Create removes what it has written.
func TestCreate_Undo(t *testing.T) {
	top := t.TempDir()
	long := make([]byte, 300) // longer than any file system allows
	for i := range long {
		long[i] = 'a'
	}
	err := Create(filepath.Join(top, "made", "too"), map[string]string{"a/b/c.txt": "c", "b/" + string(long): "x"})
	if err == nil {
		t.Fatal("no error")
	}
	if left, _ := os.ReadDir(top); len(left) > 0 {
		t.Errorf("files remain: %v", left)
	}
}

// Create and Update write nothing through a symbolic link, even if its target is in the
// folder.
func TestCreateAndUpdate_Links(t *testing.T) {
	home := t.TempDir()
	dir := filepath.Join(home, "project")
	files{"outside/x": "mine", "project/inside/x": "mine", "project/.git/config": "mine"}.put(t, home)
	files{"f": "→.git/config", "out": "→../outside", "in": "→inside", "g": "→../outside/x"}.put(t, dir)
	old := onDisk(t, home)
	for _, name := range []string{"out/x", "out/y", "in/x", "in/y", "in/deep/y"} {
		if err := Create(dir, map[string]string{name: "x"}); err == nil || !strings.Contains(err.Error(), "is a symbolic link") {
			t.Errorf("Create %s: %v", name, err)
		}
		if _, err := Update(dir, map[string]string{name: "x"}); err == nil || !strings.Contains(err.Error(), "is a symbolic link") {
			t.Errorf("Update %s: %v", name, err)
		}
	}
	var exists *ExistsError
	if err := Create(dir, map[string]string{"f": "x"}); !errors.As(err, &exists) {
		t.Errorf("Create of a link: %v", err)
	}
	if diff := cmp.Diff(old, onDisk(t, home)); diff != "" {
		t.Errorf("changed:\n%s", diff)
	}
	for _, text := range []string{"mine", "x"} { // even if the target already has that text
		if n, err := Update(dir, map[string]string{"f": text, "g": text}); n != 2 && text == "mine" || err != nil {
			t.Errorf("Update of links: %d, %v", n, err)
		}
	}
	old["project/f"], old["project/g"] = "x", "x"
	if diff := cmp.Diff(old, onDisk(t, home)); diff != "" {
		t.Errorf("after Update:\n%s", diff)
	}
}

func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		files map[string]string
		want  int
	}{
		{map[string]string{"a": "1", "b": "1"}, 2},
		{map[string]string{"a": "1", "b": "2"}, 1},
		{map[string]string{"a": "1", "b": "2"}, 0},
	} {
		if n, err := Update(dir, step.files); err != nil || n != step.want {
			t.Errorf("%v: %d, %v", step.files, n, err)
		}
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 3 {
		t.Errorf("got %v", entries)
	}
}
