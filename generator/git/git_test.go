package git_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator/git"
	"platmap/generator/internal/gittest"
)

// open opens the repository of a folder until the test ends.
func open(t testing.TB, dir string) *git.Repository {
	t.Helper()
	r, err := git.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func commit(t testing.TB, r *git.Repository, rev string) git.Commit {
	t.Helper()
	c, err := r.Commit(t.Context(), rev)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantError checks the kind of an error and a part of its text.
func wantError(t *testing.T, err, kind error, part string) {
	t.Helper()
	if !errors.Is(err, kind) || err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("got error %v, want %v with %q", err, kind, part)
	}
}

func TestCommit(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/site.yaml": "name: A\n"})
	first := g.Commit("2026-01-02", "Add the map\n\nMore.")
	g.Git("tag", "v1")
	second := g.Commit("2026-02-03", "変更")
	r := open(t, filepath.Join(g.Dir, "content"))
	if r.Dir() != "content" || r.IsShallow() {
		t.Errorf("Dir is %q, IsShallow is %v", r.Dir(), r.IsShallow())
	}
	want := git.Commit{Hash: first, Time: time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC), Author: "Ann", Subject: "Add the map"}
	for _, rev := range []string{first, first[:12], "v1", "main~1", "HEAD^"} {
		if got := commit(t, r, rev); got != want {
			t.Errorf("%s: got %v, want %v", rev, got, want)
		}
	}
	if got := commit(t, r, "HEAD"); got.Hash != second || got.Subject != "変更" {
		t.Errorf("HEAD: got %v", got)
	}
	for _, rev := range []string{"", "-v", "--help", "main\n", "nothing", "v1..main", "^main", "HEAD:content", "main -- x", strings.Repeat("0", 40)} {
		_, err := r.Commit(t.Context(), rev)
		wantError(t, err, git.ErrUnknownRevision, "unknown revision")
	}
}

func TestCommit_OnlyOnRemote(t *testing.T) {
	g := gittest.New(t)
	g.Commit("2026-01-02", "first")
	g.Git("branch", "topic")
	dir := filepath.Join(t.TempDir(), "clone")
	g.Git("clone", "--quiet", g.Dir, dir)
	_, err := open(t, dir).Commit(t.Context(), "topic")
	wantError(t, err, git.ErrUnknownRevision, `unknown revision "topic"; use origin/topic`)
}

func TestMergeBase(t *testing.T) {
	g := gittest.New(t)
	base := g.Commit("2026-01-01", "base")
	g.Git("switch", "--quiet", "--create=topic")
	g.Commit("2026-01-02", "topic")
	g.Git("switch", "--quiet", "main")
	g.Commit("2026-01-03", "main")
	g.Git("switch", "--quiet", "--orphan=other")
	g.Commit("2026-01-04", "other")
	r := open(t, g.Dir)
	got, err := r.MergeBase(t.Context(), commit(t, r, "main"), commit(t, r, "topic"))
	if err != nil || got.Hash != base {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = r.MergeBase(t.Context(), commit(t, r, "main"), commit(t, r, "other"))
	wantError(t, err, git.ErrNoMergeBase, "no common ancestor")
}

func TestDefaultBranch(t *testing.T) {
	g := gittest.New(t)
	r := open(t, g.Dir)
	check := func(want string) {
		t.Helper()
		if got, err := r.DefaultBranch(t.Context()); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	_, err := r.DefaultBranch(t.Context())
	wantError(t, err, git.ErrUnknownRevision, "default branch is unknown")
	_, err = r.Commit(t.Context(), "HEAD")
	wantError(t, err, git.ErrUnknownRevision, "no commits")
	g.Commit("2026-01-01", "first")
	g.Git("branch", "--move", "trunk")
	g.Git("config", "init.defaultBranch", "trunk")
	check("trunk")
	g.Git("branch", "master")
	check("master")
	g.Git("branch", "main")
	check("main")
	g.Git("update-ref", "refs/remotes/origin/master", "HEAD")
	check("origin/master")
	g.Git("update-ref", "refs/remotes/origin/develop", "HEAD")
	g.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop")
	check("origin/develop")
}

func TestHistory(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"README.md": "x"})
	g.Commit("2026-01-01", "without content")
	write := func(date, subject, name, text string) {
		g.Write(map[string]string{name: text})
		g.Commit(date, subject)
	}
	write("2026-01-02", "create", "content/a.md", "1")
	write("2026-01-03", "elsewhere", "contents/a.md", "1")
	write("2026-02-02", "edit", "content/a.md", "2")
	g.Git("switch", "--quiet", "--create=topic")
	write("2026-02-03", "one", "content/b.md", "1")
	write("2026-02-04", "two", "content/b.md", "2")
	g.Git("switch", "--quiet", "main")
	g.Merge("2026-03-01", "topic", "merge")
	g.Git("switch", "--quiet", "--create=other", "HEAD~1")
	write("2026-03-02", "beside", "README.md", "y")
	g.Git("switch", "--quiet", "main")
	g.Merge("2026-03-03", "other", "merge without content")
	write("2026-02-20", "clock behind", "content/a.md", "3")

	r := open(t, g.Dir)
	log := func(dir, since string) []string {
		t.Helper()
		var from time.Time
		if since != "" {
			from, _ = time.Parse(time.DateOnly, since)
		}
		l, err := r.History(t.Context(), commit(t, r, "HEAD"), dir, from)
		if err != nil {
			t.Fatal(err)
		}
		subjects := []string{l.Base.Subject}
		for _, c := range l.Commits {
			subjects = append(subjects, c.Subject)
		}
		return subjects
	}
	for _, c := range []struct {
		dir, since string
		want       []string
	}{
		{"content", "", []string{"create", "edit", "merge", "clock behind"}},
		{"content", "2026-02-02", []string{"create", "edit", "merge", "clock behind"}},
		{"content", "2026-02-10", []string{"edit", "merge", "clock behind"}},
		{"content", "2025-01-01", []string{"create", "edit", "merge", "clock behind"}},
		{"content", "2027-01-01", []string{"clock behind"}},
		{".", "2026-03-01", []string{"edit", "merge", "merge without content", "clock behind"}},
	} {
		if got := log(c.dir, c.since); !slices.Equal(got, c.want) {
			t.Errorf("%s since %q: got %q, want %q", c.dir, c.since, got, c.want)
		}
	}
	_, err := r.History(t.Context(), commit(t, r, "HEAD"), "missing", time.Time{})
	wantError(t, err, git.ErrNoFolder, "folder missing does not exist at")
}

