package git_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/disk"
	"platmap/generator/git"
	"platmap/generator/internal/gittest"
	"platmap/generator/par"
	"platmap/generator/source"
)

func tree(t testing.TB, r *git.Repository, rev, dir string) *git.Tree {
	t.Helper()
	f, err := r.FS(t.Context(), commit(t, r, rev), dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A Tree has the properties that package fs requires.
func TestTree(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"docs/content/a.yaml": "", "docs/content/b/a.md": "text", "docs/content/b.yaml": "more\r\n", "docs/content/b/deep/er/日本 語.md": "x", "x": "x"})
	g.Commit("2026-01-01", "first")
	r := open(t, filepath.Join(g.Dir, "docs", "content", "b"))
	if r.Dir() != "docs/content/b" {
		t.Errorf("Dir is %q", r.Dir())
	}
	if err := fstest.TestFS(tree(t, r, "HEAD", "docs/content"), "a.yaml", "b.yaml", "b/a.md", "b/deep/er/日本 語.md"); err != nil {
		t.Error(err)
	}
	if err := fstest.TestFS(tree(t, r, "HEAD", "."), "x", "docs/content/a.yaml"); err != nil {
		t.Error(err)
	}
	for _, dir := range []string{"docs/missing", "x", "x/y", "docs/content/a.yaml", "Docs"} {
		_, err := r.FS(t.Context(), commit(t, r, "HEAD"), dir)
		wantError(t, err, git.ErrNoFolder, "folder "+dir+" does not exist at")
	}
}

// Trees of several commits differ only in what was changed, although they share folders.
func TestTree_Commits(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/a.md": "1", "content/same/b.md": "1"})
	g.Commit("2026-01-01", "first")
	g.Write(map[string]string{"content/a.md": "2", "content/c.md": "1"})
	g.Commit("2026-01-02", "second")
	r := open(t, g.Dir)
	first, second, again := tree(t, r, "HEAD~1", "content"), tree(t, r, "HEAD", "content"), tree(t, r, "HEAD~1", "content")
	for _, c := range []struct {
		tree *git.Tree
		want string
	}{{first, "a.md=1 same/b.md=1"}, {second, "a.md=2 c.md=1 same/b.md=1"}, {again, "a.md=1 same/b.md=1"}} {
		var got []string
		_ = fs.WalkDir(c.tree, ".", func(name string, d fs.DirEntry, err error) error {
			if text, err := c.tree.ReadFile(name); err == nil {
				got = append(got, name+"="+string(text))
			}
			return err
		})
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("got %s, want %s", s, c.want)
		}
	}
	id := func(f *git.Tree, name string) string {
		s, err := f.BlobID(name)
		if err != nil {
			t.Error(err)
		}
		return s
	}
	if id(first, "a.md") != id(second, "c.md") || id(first, "a.md") == id(second, "a.md") {
		t.Error("ids of blobs do not follow the content")
	}
}

