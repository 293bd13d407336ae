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

func TestSave(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md", "sub/b.md"), habitsOf(refuse))
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

// Same size, and within the same tick of many disks' clocks.
func TestSameSizeAtOnce(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md"), habitsOf(refuse))
		stamp := time.Now().Add(time.Hour) // so it proves nothing, however long this takes
		for i := range 3 {
			w.write("a.md", fmt.Sprint("text ", i))
			w.must(os.Chtimes(w.path("a.md"), stamp, stamp))
			w.await("a.md")
		}
	})
}

func TestHiddenIsPassedOver(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, ".git/HEAD", ".a.md.swp"), habitsOf(refuse))
		w.write(".git/HEAD", "new")
		w.write(".git/objects/00/11", "new")
		w.write(".a.md.swp", "new")
		w.write("sub/.hidden/x.md", "new")
		w.write("sub/a.md~", "new")
		w.write("../beside.md", "new")
		if got := w.calm(); got.all || len(got.names) > 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestChmodIsNoChange(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md"), habitsOf(refuse))
		w.must(os.Chmod(w.path("a.md"), 0o600))
		if got := w.calm(); got.all || len(got.names) > 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestNewFolders(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), habitsOf(refuse))
		for i := range 10 { // the files are there before the watch, or not
			name := fmt.Sprintf("n%d/b/c/d.md", i)
			w.write(name, "new")
			w.await(name)
			w.write(name, "newer")
			w.await(name)
		}
	})
}

func TestRemovedAndRenamedFolders(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a/b/x.md", "a/b/y.md", "c/z.md"), habitsOf(refuse))
		w.rename("a", "new")
		w.await("a/b/x.md", "a/b/y.md", "new/b/x.md", "new/b/y.md")
		w.write("new/b/x.md", "new")
		w.await("new/b/x.md")
		w.calm()
		w.write("a/b/x.md", "the old name again")
		w.await("a/b/x.md")
		w.write("new/b/y.md", "new")
		w.await("new/b/y.md")

		// A folder that moves into one whose watch is younger than the move.
		w.must(os.Mkdir(w.path("young"), 0o777))
		w.rename("new/b", "young/b")
		w.await("new/b/x.md", "young/b/x.md")
		w.calm()
		w.write("young/b/x.md", "newest")
		if got := w.calm(); !got.all && !got.names["young/b/x.md"] {
			t.Errorf("a write in a folder that was moved is not told: %+v", got)
		}

		w.remove("young")
		w.await("young/b/x.md", "young/b/y.md")
		w.remove("c")
		w.write("c", "a file now")
		w.await("c", "c/z.md")
	})
}

func TestSwappedFolders(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a/s/x.md", "b/s/x.md"), habitsOf(refuse))
		w.rename("a", "t")
		w.rename("b", "a")
		w.rename("t", "b")
		w.await("a/s/x.md", "b/s/x.md")
		w.calm()
		for _, name := range []string{"a/s/x.md", "b/s/x.md"} {
			w.write(name, "newer")
			if got := w.calm(); got.all || !got.names[name] || len(got.names) > 1 {
				t.Errorf("writing %s: got %+v", name, got)
			}
		}
	})
}

func TestBurst(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), habitsOf(refuse))
		var names []string
		for i := range 500 {
			names = append(names, fmt.Sprintf("f%d/%d.md", i%20, i))
			w.write(names[i], "new")
		}
		if got := w.await(names...); got.all && len(w.heard()) == 0 {
			t.Errorf("all is told, not the names")
		} else {
			t.Logf("500 files came in %d changes", got.n)
		}
	})
}

func TestSlowReceiver(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t), habitsOf(refuse))
		var names []string
		for i := range 50 {
			names = append(names, fmt.Sprintf("%d.md", i))
			w.write(names[i], "new")
			// Another batch, surely, of which nothing is received.
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

func TestFolderGoesAndComes(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		w := watch(t, temp(t, "a.md", "sub/b.md"), habitsOf(refuse))
		for range 3 {
			w.remove(".")
			w.await("a.md", "sub/b.md")
			w.write("sub/b.md", "again")
			w.await("sub/b.md")
			w.calm()
			w.write("a.md", "again")
			if got := w.calm(); !got.all && !got.names["a.md"] {
				t.Errorf("got %+v", got)
			}
		}
		// And another in its place, with its parent.
		parent := filepath.Dir(w.dir)
		w.must(os.Rename(parent, parent+" old"))
		w.write("c.md", "again")
		w.await("a.md", "c.md")
		w.calm()
		w.write("c.md", "newer")
		w.await("c.md")
	})
}