func TestShallow(t *testing.T) {
	g := gittest.New(t)
	for _, day := range []string{"2026-01-01", "2026-02-01", "2026-03-01"} {
		g.Write(map[string]string{"content/a.md": day})
		g.Commit(day, day)
	}
	g.Git("branch", "topic", "HEAD~2")
	dir := filepath.Join(t.TempDir(), "clone")
	g.Git("clone", "--quiet", "--depth=2", "--no-single-branch", g.URL(), dir)
	r := open(t, dir)
	if !r.IsShallow() {
		t.Fatal("IsShallow is false")
	}
	_, err := r.Commit(t.Context(), "HEAD~2")
	wantError(t, err, git.ErrShallow, "fetch-depth: 0")
	_, err = r.MergeBase(t.Context(), commit(t, r, "HEAD"), commit(t, r, "origin/topic"))
	wantError(t, err, git.ErrShallow, "GIT_DEPTH: 0")
	_, err = r.History(t.Context(), commit(t, r, "HEAD"), "content", time.Time{})
	wantError(t, err, git.ErrShallow, "git fetch --unshallow")
	l, err := r.History(t.Context(), commit(t, r, "HEAD"), "content", time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC))
	if err != nil || len(l.Commits) != 1 || l.Base.Subject != "2026-02-01" {
		t.Errorf("history after the oldest commit of the clone: %v, %v", l, err)
	}
}

func TestConflicts(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/日本.md": "1", "b.md": "1"})
	g.Commit("2026-01-01", "base")
	g.Git("switch", "--quiet", "--create=topic")
	g.Write(map[string]string{"content/日本.md": "2", "b.md": "2"})
	g.Commit("2026-01-02", "topic")
	g.Git("switch", "--quiet", "main")
	g.Write(map[string]string{"content/日本.md": "3", "b.md": "3"})
	g.Commit("2026-01-03", "main")
	r := open(t, g.Dir)
	if got, err := r.Conflicts(t.Context(), "content"); err != nil || got != nil {
		t.Errorf("without a merge: %q, %v", got, err)
	}
	if g.Try("merge", "topic") == nil {
		t.Fatal("the merge has no conflicts")
	}
	if got, err := r.Conflicts(t.Context(), "content"); err != nil || !slices.Equal(got, []string{"content/日本.md"}) {
		t.Errorf("got %q, %v", got, err)
	}
}

