package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Change is what has changed since the last Change.
type Change struct {
	// Names are the files that were written, created, renamed or removed:
	// slash-separated, relative to the watched folder, sorted, without duplicates.
	Names []string
	// All means that any file may have changed, because events were lost or a
	// folder was created or removed. Names is empty then.
	All bool
}

// Folder watches everything below a folder until ctx ends. Then the channel is
// closed, after all goroutines of Folder have ended.
//
// warn is called with one line for the author, for example that a limit of the
// operating system is reached. It is called before Folder returns or later from
// another goroutine, never concurrently.
func Folder(ctx context.Context, dir string, warn func(string)) (<-chan Change, error) {
	return watchWith(ctx, dir, warn, settings{quietTime: quietTime, maxDelay: maxDelay, tickInterval: tickInterval, pollInterval: pollInterval, sharedDisk: sharedDisk})
}

// settings are values that tests change.
type settings struct {
	quietTime    func(names int) time.Duration
	maxDelay     time.Duration
	tickInterval time.Duration
	pollInterval time.Duration
	sharedDisk   func(dir string) string
	// testOnlyRefuse is called before a folder is watched. Its error is treated like
	// one of the operating system.
	testOnlyRefuse func(folder string) error
}

func watchWith(ctx context.Context, dir string, warn func(string), s settings) (<-chan Change, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	if info, err := os.Stat(abs); err != nil {
		return nil, fmt.Errorf("watching the folder: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watching %s: not a folder", abs)
	}
	w := &watcher{settings: s, dir: abs, warn: warn}
	w.start()
	changes := make(chan Change)
	go w.run(ctx, changes)
	return changes, nil
}

// watcher is the state of one call of Folder. Only run uses it.
type watcher struct {
	settings
	dir          string // absolute; may contain symbolic links
	warn         func(string)
	notifier     *notifier // nil if the system cannot watch
	poller       *poller   // nil if the notifier receives all events
	warnedShared bool
	batch        batch  // changes that are not complete yet
	pending      Change // complete changes that are not received yet
}

// run does everything in one goroutine, so it needs no locks and keeps the order
// of events. It never waits for the receiver.
func (w *watcher) run(ctx context.Context, changes chan<- Change) {
	defer close(changes)
	defer w.stop()
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	ticks := time.NewTicker(w.tickInterval)
	defer ticks.Stop()
	last := time.Now()
	for {
		var receiver chan<- Change
		if !w.pending.empty() {
			receiver = changes
		}
		events, lost, polled := w.sources()
		select {
		case <-ctx.Done():
			return
		case receiver <- w.pending:
			w.pending = Change{}
		case event := <-events:
			w.checkNotifier(w.notifier.handle(event, &w.batch))
		case <-lost: // an overflow, or another error after which events may be missing
			w.batch.setAll()
		case names := <-polled:
			for _, name := range names {
				w.batch.add(name)
			}
		case <-due.C:
			w.complete(time.Now())
		case <-ticks.C:
			now := time.Now()
			w.tick(last, now)
			last = now
		}
		if w.batch.started() {
			due.Reset(time.Until(w.batch.due(w.quietTime, w.maxDelay)))
		} else {
			due.Stop()
		}
	}
}

// sources returns the channels that deliver changes. A channel that is not used is nil.
func (w *watcher) sources() (events <-chan fsnotify.Event, lost <-chan error, polled <-chan []string) {
	if w.notifier != nil {
		events, lost = w.notifier.system.Events, w.notifier.system.Errors
	}
	if w.poller != nil {
		polled = w.poller.changes
	}
	return events, lost, polled
}

// complete makes the batch pending, unless more changes are likely to follow.
func (w *watcher) complete(now time.Time) {
	// The lock is searched each time, because git init may have run in the meantime.
	if w.batch.postpone(now, w.dir, indexLock(w.dir)) {
		return
	}
	if w.notifier != nil {
		if w.batch.all {
			w.stop()
			w.start()
		} else if w.batch.linksChanged {
			w.checkNotifier(w.notifier.updateLinks(&w.batch))
		}
	}
	w.pending = w.pending.merge(w.batch.change())
	w.batch = batch{}
}

// start starts the notifier, the poller or both. It does not report existing
// files.
func (w *watcher) start() {
	n, err := newNotifier(w.dir, w.testOnlyRefuse)
	if err != nil {
		w.startPolling(err)
		return
	}
	w.notifier = n
	disk := w.sharedDisk(w.dir)
	if disk == "" {
		return
	}
	if !w.warnedShared {
		w.warn(fmt.Sprintf("also polling for file changes every %v, because the system does not report changes that other machines make on a %s disk", pollInterval, disk))
	}
	w.warnedShared = true
	w.poller = newPoller(w.dir, w.pollInterval)
}

// checkNotifier falls back to polling after an error of the notifier.
func (w *watcher) checkNotifier(err error) {
	if err == nil {
		return
	}
	w.stop()
	w.startPolling(err)
	w.batch.setAll()
}

func (w *watcher) startPolling(reason error) {
	w.warn(pollingWarning(reason))
	w.poller = newPoller(w.dir, w.pollInterval)
}

func (w *watcher) stop() {
	if w.notifier != nil {
		w.notifier.close()
		w.notifier = nil
	}
	if w.poller != nil {
		w.poller.close()
		w.poller = nil
	}
}

func (c Change) empty() bool { return !c.All && len(c.Names) == 0 }

// merge returns the union of two Changes.
func (c Change) merge(d Change) Change {
	names := slices.Concat(c.Names, d.Names)
	slices.Sort(names)
	names = slices.Compact(names)
	if c.All || d.All || len(names) > maxNames {
		return Change{All: true}
	}
	return Change{Names: names}
}