func TestLinks(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		dir := temp(t, "target.md", ".hidden/deep/h.md", "folder/f.md", "../outside/o.md")
		for link, target := range map[string]string{
			"l.md": "target.md", "ll.md": "l.md", "sub.md": "folder/f.md", "h.md": ".hidden/deep/h.md",
			"out.md": "../outside/o.md", "out": "../outside", "linked": "folder", "nowhere.md": "missing.md",
		} {
			if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, link)); err != nil {
				t.Skip("no symbolic links here: ", err)
			}
		}
		w := watch(t, dir, habitsOf(refuse))
		exactly := func(what string, names ...string) {
			t.Helper()
			got := w.calm()
			for _, name := range names {
				if !got.names[name] && !got.all {
					t.Errorf("%s: %s is not told", what, name)
				}
				delete(got.names, name)
			}
			if len(got.names) > 0 {
				t.Errorf("%s: told are also %v", what, got.names)
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
		exactly("a hidden target that is replaced", "h.md")
		w.write("../outside/o.md", "new")
		exactly("outside")
		w.write("missing.md", "new")
		exactly("a target that comes", "missing.md", "nowhere.md")
		w.remove("target.md")
		exactly("a target that goes", "target.md", "l.md", "ll.md")
		w.remove("l.md")
		w.must(os.Symlink("missing.md", w.path("l.md")))
		exactly("a link that leads elsewhere", "l.md", "ll.md")
		w.write("missing.md", "newer")
		exactly("the new target", "missing.md", "nowhere.md", "l.md", "ll.md")
		w.remove("l.md")
		w.write("l.md", "a file now")
		exactly("a link that becomes a file", "l.md", "ll.md")
		w.write("missing.md", "newest")
		exactly("the target it had", "missing.md", "nowhere.md")
		w.remove(".hidden")
		w.await("h.md")
		w.calm()
		w.write(".hidden/deep/h.md", "again")
		w.await("h.md")
	})
}

func TestGivenALink(t *testing.T) {
	both(t, func(t *testing.T, refuse func(string) error) {
		one, two := temp(t, "a.md"), temp(t, "a.md")
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(one, link); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
		w := watch(t, link, habitsOf(refuse))
		w.write("a.md", "new")
		w.await("a.md")
		w.must(os.Symlink(two, link+".new"))
		w.must(os.Rename(link+".new", link))
		w.await("a.md")
		w.calm()
		w.write("b.md", "new")
		w.await("b.md")
	})
}

