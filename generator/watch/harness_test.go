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

// timeout ends a test that waits for a change that does not come.
const timeout = 30 * time.Second

// eachMode runs a test with events of the system and with polling.
func eachMode(t *testing.T, test func(t *testing.T, refuse func(string) error)) {
	t.Run("events", func(t *testing.T) {
		t.Parallel()
		test(t, nil)
	})
	t.Run("poll", func(t *testing.T) {
		t.Parallel()
		test(t, func(string) error { return syscall.ENOSPC })
	})
}

// sharedDiskSettings simulate a shared disk without any events.
func sharedDiskSettings() settings {
	h := testSettings(func(string) error { return fs.ErrPermission }) // causes no fallback
	h.sharedDisk = func(string) string { return "test" }
	return h
}

// watched is a folder that is watched until the test ends.
type watched struct {
	*testing.T
	dir     string
	changes <-chan Change
	cancel  context.CancelFunc
	flushes int // number of calls of flush

	mu     sync.Mutex
	warned []string
}

func testSettings(refuse func(string) error) settings {
	return settings{quietTime: quietTime, maxDelay: maxDelay, tickInterval: 100 * time.Millisecond, pollInterval: 20 * time.Millisecond, sharedDisk: sharedDisk, testOnlyRefuse: refuse}
}

// oneBatch makes one batch of all that happens while busy is true, so that a test
// can count batches on a busy machine. Every tick checks busy.
func oneBatch(refuse func(string) error, busy *atomic.Bool) settings {
	h := testSettings(refuse)
	h.quietTime = func(int) time.Duration {
		if busy.Load() {
			return timeout
		}
		return 500 * time.Millisecond
	}
	h.maxDelay = timeout
	return h
}

func watch(t *testing.T, dir string, h settings) *watched {
	t.Helper()
	w := &watched{T: t, dir: dir}
	ctx, cancel := context.WithCancel(context.Background())
	changes, err := watchWith(ctx, dir, w.warn, h)
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

func (w *watched) warn(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.warned = append(w.warned, text)
}

// warnings returns the lines for the author so far.
func (w *watched) warnings() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.warned)
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
	case <-time.After(timeout):
		w.Fatal("no change was reported")
		panic("not reached")
	}
}

// union is several Changes in one.
type union struct {
	names map[string]bool
	all   bool
	n     int // number of Changes
	last  Change
}

func (u *union) add(c Change) {
	if u.names == nil {
		u.names = map[string]bool{}
	}
	for _, name := range c.Names {
		u.names[name] = true
	}
	u.all = u.all || c.All
	u.n++
	u.last = c
}

// await receives until all names are reported, and returns everything received.
func (w *watched) await(names ...string) union {
	w.Helper()
	var got union
	for !got.all && slices.ContainsFunc(names, func(name string) bool { return !got.names[name] }) {
		got.add(w.next())
	}
	return got
}

// flush receives everything that was changed before, and returns it. It writes one
// more file, with a new name each time because a write may be reported twice.
func (w *watched) flush() union {
	w.Helper()
	var got union
	for name := ""; name == "" || !got.names[name]; {
		if name == "" || got.last.All { // this may include the file
			w.flushes++
			name = fmt.Sprintf("flush%d.md", w.flushes)
			w.write(name, "flush")
		}
		got.add(w.next())
	}
	maps.DeleteFunc(got.names, func(name string, _ bool) bool { return strings.HasPrefix(name, "flush") })
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
