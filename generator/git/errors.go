package git

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Error is an error that the user can resolve.
type Error struct {
	Kind error  // one of the kinds below
	Text string // what is wrong
	Help string // what to do, with the exact text to type if possible
}

func (e *Error) Error() string { return e.Text + "; " + e.Help }

func (e *Error) Unwrap() error { return e.Kind }

// The kinds of an Error.
var (
	ErrNotInstalled    = errors.New("git is not installed")
	ErrNotRepository   = errors.New("not in a Git repository")
	ErrBare            = errors.New("bare repository")
	ErrOutside         = errors.New("outside the working tree")
	ErrUntrusted       = errors.New("repository of another user")
	ErrUnknownRevision = errors.New("unknown revision")
	ErrShallow         = errors.New("shallow clone")
	ErrPartial         = errors.New("partial clone")
	ErrNoMergeBase     = errors.New("no common ancestor")
	ErrNoFolder        = errors.New("no such folder in the commit")
	ErrSubmodule       = errors.New("submodule")
)

func notInstalled(err error) error {
	return &Error{ErrNotInstalled, "the git program cannot be run (" + err.Error() + ")", "install Git 2.30 or newer: https://git-scm.com/downloads"}
}

// safeCommand matches the command that git suggests for a repository of another user. Git
// writes the path in the form that each operating system needs.
var safeCommand = regexp.MustCompile(`(?m)^\s*(git config --global --add safe\.directory .+?)\s*$`)

// openError returns the error for a folder in which git finds no repository. The exit
// status of git is the same for all reasons, so the error depends on its message.
func openError(dir string, err error) error {
	exit := (*exitError)(nil)
	if !errors.As(err, &exit) {
		return err
	}
	switch text := exit.message; {
	case strings.Contains(text, "dubious ownership"), strings.Contains(text, "unsafe repository"): // the messages since git 2.35.3 and before
		help := "git config --global --add safe.directory PATH"
		if m := safeCommand.FindStringSubmatch(text); m != nil {
			help = m[1]
		}
		return &Error{ErrUntrusted, fmt.Sprintf("the repository of folder %s belongs to another user, so git does not use it", dir), "if you trust it, run " + help}
	case strings.Contains(text, "cannot use bare repository"), strings.Contains(text, "must be run in a work tree"):
		return bareError(dir)
	case strings.Contains(text, "not a git repository"):
		return &Error{ErrNotRepository, fmt.Sprintf("folder %s is not in a Git repository", dir), "run git init, or use a folder that was cloned with git"}
	}
	return err
}

func bareError(dir string) error {
	return &Error{ErrBare, fmt.Sprintf("folder %s is in a bare repository, which has no working tree", dir), "clone it and use the clone"}
}

func outsideError(dir string) error {
	return &Error{ErrOutside, fmt.Sprintf("folder %s is outside the working tree of its repository", dir), "use a folder in the working tree"}
}

// fetchHelp explains how to complete a shallow clone.
const fetchHelp = "run git fetch --unshallow; in CI set fetch-depth: 0 (actions/checkout) or GIT_DEPTH: 0 (GitLab)"

// unknownRevision returns the error for a revision that is not the name of a commit.
// similar is a revision that is, or "".
func (r *Repository) unknownRevision(rev, similar string) error {
	switch {
	case similar != "":
		return &Error{ErrUnknownRevision, fmt.Sprintf("unknown revision %q", rev), "use " + similar}
	case r.shallow:
		return &Error{ErrShallow, fmt.Sprintf("unknown revision %q: this shallow clone lacks older commits and other branches", rev), fetchHelp}
	case rev == "HEAD":
		return &Error{ErrUnknownRevision, "this repository has no commits", "make one with git commit"}
	}
	return &Error{ErrUnknownRevision, fmt.Sprintf("unknown revision %q", rev), "use a branch, a tag or the hash of a commit; git branch --all and git tag list them, and git fetch gets new ones"}
}

func (r *Repository) noMergeBase(a, b Commit) error {
	if r.shallow {
		return &Error{ErrShallow, fmt.Sprintf("no common ancestor of %s and %s: this shallow clone lacks older commits", a.Short(), b.Short()), fetchHelp}
	}
	return &Error{ErrNoMergeBase, fmt.Sprintf("%s and %s have no common ancestor", a.Short(), b.Short()), "name both revisions, such as OLD..NEW"}
}

func noDefaultBranch() error {
	return &Error{ErrUnknownRevision, "the default branch is unknown: there is no origin/HEAD, main or master", "name a revision, or run git remote set-head origin --auto"}
}

func (r *Repository) shallowHistory() error {
	return &Error{ErrShallow, "the history is incomplete: this shallow clone lacks older commits", fetchHelp}
}

func noFolder(dir string, c Commit) error {
	return &Error{ErrNoFolder, fmt.Sprintf("folder %s does not exist at %s", dir, c.Short()), "use a newer revision, or another folder"}
}

// inSubmodule returns the error for a folder that is in a submodule.
func inSubmodule(name string, c Commit) error {
	return submoduleError(name, c, "run git submodule update --init, and use a content folder in the submodule")
}

// hasSubmodule returns the error for a folder that contains a submodule.
func hasSubmodule(name string, c Commit) error {
	return submoduleError(name, c, "move them into this repository, or the submodule out of the content folder")
}

func submoduleError(name string, c Commit, help string) error {
	return &Error{ErrSubmodule, fmt.Sprintf("%s is a submodule at %s, so its files are in another repository", name, c.Short()), help}
}

func partialClone(id string) error {
	return &Error{ErrPartial, fmt.Sprintf("object %s is not in this clone, which may be a partial one", short(id)), "run git fetch --refetch --no-filter origin; in CI remove filter: from actions/checkout"}
}
