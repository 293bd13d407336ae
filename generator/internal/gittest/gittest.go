// Package gittest makes Git repositories for tests. Equal steps give equal commits: dates
// and authors are fixed, and the configuration of the user is not read.
package gittest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Repository is a repository in a temporary folder, on branch main.
type Repository struct {
	Dir  string
	t    testing.TB
	home string
}

// New returns an empty repository. It skips the test if git is not installed, or fails it
// with PLATMAP_NEED_BROWSER=1, like other programs that tests need.
func New(t testing.TB) *Repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("PLATMAP_NEED_BROWSER") == "1" {
			t.Fatal("make test needs git")
		}
		t.Skip("git is not installed")
	}
	r := &Repository{Dir: t.TempDir(), t: t, home: t.TempDir()}
	r.Git("init", "--quiet", "--initial-branch=main")
	return r
}

// At returns another repository that exists, such as a clone of this one.
func (r *Repository) At(dir string) *Repository { return &Repository{Dir: dir, t: r.t, home: r.home} }

// URL returns the address for a clone like one from a server. A clone from a path would
// copy all objects.
func (r *Repository) URL() string {
	return "file:///" + strings.TrimPrefix(filepath.ToSlash(r.Dir), "/")
}

// Git runs a git command in the working tree and returns its output without the final
// line break.
func (r *Repository) Git(args ...string) string { return r.git("2026-01-01", nil, args...) }

// Try runs a git command that may fail, such as a merge with conflicts.
func (r *Repository) Try(args ...string) error {
	_, err := r.run("2026-01-01", nil, args...)
	return err
}

func (r *Repository) git(date string, stdin []byte, args ...string) string {
	r.t.Helper()
	out, err := r.run(date, stdin, args...)
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

func (r *Repository) run(date string, stdin []byte, args ...string) (string, error) {
	c := exec.Command("git", args...)
	c.Dir = r.Dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			c.Env = append(c.Env, v)
		}
	}
	at := date + "T12:00:00Z"
	c.Env = append(c.Env, "HOME="+r.home, "XDG_CONFIG_HOME="+r.home, "GIT_CONFIG_NOSYSTEM=1", "GIT_CEILING_DIRECTORIES="+filepath.Dir(r.Dir), "LC_ALL=C",
		"GIT_AUTHOR_NAME=Ann", "GIT_AUTHOR_EMAIL=ann@example.org", "GIT_AUTHOR_DATE="+at,
		"GIT_COMMITTER_NAME=Ann", "GIT_COMMITTER_EMAIL=ann@example.org", "GIT_COMMITTER_DATE="+at)
	c.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("git %q: %w: %s", args, err, stderr.String())
	}
	return strings.TrimSuffix(string(out), "\n"), err
}

// Write writes files of the working tree, by path relative to the root.
func (r *Repository) Write(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		file := filepath.Join(r.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			r.t.Fatal(err)
		}
	}
}

// Commit commits the working tree at noon UTC of a date such as 2026-01-02, and returns
// the hash.
func (r *Repository) Commit(date, subject string) string {
	r.t.Helper()
	r.Git("add", "--all")
	r.git(date, nil, "commit", "--quiet", "--allow-empty", "--message="+subject)
	return r.Git("rev-parse", "HEAD")
}

// Merge merges a branch at a date, with a merge commit, and returns its hash.
func (r *Repository) Merge(date, branch, subject string) string {
	r.t.Helper()
	r.git(date, nil, "merge", "--quiet", "--no-ff", "--message="+subject, branch)
	return r.Git("rev-parse", "HEAD")
}

// FastImport makes commits from a stream for git fast-import, which is the fastest method
// for many of them. It does not change the working tree.
func (r *Repository) FastImport(stream []byte) {
	r.t.Helper()
	r.git("2026-01-01", stream, "fast-import", "--quiet", "--force")
}
