package preview

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"html"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"time"

	"platmap/generator"
)

//go:embed live
var scripts embed.FS

// own is below what the server's own addresses are. No page can be there: ids
// begin with a letter or digit, and so do the folders of a site.
const own = "/_platmap/"

// tag is all that a page has and a built one has not. It is the first script, so
// that it sees the page before the theme's scripts change it.
const tag = `<script type="module" src="` + own + `live.js"></script>`

// ServeHTTP answers with a file of the newest site.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !s.addressed(r):
		http.Error(w, "this preview answers only to its own address"+arrivedAt(r)+"; give another name when you start it: platmap serve --addr NAME:PORT", http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "this preview can only be read", http.StatusMethodNotAllowed)
		return
	case r.URL.Path == own+"events":
		s.hub.stream(w, r)
		return
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute)) // for who reads slowly
	if name, ok := strings.CutPrefix(r.URL.Path, own); ok {
		s.serveOwn(w, r, name)
		return
	}
	if !s.ready(r) {
		return
	}
	s.asked.Add(1)
	defer s.asked.Add(-1)
	s.serveFile(w, r, strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/"))
}

// ready waits until there is something to serve.
func (s *Server) ready(r *http.Request) bool {
	select {
	case <-s.opened:
		return true
	case <-r.Context().Done():
		return false
	}
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	if name == "findings" {
		if !s.ready(r) {
			return
		}
		b, err := json.Marshal(s.faults(r.URL.Query().Get("page")))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		serve(w, r, "findings.json", b, http.StatusOK)
		return
	}
	b, err := fs.ReadFile(scripts, path.Join("live", name))
	if err != nil || path.Join("live", name) != "live/"+name {
		http.NotFound(w, r)
		return
	}
	serve(w, r, name, b, http.StatusOK)
}

// serveFile answers with one file of the site; folders have an index.html. A file
// is opened once, for that is what renders it. http.FileServerFS would do so
// twice, and send index.html on a journey of redirects.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	isFolder := false
	name, text, err := s.page(name, &isFolder)
	switch {
	case isFolder && !strings.HasSuffix(r.URL.Path, "/"):
		http.Redirect(w, r, path.Base(r.URL.Path)+"/", http.StatusFound)
	case errors.Is(err, fs.ErrNotExist):
		text, err = nil, s.nothing()
		s.live.View(func(v generator.View) {
			if v.Pages != nil {
				text, err = v.Pages.NotFound(name)
				s.rendered("404.html", err)
			}
		})
		if err != nil {
			text = plainPage("404", err.Error())
		}
		serve(w, r, "404.html", text, http.StatusNotFound)
	case err != nil:
		s.rendered(name, err)
		serve(w, r, "error.html", plainPage("platmap", err.Error()), http.StatusInternalServerError)
	default:
		s.rendered(name, nil)
		serve(w, r, name, text, http.StatusOK)
	}
}

// page renders a file of the site. If name is that of a folder, it is the page in
// it.
func (s *Server) page(name string, isFolder *bool) (string, []byte, error) {
	if name == "" {
		name = "index.html"
	}
	if err := s.live.Want(name); err != nil {
		return name, nil, err
	}
	var text []byte
	err := error(fs.ErrNotExist)
	s.live.View(func(v generator.View) {
		if v.Pages == nil {
			return
		}
		if text, err = fs.ReadFile(v.Pages, name); !errors.Is(err, fs.ErrNotExist) {
			return
		}
		index := path.Join(name, "index.html")
		if b, inFolder := fs.ReadFile(v.Pages, index); !errors.Is(inFolder, fs.ErrNotExist) {
			*isFolder, name, text, err = true, index, b, inFolder
		}
	})
	return name, text, err
}

// nothing says why there is no site.
func (s *Server) nothing() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state.Err != nil {
		return s.state.Err
	}
	return errors.New("there is nothing to show yet")
}

// plainPage is a page without a theme.
func plainPage(title, text string) []byte {
	return []byte("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) + "</title></head><body><main><pre>" + html.EscapeString(text) + "</pre></main></body></html>\n")
}

// serve answers with bytes. The browser keeps them and asks whether they are still
// the newest.
func serve(w http.ResponseWriter, r *http.Request, name string, text []byte, status int) {
	h := w.Header()
	switch path.Ext(name) {
	case ".html":
		text = withScript(text)
		h.Set("Content-Type", "text/html; charset=utf-8")
	case ".md":
		h.Set("Content-Type", "text/markdown; charset=utf-8")
	case ".js":
		h.Set("Content-Type", "text/javascript; charset=utf-8")
	case ".svg": // a build has none with scripts, but here one may just be found fault with
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	}
	h.Set("Cache-Control", "no-cache")
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(text)
		}
		return
	}
	sum := sha256.Sum256(text)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
}

// withScript inserts the preview's script.
func withScript(page []byte) []byte {
	at := bytes.Index(page, []byte("<head>"))
	if at < 0 {
		return append(bytes.Clone(page), tag...)
	}
	at += len("<head>")
	b := make([]byte, 0, len(page)+len(tag))
	return append(append(append(b, page[:at]...), tag...), page[at:]...)
}

// addressed reports whether a request names the address it arrived at, localhost,
// or the name the server was told to have.
func (s *Server) addressed(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if strings.EqualFold(host, "localhost") || s.opt.Host != "" && strings.EqualFold(host, s.opt.Host) {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if ip == nil || !ok {
		return false
	}
	tcp, ok := local.(*net.TCPAddr)
	return ok && (ip.IsLoopback() && tcp.IP.IsLoopback() || ip.Equal(tcp.IP))
}

// arrivedAt tells where a request has come to.
func arrivedAt(r *http.Request) string {
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return " http://" + local.String() + "/"
	}
	return ""
}
