package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDue(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		names  int
		all    bool
		lasted time.Duration // from the first to the last event
		want   time.Duration // after the last
	}{
		{1, false, 0, 3 * ms},
		{20, false, 500 * ms, 3 * ms},
		{21, false, 500 * ms, 30 * ms},
		{201, false, 500 * ms, 100 * ms},
		{0, true, 0, 30 * ms},
		{201, false, 950 * ms, 50 * ms},
		{201, false, 1000 * ms, 0},
	} {
		var b batch
		for i := range test.names {
			b.add(fmt.Sprint(i))
		}
		if test.all {
			b.lose()
		}
		b.first = b.last.Add(-test.lasted)
		if got := b.due(quiet, longest).Sub(b.last); got != test.want {
			t.Errorf("%+v: due after %v", test, got)
		}
	}
}

func TestEmptyFileIsWaitedForOnce(t *testing.T) {
	dir := temp(t)
	w := &watched{T: t, dir: dir}
	w.write("empty.md", "")
	w.write("full.md", "text")
	var b batch
	b.add("full.md")
	b.add("gone.md")
	if b.wait(b.last, dir, "") {
		t.Error("no file is empty, and it waits")
	}
	b = batch{}
	b.add("full.md")
	b.add("empty.md")
	if now := b.last; !b.wait(now, dir, "") || !b.due(quiet, longest).Equal(now.Add(emptyWait)) {
		t.Error("a file is empty, and it does not wait")
	}
	if b.add("empty.md"); b.due(quiet, longest).Sub(b.last) != quiet(1) {
		t.Error("it waits on after the file was written")
	}
	if b.wait(b.last, dir, "") {
		t.Error("it waits again")
	}
}

func TestGitIsWaitedFor(t *testing.T) {
	dir := temp(t)
	w := &watched{T: t, dir: filepath.Dir(dir)}
	if lock := indexLock(dir); lock != "" {
		t.Skip("temporary folders lie in a working copy: ", lock)
	}
	w.write("elsewhere/HEAD", "x")
	w.write(".git", "gitdir: elsewhere\n")
	if got := indexLock(dir); got != w.path("elsewhere/index.lock") {
		t.Errorf("the lock of a worktree is %s", got)
	}
	w.remove(".git")
	w.write(".git/index.lock", "")
	lock := indexLock(dir)
	if lock != w.path(".git/index.lock") {
		t.Fatalf("the lock is %s", lock)
	}
	var b batch
	for i := range few {
		b.add(fmt.Sprint(i))
	}
	now := time.Now()
	w.must(os.Chtimes(lock, now, now))
	if !b.wait(now, dir, lock) {
		t.Error("few files do not wait")
	}
	if b.wait(now.Add(gitFew), dir, lock) {
		t.Error("few files wait as long as many")
	}
	b.add("one more")
	if !b.wait(now, dir, lock) || !b.held.Equal(now.Add(gitWait)) {
		t.Error("many files do not wait")
	}
	if b.wait(now.Add(gitLongest), dir, lock) {
		t.Error("an old lock is waited for")
	}
	later := now.Add(gitLongest)
	w.must(os.Chtimes(lock, later, later))
	if b.wait(later.Add(time.Second), dir, lock) {
		t.Error("git is waited for, for ever")
	}
	w.must(os.Remove(lock))
	if b.wait(now, dir, lock) {
		t.Error("a lock that has gone is waited for")
	}
}

func TestSlept(t *testing.T) {
	for _, test := range []struct {
		wall, ran time.Duration
		want      bool
	}{
		{2 * time.Second, 2 * time.Second, false},
		{time.Minute, time.Minute, false}, // this program was stopped, not the machine
		{time.Hour, 2 * time.Second, true},
		{-time.Hour, 2 * time.Second, false}, // the clock was set
	} {
		if got := slept(test.wall, test.ran); got != test.want {
			t.Errorf("slept(%v, %v) = %v", test.wall, test.ran, got)
		}
	}
}
