package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestBatchDue_DependsOnSize(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		names  int
		all    bool
		lasted time.Duration // from the first to the last event
		want   time.Duration // time after the last event
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
			b.setAll()
		}
		b.first = b.last.Add(-test.lasted)
		if got := b.due(quietTime, maxDelay).Sub(b.last); got != test.want {
			t.Errorf("%+v: due after %v", test, got)
		}
	}
}

func TestBatchPostpone_EmptyFileOnce(t *testing.T) {
	dir := temp(t)
	w := &watched{T: t, dir: dir}
	w.write("empty.md", "")
	w.write("full.md", "text")
	var b batch
	b.add("full.md")
	b.add("gone.md")
	if b.postpone(b.last, dir, "") {
		t.Error("postponed without an empty file")
	}
	b = batch{}
	b.add("full.md")
	b.add("empty.md")
	if now := b.last; !b.postpone(now, dir, "") || !b.due(quietTime, maxDelay).Equal(now.Add(emptyDelay)) {
		t.Error("not postponed for an empty file")
	}
	if b.add("empty.md"); b.due(quietTime, maxDelay).Sub(b.last) != quietTime(1) {
		t.Error("still postponed after the file was written")
	}
	if b.postpone(b.last, dir, "") {
		t.Error("postponed twice")
	}
}

func TestBatchPostpone_GitLock(t *testing.T) {
	dir := temp(t)
	w := &watched{T: t, dir: filepath.Dir(dir)}
	if lock := indexLock(dir); lock != "" {
		t.Skip("temporary folders are in a git working tree: ", lock)
	}
	w.write("elsewhere/HEAD", "x")
	w.write(".git", "gitdir: elsewhere\n")
	if got := indexLock(dir); got != w.path("elsewhere/index.lock") {
		t.Errorf("lock of a worktree: %s", got)
	}
	w.remove(".git")
	w.write(".git/index.lock", "")
	lock := indexLock(dir)
	if lock != w.path(".git/index.lock") {
		t.Fatalf("lock: %s", lock)
	}
	var b batch
	for i := range saveSize {
		b.add(fmt.Sprint(i))
	}
	now := time.Now()
	w.must(os.Chtimes(lock, now, now))
	if !b.postpone(now, dir, lock) {
		t.Error("a save is not postponed")
	}
	if b.postpone(now.Add(gitSaveTimeout), dir, lock) {
		t.Error("a save is postponed as long as a large batch")
	}
	b.add("one more")
	if !b.postpone(now, dir, lock) || !b.notBefore.Equal(now.Add(gitPoll)) {
		t.Error("a large batch is not postponed")
	}
	if b.postpone(now.Add(gitTimeout), dir, lock) {
		t.Error("postponed for an old lock")
	}
	later := now.Add(gitTimeout)
	w.must(os.Chtimes(lock, later, later))
	if b.postpone(later.Add(time.Second), dir, lock) {
		t.Error("postponed without a time limit")
	}
	w.must(os.Remove(lock))
	if b.postpone(now, dir, lock) {
		t.Error("postponed for a removed lock")
	}
}

func TestWasSuspended(t *testing.T) {
	for _, test := range []struct {
		wall, monotonic time.Duration
		want            bool
	}{
		{2 * time.Second, 2 * time.Second, false},
		{time.Minute, time.Minute, false}, // the process was stopped, not the machine
		{time.Hour, 2 * time.Second, true},
		{-time.Hour, 2 * time.Second, false}, // the clock was set
	} {
		if got := wasSuspended(test.wall, test.monotonic); got != test.want {
			t.Errorf("wasSuspended(%v, %v) = %v", test.wall, test.monotonic, got)
		}
	}
}
