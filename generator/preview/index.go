package preview

import (
	"context"
	"net/http"
	"time"

	"platmap/generator/search"
)

// The search index of a large site takes seconds. It is made in the background when all
// files are read, and again when a search begins after a save.

// indexingDir replaces the first file of the index while there is no index. The search
// box shows that, and tries again.
const indexingDir = `platmapSearch.dir({"indexing":true});` + "\n"

// maxIndexWait is how long a search waits for an index of the newest site. After that,
// the search uses an older one.
const maxIndexWait = 300 * time.Millisecond

// makeIndexes makes an index each time wantIndex is called, until ctx ends.
func (s *Server) makeIndexes(ctx context.Context) {
	for {
		select {
		case <-s.indexWanted:
			s.live.UpdateIndex(func() bool { return s.waitForRequests(ctx) }, onOneCore)
			s.mu.Lock()
			close(s.indexed)
			s.indexed = make(chan struct{})
			s.mu.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

// onOneCore calls do one after the other, which leaves the other cores for saves and
// requests.
func onOneCore(n int, do func(i int)) {
	for i := range n {
		do(i)
	}
}

// wantIndex wakes makeIndexes.
func (s *Server) wantIndex() {
	select {
	case s.indexWanted <- struct{}{}:
	default: // makeIndexes is already awake
	}
}

// serveIndex serves a file of the newest search index.
func (s *Server) serveIndex(w http.ResponseWriter, r *http.Request, name string) {
	x, current := s.live.Index()
	if name == search.DirFile {
		for timeout := time.After(maxIndexWait); !current; x, current = s.live.Index() {
			s.mu.Lock()
			indexed := s.indexed
			s.mu.Unlock()
			s.wantIndex()
			select {
			case <-indexed:
				continue
			case <-timeout:
			case <-r.Context().Done():
			}
			break
		}
		if x == nil {
			serve(w, r, name, []byte(indexingDir), http.StatusOK)
			return
		}
	}
	if x == nil || !x.Has(name) {
		http.NotFound(w, r)
		return
	}
	serve(w, r, name, x.File(name), http.StatusOK)
}
