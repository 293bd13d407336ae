package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

func TestFolder_Save(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md", "sub/b.md"), testSettings(refuse))
		for i := range 3 {
			w.write("sub/b.md", fmt.Sprint("new ", i))
			if got := w.await("sub/b.md"); got.all || len(got.names) != 1 {
				t.Errorf("got %+v", got)
			}
		}
		w.remove("a.md")
		if got := w.await("a.md"); got.all {
			t.Errorf("got %+v", got)
		}
		w.write("new.md", "new")
		w.rename("new.md", "newer.md")
		if got := w.await("newer.md"); got.all {
			t.Errorf("got %+v", got)
		}
	})
}

// The files have the same size and modification time.
func TestFolder_SameSizeAndTime(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md"), testSettings(refuse))
		stamp := time.Now().Add(time.Hour) // in the future, so that the file stays young
		for i := range 3 {
			w.write("a.md", fmt.Sprint("text ", i))
			w.must(os.Chtimes(w.path("a.md"), stamp, stamp))
			w.await("a.md")
		}
	})
}

func TestFolder_IgnoresHiddenAndBackupFiles(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, ".git/HEAD", ".a.md.swp"), testSettings(refuse))
		w.write(".git/HEAD", "new")
		w.write(".git/objects/00/11", "new")
		w.write(".a.md.swp", "new")
		w.write("sub/.hidden/x.md", "new")
		w.write("sub/a.md~", "new")
		w.write("../beside.md", "new")
		if got := w.flush(); got.all || len(got.names) > 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestFolder_IgnoresChmod(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md"), testSettings(refuse))
		w.must(os.Chmod(w.path("a.md"), 0o600))
		if got := w.flush(); got.all || len(got.names) > 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestFolder_NewFolders(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), testSettings(refuse))
		for i := range 10 { // a file may exist before its folder is watched
			name := fmt.Sprintf("n%d/b/c/d.md", i)
			w.write(name, "new")
			w.await(name)
			w.write(name, "newer")
			w.await(name)
		}
	})
}

func TestFolder_RemovedAndRenamedFolders(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a/b/x.md", "a/b/y.md", "c/z.md"), testSettings(refuse))
		w.rename("a", "new")
		w.await("a/b/x.md", "a/b/y.md", "new/b/x.md", "new/b/y.md")
		w.write("new/b/x.md", "new")
		w.await("new/b/x.md")
		w.flush()
		w.write("a/b/x.md", "the old name again")
		w.await("a/b/x.md")
		w.write("new/b/y.md", "new")
		w.await("new/b/y.md")

		// A folder is moved into one that was created just before.
		w.must(os.Mkdir(w.path("young"), 0o777))
		w.rename("new/b", "young/b")
		w.await("new/b/x.md", "young/b/x.md")
		w.flush()
		w.write("young/b/x.md", "newest")
		if got := w.flush(); !got.all && !got.names["young/b/x.md"] {
			t.Errorf("a write in a moved folder is not reported: %+v", got)
		}

		w.remove("young")
		w.await("young/b/x.md", "young/b/y.md")
		w.remove("c")
		w.write("c", "a file now")
		w.await("c", "c/z.md")
	})
}

func TestFolder_SwappedFolders(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a/s/x.md", "b/s/x.md"), testSettings(refuse))
		w.rename("a", "t")
		w.rename("b", "a")
		w.rename("t", "b")
		w.await("a/s/x.md", "b/s/x.md")
		w.flush()
		for _, name := range []string{"a/s/x.md", "b/s/x.md"} {
			w.write(name, "newer")
			if got := w.flush(); got.all || !got.names[name] || len(got.names) > 1 {
				t.Errorf("writing %s: got %+v", name, got)
			}
		}
	})
}

func TestFolder_BurstIsReportedByName(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), testSettings(refuse))
		var names []string
		for i := range 500 {
			names = append(names, fmt.Sprintf("f%d/%d.md", i%20, i))
			w.write(names[i], "new")
		}
		if got := w.await(names...); got.all && len(w.warnings()) == 0 {
			t.Errorf("All is set without a warning")
		} else {
			t.Logf("500 files came in %d changes", got.n)
		}
	})
}

func TestFolder_SlowReceiver(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), testSettings(refuse))
		var names []string
		for i := range 50 {
			names = append(names, fmt.Sprintf("%d.md", i))
			w.write(names[i], "new")
			// Long enough to complete the batch, which is not received.
			for start := time.Now(); time.Since(start) < 5*time.Millisecond; {
				_, err := os.Stat(w.dir)
				w.must(err)
			}
		}
		got := w.await(names...)
		if got.all || len(got.names) != 50 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestFolder_RemovedAndCreatedAgain(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md", "sub/b.md"), testSettings(refuse))
		for range 3 {
			w.remove(".")
			w.await("a.md", "sub/b.md")
			w.write("sub/b.md", "again")
			w.await("sub/b.md")
			w.flush()
			w.write("a.md", "again")
			if got := w.flush(); !got.all && !got.names["a.md"] {
				t.Errorf("got %+v", got)
			}
		}
		// The folder is replaced together with its parent.
		parent := filepath.Dir(w.dir)
		w.must(os.Rename(parent, parent+" old"))
		w.write("c.md", "again")
		w.await("a.md", "c.md")
		w.flush()
		w.write("c.md", "newer")
		w.await("c.md")
	})
}

