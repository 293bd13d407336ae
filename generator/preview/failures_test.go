package preview

import (
	"errors"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/site"
	"platmap/generator/theme"
	"platmap/generator/watch"
)

// brokenFS cannot open one of its files while broken is set.
type brokenFS struct {
	fs.FS
	name   string
	broken *atomic.Bool
}

var errBroken = errors.New("input/output error")

func (f brokenFS) Open(name string) (fs.File, error) {
	if name == f.name && f.broken.Load() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errBroken}
	}
	return f.FS.Open(name)
}

// A failed operation is retried within retryInterval, however many other events arrive in
// the meantime. The clock is that of synctest, so the test does not really wait.
func TestRetry_FrequentEvents(t *testing.T) {
	for name, c := range map[string]struct {
		content, theme, page bool // what fails
		events               func(content, themes chan watch.Change) chan watch.Change
	}{
		"content": {content: true, events: func(_, themes chan watch.Change) chan watch.Change { return themes }},
		"theme":   {theme: true, events: func(content, _ chan watch.Change) chan watch.Change { return content }},
		"page":    {page: true, events: func(content, _ chan watch.Change) chan watch.Change { return content }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var broken atomic.Bool
				broken.Store(true)
				s, lastErr := newBrokenServer(t, c.content, c.theme, &broken)
				s.open()
				content, themes := make(chan watch.Change), make(chan watch.Change)
				var handling sync.WaitGroup
				handling.Go(func() { s.handle(content, themes, nil) })
				events := c.events(content, themes)
				send := func(d time.Duration) {
					ticks := time.Tick(100 * time.Millisecond)
					for end := time.Now().Add(d); time.Now().Before(end); <-ticks {
						events <- watch.Change{Names: []string{"not-there.md"}}
					}
				}
				send(2 * retryInterval)
				if c.page {
					s.recordRender("no-such-page.html", errBroken)
				}
				if err := lastErr(); !errors.Is(err, errBroken) {
					t.Errorf("while it fails, the state has the error %v", err)
				}
				broken.Store(false)
				send(retryInterval + 200*time.Millisecond)
				if err := lastErr(); err != nil {
					t.Errorf("not tried again: %v", err)
				}
				close(content)
				close(themes)
				handling.Wait()
			})
		})
	}
}

// newBrokenServer returns a server whose content or theme cannot be read while
// broken is set, and a function that returns the error of its last state.
func newBrokenServer(t *testing.T, content, themeToo bool, broken *atomic.Bool) (s *Server, lastErr func() error) {
	t.Helper()
	source := brokenFS{broken: broken, FS: fstest.MapFS{
		"site.yaml":         {Data: []byte("title: Map\nlocales: [en]\n")},
		"domains/cdn.yaml":  {Data: []byte("name: CDN\nstatus: draft\n")},
		"domains/logs.yaml": {Data: []byte("name: Logs\nstatus: draft\n")},
	}}
	if content {
		source.name = "domains/cdn.yaml"
	}
	var mu sync.Mutex
	var last error
	s = New(Options{
		Input: generator.Input{Content: source, Schemas: testsite.Schemas(t)},
		LoadTheme: func() (*theme.Theme, error) {
			if themeToo && broken.Load() {
				return nil, errBroken
			}
			return testsite.Theme(t), nil
		},
		Report: func(state State, _ func(func(*site.Site))) {
			mu.Lock()
			defer mu.Unlock()
			last = state.Err
		},
	})
	return s, func() error {
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		return last
	}
}
