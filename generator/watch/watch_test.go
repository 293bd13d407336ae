package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience ends a test that waits for what never comes.
const patience = 30 * time.Second

// both runs a test where the system tells of changes and where it refuses to.
func both(t *testing.T, test func(t *testing.T, refuse func(string) error)) {
	t.Run("notices", func(t *testing.T) {
		t.Parallel()
		test(t, nil)
	})
	t.Run("poll", func(t *testing.T) {
		t.Parallel()
		test(t, func(string) error { return syscall.ENOSPC })
	})
}

// watched is a folder that is watched until the test ends.
type watched struct {
	*testing.T
	dir     string
	changes <-chan Change
	cancel  context.CancelFunc

	mu   sync.Mutex
	said []string
}

func habitsOf(refuse func(string) error) habits {
	return habits{quiet: quiet, longest: longest, beat: 100 * time.Millisecond, period: 20 * time.Millisecond, testOnlyRefuse: refuse}
}

// slowly makes one batch of what happens without a pause of a second, so that a
// test can count batches on a machine that has much else to do.
func slowly(refuse func(string) error) habits {
	h := habitsOf(refuse)
	h.quiet = func(int) time.Duration { return time.Second }
	h.longest = patience
	return h
}

func watch(t *testing.T, dir string, h habits) *watched {
	t.Helper()
	w := &watched{T: t, dir: dir}
	ctx, cancel := context.WithCancel(context.Background())
	changes, err := folder(ctx, dir, w.hear, h)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	w.changes, w.cancel = changes, cancel
	t.Cleanup(func() {
		cancel()
		for range changes {
		}
	})
	return w
}

func (w *watched) hear(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, text)
}

func (w *watched) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watched) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *watched) write(name, text string) {
	w.Helper()
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o777))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o666))
}

func (w *watched) remove(name string)     { w.Helper(); w.must(os.RemoveAll(w.path(name))) }
func (w *watched) rename(old, new string) { w.Helper(); w.must(os.Rename(w.path(old), w.path(new))) }

func (w *watched) next() Change {
	w.Helper()
	select {
	case c, ok := <-w.changes:
		if !ok {
			w.Fatal("the channel is closed")
		}
		return c
	case <-time.After(patience):
		w.Fatal("no change was told")
		panic("not reached")
	}
}

// told is the union of Changes.
type told struct {
	names map[string]bool
	all   bool
	n     int // how many Changes
}

func (t *told) add(c Change) {
	if t.names == nil {
		t.names = map[string]bool{}
	}
	for _, name := range c.Names {
		t.names[name] = true
	}
	t.all = t.all || c.All
	t.n++
}

// await receives until all names are told, and returns what was told on the way.
func (w *watched) await(names ...string) told {
	w.Helper()
	var got told
	for !got.all && slices.ContainsFunc(names, func(name string) bool { return !got.names[name] }) {
		got.add(w.next())
	}
	return got
}

// calm waits until what was done before has been told, by one more write.
func (w *watched) calm() told {
	w.Helper()
	w.write("calm.md", fmt.Sprint(time.Now().UnixNano()))
	var got told
	for !got.names["calm.md"] {
		got.add(w.next())
	}
	delete(got.names, "calm.md")
	return got
}

func temp(t *testing.T, files ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	w := &watched{T: t, dir: dir}
	for _, name := range files {
		w.write(name, "old "+name)
	}
	return dir
}

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
		stamp := time.Now()
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
		if got := w.await(names...); got.all {
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
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.said) != 1 || !strings.Contains(w.said[0], "sudo sysctl fs.inotify.max_user_watches=") || strings.Contains(w.said[0], "\n") {
		t.Errorf("said: %q", w.said)
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
