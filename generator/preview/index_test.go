package preview

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A search waits for the index of the newest site, and making the index does not wait for
// that search. The clock is that of synctest: no time passes while a goroutine works.
func TestIndex_DoesNotWaitForSearches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := newBrokenServer(t, false, false, new(atomic.Bool))
		s.open()
		ctx, cancel := context.WithCancel(t.Context())
		var indexing sync.WaitGroup
		indexing.Go(func() { s.makeIndexes(ctx) })
		start := time.Now()
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "http://localhost/search/dir.js", nil)
		s.ServeHTTP(w, r)
		if waited := time.Since(start); waited > 0 || !strings.Contains(w.Body.String(), `"hash"`) {
			t.Errorf("after %v: %s", waited, w.Body)
		}
		cancel()
		indexing.Wait()
	})
}