func TestFolder_SymbolicLinks(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		dir := temp(t, "target.md", ".hidden/deep/h.md", "folder/f.md", "../outside/o.md")
		for link, target := range map[string]string{
			"l.md": "target.md", "ll.md": "l.md", "sub.md": "folder/f.md", "h.md": ".hidden/deep/h.md",
			"out.md": "../outside/o.md", "out": "../outside", "linked": "folder", "dangling.md": "missing.md",
		} {
			if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, link)); err != nil {
				t.Skip("symbolic links are not available: ", err)
			}
		}
		w := watch(t, dir, testSettings(refuse))
		exactly := func(what string, names ...string) {
			t.Helper()
			got := w.flush()
			for _, name := range names {
				if !got.names[name] && !got.all {
					t.Errorf("%s: %s is not reported", what, name)
				}
				delete(got.names, name)
			}
			if len(got.names) > 0 {
				t.Errorf("%s: also reported: %v", what, got.names)
			}
		}
		w.write("target.md", "new")
		exactly("a target", "target.md", "l.md", "ll.md")
		w.write("folder/f.md", "new")
		exactly("a target in a folder", "folder/f.md", "sub.md")
		w.write(".hidden/deep/h.md", "new")
		exactly("a hidden target", "h.md")
		w.write(".hidden/deep/new", "new")
		w.rename(".hidden/deep/new", ".hidden/deep/h.md")
		exactly("a replaced hidden target", "h.md")
		w.write("../outside/o.md", "new")
		exactly("outside")
		w.write("missing.md", "new")
		exactly("a created target", "missing.md", "dangling.md")
		w.remove("target.md")
		exactly("a removed target", "target.md", "l.md", "ll.md")
		w.remove("l.md")
		w.must(os.Symlink("missing.md", w.path("l.md")))
		exactly("a link with a new target", "l.md", "ll.md")
		w.write("missing.md", "newer")
		exactly("the new target", "missing.md", "dangling.md", "l.md", "ll.md")
		w.remove("l.md")
		w.write("l.md", "a file now")
		exactly("a link replaced by a file", "l.md", "ll.md")
		w.write("missing.md", "newest")
		exactly("the old target", "missing.md", "dangling.md")
		w.remove(".hidden")
		w.await("h.md")
		w.flush()
		w.write(".hidden/deep/h.md", "again")
		w.await("h.md")
	})
}

func TestFolder_GivenAsSymbolicLink(t *testing.T) {
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		one, two := temp(t, "a.md"), temp(t, "a.md")
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(one, link); err != nil {
			t.Skip("symbolic links are not available: ", err)
		}
		w := watch(t, link, testSettings(refuse))
		w.write("a.md", "new")
		w.await("a.md")
		w.must(os.Symlink(two, link+".new"))
		w.must(os.Rename(link+".new", link))
		w.await("a.md")
		w.flush()
		w.write("b.md", "new")
		w.await("b.md")
	})
}

func TestFolder_LimitReachedFallsBackToPolling(t *testing.T) {
	dir := temp(t)
	full := false
	w := watch(t, dir, testSettings(func(folder string) error {
		if full || folder == "one/too/many" {
			full = true
			return fmt.Errorf("adding: %w", syscall.ENOSPC)
		}
		return nil
	}))
	w.write("one/too/many/a.md", "new")
	w.await("one/too/many/a.md")
	w.write("b.md", "new")
	w.await("b.md")
	warnings := w.warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0], "sudo sysctl fs.inotify.max_user_watches=") || strings.Contains(warnings[0], "\n") {
		t.Errorf("warnings: %q", warnings)
	}
}

