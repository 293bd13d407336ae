package watch

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// longest is how long a batch is held while events keep coming.
	longest = time.Second
	// few are the names that one save may bring with it: the file, and what
	// editors make beside it.
	few = 20
	// mostNames keeps the memory bounded when nobody receives. One look at
	// everything is cheaper than so many single ones.
	mostNames = 10_000
	// emptyWait is how long an empty file is given to be filled.
	emptyWait = 20 * time.Millisecond
	// gitWait is how often git's lock is looked at, and gitLongest how long
	// git is waited for. An older lock was left behind by a git that died.
	gitWait    = 5 * time.Millisecond
	gitLongest = 10 * time.Second
	// gitFew is how long it is waited for with few names, which may be a save
	// while git does something else, or the first of a checkout.
	gitFew = 300 * time.Millisecond
)

// quiet returns how long nothing must happen before a batch is complete. An
// author waits for few names, and a command that writes many makes pauses.
func quiet(names int) time.Duration {
	switch {
	case names > 10*few:
		return 100 * time.Millisecond
	case names > few:
		return 30 * time.Millisecond
	}
	return 3 * time.Millisecond
}

// batch is what is happening. Its zero value is empty.
type batch struct {
	names       map[string]bool
	all         bool
	linked      bool // links may lead elsewhere now
	doubted     bool // an empty file was waited for
	first, last time.Time
	held        time.Time // not due before
}

// add adds a file. Names are counted, not events: a long file written in many
// pieces is no burst. The backup of an editor (x.md~) is nothing to tell: some
// remove it long after the save.
func (b *batch) add(name string) {
	if strings.HasSuffix(name, "~") {
		return
	}
	b.touch()
	if b.all {
		return
	}
	if b.names == nil {
		b.names = map[string]bool{}
	}
	b.names[name] = true
	if len(b.names) > mostNames {
		b.lose()
	}
}

// lose says that the names are not known.
func (b *batch) lose() {
	b.touch()
	b.all, b.names = true, nil
}

// touch begins the quiet time anew.
func (b *batch) touch() {
	b.last, b.held = time.Now(), time.Time{}
	if b.first.IsZero() {
		b.first = b.last
	}
}

func (b *batch) started() bool { return !b.first.IsZero() }

// many tells whether this is more than a save.
func (b *batch) many() bool { return b.all || len(b.names) > few }

// due returns when the batch is complete, if nothing else happens.
func (b *batch) due(quiet func(int) time.Duration, longest time.Duration) time.Time {
	n := len(b.names)
	if b.all {
		n = max(n, few+1) // what removes a folder often makes another
	}
	due := b.last.Add(quiet(n))
	if end := b.first.Add(longest); end.Before(due) {
		due = end
	}
	if b.held.After(due) {
		due = b.held
	}
	return due
}

// wait tells whether a batch that is due should wait after all: a file is empty,
// most likely between an editor's truncating and its writing, or git is not done.
func (b *batch) wait(now time.Time, dir, git string) bool {
	patience := gitFew
	if b.many() {
		patience = gitLongest
	}
	if locked(git, now) && now.Before(b.first.Add(patience)) {
		b.held = now.Add(gitWait)
		return true
	}
	if !b.many() && !b.doubted {
		b.doubted = true
		for name := range b.names {
			if isEmpty(filepath.Join(dir, filepath.FromSlash(name))) {
				b.held = now.Add(emptyWait)
				return true
			}
		}
	}
	return false
}

func isEmpty(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == 0
}

func (b *batch) change() Change {
	return Change{Names: slices.Sorted(maps.Keys(b.names)), All: b.all}
}
