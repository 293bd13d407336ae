// Package git reads commits of a Git repository. It is the only package that runs the git
// program, and it changes nothing: no branch, no index, no configuration.
//
//   - [Repository] is the repository that contains a folder; [Open] returns it.
//   - [Commit] is one commit. A revision such as main~3 identifies a commit.
//   - [Tree] is a folder at a commit, as a file system.
//   - [Log] is the list of commits that changed a folder.
//   - [Error] is an error that the user can resolve; its help contains the command to type.
//
// # The working tree and a tree
//
// A folder on disk and the same folder at a commit can differ although no one has edited
// it. Ignored files are only on disk; they are content too, because check and build read
// them. If Git converts line ends (core.autocrlf, or eol=crlf in .gitattributes), files
// on disk have CRLF and those of a tree have LF; [LF] removes that difference. Files in
// LFS or with a working-tree-encoding are not converted: a tree contains them as they are
// stored in the commit. Symbolic links are followed as package disk does, so only within
// the folder.
//
// # How git is run
//
// Only plumbing commands are run, without a pager, prompts, optional locks or access to
// the network. Whatever the configuration is, they run no aliases, hooks, file system
// monitors, filters, external diff programs or signature checks. The configuration of the
// user and of the system is read, because it contains safe.directory.
//
// GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and similar variables are removed from the
// environment. Git sets them for hooks, where they may refer to another repository than
// that of the folder. Git 2.30 or newer is needed.
package git

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
)

// Repository is a repository with a working tree. Its methods may be called
// concurrently.
type Repository struct {
	root    string
	dir     string
	shallow bool
	objects *objects

	mu      sync.Mutex
	folders map[string]*folder // the folders of the newest Tree, by id
}

// Open returns the repository that contains the folder dir. The repository cannot be used
// after ctx is done. Close releases its process.
func Open(ctx context.Context, dir string) (*Repository, error) {
	out, err := run(ctx, dir, "rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--is-shallow-repository", "--show-prefix")
	if err != nil {
		return nil, openError(dir, err)
	}
	lines := strings.SplitN(out, "\n", 4) // the last of these is a path, which may contain line breaks
	if len(lines) < 4 {
		return nil, unexpected("rev-parse", out)
	}
	switch {
	case lines[1] == "true":
		return nil, bareError(dir)
	case lines[0] != "true":
		return nil, outsideError(dir)
	}
	root, err := run(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, openError(dir, err)
	}
	r := &Repository{
		root:    strings.TrimSuffix(strings.TrimSuffix(root, "\n"), "\r"),
		dir:     strings.TrimSuffix(strings.TrimSuffix(lines[3], "\n"), "/"),
		shallow: lines[2] == "true",
	}
	if r.dir == "" {
		r.dir = "."
	}
	r.objects, err = startObjects(ctx, r.root)
	return r, err
}

// Close ends the process that reads objects.
func (r *Repository) Close() error { return r.objects.close() }

// Root returns the path of the working tree.
func (r *Repository) Root() string { return r.root }

// Dir returns the folder that was given to Open, relative to the root: "docs/content",
// or "." for the root.
func (r *Repository) Dir() string { return r.dir }

// IsShallow reports whether the clone lacks older commits.
func (r *Repository) IsShallow() bool { return r.shallow }

// MergeBase returns the best common ancestor of two commits.
func (r *Repository) MergeBase(ctx context.Context, a, b Commit) (Commit, error) {
	out, err := run(ctx, r.root, "merge-base", a.Hash, b.Hash)
	if exit := (*exitError)(nil); errors.As(err, &exit) && exit.code == 1 {
		return Commit{}, r.noMergeBase(a, b)
	} else if err != nil {
		return Commit{}, err
	}
	return r.Commit(ctx, strings.TrimSpace(out))
}

// DefaultBranch returns the branch into which changes are merged, such as "origin/main"
// or, without a remote, "main".
func (r *Repository) DefaultBranch(ctx context.Context) (string, error) {
	const remoteHead = "refs/remotes/origin/HEAD"
	wanted := []string{remoteHead, "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"}
	if name, err := run(ctx, r.root, "config", "--get", "init.defaultBranch"); err == nil {
		wanted = append(wanted, "refs/heads/"+strings.TrimSpace(name))
	}
	out, err := run(ctx, r.root, append([]string{"for-each-ref", "--format=%(refname) %(symref)"}, wanted...)...)
	if err != nil {
		return "", err
	}
	target := map[string]string{} // branch → the branch that it refers to, or itself
	for line := range strings.Lines(out) {
		name, symref, _ := strings.Cut(strings.TrimSpace(line), " ")
		if target[name] = name; symref != "" {
			target[name] = symref
		}
	}
	for _, name := range wanted {
		if ref := target[name]; ref != "" {
			return strings.TrimPrefix(strings.TrimPrefix(ref, "refs/heads/"), "refs/remotes/"), nil
		}
	}
	return "", noDefaultBranch()
}

// Conflicts returns the files of a folder that have merge conflicts in the working tree,
// relative to the root.
func (r *Repository) Conflicts(ctx context.Context, dir string) ([]string, error) {
	out, err := run(ctx, r.root, "ls-files", "--unmerged", "-z", "--", dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for entry := range strings.SplitSeq(out, "\x00") { // mode, id, stage and, after a tab, the name
		if _, name, ok := strings.Cut(entry, "\t"); ok {
			names = append(names, name)
		}
	}
	return slices.Compact(names), nil // up to three stages of one file follow each other
}

// RemoteURL returns the URL that git fetch uses for the remote origin or, without it, for
// the only remote. It returns "" if there is no such remote.
func (r *Repository) RemoteURL(ctx context.Context) string {
	url, err := run(ctx, r.root, "remote", "get-url", "--", "origin")
	if err != nil {
		names, _ := run(ctx, r.root, "remote")
		if names = strings.TrimSpace(names); names == "" || strings.Contains(names, "\n") {
			return ""
		}
		url, _ = run(ctx, r.root, "remote", "get-url", "--", names)
	}
	return strings.TrimSpace(url)
}

// CurrentBranch returns the branch that is checked out, or "". The branch may have no
// commits.
func (r *Repository) CurrentBranch(ctx context.Context) string {
	name, err := run(ctx, r.root, "symbolic-ref", "--quiet", "--short", "HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(name)
}
