package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// findingsOf returns the findings of a content folder, one per line.
func findingsOf(t *testing.T, content fs.FS) string {
	files, diags, err := Read(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		diags = append(diags, f.Findings...)
	}
	var b strings.Builder
	for _, d := range diags.Sorted() {
		line, column := d.Pos.LineColumn()
		if len(d.Related) > 0 && d.Code == "file/size" {
			d.Text += " (" + d.Related[0].Text + ")"
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s | %s [%s]\n", d.Pos.File.Name, line, column, d.Severity, d.Text, d.Help, d.Code)
	}
	return b.String()
}

// unreadable is a file system with files and folders that cannot be read.
type unreadable struct {
	fstest.MapFS
	names []string
}

func (u *unreadable) Open(name string) (fs.File, error) {
	if slices.Contains(u.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u *unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if slices.Contains(u.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(u.MapFS, name)
}

func TestRead_ReportsEveryUnreadableFileAndFolder(t *testing.T) {
	content := &unreadable{names: []string{"domains/a.yaml", "guides/b.md", "guides/sub"}, MapFS: fstest.MapFS{
		"domains/a.yaml": {}, "domains/c.yaml": {}, "guides/b.md": {}, "guides/sub/d.md": {}}}
	files, _, err := Read(content)
	if files != nil || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, name := range content.names {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not in the error:\n%v", name, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != len(content.names)-1 {
		t.Errorf("%d lines:\n%v", n+1, err)
	}
}

// A folder that becomes a file between listing and reading is not an error.
func TestReadFiles_ParentIsAFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "guides"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	files, errs := ReadFiles(root.FS(), []string{"guides/a.md", "guides", "domains/a.yaml"})
	if files[0] != nil || errs[0] != nil || files[2] != nil || errs[2] != nil {
		t.Errorf("got %v, %v", files, errs)
	}
}
