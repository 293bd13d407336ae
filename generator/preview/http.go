package preview

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"platmap/generator/live"
	"platmap/generator/report"
	"platmap/generator/search"
	"platmap/generator/source"
)

//go:embed live
var scripts embed.FS

// prefix is the folder of the server's own addresses. It cannot contain a page,
// because the folders of a site begin with a letter or digit.
const prefix = "/_platmap/"

// scriptTag is the only difference between a served page and a built one. It is
// the first script of the page, because it must run before the theme's scripts
// change the page.
const scriptTag = `<script type="module" src="` + prefix + `live.js"></script>`

// ServeHTTP serves the files of the newest site.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !s.isOwnAddress(r):
		http.Error(w, fmt.Sprintf("unknown host %q\nhelp: %sto use this name, run platmap serve --addr NAME:PORT", r.Host, useInstead(r)), http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed: use GET or HEAD", http.StatusMethodNotAllowed)
		return
	case r.URL.Path == prefix+"events":
		s.hub.stream(w, r)
		return
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute)) // ends slow readers
	if name, ok := strings.CutPrefix(r.URL.Path, prefix); ok {
		s.serveOwn(w, r, name)
		return
	}
	if !s.waitOpen(r) {
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if strings.HasPrefix(name, search.Folder) { // not counted in requests: this request waits for the index, and making the index waits for requests
		s.serveIndex(w, r, name)
		return
	}
	s.requests.Add(1)
	defer s.requests.Add(-1)
	s.serveFile(w, r, name)
}

// waitOpen waits for the first state. It returns false if the client disconnects.
func (s *Server) waitOpen(r *http.Request) bool {
	select {
	case <-s.opened:
		return true
	case <-r.Context().Done():
		return false
	}
}

// serveOwn serves the addresses below prefix.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	if name == "findings" {
		if !s.waitOpen(r) {
			return
		}
		b, _ := json.Marshal(s.findings(r.URL.Query().Get("page"))) // strings and numbers: no error
		serve(w, r, "findings.json", b, http.StatusOK)
		return
	}
	b, err := scripts.ReadFile("live/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	serve(w, r, name, b, http.StatusOK)
}

// serveFile serves one file of the site, or the index.html of a folder. Opening a
// file renders it, so it is opened once. http.FileServerFS would open it twice and
// redirect index.html.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	if s.serveDownload(w, r, name) {
		return
	}
	file, text, err := s.render(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if text := s.brokenPage(name); text != nil {
			serve(w, r, "error.html", text, http.StatusUnprocessableEntity) // after an edit, the open page would not show a response with a status from 500 on
			return
		}
		text, err = nil, s.stateErr()
		s.live.View(func(v live.View) {
			if v.Pages != nil {
				text, err = v.Pages.NotFound()
				s.recordRender("404.html", err)
			}
		})
		if err != nil {
			text = errorPage("en", "404", err.Error())
		}
		serve(w, r, "404.html", text, http.StatusNotFound)
	case path.Dir(file) == name && !strings.HasSuffix(r.URL.Path, "/"):
		http.Redirect(w, r, path.Base(r.URL.Path)+"/", http.StatusFound)
	case err != nil:
		s.recordRender(file, err)
		serve(w, r, "error.html", errorPage("en", "platmap", err.Error()), http.StatusInternalServerError)
	default:
		s.recordRender(file, nil)
		serve(w, r, file, text, http.StatusOK)
	}
}

// serveDownload serves a large file of the content folder without reading it into memory.
// It returns false for other files, including small ones, which browsers cache by a hash.
func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request, name string) bool {
	const large = 1 << 20 // bytes
	if s.live.Ensure(name) != nil {
		return false
	}
	var f fs.File
	s.live.View(func(v live.View) {
		if v.Pages != nil {
			f = v.Pages.Download(name)
		}
	})
	if f == nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() <= large {
		return false
	}
	http.ServeContent(w, r, name, time.Time{}, f.(io.ReadSeeker))
	return true
}