func TestRefusal(t *testing.T) {
	dir := temp(t)
	full := false
	w := watch(t, dir, habitsOf(func(folder string) error {
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
	said := w.heard()
	if len(said) != 1 || !strings.Contains(said[0], "sudo sysctl fs.inotify.max_user_watches=") || strings.Contains(said[0], "\n") {
		t.Errorf("said: %q", said)
	}
}

func TestNoFolder(t *testing.T) {
	dir := temp(t, "file")
	for _, name := range []string{"missing", "file"} {
		if _, err := Folder(context.Background(), filepath.Join(dir, name), nil); err == nil {
			t.Errorf("%s is watched", name)
		}
	}
}

// An overflow cannot be brought about at will, so this is as if fsnotify told.
func TestOverflow(t *testing.T) {
	dir := temp(t, "a.md")
	h := &watched{T: t, dir: dir}
	w := &watcher{habits: habitsOf(nil), dir: dir, say: h.hear}
	w.start()
	changes, lost := make(chan Change), w.notices.system.Errors
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

// The names that nobody receives are kept, but not without bound.
func TestManyNames(t *testing.T) {
	var ready Change
	var same batch
	for i := range mostNames {
		same.add(fmt.Sprint(i))
	}
	for range 3 {
		ready = ready.plus(same.change())
	}
	if ready.All || len(ready.Names) != mostNames {
		t.Errorf("all is %v beside %d names", ready.All, len(ready.Names))
	}
	var other batch
	other.add("other")
	if got := ready.plus(other.change()); !got.All || len(got.Names) > 0 {
		t.Errorf("one more: all is %v beside %d names", got.All, len(got.Names))
	}
	same.add("other")
	if got := same.change(); !got.All || len(got.Names) > 0 {
		t.Errorf("one more in a batch: all is %v beside %d names", got.All, len(got.Names))
	}
}

// Not parallel: it looks at all goroutines.
func TestNothingIsLeft(t *testing.T) {
	for _, refuse := range []func(string) error{nil, func(string) error { return syscall.EMFILE }} {
		w := watch(t, temp(t, "a.md"), habitsOf(refuse))
		w.write("a.md", "new")
		w.write("b/c.md", "new")
		w.await("a.md", "b/c.md")
		w.remove("b") // begins anew
		w.await("b/c.md")
		w.write("a.md", "nobody receives this")
		w.cancel()
		for range w.changes {
		}
	}
	// The channels are closed by the last thing a goroutine does, so it may
	// still be there for a moment.
	for start := time.Now(); ; runtime.Gosched() {
		all := make([]byte, 1<<20)
		all = all[:runtime.Stack(all, true)]
		if !strings.Contains(string(all), "watch.(*watcher)") && !strings.Contains(string(all), "fsnotify.") {
			return
		}
		if time.Since(start) > patience {
			t.Fatalf("goroutines are left:\n%s", all)
		}
	}
}

// On a disk that others write to, what the system does not tell is found by looking.
func TestSharedDisk(t *testing.T) {
	t.Parallel()
	w := watch(t, temp(t, "a.md", "sub/b.md"), shared())
	w.write("a.md", "new")
	w.await("a.md")
	w.write("new/c.md", "new")
	w.await("new/c.md")
	w.remove("sub")
	w.await("sub/b.md")

	w.rename(".", "../elsewhere") // all is watched anew, and looked through as before
	w.write("a.md", "another")
	for !w.next().All {
	}
	w.calm()
	w.write("a.md", "newest")
	w.await("a.md")
	if said := w.heard(); len(said) != 1 || !strings.Contains(said[0], "a test disk") {
		t.Errorf("the author was told %q", said)
	}
}

// What tests write to is a disk like any other, or else the table is to blame.
func TestOwnDisk(t *testing.T) {
	if disk := sharedDisk(t.TempDir()); disk != "" {
		t.Skipf("tests run on a %s disk", disk)
	}
	if disk := sharedDisk(filepath.Join(t.TempDir(), "none")); disk != "" {
		t.Errorf("what is not there is on a %s disk", disk)
	}
}

// A folder that could not be read is watched as soon as it can be.
func TestClosedFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("everything can be read")
	}
	both(t, func(t *testing.T, refuse func(string) error) {
		dir := temp(t, "a.md", "closed/b.md")
		must := (&watched{T: t}).must
		must(os.Chmod(filepath.Join(dir, "closed"), 0))
		w := watch(t, dir, habitsOf(refuse))
		w.must(os.Chmod(w.path("closed"), 0o755))
		w.await("closed/b.md")
		w.write("closed/b.md", "newer")
		w.await("closed/b.md")

		w.must(os.Mkdir(w.path("later"), 0))
		if got := w.calm(); refuse == nil && !got.all {
			t.Errorf("a folder that cannot be read is not told: %+v", got)
		}
		w.must(os.Chmod(w.path("later"), 0o755))
		w.write("later/c.md", "new")
		w.await("later/c.md")
	})
}

// Git is waited for also where there was none when the watch began.
func TestLaterGit(t *testing.T) {
	dir := temp(t, "a.md")
	files := &watched{T: t, dir: dir}
	w := &watcher{habits: habitsOf(nil), dir: dir}
	files.write("../.git/index.lock", "")
	w.batch.add("a.md")
	if w.settle(time.Now()); !w.ready.empty() {
		t.Errorf("told while git was at work: %+v", w.ready)
	}
	files.remove("../.git/index.lock")
	if w.settle(time.Now()); len(w.ready.Names) != 1 {
		t.Errorf("git is done, and %+v is told", w.ready)
	}
}
