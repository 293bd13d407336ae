package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/git"
)

// diffFlag adds the flag --diff to a command.
func diffFlag(c *cobra.Command, rev *string) {
	c.Flags().StringVar(rev, "diff", "", "mark what has changed since a `revision`, such as main; main... means since the merge base of main and HEAD")
	c.PreRunE = func(c *cobra.Command, _ []string) error {
		if c.Flags().Changed("diff") && strings.Trim(*rev, ".") == "" { // for example, because a shell variable is not set
			return fmt.Errorf("invalid --diff %q; write a revision, such as main", *rev)
		}
		return nil
	}
}

// setBase sets in.Base to the content at the revision of --diff. It does nothing if rev
// is "". The base can be read until done is called.
func (p *project) setBase(ctx context.Context, in *generator.Input, rev string) (done func(), err error) {
	if rev == "" {
		return func() {}, nil
	}
	r, err := openRevisions(ctx, p.content, in.Content)
	if err != nil {
		return nil, err
	}
	old, err := r.base(rev)
	if err != nil {
		r.close()
		return nil, err
	}
	in.Content = r.workingTree
	in.Base = &generator.Base{Name: title(rev, old.commit), Content: old.content}
	return r.close, nil
}

// base returns the state at a revision, or at the merge base of HEAD and a revision that
// ends with "...".
func (r *revisions) base(rev string) (state, error) {
	branch, fromStart := strings.CutSuffix(rev, "...")
	if strings.Contains(branch, "..") {
		return state{}, fmt.Errorf("invalid --diff %s; use one revision, because it is compared with the working tree", rev)
	}
	old, err := r.atRevision(branch)
	if err != nil || !fromStart {
		return old, err
	}
	head, err := r.atRevision("HEAD")
	if err != nil {
		return state{}, err
	}
	return r.mergeBase(old, head)
}

// title returns the name of a revision on pages: a shortened hash, or the name of a
// branch without origin/.
func title(rev string, c git.Commit) string {
	rev = strings.TrimSuffix(rev, "...")
	if strings.HasPrefix(c.Hash, rev) {
		return c.Short()
	}
	return strings.TrimPrefix(rev, "origin/")
}