func TestFolder_NotAFolder(t *testing.T) {
	dir := temp(t, "file")
	for _, name := range []string{"missing", "file"} {
		if _, err := Folder(context.Background(), filepath.Join(dir, name), nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// An overflow cannot be caused reliably, so the test sends the error of fsnotify.
func TestFolder_OverflowReportsAll(t *testing.T) {
	dir := temp(t, "a.md")
	h := &watched{T: t, dir: dir}
	w := &watcher{settings: testSettings(nil), dir: dir, warn: h.warn}
	w.start()
	changes, lost := make(chan Change), w.notifier.system.Errors
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go w.run(ctx, changes)
	h.changes = changes
	lost <- fsnotify.ErrEventOverflow
	if got := h.next(); !got.All || len(got.Names) > 0 {
		t.Errorf("got %+v", got)
	}
	h.write("a.md", "new")
	h.await("a.md")
	cancel()
	for range changes {
	}
}

// Changes that are not received are merged, with a limit on the number of names.
func TestChangeMerge_LimitsNames(t *testing.T) {
	var pending Change
	var same batch
	for i := range maxNames {
		same.add(fmt.Sprint(i))
	}
	for range 3 {
		pending = pending.merge(same.change())
	}
	if pending.All || len(pending.Names) != maxNames {
		t.Errorf("All is %v with %d names", pending.All, len(pending.Names))
	}
	var other batch
	other.add("other")
	if got := pending.merge(other.change()); !got.All || len(got.Names) > 0 {
		t.Errorf("one more name: All is %v with %d names", got.All, len(got.Names))
	}
	same.add("other")
	if got := same.change(); !got.All || len(got.Names) > 0 {
		t.Errorf("one more name in a batch: All is %v with %d names", got.All, len(got.Names))
	}
}

// Not parallel: it examines all goroutines.
func TestFolder_GoroutinesEnd(t *testing.T) {
	for _, refuse := range []func(string) error{nil, func(string) error { return syscall.EMFILE }} {
		w := watch(t, temp(t, "a.md"), testSettings(refuse))
		w.write("a.md", "new")
		w.write("b/c.md", "new")
		w.await("a.md", "b/c.md")
		w.remove("b") // starts a new notifier
		w.await("b/c.md")
		w.write("a.md", "not received")
		w.cancel()
		for range w.changes {
		}
	}
	// A goroutine may still be running for a moment after it has closed its channel.
	for start := time.Now(); ; runtime.Gosched() {
		all := make([]byte, 1<<20)
		all = all[:runtime.Stack(all, true)]
		if !strings.Contains(string(all), "watch.(*watcher)") && !strings.Contains(string(all), "fsnotify.") {
			return
		}
		if time.Since(start) > timeout {
			t.Fatalf("goroutines are still running:\n%s", all)
		}
	}
}

// On a shared disk changes without events are found by polling.
func TestFolder_SharedDisk(t *testing.T) {
	t.Parallel()
	w := watch(t, temp(t, "a.md", "sub/b.md"), sharedDiskSettings())
	w.write("a.md", "new")
	w.await("a.md")
	w.write("new/c.md", "new")
	w.await("new/c.md")
	w.remove("sub")
	w.await("sub/b.md")

	w.rename(".", "../elsewhere") // starts a new notifier and poller
	w.write("a.md", "another")
	for !w.next().All {
	}
	w.flush()
	w.write("a.md", "newest")
	w.await("a.md")
	if warnings := w.warnings(); len(warnings) != 1 || !strings.Contains(warnings[0], "a test disk") {
		t.Errorf("warnings: %q", warnings)
	}
}

// The disk of the temporary folder is not a shared disk on most machines.
func TestSharedDisk_LocalDisk(t *testing.T) {
	if disk := sharedDisk(t.TempDir()); disk != "" {
		t.Skipf("the temporary folder is on a %s disk", disk)
	}
	if disk := sharedDisk(filepath.Join(t.TempDir(), "none")); disk != "" {
		t.Errorf("a missing folder is on a %s disk", disk)
	}
}

// An unreadable folder is watched as soon as it is readable.
func TestFolder_UnreadableFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("this user can read every folder")
	}
	eachMode(t, func(t *testing.T, refuse func(string) error) {
		dir := temp(t, "a.md", "unreadable/b.md")
		must := (&watched{T: t}).must
		must(os.Chmod(filepath.Join(dir, "unreadable"), 0))
		w := watch(t, dir, testSettings(refuse))
		w.must(os.Chmod(w.path("unreadable"), 0o755))
		w.await("unreadable/b.md")
		w.write("unreadable/b.md", "newer")
		w.await("unreadable/b.md")

		w.must(os.Mkdir(w.path("later"), 0))
		if got := w.flush(); refuse == nil && !got.all {
			t.Errorf("an unreadable folder is not reported: %+v", got)
		}
		w.must(os.Chmod(w.path("later"), 0o755))
		w.write("later/c.md", "new")
		w.await("later/c.md")
	})
}

// The git lock is also checked in a repository created after the watch started.
func TestComplete_LaterRepository(t *testing.T) {
	dir := temp(t, "a.md")
	files := &watched{T: t, dir: dir}
	w := &watcher{settings: testSettings(nil), dir: dir}
	files.write("../.git/index.lock", "")
	w.batch.add("a.md")
	if w.complete(time.Now()); !w.pending.empty() {
		t.Errorf("reported while git holds its lock: %+v", w.pending)
	}
	files.remove("../.git/index.lock")
	if w.complete(time.Now()); len(w.pending.Names) != 1 {
		t.Errorf("got %+v after git released its lock", w.pending)
	}
}
