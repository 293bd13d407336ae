package live

import (
	"time"

	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
)

// View is the site at one moment.
type View struct {
	Pages    *render.FS         // nil: there is no theme
	Site     *site.Site         // nil: the content folder could not be read yet
	Graph    *site.Graph        // of Site
	Findings source.Diagnostics // sorted; empty while Unread is not 0, because they could be wrong
	Unread   int                // how many files were not read, or not checked, yet
	Outdated map[string]bool    // files that do not parse; the site has their last good version
}

// readers counts the calls of View that use one site.
type readers struct {
	n    int
	idle chan struct{} // not nil: an update waits, and the last reader closes it
}

// View calls do with the newest view. The site does not change before do returns,
// so do must not keep the view.
func (b *Builder) View(do func(View)) {
	b.mu.Lock()
	v, r := b.view, b.readers
	r.n++
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if r.n--; r.n == 0 && r.idle != nil {
			close(r.idle)
			r.idle = nil
		}
	}()
	do(v)
}

// publish makes a view of a site the newest one. A new site starts without readers;
// those of the site before keep it until they return.
func (b *Builder) publish(graph *site.Graph) {
	v := b.newView(graph)
	b.mu.Lock()
	defer b.mu.Unlock()
	if graph != b.view.Graph {
		b.readers = &readers{}
	}
	b.view = v
}

// relinkInPlace changes the newest site so that it has the given documents. It
// returns false, having changed nothing, if there is more to link than that, or if
// the site has readers that take too long.
func (b *Builder) relinkInPlace(docs []*site.Document) bool {
	if !b.lockIdle(maxWait) {
		return false
	}
	defer b.mu.Unlock()
	if !b.view.Graph.Relink(docs) {
		return false
	}
	b.view = b.newView(b.view.Graph)
	return true
}

// maxWait is how long an update waits for the readers of a site before it links a
// new one beside it. Rendering a page takes a few milliseconds, so nearly always
// waiting is cheaper than linking: with 11,000 pages, linking takes 200 ms on two
// cores, and a second site in memory. Only the overview of a very large site
// (150 ms with 1,000 domains), or a reader that is stuck, takes longer. 50 ms are
// too short for an author to notice.
const maxWait = 50 * time.Millisecond

// lockIdle locks mu at a moment when the newest site has no readers, and reports
// whether there was such a moment in time. New readers need not wait for it.
func (b *Builder) lockIdle(wait time.Duration) bool {
	timeout := time.After(wait)
	for {
		b.mu.Lock()
		if b.readers.n == 0 {
			return true
		}
		idle := make(chan struct{})
		b.readers.idle = idle
		b.mu.Unlock()
		select {
		case <-idle:
		case <-timeout:
			return false
		}
	}
}
