package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Write refuses a folder with foreign files and does not change it.
func TestWrite_ForeignFiles(t *testing.T) {
	outside := t.TempDir()
	files{"domains/x.html": "mine"}.put(t, outside)
	many := files{}
	for i := range maxForeign + 10 {
		many[fmt.Sprintf("photos/%04d.jpg", i)] = "cheese"
	}
	for _, tt := range []struct {
		name   string
		before files // published earlier
		add    files // files that a user adds afterwards
		site   files
		want   string // expected ForeignError.Name and .More
	}{
		{"photo", nil, files{"photo.jpg": "x"}, files{"a": "1"}, "photo.jpg 0"},
		{"photos beside a site", files{"a": "1"}, files{"b/1.jpg": "x", "b/2.jpg": "y", "0": ""}, files{"a": "2"}, "0 2"},
		{"very many", nil, many, files{"a": "1"}, "photos/0000.jpg 1000"},
		{"same name and bytes, but foreign", nil, files{"a": "1"}, files{"a": "1"}, "a 0"},
		{"link to a file in place of a page", files{"z": "1"}, files{"a": "→" + outside + "/domains/x.html"}, files{"z": "1", "a": "2"}, "a 0"},
		{"link to a folder", files{"z": "1"}, files{"domains": "→" + outside + "/domains"}, files{"domains/x.html": "2"}, "domains 0"},
		{"folder where a page goes", files{"z": "1"}, files{"a/": ""}, files{"a": "2"}, "a 0"},
		{"folder in a folder that becomes a page", files{"a/b": "1"}, files{"a/mine/": ""}, files{"a": "2"}, "a/mine 0"},
		{"ignored file in a folder that becomes a page", files{"a/b": "1"}, files{"a/.DS_Store": ""}, files{"a": "2"}, "a/.DS_Store 0"},
		{"ignored file where a page goes", nil, files{".gitignore": "*"}, files{".gitignore": "2"}, ".gitignore 0"},
		{"nearly a leftover", nil, files{".platmap-new-notes": "x"}, files{"a": "1"}, ".platmap-new-notes 0"},
		{"notes in a leftover", nil, files{".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ/notes": "x"}, files{"a": "1"},
			".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ/notes 0"},
		{"leftover that is a file", nil, files{".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ": "x"}, files{"a": "1"},
			".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ 0"},
		{"leftover and a foreign file", nil, files{".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ/7": "x", "notes": ""}, files{"a": "1"}, "notes 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if tt.before != nil {
				write(t, dir, tt.before)
			}
			tt.add.put(t, dir)
			old := onDisk(t, dir)
			backdate(t, dir)
			_, err := Write(t.Context(), dir, tt.site.site(), Options{})
			var foreign *ForeignError
			if !errors.As(err, &foreign) {
				t.Fatalf("got error %v", err)
			}
			if got := fmt.Sprint(foreign.Name, " ", foreign.More); got != tt.want || foreign.Dir != dir {
				t.Errorf("got %s in %s, want %s in %s", got, foreign.Dir, tt.want, dir)
			}
			if diff := cmp.Diff(old, onDisk(t, dir)); diff != "" {
				t.Errorf("the folder changed:\n%s", diff)
			}
			if got := touched(t, dir); len(got) > 0 {
				t.Errorf("touched: %q", got)
			}
		})
	}
	if diff := cmp.Diff(files{"domains/x.html": "mine"}, onDisk(t, outside)); diff != "" {
		t.Errorf("something outside changed:\n%s", diff)
	}
}

