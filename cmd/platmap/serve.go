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

	"platmap/generator/preview"
	"platmap/generator/site"
	"platmap/generator/theme"
	"platmap/schemas"
)

// serving is the flags of serve.
type serving struct {
	project
	addr         string
	open         bool
	editor       string
	editorSchema bool
}

func serveCommand(out *printer) *cobra.Command {
	var s serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site while you write it",
		Long: `Serve shows the site in a browser, and the page there follows every save. What is
wrong with the content is shown beside the page, and printed here when it changes.

Enter brings the browser to the page that was edited last; with --open it goes
there by itself. Ctrl-C ends it.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return serve(c.Context(), &s, out) },
	}
	s.flags(c)
	s.themeFlag(c)
	c.Flags().StringVar(&s.addr, "addr", "127.0.0.1:8080", "the `address` to listen on; if it is in use, the next free port")
	c.Flags().BoolVar(&s.open, "open", false, "open the site in a browser, and follow the edits there")
	c.Flags().StringVar(&s.editor, "editor", "vscode", "the `editor` that places are opened in: "+editorNames()+", none, or an address with {file}, {line} and {column}")
	c.Flags().BoolVar(&s.editorSchema, "editor-schema", false, "keep schemas in .platmap/ from which an editor completes the ids that exist")
	return c
}

func serve(ctx context.Context, s *serving, out *printer) error {
	editor, err := editorAddress(s.editor)
	if err != nil {
		return err
	}
	in, err := s.project.open()
	if err != nil {
		return err
	}
	in.CodeOwners = nil // it is read once, and its author would look in vain for an end of the finding
	listener, err := listen(s.addr, out)
	if err != nil {
		return err
	}
	defer listener.Close()
	// Before the address is printed: whoever reads it may end this at once.
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	var ids *editorSchemas
	if s.editorSchema {
		if ids, err = newEditorSchemas(s.content); err != nil {
			return err
		}
	}
	status := newStatus(out, &s.project, siteAddress(listener.Addr(), s.addr))
	first := true // that a theme is loaded
	options := preview.Options{
		Input:   in,
		Content: folderOf(s.content),
		Editor:  editor,
		Host:    hostName(s.addr),
		Follow:  s.open,
		Report: func(state preview.State, look func(func(*site.Site))) {
			status.report(state)
			if ids != nil && state.Unread == 0 {
				var names *schemas.Candidates
				look(func(s *site.Site) { names = candidatesOf(s) })
				if names != nil {
					status.warn(ids.write(names))
				}
			}
		},
		Warn: status.say,
		LoadTheme: func() (*theme.Theme, error) {
			th, err := s.loadTheme()
			if th == nil && first { // later the preview continues with the theme before
				th, _ = (&project{}).loadTheme()
			}
			first = false
			return th, err
		},
	}
	if s.theme != "" {
		if err := isFolder(s.theme); err != nil {
			return err
		}
		options.Theme = folderOf(s.theme)
	}
	server := preview.New(options)
	fmt.Fprintf(out.stderr, "the site is at %s (Ctrl-C ends this)\n", status.address)
	if s.open {
		openBrowser(status.address)
	}
	inBackground()
	go status.keys(out.stdin, server)
	defer status.end()
	return serveUntil(ctx, server, listener, stop)
}

// serveUntil serves until ctx ends, or one of the two cannot go on.
func serveUntil(ctx context.Context, server *preview.Server, listener net.Listener, stop func()) error {
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener); stop() }()
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx); stop() }()
	<-ctx.Done()
	// Who is being answered gets the rest of it, who only listens has heard the end.
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

// listen takes an address, or the next one that is free.
func listen(addr string, out *printer) (net.Listener, error) {
	const tries = 100
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usagef("cannot listen on %s: write an address and a port, as in 127.0.0.1:%s", addr, cmp.Or(portOnly.FindString(addr), "8080"))
	}
	first, err := strconv.Atoi(port)
	if err != nil || first < 0 || first > 65535 {
		return nil, usagef("cannot listen on %s: a port is a number from 0 to 65535", addr)
	}
	for n := first; ; n++ {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			if n != first {
				fmt.Fprintf(out.stderr, "port %d is in use; using %d\n", first, n)
			}
			if tcp, ok := listener.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
				fmt.Fprintf(out.stderr, "warning: everybody who reaches this machine can read the preview at %s\n", escape(addr))
			}
			return listener, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || n == first+tries || n == 65535 {
			return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
		}
	}
}

var portOnly = regexp.MustCompile(`^\d+$`)

// siteAddress is where the site is for the person at this machine.
func siteAddress(listening net.Addr, addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	_, port, _ := net.SplitHostPort(listening.String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// hostName is the name in an address, or "" if it is a number.
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

// keys goes to the page that was edited last whenever somebody presses Enter.
func (s *status) keys(in io.Reader, server *preview.Server) {
	for lines := bufio.NewScanner(in); lines.Scan(); {
		switch page, heard := server.ShowLastEdit(); {
		case !heard:
			openBrowser(s.address + strings.TrimPrefix(page, "/"))
		case page == "":
			s.say("nothing was edited yet")
		}
	}
}
