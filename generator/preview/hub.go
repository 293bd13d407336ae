package preview

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub sends the newest state to all listeners. It has no queues: a slow listener misses
// intermediate states, and a blocked one costs a goroutine until a write to it fails.
type hub struct {
	session string // differs for every run of the server

	mu         sync.Mutex
	generation int         // number of the newest state
	lastEdit   destination // the page that was edited last
	navSeq     int         // number of navigations so far
	listeners  int
	changed    chan struct{} // closed when anything changes
	closed     bool
}

const (
	writeTimeout = 10 * time.Second // limit for one write to a listener
	heartbeat    = 25 * time.Second // so that both sides detect a lost connection
)

func newHub() *hub {
	return &hub{session: rand.Text()[:8], changed: make(chan struct{})}
}

// destination is a page to which browsers navigate, in the language of the page that they
// show.
type destination struct {
	Path string            `json:"path"`
	In   map[string]string `json:"in"` // path by language
}

// change changes the hub and wakes all streams.
func (h *hub) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
	close(h.changed)
	h.changed = make(chan struct{})
}

// publish announces a new state.
func (h *hub) publish() { h.change(func() { h.generation++ }) }

// close ends all streams.
func (h *hub) close() { h.change(func() { h.closed = true }) }

// current returns the number of the newest state, and the address of the page that
// was edited last, or "".
func (h *hub) current() (generation int, lastEdit string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.generation, h.lastEdit.Path
}

// setLastEdit records which page was edited last. With follow, browsers navigate
// to it.
func (h *hub) setLastEdit(to destination, follow bool) {
	h.change(func() {
		if h.lastEdit = to; follow {
			h.navSeq++
		}
	})
}

// navigate makes browsers navigate to the page that was edited last. It returns
// its address, and reports whether there are listeners.
func (h *hub) navigate() (address string, listening bool) {
	h.change(func() {
		if address, listening = h.lastEdit.Path, h.listeners > 0; address != "" {
			h.navSeq++
		}
	})
	return address, listening
}

// stream answers a request with events until the listener is gone.
func (h *hub) stream(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	h.mu.Lock()
	h.listeners++
	navSeq := h.navSeq
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		h.listeners--
		h.mu.Unlock()
	}()
	sent := -1
	for {
		h.mu.Lock()
		changed, text := h.changed, ""
		if h.closed {
			h.mu.Unlock()
			return
		}
		if sent != h.generation {
			sent = h.generation
			text = event("state", map[string]any{"session": h.session, "generation": sent})
		}
		if navSeq != h.navSeq {
			navSeq = h.navSeq
			text += event("goto", h.lastEdit)
		}
		h.mu.Unlock()
		if text == "" {
			text = ":\n\n" // a comment, as heartbeat
		}
		_ = out.SetWriteDeadline(time.Now().Add(writeTimeout))
		if _, err := w.Write([]byte(text)); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-time.After(heartbeat):
		case <-r.Context().Done():
			return
		}
	}
}

func event(name string, data any) string {
	b, _ := json.Marshal(data) // strings and numbers always encode
	return fmt.Sprintf("event: %s\ndata: %s\n\n", name, b)
}
