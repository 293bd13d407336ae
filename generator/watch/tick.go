package watch

import (
	"os"
	"time"
)

// tickInterval is the time between two calls of tick.
const tickInterval = 2 * time.Second

// tick checks for changes that have no event: the machine was suspended, the
// folder was replaced together with its parent, or the target of a link has
// changed. It takes a few system calls.
func (w *watcher) tick(last, now time.Time) {
	if wasSuspended(now.Round(0).Sub(last.Round(0)), now.Sub(last)) {
		w.batch.setAll()
	}
	if w.notifier == nil {
		return
	}
	root, _ := os.Stat(w.dir)
	if (root == nil) != (w.notifier.root == nil) || root != nil && !os.SameFile(root, w.notifier.root) {
		w.batch.setAll()
	}
	if !w.batch.all {
		w.checkNotifier(w.notifier.updateLinks(&w.batch))
	}
}

// wasSuspended compares the time that has passed on the wall clock and on the
// monotonic clock, which stops while the machine is suspended. Network disks may
// lose events then.
func wasSuspended(wall, monotonic time.Duration) bool { return wall-monotonic > time.Second }
