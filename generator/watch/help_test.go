package watch

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

// shared is a disk of which the system tells nothing.
func shared() habits {
	h := habitsOf(func(string) error { return fs.ErrPermission }) // which is taken quietly
	h.shared = func(string) string { return "test" }
	return h
}

// watched is a folder that is watched until the test ends.
type watched struct {
	*testing.T
	dir     string
	changes <-chan Change
	cancel  context.CancelFunc
	marks   int // see calm

	mu   sync.Mutex
	said []string
}

func habitsOf(refuse func(string) error) habits {
	return habits{quiet: quiet, longest: longest, beat: 100 * time.Millisecond, period: 20 * time.Millisecond, shared: sharedDisk, testOnlyRefuse: refuse}
}

// slowly makes one batch of what happens while busy is true, so that a test can
// count batches on a machine that has much else to do. Each beat looks at it.
func slowly(refuse func(string) error, busy *atomic.Bool) habits {
	h := habitsOf(refuse)
	h.quiet = func(int) time.Duration {
		if busy.Load() {
			return patience
		}
		return 500 * time.Millisecond
	}
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

// heard returns what the author was told.
func (w *watched) heard() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.said)
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
	last  Change
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
	t.last = c
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

// calm waits until what was done before has been told, by one more write, and
// returns what else was told. A name of its own each time: a write may be told
// twice.
func (w *watched) calm() told {
	w.Helper()
	var got told
	for mark := ""; mark == "" || !got.names[mark]; {
		if mark == "" || got.last.All { // which may mean the mark as well
			w.marks++
			mark = fmt.Sprintf("mark%d.md", w.marks)
			w.write(mark, "calm")
		}
		got.add(w.next())
	}
	maps.DeleteFunc(got.names, func(name string, _ bool) bool { return strings.HasPrefix(name, "mark") })
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
