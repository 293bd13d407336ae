package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/history"
	"platmap/generator/preview"
	"platmap/generator/site"
	"platmap/generator/theme"
	"platmap/schemas"
)

// serveFlags holds the flags of serve.
type serveFlags struct {
	project
	addr         string
	open         bool
	editor       string
	editorSchema bool
	rev          string // the revision of --diff, or ""
}

func serveCommand(out *printer) *cobra.Command {
	var s serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site while you edit it",
		Long: `Serve shows the site in a browser and updates the page on every save. Findings
are shown on the page, and printed here when they change.

Press Enter to open the page of the last edit in the browser; with --open, each
edited page is opened automatically. Press Ctrl-C to stop.

With --diff the pages mark what has changed since a revision.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return serve(c.Context(), &s, out) },
	}
	s.flags(c)
	s.themeFlag(c)
	c.Flags().StringVar(&s.addr, "addr", "127.0.0.1:8080", "the `address` to listen on; if the port is in use, the next free one")
	c.Flags().BoolVar(&s.open, "open", false, "open the site in a browser, and go to each page that is edited")
	c.Flags().StringVar(&s.editor, "editor", "vscode", "the `editor` for links to source files: "+editorNames()+", none, or an address with {file}, {line} and {column}")
	diffFlag(c, &s.rev)
	c.Flags().BoolVar(&s.editorSchema, "editor-schema", false, "write schemas to .platmap/ that complete the ids in this map")
	return c
}

func serve(ctx context.Context, s *serveFlags, out *printer) error {
	editor, err := editorAddress(s.editor)
	if err != nil {
		return err
	}
	in, err := s.project.open()
	if err != nil {
		return err
	}
	in.CodeOwners = nil // CODEOWNERS is not watched, so a finding would not disappear after a fix
	listener, err := listen(s.addr, out)
	if err != nil {
		return err
	}
	defer listener.Close()
	// Handle signals before the address is printed: a program that reads the address
	// may send a signal immediately.
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	done, err := s.setBase(ctx, &in, s.rev)
	if err != nil {
		return err
	}
	defer done()
	status := newStatus(out, &s.project, siteAddress(listener.Addr(), s.addr))
	options, err := s.options(status)
	if err != nil {
		return err
	}
	options.Input, options.Editor = in, editor
	options.LoadHistory = func(settings *site.Site) *history.History { return s.loadHistory(ctx, in, settings, status) }
	server := preview.New(options)
	fmt.Fprintf(out.stderr, "the site is at %s (Ctrl-C to stop)\n", status.address)
	if s.open {
		openBrowser(status.address)
	}
	ignoreBackgroundRead()
	go status.handleKeys(out.stdin, server)
	defer status.end()
	return serveUntil(ctx, server, listener, stop)
}

// loadHistory returns the history of the site, or nil.
func (s *serveFlags) loadHistory(ctx context.Context, in generator.Input, settings *site.Site, status *status) *history.History {
	var err error
	if in.Theme, err = s.loadTheme(); err != nil {
		return nil // the preview reports errors of the theme
	}
	h, err := s.historyLoader(ctx, in, status.print)(settings)
	if err != nil && ctx.Err() == nil {
		status.warn(err)
	}
	return h
}

// options returns the options that depend only on the flags.
func (s *serveFlags) options(status *status) (preview.Options, error) {
	var ids *editorSchemas
	if s.editorSchema {
		var err error
		if ids, err = newEditorSchemas(s.content); err != nil {
			return preview.Options{}, err
		}
	}
	options := preview.Options{
		Content: folderOf(s.content),
		Host:    hostName(s.addr),
		Follow:  s.open,
		Warn:    status.print,
		Report: func(state preview.State, look func(func(*site.Site))) {
			status.report(state)
			if ids != nil && state.Unread == 0 {
				var candidates *schemas.Candidates
				look(func(s *site.Site) { candidates = candidatesOf(s) })
				if candidates != nil {
					status.warn(ids.write(candidates))
				}
			}
		},
	}
	first := true
	options.LoadTheme = func() (*theme.Theme, error) {
		th, err := s.loadTheme()
		if th == nil && first { // start with the default theme; after the first load, the preview keeps the last valid theme
			th, _ = (&project{}).loadTheme()
		}
		first = false
		return th, err
	}
	if s.theme != "" {
		if err := checkFolder(s.theme); err != nil {
			return preview.Options{}, err
		}
		options.Theme = folderOf(s.theme)
	}
	return options, nil
}

// serveUntil runs the preview and the HTTP server until ctx is done or one of
// them fails.
func serveUntil(ctx context.Context, server *preview.Server, listener net.Listener, stop func()) error {
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener); stop() }()
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx); stop() }()
	<-ctx.Done()
	// Let requests finish. The live connections of pages are already closed.
	end, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if web.Shutdown(end) != nil {
		_ = web.Close()
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ran
}

// listen listens on addr or, if its port is in use, on the next free one.
func listen(addr string, out *printer) (net.Listener, error) {
	const tries = 100
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: use an address and a port, such as 127.0.0.1:%s", addr, cmp.Or(portOnly.FindString(addr), "8080"))
	}
	first, err := strconv.Atoi(port)
	if err != nil || first < 0 || first > 65535 {
		return nil, fmt.Errorf("cannot listen on %s: the port must be a number from 0 to 65535", addr)
	}
	for n := first; ; n++ {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			if n != first {
				fmt.Fprintf(out.stderr, "port %d is in use; using %d\n", first, n)
			}
			if tcp, ok := listener.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
				fmt.Fprintf(out.stderr, "warning: anyone with network access to this machine can read the preview at %s\n", escape(addr))
			}
			return listener, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || n == first+tries || n == 65535 {
			return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
		}
	}
}

var portOnly = regexp.MustCompile(`^\d+$`)

// siteAddress returns the address of the site for a browser on this machine.
func siteAddress(listening net.Addr, addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	_, port, _ := net.SplitHostPort(listening.String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// hostName returns the host name in an address, or "" if it is an IP address.
func hostName(addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	if net.ParseIP(host) != nil {
		return ""
	}
	return host
}

func folderOf(dir string) preview.Folder {
	full, err := filepath.Abs(dir)
	if err != nil {
		full = dir
	}
	return preview.Folder{Path: dir, Shown: filepath.ToSlash(shown(dir)), Full: filepath.ToSlash(full)}
}

// handleKeys opens the page of the last edit when Enter is pressed: in a browser tab
// that already shows the site, or else in a new one.
func (s *status) handleKeys(in io.Reader, server *preview.Server) {
	for lines := bufio.NewScanner(in); lines.Scan(); {
		switch page, shown := server.ShowLastEdit(); {
		case !shown:
			openBrowser(s.address + strings.TrimPrefix(page, "/"))
		case page == "":
			s.print("no edits yet")
		}
	}
}