// render renders a file of the site, or the index.html of a folder. It returns the
// name of the file.
func (s *Server) render(name string) (file string, text []byte, err error) {
	if name == "" {
		name = "index.html"
	}
	if err := s.live.Ensure(name); err != nil {
		return name, nil, err
	}
	file, err = name, fs.ErrNotExist
	s.live.View(func(v live.View) {
		if v.Pages == nil {
			return
		}
		if text, err = fs.ReadFile(v.Pages, name); !errors.Is(err, fs.ErrNotExist) {
			return
		}
		index := path.Join(name, "index.html")
		if b, indexErr := fs.ReadFile(v.Pages, index); !errors.Is(indexErr, fs.ErrNotExist) {
			file, text, err = index, b, indexErr
		}
	})
	return file, text, err
}

// stateErr returns the reason why there is no site.
func (s *Server) stateErr() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return cmp.Or(s.state.Err, errors.New("no page can be shown yet"))
}

// errorPage returns a page without a theme.
func errorPage(lang, title, text string) []byte {
	return []byte("<!DOCTYPE html><html lang=\"" + lang + "\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><main><pre>" + html.EscapeString(text) + "</pre></main></body></html>\n")
}

// brokenPage returns the page that replaces a page whose file has errors and never had a
// good version, or nil if the address is unknown.
func (s *Server) brokenPage(name string) (page []byte) {
	s.live.View(func(v live.View) {
		if v.Pages == nil {
			return
		}
		_, locale := v.Pages.Subject(name)
		var found source.Diagnostics
		for _, d := range v.Findings {
			if d.Severity == source.Error && d.Pos.IsValid() && v.Graph.Document(d.Pos.File.Name) == nil && mayBeOn(v, d.Pos, name, locale) {
				found = append(found, d)
			}
		}
		if len(found) == 0 {
			return
		}
		text := "This page cannot be shown, because its file has errors. It appears as soon as they are corrected."
		if locale == "ja" {
			text = "ファイルにエラーがあるため、このページを表示できません。直すと、すぐに表示されます。"
		} else {
			locale = "en"
		}
		list := report.Run{Findings: found, Content: s.opt.Content.Shown}.Bytes(report.Text)
		page = errorPage(locale, "platmap", text+"\n\n"+string(list))
	})
	return page
}

// mayBeOn reports whether a file that cannot be read probably has a page: the page of the
// file or, if that is a list of components, one of them.
func mayBeOn(v live.View, pos source.Pos, name, locale string) bool {
	if p := pageOf(v, pos, locale); p == name || p == path.Join(name, "index.html") {
		return true
	}
	dir, file := path.Split(name)
	id, isPage := strings.CutSuffix(file, ".html")
	isBetween := func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return isPage && pos.File.Kind == source.Component && path.Base(dir) == source.Component.Dir() &&
		slices.Contains(strings.FieldsFunc(pos.File.Text, isBetween), id)
}

// serve sends a response. The browser caches it, but asks each time whether it is still
// current.
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
	case ".svg": // package svg has removed scripts; this is a second barrier
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox")
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

// withScript inserts scriptTag at the start of the head, or at the end of a page
// without one.
func withScript(page []byte) []byte {
	at := len(page)
	if i := bytes.Index(page, []byte("<head>")); i >= 0 {
		at = i + len("<head>")
	}
	return bytes.Join([][]byte{page[:at], page[at:]}, []byte(scriptTag))
}

// isOwnAddress reports whether the Host of a request is the address that it was
// sent to, localhost, or Options.Host.
func (s *Server) isOwnAddress(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if strings.EqualFold(host, "localhost") || s.opt.Host != "" && strings.EqualFold(host, s.opt.Host) {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	tcp, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && ip != nil && (ip.IsLoopback() && tcp.IP.IsLoopback() || ip.Equal(tcp.IP))
}

// useInstead returns the part of the help that names the address that a request
// was sent to.
func useInstead(r *http.Request) string {
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return "use http://" + local.String() + "/; "
	}
	return ""
}
