package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"platmap/generator/preview"
	"platmap/generator/report"
	"platmap/generator/source"
)

func serveCommand(out *printer) *cobra.Command {
	var p project
	var addr string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site while you write it",
		Long: `Serve shows the site in a browser. A page is made from the newest content
whenever it is loaded; what is wrong with the content is shown instead.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return serve(c.Context(), &p, addr, out) },
	}
	p.flags(c)
	p.themeFlag(c)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "the `address` to listen on")
	return c
}

func serve(ctx context.Context, p *project, addr string, out *printer) error {
	in, err := p.openThemed()
	if err != nil {
		return p.templateFault(err)
	}
	server := preview.New(in, func(diags source.Diagnostics) string {
		run := p.run(nil, diags, "")
		text := string(run.Bytes(report.Text)) + run.Summary() + "\n"
		fmt.Fprint(out.stderr, text)
		return text
	})
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	defer listener.Close()
	if _, _, err := server.Refresh(); err != nil {
		return err
	}
	// Before the address is printed: whoever reads it may end this at once.
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	fmt.Fprintf(out.stderr, "the site is at http://%s/ (Ctrl-C ends this)\n", listener.Addr())
	s := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		_ = s.Close()
	}()
	if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
