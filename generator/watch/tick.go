package watch

import (
	"os"
	"time"
)

// beat is how often is looked for what no event tells.
const beat = 2 * time.Second

// tick looks for what no event tells: that the machine has slept, that the folder
// is another one (its parent may have been replaced with it), and that links
// lead elsewhere. It costs a few system calls.
func (w *watcher) tick(last, now time.Time) {
	if slept(now.Round(0).Sub(last.Round(0)), now.Sub(last)) {
		w.batch.lose()
	}
	if w.notices == nil {
		return
	}
	root, _ := os.Stat(w.dir)
	if (root == nil) != (w.notices.root == nil) || root != nil && !os.SameFile(root, w.notices.root) {
		w.batch.lose()
	}
	if !w.batch.all {
		w.must(w.notices.relink(&w.batch))
	}
}

// slept tells whether the clock on the wall went on while the one that counts
// the time of running stood still. Network disks may have lost events then.
func slept(wall, ran time.Duration) bool { return wall-ran > time.Second }
