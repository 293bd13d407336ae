package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// files is a tree as texts by name. A name that ends in / is a folder, and a text that
// begins with → is a symbolic link.
type files map[string]string

func (f files) site() fstest.MapFS {
	site := fstest.MapFS{}
	for name, text := range f {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

// put writes f to disk.
func (f files) put(t *testing.T, dir string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(f)) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o777))
		if target, ok := strings.CutPrefix(f[name], "→"); ok {
			must(t, os.Symlink(target, file))
		} else if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(file, 0o777))
		} else {
			must(t, os.WriteFile(file, []byte(f[name]), 0o666))
		}
	}
}

// onDisk reads all files in dir, including the manifest. It lists only empty folders.
func onDisk(t *testing.T, dir string) files {
	t.Helper()
	got := files{}
	must(t, filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || file == dir {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(file, dir+string(filepath.Separator)))
		delete(got, path.Dir(name)+"/")
		switch {
		case d.IsDir():
			got[name+"/"] = ""
		case d.Type() == fs.ModeSymlink:
			target, err := os.Readlink(file)
			got[name] = "→" + target
			return err
		default:
			text, err := os.ReadFile(file)
			got[name] = string(text)
			return err
		}
		return nil
	}))
	return got
}

// pages is like onDisk without the manifest, which must exist.
func pages(t *testing.T, dir string) files {
	t.Helper()
	got := onDisk(t, dir)
	if _, ok := got[manifestName]; !ok {
		t.Errorf("no %s", manifestName)
	}
	delete(got, manifestName)
	return got
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir string, f files) Result {
	t.Helper()
	r, err := Write(t.Context(), dir, f.site(), Options{})
	must(t, err)
	return r
}

func TestWrite(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before files // the site published before; nil if the folder does not exist
		edit   func(t *testing.T, dir string)
		site   files
		want   Result
	}{
		{"new folder", nil, nil, files{"index.html": "hello", "a/b/c.html": "c"}, Result{Files: 2, Written: 2, Pages: 2, Bytes: 6}},
		{"empty folder", files{}, nil, files{"index.html": "hello"}, Result{Files: 1, Written: 1, Pages: 1, Bytes: 5}},
		{"no change", files{"a": "1", "b": ""}, nil, files{"a": "1", "b": ""}, Result{Files: 2, Unchanged: 2, Bytes: 1}},
		{"one change", files{"a": "1", "b": "2"}, nil, files{"a": "1", "b": "3"}, Result{Files: 2, Written: 1, Unchanged: 1, Bytes: 2}},
		{"stale files and their folders", files{"a": "1", "d/e/f": "2", "d/g": "3"}, nil, files{"a": "1"},
			Result{Files: 1, Unchanged: 1, Removed: 2, Bytes: 1}},
		{"a stale file, its folder stays", files{"d/e": "1", "d/f": "2"}, nil, files{"d/e": "1"},
			Result{Files: 1, Unchanged: 1, Removed: 1, Bytes: 1}},
		{"file becomes folder", files{"a": "1"}, nil, files{"a/b/c": "2"}, Result{Files: 1, Written: 1, Removed: 1, Bytes: 1}},
		{"folder becomes file", files{"a/b/c": "1", "a/d": "2"}, nil, files{"a": "3"}, Result{Files: 1, Written: 1, Removed: 2, Bytes: 1}},
		{"names in Japanese", files{"案内/旧.html": "1"}, nil, files{"案内/新.html": "2"}, Result{Files: 1, Written: 1, Removed: 1, Pages: 1, Bytes: 1}},
		{"empty site", files{"a/b": "1"}, nil, files{}, Result{Removed: 1}},
		{"edited by hand, same size", files{"a": "1"}, func(t *testing.T, dir string) { files{"a": "x"}.put(t, dir) },
			files{"a": "1"}, Result{Files: 1, Written: 1, Bytes: 1}},
		{"deleted by hand", files{"a/b": "1", "c": "2"}, func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "a"))) },
			files{"a/b": "1", "c": "2"}, Result{Files: 2, Written: 1, Unchanged: 1, Bytes: 2}},
		{"stale and deleted by hand", files{"a/b": "1", "c": "2"}, func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "a/b"))) },
			files{"c": "2"}, Result{Files: 1, Unchanged: 1, Bytes: 1}},
		{"leftovers of a killed build", files{"a": "1"}, func(t *testing.T, dir string) {
			files{".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ/0": "x", ".platmap-new-22222222222222222222222222/": ""}.put(t, dir)
		}, files{"a": "1"}, Result{Files: 1, Unchanged: 1, Bytes: 1}},
		{"assets are minified", files{}, nil, files{"assets/a.css": "a { b: c }"}, Result{Files: 1, Written: 1, Bytes: 6}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out", "public")
			if tt.before != nil {
				write(t, dir, tt.before)
			}
			if tt.edit != nil {
				tt.edit(t, dir)
			}
			got := write(t, dir, tt.site)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			want := files{}
			for name, text := range tt.site {
				want[name] = string(Minify(name, []byte(text)))
			}
			if diff := cmp.Diff(want, pages(t, dir)); diff != "" {
				t.Errorf("folder (-want +got):\n%s", diff)
			}
		})
	}
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files{"b": "", "a/<é>.html": "hello"})
	const want = `{
"version": 1,
"files": {
"a/\u003cé\u003e.html": {"size":5,"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"},
"b": {"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
}
}
`
	if diff := cmp.Diff(want, onDisk(t, dir)[manifestName]); diff != "" {
		t.Error(diff)
	}
}

