package live_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator"
	"platmap/generator/disk"
	"platmap/generator/internal/testsite"
	"platmap/generator/preview"
	"platmap/generator/site"
	"platmap/generator/theme"
)

// serving is a preview of a folder on disk, with a client that acts like a browser.
type serving struct {
	t      testing.TB
	dir    string
	url    string
	unread chan int    // State.Unread of every state
	events chan string // the data of every event
	stop   func()
}

// write writes content to a folder.
func write(t testing.TB, dir string, content fstest.MapFS) {
	t.Helper()
	for name, f := range content {
		name = filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(name), 0o777))
		must(t, os.WriteFile(name, f.Data, 0o666))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// serveFolder starts a preview in the same way as the command. base may be nil.
func serveFolder(t testing.TB, dir string, base *generator.Base) *serving {
	t.Helper()
	s := &serving{t: t, dir: dir, unread: make(chan int, 1000), events: make(chan string, 1000)}
	content, err := disk.Open(dir)
	must(t, err)
	in := generator.Input{Content: content, Schemas: testsite.Schemas(t), Base: base}
	server := preview.New(preview.Options{Input: in, Content: preview.Folder{Path: dir, Shown: "content"},
		Report: func(state preview.State, _ func(func(*site.Site))) {
			select {
			case s.unread <- state.Unread:
			default:
			}
		},
		LoadTheme: func() (*theme.Theme, error) { return testsite.Theme(t), nil },
		Warn:      func(line string) { t.Log(line) },
	})
	ctx, cancel := context.WithCancel(context.Background())
	web := httptest.NewServer(server)
	s.url = web.URL
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx) }()
	s.stop = func() {
		cancel()
		if err := <-ran; err != nil {
			t.Error(err)
		}
		web.Close()
	}
	return s
}

// listen receives events until ctx ends.
func (s *serving) listen(ctx context.Context) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", s.url+"/_platmap/events", nil)
	must(s.t, err)
	resp, err := http.DefaultClient.Do(r)
	must(s.t, err)
	go func() {
		defer resp.Body.Close()
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				select {
				case s.events <- data:
				default:
				}
			}
		}
	}()
}

// get returns a page, whatever its status.
func (s *serving) get(page string) string {
	s.t.Helper()
	resp, err := http.Get(s.url + page)
	must(s.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(s.t, err)
	return string(b)
}

// save writes a file and waits until a page shows a text. It returns how long that
// took.
func (s *serving) save(name, text, page, shows string) time.Duration {
	s.t.Helper()
	start := time.Now()
	must(s.t, os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(name)), []byte(text), 0o666))
	timeout := time.After(time.Minute)
	for {
		select {
		case <-s.events:
		case <-timeout:
			s.t.Fatalf("%s does not show %q", page, shows)
		}
		if strings.Contains(s.get(page), shows) {
			return time.Since(start)
		}
	}
}

// drain discards the events received so far.
func (s *serving) drain() {
	for {
		select {
		case <-s.events:
		default:
			return
		}
	}
}

func writeBack(dir, name, text string) error {
	return os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o666)
}

// idle closes the idle connections of the test's client.
func (s *serving) idle() { http.DefaultClient.CloseIdleConnections() }
