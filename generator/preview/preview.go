// Package preview serves a site to the person who writes it.
//
// [New] gives an HTTP handler. The site is built anew when the content has
// changed since the last page was asked for; pages are rendered when they are
// opened. While the content has errors, pages show the findings instead.
//
// The handler answers only requests that name the host it is bound to, so that
// another site open in the same browser cannot read the preview.
package preview

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"platmap/generator"
	"platmap/generator/source"
)

// Server serves the newest state of the content.
type Server struct {
	in    generator.Input
	print func(source.Diagnostics) string

	mu    sync.Mutex
	seen  string // what the content looked like at the last build
	pages fs.FS  // nil while the content has errors
	text  string // the findings of the last build
}

// New returns a server. print turns findings into the text that is shown.
func New(in generator.Input, print func(source.Diagnostics) string) *Server {
	return &Server{in: in, print: print}
}

// Refresh builds the site if the content has changed, and returns the findings
// as text. changed reports whether it was built.
func (s *Server) Refresh() (text string, changed bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := look(s.in.Content)
	if err != nil || now == s.seen {
		return s.text, false, err
	}
	pages, diags, err := generator.Build(s.in)
	if err != nil {
		return "", false, err
	}
	s.seen, s.pages, s.text = now, pages, s.print(diags)
	return s.text, true, nil
}

// look describes the names, sizes and times of all files in a folder.
func look(content fs.FS) (string, error) {
	var b strings.Builder
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return b.String(), err
}

// ServeHTTP answers with a page of the newest site, or with the findings.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !localHost(r) {
		http.Error(w, "this preview answers only to its own address", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if isPage := name == "" || path.Ext(name) == ".html" || path.Ext(name) == ""; isPage {
		if _, _, err := s.Refresh(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	s.mu.Lock()
	pages, text := s.pages, s.text
	s.mu.Unlock()
	if pages == nil {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprintf(w, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>platmap</title><pre>%s</pre></html>\n", html.EscapeString(text))
		return
	}
	serveFile(w, r, pages, name)
}

// serveFile answers with one file; folders have an index.html. A file is opened
// once, for that is what renders it. http.FileServerFS would do so twice, and
// send index.html on a journey of redirects.
func serveFile(w http.ResponseWriter, r *http.Request, pages fs.FS, name string) {
	if name == "" {
		name = "index.html"
	}
	text, err := fs.ReadFile(pages, name)
	if _, listing := fs.ReadDir(pages, name); err != nil && listing == nil {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusFound)
			return
		}
		name = path.Join(name, "index.html")
		text, err = fs.ReadFile(pages, name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text, _ = fs.ReadFile(pages, "404.html") // a theme without one says nothing
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(text)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if path.Ext(name) == ".md" {
		w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
}

// localHost reports whether a request names the address it arrived at, or
// localhost with its port.
func localHost(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if ip == nil || !ok {
		return false
	}
	if tcp, ok := local.(*net.TCPAddr); ok {
		return ip.IsLoopback() || ip.Equal(tcp.IP)
	}
	return false
}
