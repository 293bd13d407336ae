package git

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Commit is one commit.
type Commit struct {
	Hash    string
	Time    time.Time // commit time, in UTC
	Author  string
	Subject string // the first line of its message
}

// Short returns the beginning of the hash, for messages. Its length is fixed, so that it
// does not depend on the other objects in the clone.
func (c Commit) Short() string { return short(c.Hash) }

func short(hash string) string { return hash[:min(len(hash), 10)] }

// Commit returns the commit that a revision names: a branch, a tag, a hash, or an
// expression such as main~3.
func (r *Repository) Commit(ctx context.Context, rev string) (Commit, error) {
	if !isRevision(rev) {
		return Commit{}, r.unknownRevision(rev, "")
	}
	hash, err := r.resolve(ctx, rev)
	if exit := (*exitError)(nil); errors.As(err, &exit) {
		remote := "origin/" + rev
		if _, err := r.resolve(ctx, remote); err != nil {
			remote = ""
		}
		return Commit{}, r.unknownRevision(rev, remote)
	} else if err != nil {
		return Commit{}, err
	}
	list, err := r.list(ctx, "--no-walk", hash)
	if err != nil {
		return Commit{}, err
	}
	if len(list) != 1 {
		return Commit{}, unexpected("rev-list", hash)
	}
	return list[0], nil
}

// isRevision reports whether a text may be passed to git as a revision. It rejects texts
// that begin with "-", which would be options, and those that begin with "^", such as
// ^main, which means all commits except those of main.
func isRevision(rev string) bool {
	return rev != "" && rev[0] != '-' && rev[0] != '^' && !strings.ContainsFunc(rev, func(c rune) bool { return c < ' ' })
}

// resolve returns the hash of the commit that a revision names.
func (r *Repository) resolve(ctx context.Context, rev string) (string, error) {
	out, err := run(ctx, r.root, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	return strings.TrimSpace(out), err
}

// Log is the list of commits that changed a folder.
type Log struct {
	// Base is the commit before the first one of Commits. It is the commit that created
	// the folder or, if the list begins at a date, the newest one before that date.
	Base    Commit
	Earlier []Commit // the commits before Base, oldest first
	Commits []Commit // oldest first
}

// History returns the commits that changed a folder (relative to the root) since a time;
// the zero time means all of them. Only first parents are followed, so a merged branch
// counts as one commit. If the folder was moved, its history begins at the move.
//
// In a shallow clone without a commit before the time, the error is ErrShallow.
func (r *Repository) History(ctx context.Context, head Commit, dir string, since time.Time) (Log, error) {
	// The option --since of git is not used: it stops at the first commit before the
	// time, although commit times are not always in order.
	list, err := r.list(ctx, "--first-parent", "--reverse", head.Hash, "--", dir)
	if err != nil {
		return Log{}, err
	}
	if len(list) == 0 {
		return Log{}, noFolder(dir, head)
	}
	first := 0
	for first < len(list) && list[first].Time.Before(since) {
		first++
	}
	if first == 0 && r.shallow {
		return Log{}, r.shallowHistory()
	}
	first = max(first, 1)
	return Log{Base: list[first-1], Earlier: list[:first-1], Commits: list[first:]}, nil
}

// list returns the commits that git rev-list prints. Unlike git log, rev-list does not
// depend on the configuration.
func (r *Repository) list(ctx context.Context, args ...string) ([]Commit, error) {
	out, err := run(ctx, r.root, append([]string{"rev-list", "--encoding=UTF-8", "--format=%ct%x00%an%x00%s"}, args...)...)
	if exit := (*exitError)(nil); errors.As(err, &exit) && isMissing(exit.message) {
		return nil, partialClone(args[len(args)-1])
	} else if err != nil {
		return nil, err
	}
	return parseList(out)
}

// parseList parses the output of rev-list. For each commit there is a line with its hash,
// and one with its time, author and subject, separated by NUL.
func parseList(out string) ([]Commit, error) {
	var list []Commit
	for out != "" {
		var head, line string
		head, out, _ = strings.Cut(out, "\n")
		line, out, _ = strings.Cut(out, "\n")
		hash, ok := strings.CutPrefix(head, "commit ")
		fields := strings.Split(line, "\x00")
		if !ok || !isHash(hash) || len(fields) != 3 {
			return nil, unexpected("rev-list", head+"\n"+line)
		}
		seconds, err := strconv.ParseInt(fields[0], 10, 64)
		if err != nil {
			return nil, unexpected("rev-list", line)
		}
		list = append(list, Commit{hash, time.Unix(seconds, 0).UTC(), valid(fields[1]), valid(fields[2])})
	}
	return list, nil
}

func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// isHash reports whether s is the hash of an object, in SHA-1 or SHA-256.
func isHash(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdef") == ""
}