// A second build of the same site touches no file and no folder.
func TestWrite_Unchanged(t *testing.T) {
	dir := t.TempDir()
	f := files{"index.html": "1", "a/b.html": "2", "assets/x.css": "a { b: c }", "map.svg": "<svg>  <g/> </svg>"}
	write(t, dir, f)
	backdate(t, dir)
	write(t, dir, f)
	if got := touched(t, dir); len(got) > 0 {
		t.Errorf("touched: %q", got)
	}
	f["a/b.html"] = "3"
	write(t, dir, f)
	if want, got := []string{manifestName, "a", "a/b.html"}, touched(t, dir); !slices.Equal(got, want) {
		t.Errorf("touched: %q, want %q", got, want)
	}
}

// longAgo is a time that no build sets. Times of builds may be equal, because the clock
// of a file system has a resolution of some milliseconds.
var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

func backdate(t *testing.T, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.Type() == fs.ModeSymlink {
			return err
		}
		return os.Chtimes(file, longAgo, longAgo)
	}))
}

// touched returns the files and folders in dir that have changed since backdate. dir itself
// changes when the lock file is created and removed.
func touched(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	must(t, filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.Type() == fs.ModeSymlink {
			return err
		}
		info, err := d.Info()
		if err == nil && file != dir && !info.ModTime().Equal(longAgo) {
			name, _ := filepath.Rel(dir, file)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	}))
	return names
}

func TestWrite_Progress(t *testing.T) {
	var seen []int
	_, err := Write(t.Context(), t.TempDir(), files{"a": "", "b": "", "c/d": ""}.site(), Options{Progress: func(done, total int) {
		seen = append(seen, done, total)
	}})
	must(t, err)
	if want := []int{1, 3, 2, 3, 3, 3}; !slices.Equal(seen, want) {
		t.Errorf("got %v, want %v", seen, want)
	}
}

// broken is a site with files that cannot be rendered.
type broken struct {
	fs.FS
	bad []string
}

var errTemplate = errors.New("template: no such field")

func (b broken) Open(name string) (fs.File, error) {
	if slices.Contains(b.bad, name) {
		return nil, errTemplate
	}
	return b.FS.Open(name)
}

func TestWrite_RenderingFails(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files{"a": "1", "b": "2", "gone": "3"})
	old := onDisk(t, dir)
	_, err := Write(t.Context(), dir, broken{files{"a": "new", "b": "new", "c": "new", "d": "new"}.site(), []string{"b", "d"}}, Options{})
	if !errors.Is(err, errTemplate) {
		t.Fatalf("got error %v", err)
	}
	const want = "rendering b: template: no such field\nrendering d: template: no such field"
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
	if diff := cmp.Diff(old, onDisk(t, dir)); diff != "" {
		t.Errorf("the folder changed:\n%s", diff)
	}
}
