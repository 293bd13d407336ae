package preview

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub tells all listeners the newest state. It keeps nothing for anybody: who is
// slow misses the states in between, and who is stalled costs a goroutine until
// writing to it fails.
type hub struct {
	session string // of this run of the server

	mu         sync.Mutex
	generation int
	to         destination // the page that was edited last
	turn       int         // how often somebody was led there
	listeners  int
	news       chan struct{} // closed when there is something new
	done       bool
}

const (
	patience  = 10 * time.Second // for one write to a listener
	heartbeat = 25 * time.Second // so that both ends notice when the other is gone
)

func newHub() *hub {
	return &hub{session: rand.Text()[:8], news: make(chan struct{})}
}

// next announces a new state.
func (h *hub) next() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.generation++
	h.wake()
}

// now returns the number of the newest state.
func (h *hub) now() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.generation
}

// destination is where a browser is led to: the page in the language of the one
// that it shows.
type destination struct {
	Path string            `json:"path"`
	In   map[string]string `json:"in"` // by language
}

// edited returns the address of the page that was edited last, or "".
func (h *hub) edited() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.to.Path
}

// edit takes in which page was edited, and leads there if wanted.
func (h *hub) edit(to destination, follow bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.to = to
	if follow {
		h.turn++
		h.wake()
	}
}

// lead leads to the page that was edited last. It returns whether anybody heard.
func (h *hub) lead() (address string, heard bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.to.Path != "" {
		h.turn++
		h.wake()
	}
	return h.to.Path, h.listeners > 0
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done = true
	h.wake()
}

func (h *hub) wake() {
	close(h.news)
	h.news = make(chan struct{})
}

// stream answers with events until the listener is gone.
func (h *hub) stream(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	h.mu.Lock()
	h.listeners++
	turn := h.turn
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		h.listeners--
		h.mu.Unlock()
	}()
	beat := time.NewTimer(heartbeat)
	defer beat.Stop()
	told := -1
	for {
		h.mu.Lock()
		news, text := h.news, ""
		if h.done {
			h.mu.Unlock()
			return
		}
		if told != h.generation {
			told = h.generation
			text = event("state", map[string]any{"session": h.session, "generation": told})
		}
		if turn != h.turn {
			turn = h.turn
			text += event("goto", h.to)
		}
		h.mu.Unlock()
		if text == "" {
			text = ":\n\n"
		}
		_ = out.SetWriteDeadline(time.Now().Add(patience))
		if _, err := w.Write([]byte(text)); err != nil || out.Flush() != nil {
			return
		}
		beat.Reset(heartbeat)
		select {
		case <-news:
		case <-beat.C:
		case <-r.Context().Done():
			return
		}
	}
}

func event(name string, data any) string {
	b, _ := json.Marshal(data)
	return fmt.Sprintf("event: %s\ndata: %s\n\n", name, b)
}