// If a folder has no usable repository, the error states the reason and the fix.
func TestOpen_Errors(t *testing.T) {
	g := gittest.New(t)
	g.Write(map[string]string{"content/a.md": "a"})
	g.Commit("2026-01-01", "first")
	bare := filepath.Join(t.TempDir(), "bare.git")
	g.Git("clone", "--quiet", "--bare", g.Dir, bare)
	elsewhere := gittest.New(t)
	elsewhere.Write(map[string]string{"content/a.md": "a"})
	elsewhere.Git("config", "core.worktree", g.Dir)
	for _, c := range []struct {
		name, dir string
		kind      error
		part      string
	}{
		{"no repository", t.TempDir(), git.ErrNotRepository, "run git init"},
		{"bare", bare, git.ErrBare, "clone it"},
		{"in .git", filepath.Join(g.Dir, ".git", "objects"), git.ErrBare, "clone it"},
		{"outside", filepath.Join(elsewhere.Dir, "content"), git.ErrOutside, "in the working tree"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := git.Open(t.Context(), c.dir)
			wantError(t, err, c.kind, c.part)
		})
	}
	if _, err := git.Open(t.Context(), filepath.Join(g.Dir, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
	t.Run("owner", func(t *testing.T) {
		t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
		t.Setenv("HOME", t.TempDir())
		_, err := git.Open(t.Context(), g.Dir)
		wantError(t, err, git.ErrUntrusted, "git config --global --add safe.directory ")
		if !strings.Contains(err.Error(), filepath.Base(g.Dir)) {
			t.Errorf("the path is missing in: %v", err)
		}
		t.Setenv("GIT_CONFIG_COUNT", "1")
		t.Setenv("GIT_CONFIG_KEY_0", "safe.directory")
		t.Setenv("GIT_CONFIG_VALUE_0", "*")
		open(t, g.Dir)
	})
	t.Run("not installed", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		_, err := git.Open(t.Context(), g.Dir)
		wantError(t, err, git.ErrNotInstalled, "https://git-scm.com")
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := git.Open(ctx, g.Dir); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

// Variables that Git sets for hooks do not select another repository.
func TestOpen_InHook(t *testing.T) {
	g, other := gittest.New(t), gittest.New(t)
	hash := g.Commit("2026-01-01", "first")
	t.Setenv("GIT_DIR", filepath.Join(other.Dir, ".git"))
	t.Setenv("GIT_WORK_TREE", other.Dir)
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other.Dir, ".git", "index"))
	t.Setenv("GIT_PREFIX", "nothing/")
	if got := commit(t, open(t, g.Dir), "HEAD"); got.Hash != hash {
		t.Errorf("HEAD is %s, want %s", got.Hash, hash)
	}
}

// No program that the configuration names is run.
func TestRun_NoOtherProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	g := gittest.New(t)
	ran := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"$0 $*\" >>'"+ran+"'\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	g.Write(map[string]string{"content/a.md": "1\n", ".gitattributes": "* diff=x filter=x text\n"})
	first := g.Commit("2026-01-01", "first")
	g.Write(map[string]string{"content/a.md": "2\n"})
	g.Commit("2026-01-02", "second")
	for _, hook := range []string{"post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"} {
		if err := os.Symlink(script, filepath.Join(g.Dir, ".git", "hooks", hook)); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy", "core.alternateRefsCommand",
		"diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge", "filter.x.process", "gpg.program", "credential.helper",
		"pager.rev-list", "pager.cat-file", "pager.ls-files", "uploadpack.packObjectsHook"} {
		g.Git("config", key, script)
	}
	for _, alias := range []string{"rev-parse", "rev-list", "cat-file", "merge-base", "for-each-ref", "ls-files"} {
		g.Git("config", "alias."+alias, "!"+script)
	}
	g.Git("config", "log.showSignature", "true")
	g.Git("config", "core.untrackedCache", "true")

	r := open(t, filepath.Join(g.Dir, "content"))
	head := commit(t, r, "HEAD")
	if _, err := r.MergeBase(t.Context(), head, commit(t, r, first)); err != nil {
		t.Error(err)
	}
	if _, err := r.DefaultBranch(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := r.Conflicts(t.Context(), "content"); err != nil {
		t.Error(err)
	}
	if l, err := r.History(t.Context(), head, "content", time.Time{}); err != nil || len(l.Commits) != 1 {
		t.Errorf("history: %v, %v", l, err)
	}
	tree, err := r.FS(t.Context(), head, "content")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := tree.ReadFile("a.md"); err != nil || string(text) != "2\n" {
		t.Errorf("a.md: %q, %v", text, err)
	}
	if text, err := os.ReadFile(ran); err == nil {
		t.Errorf("programs were run:\n%s", text)
	}
	_ = g.Try("status") // the same configuration runs the script in ordinary commands
	if _, err := os.Stat(ran); err != nil {
		t.Error("git status did not run the script, so this test cannot fail")
	}
}

func TestRemoteURL(t *testing.T) {
	g := gittest.New(t)
	r := open(t, g.Dir)
	want := func(url, branch string) {
		t.Helper()
		if got := r.RemoteURL(t.Context()); got != url {
			t.Errorf("remote %q, want %q", got, url)
		}
		if got := r.CurrentBranch(t.Context()); got != branch {
			t.Errorf("branch %q, want %q", got, branch)
		}
	}
	want("", "main") // without commits
	g.Git("remote", "add", "upstream", "https://example.org/a.git")
	want("https://example.org/a.git", "main")
	g.Git("remote", "add", "fork", "https://example.org/b.git")
	want("", "main")
	g.Git("remote", "add", "origin", "mine:c.git")
	g.Git("config", "url.https://example.org/.insteadOf", "mine:")
	want("https://example.org/c.git", "main")
	g.Write(map[string]string{"a": "a"})
	g.Git("checkout", "--quiet", "--detach", g.Commit("2026-01-01", "first"))
	want("https://example.org/c.git", "")
}
