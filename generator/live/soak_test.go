package live_test

import (
	"bytes"
	"compress/flate"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
)

var soak = flag.Duration("soak", 0, "how long TestSoak runs; 0 is a number of edits")

// A preview that is used for a long time leaks neither memory nor goroutines, while
// authors edit, break, repair, remove and add files, browser tabs open and close, some
// clients stop reading, and all request pages. make soak runs it for an hour.
func TestSoak(t *testing.T) {
	edits := rounds.Of(600)
	before := runtime.NumGoroutine()
	dir := t.TempDir()
	content := testsite.Large(200, 20)
	write(t, dir, content)
	s := serveFolder(t, dir, nil)
	a := &author{serving: s, r: rand.New(rand.NewPCG(3, 4)), content: content}
	stalled := a.stall()

	a.work(edits/4, *soak/20)
	a.restore()
	warm, busy := settled()
	a.work(edits, *soak)
	a.restore()
	used, goroutines := settled()
	t.Logf("%d edits; memory %.1f MiB once warm, %.1f MiB at the end; goroutines %d and %d", a.edits, mib(warm), mib(used), busy, goroutines)
	if grown := mib(used) - mib(warm); grown > 2+mib(warm)/10 {
		t.Errorf("memory grew by %.1f MiB", grown)
	}
	if goroutines > busy+4 {
		t.Errorf("%d goroutines at the end, %d before", goroutines, busy)
	}
	stalled.Close()
	s.stop()
	s.idle()
	if _, left := settled(); left > before+2 {
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines at the end, %d before the test:\n%s", left, before, stacks[:runtime.Stack(stacks, true)])
	}
}

func mib(bytes uint64) float64 { return float64(bytes) / (1 << 20) }

// settled returns the memory in use and the number of goroutines, when that number no
// longer changes.
func settled() (memory uint64, goroutines int) {
	for same := 0; same < 10; same++ {
		runtime.GC() // garbage collection takes a while, so other goroutines run
		if n := runtime.NumGoroutine(); n != goroutines {
			goroutines, same = n, 0
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, goroutines
}

// author makes random edits.
type author struct {
	*serving
	r       *rand.Rand
	content fstest.MapFS
	edits   int
}

// work makes a number of edits, and more until a time has passed.
func (a *author) work(edits int, atLeast time.Duration) {
	until := time.Now().Add(atLeast)
	names := make([]string, 0, len(a.content))
	for name := range a.content {
		names = append(names, name)
	}
	for n := 0; n < edits || time.Now().Before(until); n++ {
		a.edits++
		tab, close := context.WithCancel(context.Background())
		a.listen(tab)
		a.drain()
		name := names[a.r.IntN(len(names))]
		a.edit(name)
		mark := fmt.Sprintf("mark%d", a.edits)
		// When this edit is visible, all earlier ones are too.
		a.save("guides/topic-0/guide-0.md", "# Zero\n\n"+mark+"\n", "/guides/topic-0/guide-0.html", mark)
		for _, page := range []string{"/", "/map.json", "/not/found.html", "/_platmap/findings?page=/", "/domains/domain-3.html"} {
			if a.r.IntN(3) == 0 {
				a.get(page)
			}
		}
		close()
	}
}

// restore restores the content and waits for its search index, so that the memory in use
// can be compared.
func (a *author) restore() {
	start := time.Now()
	for n := range 5 {
		must(a.t, os.RemoveAll(filepath.Join(a.dir, "guides", fmt.Sprint("new-", n))))
	}
	tab, close := context.WithCancel(context.Background())
	defer close()
	a.listen(tab)
	write(a.t, a.dir, a.content)
	mark := fmt.Sprintf("restored%d", a.edits)
	a.drain()
	a.save("guides/topic-0/guide-0.md", "# "+mark+"\n", "/guides/topic-0/guide-0.html", mark)
	for page := range 20 {
		a.get(fmt.Sprintf("/domains/domain-%d.html", page))
	}
	for !a.searchHas(mark) {
		if time.Since(start) > time.Minute {
			a.t.Fatal("no search index of the restored site")
		}
	}
}

// searchHas reports whether the newest search index has a title. While an index is made,
// it waits for a while.
func (a *author) searchHas(title string) bool {
	_, rest, _ := strings.Cut(a.get("/search/dir.js"), `"hash":"`)
	hash, _, _ := strings.Cut(rest, `"`)
	for n := 0; ; n++ {
		block, err := io.ReadAll(flate.NewReader(strings.NewReader(a.get(fmt.Sprintf("/search/%s/t/%d", hash, n)))))
		if err != nil || bytes.Contains(block, []byte(title)) { // the request after the last block returns an error page, which is not compressed
			return err == nil
		}
	}
}

func (a *author) edit(name string) {
	path := filepath.Join(a.dir, filepath.FromSlash(name))
	text := string(a.content[name].Data)
	var err error
	switch a.r.IntN(8) {
	case 0:
		err = os.Remove(path)
		if os.IsNotExist(err) {
			err = nil
		}
	case 1: // as some editors save
		if err = os.WriteFile(path+".tmp", []byte(text+"\n"), 0o666); err == nil {
			err = os.Rename(path+".tmp", path)
		}
	case 2:
		err = os.WriteFile(path, []byte(text[:a.r.IntN(len(text))]), 0o666)
	case 3:
		err = os.WriteFile(path, []byte("\"broken: ["+text), 0o666)
	case 4:
		dir := filepath.Join(a.dir, "guides", fmt.Sprint("new-", a.r.IntN(5)))
		if err = os.MkdirAll(dir, 0o777); err == nil {
			err = os.WriteFile(filepath.Join(dir, "a.md"), []byte("# A\n\n[[domain-3]]\n"), 0o666)
		}
	case 5:
		err = os.RemoveAll(filepath.Join(a.dir, "guides", fmt.Sprint("new-", a.r.IntN(5))))
	case 6:
		err = os.WriteFile(path, []byte(strings.Replace(text, "domain-", "domaine-", 1)), 0o666)
	default:
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	must(a.t, err)
}

// stall opens a stream of events and does not read it.
func (a *author) stall() net.Conn {
	c, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	must(a.t, err)
	_, err = fmt.Fprintf(c, "GET /_platmap/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
	must(a.t, err)
	return c
}
