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
	// maxDelay is how long a batch may grow while there are further events.
	maxDelay = time.Second
	// saveSize is the number of names that one save can cause: the file and the
	// temporary files of the editor.
	saveSize = 20
	// maxNames limits the memory while the receiver is busy. Reading everything once is
	// cheaper than so many single files.
	maxNames = 10_000
	// emptyDelay is how long to wait for an empty file to be filled.
	emptyDelay = 20 * time.Millisecond
	// gitPoll is how often git's lock is checked.
	gitPoll = 5 * time.Millisecond
	// gitTimeout limits the wait for git. An older lock was left behind by a git
	// process that crashed.
	gitTimeout = 10 * time.Second
	// gitSaveTimeout replaces gitTimeout for a batch that may be a save, made
	// independently of git.
	gitSaveTimeout = 300 * time.Millisecond
)

// quietTime returns how long there must be no event before a batch is complete.
// It is short for few names, because an author is waiting, and long for many
// names, because a command that writes many files makes pauses.
func quietTime(names int) time.Duration {
	switch {
	case names > 10*saveSize:
		return 100 * time.Millisecond
	case names > saveSize:
		return 30 * time.Millisecond
	}
	return 3 * time.Millisecond
}

// batch collects changes. Its zero value is empty.
type batch struct {
	names          map[string]bool
	all            bool
	linksChanged   bool // the targets of symbolic links may have changed
	waitedForEmpty bool
	first, last    time.Time // times of the first and the last event
	notBefore      time.Time // the batch is not complete before this time
}

// add adds a file, except backups of editors (x.md~), which may be removed long
// after the save. Names are counted, not events: a file written in many pieces
// is still one save.
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
	if len(b.names) > maxNames {
		b.setAll()
	}
}

// setAll records that any file may have changed.
func (b *batch) setAll() {
	b.touch()
	b.all, b.names = true, nil
}

// touch restarts the quiet time.
func (b *batch) touch() {
	b.last, b.notBefore = time.Now(), time.Time{}
	if b.first.IsZero() {
		b.first = b.last
	}
}

func (b *batch) started() bool { return !b.first.IsZero() }

// isSave reports whether the batch may come from a single save.
func (b *batch) isSave() bool { return !b.all && len(b.names) <= saveSize }

// due returns the time at which the batch is complete if there are no more events.
func (b *batch) due(quietTime func(int) time.Duration, maxDelay time.Duration) time.Time {
	n := len(b.names)
	if b.all {
		n = max(n, saveSize+1) // a command that removes a folder often creates another
	}
	due := b.last.Add(quietTime(n))
	if end := b.first.Add(maxDelay); end.Before(due) {
		due = end
	}
	if b.notBefore.After(due) {
		due = b.notBefore
	}
	return due
}

// postpone reports whether a batch that is due must wait, and sets until when. It
// must wait while git holds its lock, and once for an empty file, which an editor
// has most likely truncated but not written yet.
func (b *batch) postpone(now time.Time, dir, gitLock string) bool {
	timeout := gitTimeout
	if b.isSave() {
		timeout = gitSaveTimeout
	}
	if isLocked(gitLock, now) && now.Before(b.first.Add(timeout)) {
		b.notBefore = now.Add(gitPoll)
		return true
	}
	if b.isSave() && !b.waitedForEmpty {
		b.waitedForEmpty = true
		for name := range b.names {
			if isEmpty(filepath.Join(dir, filepath.FromSlash(name))) {
				b.notBefore = now.Add(emptyDelay)
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
