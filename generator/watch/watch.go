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

// Change is what happened since the last one.
type Change struct {
	// Names are the files that were written, made, renamed or removed:
	// slash-separated, from the watched folder, sorted, each once.
	Names []string
	// All says that anything may have changed: events were lost, or a folder
	// came or went. Names is empty then.
	All bool
}

// Folder watches everything below a folder until ctx ends. The channel is closed
// then, after all that Folder started has ended.
//
// say is told in one plain line what the author should know, such as that a limit
// of the system was reached. It is called before Folder returns or later from
// another goroutine, never twice at the same time.
func Folder(ctx context.Context, dir string, say func(string)) (<-chan Change, error) {
	return folder(ctx, dir, say, habits{quiet: quiet, longest: longest, beat: beat, period: period, shared: sharedDisk})
}

// habits are what tests change.
type habits struct {
	quiet   func(names int) time.Duration
	longest time.Duration
	beat    time.Duration
	period  time.Duration
	shared  func(dir string) string // see sharedDisk
	// testOnlyRefuse is asked before a folder is watched; an error stands for
	// the system's.
	testOnlyRefuse func(folder string) error
}

func folder(ctx context.Context, dir string, say func(string), h habits) (<-chan Change, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	dir = abs
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("watching the folder: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watching %s: it is not a folder", dir)
	}
	w := &watcher{habits: h, dir: dir, say: say}
	w.start()
	changes := make(chan Change)
	go w.run(ctx, changes)
	return changes, nil
}

// watcher is one call of Folder. Everything in it belongs to run.
type watcher struct {
	habits
	dir     string // absolute; may be, or lie behind, a symbolic link
	say     func(string)
	notices *notices // nil when the system does not tell
	poll    *poll    // nil when it tells everything
	said    bool     // that it does not
	batch   batch    // what is happening
	ready   Change   // what has happened, for the receiver
}

// run does everything in one goroutine, so nothing is locked and the order of
// events is kept. It never waits for the receiver.
func (w *watcher) run(ctx context.Context, changes chan<- Change) {
	defer close(changes)
	defer w.stop()
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	ticks := time.NewTicker(w.beat)
	defer ticks.Stop()
	last := time.Now()
	for {
		var receiver chan<- Change
		if !w.ready.empty() {
			receiver = changes
		}
		select {
		case <-ctx.Done():
			return
		case receiver <- w.ready:
			w.ready = Change{}
		case event := <-w.events():
			w.must(w.notices.hear(event, &w.batch))
		case <-w.losses():
			// An overflow, or a failure that says no more than one would.
			w.batch.lose()
		case names := <-w.looks():
			for _, name := range names {
				w.batch.add(name)
			}
		case <-due.C:
			w.settle(time.Now())
		case <-ticks.C:
			now := time.Now()
			w.tick(last, now)
			last = now
		}
		if w.batch.started() {
			due.Reset(time.Until(w.batch.due(w.quiet, w.longest)))
		} else {
			due.Stop()
		}
	}
}

func (w *watcher) events() <-chan fsnotify.Event {
	if w.notices == nil {
		return nil
	}
	return w.notices.system.Events
}

func (w *watcher) losses() <-chan error {
	if w.notices == nil {
		return nil
	}
	return w.notices.system.Errors
}

func (w *watcher) looks() <-chan []string {
	if w.poll == nil {
		return nil
	}
	return w.poll.found
}

// settle makes the batch ready, unless there is a reason to think that more
// belongs to it.
func (w *watcher) settle(now time.Time) {
	// The lock is found anew: git init may have come later than this.
	if w.batch.wait(now, w.dir, indexLock(w.dir)) {
		return
	}
	if w.notices != nil {
		if w.batch.all {
			w.stop()
			w.start()
		} else if w.batch.linked {
			w.must(w.notices.relink(&w.batch))
		}
	}
	w.ready = w.ready.plus(w.batch.change())
	w.batch = batch{}
}

// start asks the system to tell, or begins to poll. What was there before the
// start is not told.
func (w *watcher) start() {
	n, err := listen(w.dir, w.testOnlyRefuse)
	if err != nil {
		w.look(err)
		return
	}
	w.notices = n
	disk := w.shared(w.dir)
	if disk == "" {
		return
	}
	if !w.said {
		w.say(fmt.Sprintf("changes are looked for as well, because the system does not tell those that others make to a %s disk", disk))
	}
	w.said = true
	w.poll = newPoll(w.dir, w.period)
}

// must goes over to polling when the system refuses to go on.
func (w *watcher) must(err error) {
	if err == nil {
		return
	}
	w.stop()
	w.look(err)
	w.batch.lose()
}

// look begins to poll, and says why.
func (w *watcher) look(err error) {
	w.say(refusal(err))
	w.poll = newPoll(w.dir, w.period)
}

func (w *watcher) stop() {
	if w.notices != nil {
		w.notices.close()
		w.notices = nil
	}
	if w.poll != nil {
		w.poll.close()
		w.poll = nil
	}
}

func (c Change) empty() bool { return !c.All && len(c.Names) == 0 }

// plus returns one Change for two.
func (c Change) plus(d Change) Change {
	names := slices.Concat(c.Names, d.Names)
	slices.Sort(names)
	names = slices.Compact(names)
	if c.All || d.All || len(names) > mostNames {
		return Change{All: true}
	}
	return Change{Names: names}
}
