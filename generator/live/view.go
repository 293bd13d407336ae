package live

import (
	"time"

	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
)

// View is the site at one moment.
type View struct {
	Pages    *render.FS         // nil without a theme
	Site     *site.Site         // nil if the content folder could not be read yet
	Graph    *site.Graph        // of Site
	Findings source.Diagnostics // sorted; empty while Unread is not 0, because findings could be wrong then
	Hidden   int                // number of findings that are in the baseline
	Unread   int                // number of files that are not read, or not checked, yet
	Outdated map[string]bool    // files that do not parse; the site has their last good versions

	all source.Diagnostics // also those that are not reported
}

// readers counts the calls of View that use one site.
type readers struct {
	n    int
	idle chan struct{} // if not nil, an update waits for it, and the last reader closes it
}

// View calls do with the newest view. The site does not change until do returns;
// do must not use the view after that.
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
// readers of the previous site use it until they return.
func (b *Builder) publish(graph *site.Graph) {
	v := b.newView(graph)
	b.mu.Lock()
	defer b.mu.Unlock()
	if graph != b.view.Graph {
		b.readers = &readers{}
	}
	b.view = v
}

// relinkInPlace changes the newest site in place so that it has the given documents. It
// returns false without a change if other parts of the site must be linked too, or if
// readers of the site take too long.
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
// new one beside it. Rendering a page takes a few milliseconds, so waiting is
// nearly always cheaper than linking: with 11,000 pages, linking takes 200 ms on
// two cores and keeps a second site in memory. Only the overview of a very large
// site (150 ms with 1,000 domains) or a blocked reader takes longer. Authors do
// not notice a wait of 50 ms.
const maxWait = 50 * time.Millisecond

// lockIdle locks mu when the newest site has no readers. It waits for at most maxWait, if
// wait is set, and reports whether mu is locked. New readers do not wait for it.
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