func TestForeignError(t *testing.T) {
	for _, tt := range []struct {
		err  ForeignError
		want string
	}{
		{ForeignError{"public", "", 0}, "public is a file, not a folder; choose another output folder or move the file"},
		{ForeignError{"public", "a/b.jpg", 0}, "public contains files that platmap did not write (public/a/b.jpg), so nothing was changed; choose another output folder or empty this one"},
		{ForeignError{"public", "b.jpg", 1}, "public contains files that platmap did not write (public/b.jpg and 1 other), so "},
		{ForeignError{"public", "b.jpg", 7}, "public contains files that platmap did not write (public/b.jpg and 7 others), so "},
		{ForeignError{"public", "b.jpg", 1000}, "public contains files that platmap did not write (public/b.jpg and more than 1000 others), so "},
	} {
		if got := filepath.ToSlash(tt.err.Error()); !strings.HasPrefix(got, tt.want) {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestWrite_FolderIsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "public")
	must(t, os.WriteFile(file, []byte("mine"), 0o666))
	_, err := Write(t.Context(), file, files{"a": "1"}.site(), Options{})
	if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) || foreign.Name != "" {
		t.Errorf("got error %v", err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine" {
		t.Errorf("the file is now %q, %v", text, err)
	}
}

// Files of Git and of file managers are kept, and do not prevent a build.
func TestWrite_IgnoredFiles(t *testing.T) {
	dir := t.TempDir()
	by := files{".git/config": "x", ".gitkeep": "", "d/.DS_Store": "y", "empty/": ""}
	by.put(t, dir)
	write(t, dir, files{"a": "1", "d/b": "2"})
	write(t, dir, files{"a": "1"})
	want := files{"a": "1"}
	for name, text := range by {
		want[name] = text
	}
	if diff := cmp.Diff(want, pages(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Others may have edited the manifest, so its names are checked.
func TestWrite_InvalidManifest(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`{"version": 1, "files": {"../x": {}}}`, `"../x" is not a file in the folder`},
		{`{"version": 1, "files": {"/etc/passwd": {}}}`, `"/etc/passwd" is not a file`},
		{`{"version": 2}`, "version 2 is not supported, only version 1"},
		{`{"version": 1, "fi`, "unexpected end of JSON input"},
	} {
		dir := t.TempDir()
		files{manifestName: tt.text, "a": "x"}.put(t, dir)
		_, err := Write(t.Context(), dir, files{"a": "1"}.site(), Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %s", tt.text, err, tt.want)
		}
		if diff := cmp.Diff(files{manifestName: tt.text, "a": "x"}, onDisk(t, dir)); diff != "" {
			t.Errorf("%s: the folder changed:\n%s", tt.text, diff)
		}
	}

	dir := t.TempDir()
	files{manifestName: `{"version": 1, "files": {".git/config": {}, ".platmap-manifest.json": {}}}`, ".git/config": "x"}.put(t, dir)
	write(t, dir, files{"a": "1"})
	if diff := cmp.Diff(files{".git/config": "x", "a": "1"}, pages(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// A symbolic link that is created during the build is not followed out of the folder.
func TestWrite_LinkCreatedDuringBuild(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, dir, files{"domains/x.html": "1"})
	site := hookedFS{files{"domains/x.html": "2"}.site(), func() {
		must(t, os.RemoveAll(filepath.Join(dir, "domains")))
		must(t, os.Symlink(outside, filepath.Join(dir, "domains")))
	}}
	if _, err := Write(t.Context(), dir, site, Options{}); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(files{}, onDisk(t, outside)); diff != "" {
		t.Errorf("something outside changed:\n%s", diff)
	}
}

// hookedFS calls a function when domains/x.html is opened.
type hookedFS struct {
	fs.FS
	onOpen func()
}

func (p hookedFS) Open(name string) (fs.File, error) {
	if name == "domains/x.html" {
		p.onOpen()
	}
	return p.FS.Open(name)
}

func TestWrite_ReservedNames(t *testing.T) {
	for _, name := range []string{manifestName, ".platmap-new-ABCDEFGHIJKLMNOPQRSTUVWXYZ/1"} {
		if _, err := Write(t.Context(), t.TempDir(), files{name: ""}.site(), Options{}); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestWriteError(t *testing.T) {
	err := writeError("public", "a/b.html", &fs.PathError{Op: "openat", Path: "a/b.html", Err: fs.ErrPermission})
	const want = "cannot write public/a/b.html: permission denied; change the permissions or choose another folder"
	if filepath.ToSlash(err.Error()) != want || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %q, want %q", err, want)
	}
}