// Package source reads the same files and reports the same findings from disk and from a
// commit, even with symbolic links and with line ends that Git converts.
func TestTree_EqualToDisk(t *testing.T) {
	g := gittest.New(t)
	g.Git("config", "core.autocrlf", "true")
	g.Git("config", "core.symlinks", "true")
	g.Write(map[string]string{
		"secret.md":               "secret",
		"content/site.yaml":       "name: A\r\nlead: |\r\n  a\r\n",
		"content/domains/a.yaml":  "name: A\r\n",
		"content/guides/README":   "not a guide",
		"content/guides/a/b.md":   "# B\r\n\r\ntext\r\n",
		"content/guides/a.png":    "\x89PNG\r\n\x1a\n\x00",
		"content/guides/bad.md":   "\xff",
		"content/.hidden/site.md": "x",
	})
	for name, target := range map[string]string{
		"guides/in.md": "a/b.md", "guides/a/up.md": "../a.png", "guides/folder": "a", "guides/c.md": "folder/b.md",
		"guides/out.md": "../../secret.md", "guides/abs.md": "/etc/passwd", "guides/none.md": "missing.md", "guides/loop.md": "pool.md", "guides/pool.md": "loop.md",
		"teams": "domains",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(g.Dir, "content", filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
	g.Commit("2026-01-01", "first")
	content, err := disk.Open(filepath.Join(g.Dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	onDisk, atCommit := read(t, git.LF(content)), read(t, git.LF(tree(t, open(t, g.Dir), "HEAD", "content")))
	if onDisk != atCommit {
		t.Errorf("on disk:\n%s\nat the commit:\n%s", onDisk, atCommit)
	}
	if !strings.Contains(onDisk, "domains/a.yaml") || strings.Contains(onDisk, "\r") {
		t.Errorf("unexpected files:\n%s", onDisk)
	}
}

// read returns everything that package source reads from a folder, as text.
func read(t *testing.T, f fs.FS) string {
	t.Helper()
	files, diags, err := source.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range files {
		b.WriteString(f.Name + " " + string(f.Kind) + "\n" + f.Text + "\n")
		diags = append(diags, f.Findings...)
	}
	for _, d := range diags.Sorted() {
		b.WriteString(d.Pos.File.Name + ": " + d.Text + "; " + d.Help + "\n")
	}
	return b.String()
}

func TestTree_Submodule(t *testing.T) {
	g, inner := gittest.New(t), gittest.New(t)
	inner.Write(map[string]string{"content/site.yaml": "name: A\n"})
	inner.Commit("2026-01-01", "inner")
	g.Write(map[string]string{"README.md": "x"})
	g.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Dir, "map")
	g.Commit("2026-01-02", "outer")
	r := open(t, g.Dir)
	for dir, help := range map[string]string{"map": "in the submodule", "map/content": "in the submodule", ".": "out of the content folder"} {
		_, err := r.FS(t.Context(), commit(t, r, "HEAD"), dir)
		wantError(t, err, git.ErrSubmodule, "map is a submodule at")
		wantError(t, err, git.ErrSubmodule, help)
	}
	r = open(t, filepath.Join(g.Dir, "map", "content")) // use the submodule itself as the repository
	if err := fstest.TestFS(tree(t, r, "HEAD", r.Dir()), "site.yaml"); err != nil {
		t.Error(err)
	}
}

// Missing objects of a partial clone are not fetched from the network.
func TestTree_PartialClone(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/a.md": "1"})
	g.Commit("2026-01-01", "first")
	g.Write(map[string]string{"content/a.md": "2", "content/b.md": "2"})
	g.Commit("2026-01-02", "second")
	g.Git("config", "uploadpack.allowFilter", "true")
	dir := filepath.Join(t.TempDir(), "clone")
	g.Git("clone", "--quiet", "--filter=blob:none", "--no-checkout", g.URL(), dir)
	r := open(t, dir)
	f := tree(t, r, "HEAD", "content")
	_, err := f.ReadFile("a.md")
	wantError(t, err, git.ErrPartial, "git fetch --refetch --no-filter origin")
	if err := g.At(dir).Try("fetch", "--quiet", "--refetch", "--no-filter", "origin"); err != nil {
		t.Skip("needs git 2.36: ", err)
	}
	if text, err := tree(t, open(t, dir), "HEAD", "content").ReadFile("a.md"); err != nil || string(text) != "2" {
		t.Errorf("after that command: %q, %v", text, err)
	}
}

func TestTree_Worktree(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/a.md": "1"})
	g.Commit("2026-01-01", "first")
	dir := filepath.Join(t.TempDir(), "tree")
	g.Git("worktree", "add", "--quiet", "-b", "topic", dir)
	r := open(t, filepath.Join(dir, "content"))
	if err := fstest.TestFS(tree(t, r, "topic", r.Dir()), "a.md"); err != nil {
		t.Error(err)
	}
}

func TestTree_SHA256(t *testing.T) {
	g := gittest.New(t)
	dir := t.TempDir()
	s := g.At(dir)
	if err := s.Try("init", "--quiet", "--object-format=sha256"); err != nil {
		t.Skip(err)
	}
	s.Write(map[string]string{"content/b/a.md": "1"})
	s.Commit("2026-01-01", "first")
	if err := fstest.TestFS(tree(t, open(t, dir), "HEAD", "content"), "b/a.md"); err != nil {
		t.Error(err)
	}
}

// Files may be read concurrently, and reading after Close returns an error.
func TestTree_Concurrent(t *testing.T) {
	g := gittest.New(t)
	files := map[string]string{}
	for i := range 200 {
		name := "content/" + strings.Repeat("x", i+1) + ".md"
		files[name] = strings.Repeat(name, i)
	}
	g.Write(files)
	g.Commit("2026-01-01", "first")
	r := open(t, g.Dir)
	f := tree(t, r, "HEAD", ".")
	entries, _ := f.ReadDir("content")
	if len(entries) != len(files) {
		t.Fatalf("%d files", len(entries))
	}
	par.Each(len(entries), func(i int) {
		name := "content/" + entries[i].Name()
		if text, err := f.ReadFile(name); err != nil || string(text) != files[name] {
			t.Errorf("%.20s: %v", name, err)
		}
	})
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := f.ReadFile("content/x.md"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after Close: %v", err)
	}
}
