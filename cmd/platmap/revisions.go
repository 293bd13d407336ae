package main

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"platmap/generator/git"
	"platmap/generator/site"
)

// state is the content at a commit, or in the working tree.
type state struct {
	commit  git.Commit // zero for the working tree
	label   string     // the revision that names the commit, such as a branch
	content fs.FS
	isEmpty bool // whether the content folder does not exist in the commit
}

func (s state) isWorkingTree() bool { return s.commit.Hash == "" }

// name returns the name of a state for messages.
func (s state) name() string {
	if s.isWorkingTree() {
		return "the working tree"
	}
	if s.label == "" || strings.HasPrefix(s.commit.Hash, s.label) {
		return s.commit.Short()
	}
	return s.label + " (" + s.commit.Short() + ")"
}

// id returns the name of a state in the JSON output.
func (s state) id() string { return cmp.Or(s.commit.Hash, "working tree") }

// revisions makes the states of a content folder.
type revisions struct {
	ctx         context.Context
	repository  *git.Repository
	workingTree fs.FS
}

// openRevisions opens the repository of a content folder. Close releases it.
func openRevisions(ctx context.Context, content string, workingTree fs.FS) (*revisions, error) {
	r, err := git.Open(ctx, content)
	if err != nil {
		return nil, err
	}
	return &revisions{ctx, r, git.LF(workingTree)}, nil
}

func (r *revisions) close() { _ = r.repository.Close() }

// conflicts returns the files with merge conflicts, relative to the content folder.
func (r *revisions) conflicts() ([]string, error) {
	dir := r.repository.Dir()
	names, err := r.repository.Conflicts(r.ctx, dir)
	for i, name := range names {
		names[i] = strings.TrimPrefix(name, dir+"/")
	}
	return names, err
}

// current returns the state of the working tree.
func (r *revisions) current() state { return state{content: r.workingTree} }

// at returns the state at a commit. It is empty if the commit has no content folder.
func (r *revisions) at(c git.Commit) (state, error) {
	tree, err := r.repository.FS(r.ctx, c, r.repository.Dir())
	if errors.Is(err, git.ErrNoFolder) {
		return state{commit: c, content: new(zip.Reader), isEmpty: true}, nil // an empty file system
	}
	return state{commit: c, content: git.LF(tree)}, err
}

// atRevision returns the state at a revision, such as a branch.
func (r *revisions) atRevision(rev string) (state, error) {
	c, err := r.repository.Commit(r.ctx, rev)
	if err != nil {
		return state{}, err
	}
	s, err := r.at(c)
	s.label = rev
	return s, err
}

// between returns the states that the argument of diff names:
//
//	A..B   two commits
//	A...B  the merge base of A and B, which is the commit from which B started, and B
//	A      a commit and the working tree
//	none     the commit from which the current branch started, and the working tree
func (r *revisions) between(arg string) (old, new state, err error) {
	if arg == "" {
		old, err = r.start()
		return old, r.current(), err
	}
	from, to, isRange := strings.Cut(arg, "..")
	if !isRange {
		old, err = r.atRevision(arg)
		return old, r.current(), err
	}
	to, fromStart := strings.CutPrefix(to, ".")
	from, to = cmp.Or(from, "HEAD"), cmp.Or(to, "HEAD")
	if new, err = r.atRevision(to); err != nil {
		return old, new, err
	}
	if old, err = r.atRevision(from); err == nil && fromStart {
		old, err = r.mergeBase(old, new)
	}
	return old, new, err
}

// since returns the state before a date and that of the working tree. If date is "" it
// returns the states that arg names, as between does.
func (r *revisions) since(date, arg string) (old, new state, err error) {
	if date == "" {
		return r.between(arg)
	}
	if arg != "" {
		return old, new, fmt.Errorf("--since and the revision %s exclude each other", arg)
	}
	old, err = r.before(date)
	return old, r.current(), err
}

// mergeBase returns the state at the merge base of a branch and a commit.
func (r *revisions) mergeBase(branch, head state) (state, error) {
	c, err := r.repository.MergeBase(r.ctx, branch.commit, head.commit)
	if err != nil {
		return state{}, err
	}
	s, err := r.at(c)
	if s.label = branch.label; c.Hash != branch.commit.Hash {
		s.label = "the merge base with " + branch.label
	}
	return s, err
}

// start returns the state from which the current branch started. In a job for a pull
// request or a merge request, it is the merge base with the target branch.
func (r *revisions) start() (state, error) {
	if sha := os.Getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA"); sha != "" {
		return r.atRevision(sha)
	}
	head, err := r.atRevision("HEAD") // resolve HEAD first: without a commit there is no branch either
	if err != nil {
		return state{}, err
	}
	branch := ""
	if base := os.Getenv("GITHUB_BASE_REF"); base != "" {
		branch = "origin/" + base
	} else if branch, err = r.repository.DefaultBranch(r.ctx); err != nil {
		return state{}, err
	}
	target, err := r.atRevision(branch)
	if err != nil {
		return state{}, err
	}
	return r.mergeBase(target, head)
}

// before returns the state of the current branch at the end of the day before a date. If
// all commits are newer, it returns the state at the oldest one.
func (r *revisions) before(date string) (state, error) {
	day := site.Date(date).Day()
	if day.IsZero() {
		return state{}, fmt.Errorf("invalid --since %s; write a date such as 2026-07-01 or 2026-07", date)
	}
	head, err := r.repository.Commit(r.ctx, "HEAD")
	if err != nil {
		return state{}, err
	}
	log, err := r.repository.History(r.ctx, head, r.repository.Dir(), day)
	if err != nil {
		return state{}, err
	}
	s, err := r.at(log.Base)
	s.label = "the state of " + log.Base.Time.Format(time.DateOnly)
	return s, err
}
