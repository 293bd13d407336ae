package preview_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// How tabs connect to the server, and which of them navigates.
func TestConnection(t *testing.T) {
	runInBrowser(t, map[string]func(*testing.T, *testServer){
		"server restart":                      testRestart,
		"tabs share one connection":           testSharedConnection,
		"without shared workers":              testNoSharedWorker,
		"navigation uses the last active tab": testNavigation,
		"back-forward cache":                  testBackForwardCache,
	})
}

// A page reports that the server is gone, and continues when it is back.
func testRestart(t *testing.T, s *testServer) {
	b := s.open("/r.html", `<p>One.</p>`)
	b.run(`window.mark = 1`)
	s.set("/r.html", page(`<p>Two.</p>`))
	b.await(`document.querySelector("p").textContent === "Two."`)
	s.stop()
	b.await(in(".note-lost") + `.checkVisibility() && ` + in(".note-lost") + `.textContent === "platmap serve is not running"`)
	b.is(in(".badge") + `.hidden && document.querySelector("p").textContent === "Two."`)
	s.session, s.files["/r.html"] = "two", page(`<p>Three.</p>`)
	s.serve(s.address)
	b.await(`document.querySelector("p").textContent === "Three." && ` + in(".panel") + `.hidden`)
	b.is(`window.mark === 1`)
}

// Ten tabs share one connection, and a hidden tab is updated when it is visible.
func testSharedConnection(t *testing.T, s *testServer) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"], s.files["/t.html"] = early, late, page(`<p>One.</p>`)
	})
	tabs := make([]*tab, 10)
	for i := range tabs {
		tabs[i] = s.visit("/t.html")
	}
	connections := func() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.listeners) }
	if n := connections(); n != 1 {
		t.Errorf("%d connections for ten tabs", n)
	}
	s.set("/t.html", page(`<p>Two.</p>`))
	for _, b := range tabs {
		b.await(`document.hidden || document.querySelector("p").textContent === "Two."`)
	}
	b := tabs[0]
	b.setHidden(true)
	s.set("/t.html", page(`<p>Three.</p>`))
	tabs[1].await(`document.hidden || document.querySelector("p").textContent === "Three."`)
	before := eval[string](b, `document.querySelector("p").textContent`)
	if before == "Three." {
		t.Error("a hidden tab fetches its page")
	}
	b.setHidden(false)
	b.await(`document.querySelector("p").textContent === "Three."`)

	// Many events at once cause only a few fetches.
	count := s.requestCount("GET /t.html")
	s.change(func() {
		for range 200 {
			s.generation++
			for l := range s.listeners {
				if len(l) < cap(l) {
					l <- s.stateEvent()
				}
			}
		}
		s.files["/t.html"] = page(`<p>Four.</p>`)
	})
	for _, b := range tabs {
		b.await(`document.querySelector("p").textContent === "Four."`)
	}
	if n := s.requestCount("GET /t.html") - count; n > 200 {
		t.Errorf("%d fetches in ten tabs for 200 events at once", n)
	}
}

// Without shared workers a tab has its own connection while it is visible.
func testNoSharedWorker(t *testing.T, s *testServer) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = "window.SharedWorker = undefined;"+early, late
		s.files["/a.html"], s.files["/b.html"] = page(`<p>One.</p>`), page(`<p>B.</p>`)
	})
	b := s.visit("/a.html")
	b.setHidden(true)
	s.awaitDisconnect("a hidden tab keeps its connection")
	s.set("/a.html", page(`<p>Two.</p>`))
	b.setHidden(false)
	b.await(`document.querySelector("p").textContent === "Two."`)
	s.mu.Lock()
	s.send("event: goto\ndata: {\"path\":\"/b.html\"}\n\n")
	s.mu.Unlock()
	b.await(`location.pathname === "/b.html"`)
}

// The most recently active tab navigates to the edited page.
func testNavigation(t *testing.T, s *testServer) {
	s.change(func() {
		s.files["/early.js"], s.files["/site.js"] = early, late
		for _, name := range []string{"/a.html", "/b.html", "/c.html", "/index.html"} {
			s.files[name] = page(`<p>` + name + `</p>`)
		}
	})
	a, b := s.visit("/a.html"), s.visit("/b.html")
	navigate := func(path string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.send(fmt.Sprintf("event: goto\ndata: {\"path\":%q}\n\n", path))
	}
	b.run(`window.mark = 1; dispatchEvent(new Event("focus"))`)
	a.run(`window.mark = 1; dispatchEvent(new Event("focus"))`)
	a.run(`await fetch("/a.html")`) // when this returns, the worker has received the message about the focus
	navigate("/c.html")
	a.await(`location.pathname === "/c.html"`)
	b.is(`window.mark === 1`)
	a.await(`document.getElementById("platmap-live")`)
	a.run(`window.mark = 2; await fetch("/a.html")`)
	navigate("/b.html") // no navigation, because a tab already shows the page
	navigate("/c.html")
	s.set("/c.html", page(`<p>after</p>`))
	a.await(`document.querySelector("p").textContent === "after"`)
	a.is(`window.mark === 2`)
	navigate("/index.html")
	a.await(`location.pathname === "/index.html"`)

	// A closed tab is not chosen for navigation, and closing the last tab ends the
	// connection.
	must(t, chromedp.Cancel(a.ctx))
	navigate("/a.html")
	b.await(`location.pathname === "/a.html"`)
	must(t, chromedp.Cancel(b.ctx))
	s.awaitDisconnect("the connection is still open after the last tab was closed")
}

// A page from the back/forward cache connects again.
func testBackForwardCache(t *testing.T, s *testServer) {
	s.set("/b.html", page(`<p>B.</p>`))
	b := s.open("/a.html", `<p>One.</p>`)
	b.navigate(s.url + "/b.html")
	b.run(`setTimeout(() => history.back())`) // delayed, because the page must still exist when it returns the result
	b.await(`location.pathname === "/a.html" && document.getElementById("platmap-live")`)
	s.set("/a.html", page(`<p>Two.</p>`))
	b.await(`document.querySelector("p").textContent === "Two."`)
}

// setHidden simulates that another tab covers this one.
func (b *tab) setHidden(hidden bool) {
	b.t.Helper()
	b.run(fmt.Sprintf(`Object.defineProperty(document, "hidden", {value: %v, configurable: true}); document.dispatchEvent(new Event("visibilitychange"));`, hidden))
}
