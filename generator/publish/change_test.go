package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folder returns the texts of all files of a folder, and "" for empty folders.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if entries, err := os.ReadDir(filepath.Join(dir, name)); err != nil || len(entries) == 0 {
				files[name+"/"] = ""
			}
			return nil
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func newFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, map[string]string{"guides/a/x.md": "x", "guides/a/x.png": "picture", "domains/d.yaml": "d", "domains/e.yaml": "e"}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestChange(t *testing.T) {
	dir := newFolder(t)
	if err := os.Chmod(filepath.Join(dir, "guides/a/x.md"), 0o640); err != nil {
		t.Fatal(err)
	}
	err := Change(dir, []FileChange{
		{From: "domains/d.yaml", To: "domains/d.yaml", Before: "d", After: "D"},
		{From: "guides/a/x.md", To: "guides/b/c/y.md", Before: "x", After: "Y"},
		{From: "guides/a/x.png", To: "guides/b/c/x.png", OnlyMoves: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"domains/d.yaml": "D", "domains/e.yaml": "e", "guides/b/c/y.md": "Y", "guides/b/c/x.png": "picture"}
	if diff := cmp.Diff(want, folder(t, dir)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "guides/b/c/y.md")); err != nil || filepath.Separator == '/' && info.Mode().Perm() != 0o640 {
		t.Errorf("the file has other permissions: %v %v", info.Mode(), err)
	}
}

// After an error the folder is as it was.
func TestChange_AllOrNothing(t *testing.T) {
	good := []FileChange{
		{From: "domains/d.yaml", To: "domains/d.yaml", Before: "d", After: "D"},
		{From: "guides/a/x.md", To: "guides/b/y.md", Before: "x", After: "Y"},
		{From: "guides/a/x.png", To: "guides/b/x.png", OnlyMoves: true},
	}
	for _, test := range []struct {
		what, message string
		bad           FileChange
	}{
		{"a file that is in the way", "already exists", FileChange{From: "domains/e.yaml", To: "domains/d.yaml", Before: "e"}},
		{"a file that is not there", "no such file|cannot find", FileChange{From: "domains/f.yaml", To: "domains/g.yaml"}},
		{"a file that another program changed", "changed by another program", FileChange{From: "domains/e.yaml", To: "domains/e.yaml", Before: "old"}},
		{"a folder", "not a regular file", FileChange{From: "domains", To: "others"}},
		{"a name that the disk does not allow", "", FileChange{From: "domains/e.yaml", To: "domains/" + strings.Repeat("e", 300), Before: "e", After: "E"}},
		{"a folder that is a file", "", FileChange{From: "domains/e.yaml", To: "domains/d.yaml/e.yaml", Before: "e", After: "E"}},
	} {
		t.Run(test.what, func(t *testing.T) {
			dir := newFolder(t)
			before := folder(t, dir)
			err := Change(dir, append(good[:len(good):len(good)], test.bad))
			if err == nil {
				t.Fatal("no error")
			}
			if text := err.Error(); test.message != "" {
				found := false
				for _, message := range strings.Split(test.message, "|") {
					found = found || strings.Contains(text, message)
				}
				if !found {
					t.Errorf("the message is %q", text)
				}
			}
			if diff := cmp.Diff(before, folder(t, dir)); diff != "" {
				t.Errorf("-before +after:\n%s", diff)
			}
		})
	}
}

func TestChange_NoSymbolicLinks(t *testing.T) {
	dir := newFolder(t)
	if err := os.Symlink("e.yaml", filepath.Join(dir, "domains", "link.yaml")); err != nil {
		t.Skip("no symbolic links")
	}
	if err := Change(dir, []FileChange{{From: "domains/link.yaml", To: "domains/link.yaml", Before: "e", After: "E"}}); err == nil {
		t.Error("a symbolic link was replaced")
	}
	if err := os.Symlink("domains", filepath.Join(dir, "linked")); err != nil {
		t.Fatal(err)
	}
	if err := Change(dir, []FileChange{{From: "domains/e.yaml", To: "linked/f.yaml", Before: "e", After: "E"}}); err == nil {
		t.Error("a file was written through a symbolic link")
	}
	var exists *ExistsError
	if err := Change(dir, []FileChange{{From: "domains/e.yaml", To: "domains/link.yaml", Before: "e", After: "E"}}); !errors.As(err, &exists) {
		t.Errorf("got %v", err)
	}
}

// New files are made together with other changes, or not at all.
func TestChange_NewFiles(t *testing.T) {
	dir := newFolder(t)
	before := folder(t, dir)
	created := []FileChange{{To: "components/a.yaml", After: "a"}, {To: "components/b.yaml", After: "b"}, {From: "domains/d.yaml", To: "domains/d.yaml", Before: "d", After: "D"}}
	for _, bad := range []FileChange{{To: "domains/e.yaml", After: "x"}, {From: "domains/e.yaml", To: "domains/e.yaml", Before: "other", After: "x"}, {To: "domains/e.yaml/x.yaml", After: "x"}} {
		if err := Change(dir, append(created[:len(created):len(created)], bad)); err == nil {
			t.Errorf("%+v: no error", bad)
		}
		if diff := cmp.Diff(before, folder(t, dir)); diff != "" {
			t.Fatalf("%+v: the folder changed: %s", bad, diff)
		}
	}
	if err := Change(dir, created); err != nil {
		t.Fatal(err)
	}
	before["components/a.yaml"], before["components/b.yaml"], before["domains/d.yaml"] = "a", "b", "D"
	if diff := cmp.Diff(before, folder(t, dir)); diff != "" {
		t.Error(diff)
	}
}
