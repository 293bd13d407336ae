package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o777))
		must(t, os.WriteFile(file, []byte(text), 0o666))
	}
}

func names(t *testing.T, f fs.FS) []string {
	t.Helper()
	var names []string
	must(t, fs.WalkDir(f, ".", func(name string, _ fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	}))
	return names
}

// A Folder has the properties that package fs requires.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"b/deep/er/x.md": "x", "b/a.md": "text", "a.yaml": "", "b.yaml": "more"})
	f, err := Open(dir)
	must(t, err)
	must(t, fstest.TestFS(f, "a.yaml", "b.yaml", "b/a.md", "b/deep/er/x.md"))
}

// No method follows a link out of the folder.
func TestFolder_Links(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"outside/secret.md": "secret", "content/a.md": "a", "content/sub/b.md": "b"})
	content := filepath.Join(dir, "content")
	for name, to := range map[string]string{"out": "../outside", "out.md": "../outside/secret.md", "in": "sub", "in.md": "a.md"} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(content, name)); err != nil {
			t.Skip(err)
		}
	}
	f, err := Open(content)
	must(t, err)
	for _, name := range []string{"out", "out/secret.md", "out.md", "../outside"} {
		_, readErr := fs.ReadFile(f, name)
		_, statErr := f.Stat(name)
		_, listErr := f.ReadDir(name)
		for _, err := range []error{readErr, statErr, listErr} {
			if err == nil || fs.ValidPath(name) && !errors.Is(err, ErrOutside) {
				t.Errorf("%s: got error %v, want ErrOutside", name, err)
			}
		}
	}
	text, err := fs.ReadFile(f, "in.md")
	if must(t, err); string(text) != "a" {
		t.Errorf("in.md contains %q", text)
	}
	entries, err := f.ReadDir(".")
	must(t, err)
	for _, e := range entries {
		want := fs.FileMode(0)
		switch e.Name() {
		case "sub":
			want = fs.ModeDir
		case "in", "in.md", "out", "out.md":
			want = fs.ModeSymlink
		}
		info, err := e.Info()
		if must(t, err); e.Type() != want || info.Mode().Type() != want || info.Name() != e.Name() {
			t.Errorf("%s has type %v in the list and type %v in Info, want %v", e.Name(), e.Type(), info.Mode().Type(), want)
		}
	}
}

// A folder may be removed and created again.
func TestFolder_Replaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	if _, err := Open(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of a missing folder: %v", err)
	}
	write(t, dir, map[string]string{"a.md": "a"})
	f, err := Open(dir)
	must(t, err)
	if got := names(t, f); !slices.Equal(got, []string{".", "a.md"}) {
		t.Error(got)
	}
	if runtime.GOOS == "windows" {
		t.Skip("an open folder cannot be renamed")
	}
	must(t, os.Rename(dir, dir+"-before"))
	if _, err := f.ReadDir("."); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("ReadDir of a removed folder: %v", err)
	}
	write(t, dir, map[string]string{"b.md": "b", "c/d.md": "d"})
	if got := names(t, f); !slices.Equal(got, []string{".", "b.md", "c", "c/d.md"}) {
		t.Error(got)
	}
}
