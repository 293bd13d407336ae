package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/publish"
)

func buildCommand(out *printer) *cobra.Command {
	var p project
	var public, rev string
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long: `Build checks the content and writes the site. If the content has errors, build
prints them and does not change the site of the last build. With --keep-going it
writes the site anyway, with the errors at the top of the pages, and exits with
status 1.

With --diff the pages mark what has changed since a revision, and diff.html lists
it: the preview of a pull request.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return build(c.Context(), &p, public, rev, out) },
	}
	p.flags(c)
	p.themeFlag(c)
	c.Flags().StringVar(&public, "out", "", "the output `folder`, which must contain nothing else (default: public/ beside content/, or here with --content)")
	c.Flags().StringVar(&p.baseURL, "base-url", "", "the `address` of the published site, for the sitemap and canonical links")
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors")
	diffFlag(c, &rev)
	c.Flags().BoolVar(&p.history, "history", false, "show what changed in the past, from the commits of the repository")
	c.Flags().BoolVar(&p.keepGoing, "keep-going", false, "write the site even if the content has errors; its pages show them")
	_ = c.MarkFlagDirname("out")
	return c
}

func build(ctx context.Context, p *project, public, rev string, out *printer) error {
	start := time.Now()
	debug.SetGCPercent(300) // a build is short, so memory costs less than garbage collection
	if !isAddress(p.baseURL) {
		return fmt.Errorf("invalid --base-url %s; use a full address, such as https://example.org/map", p.baseURL)
	}
	in, err := p.openThemed()
	if err != nil {
		return p.themeError(err)
	}
	if public == "" {
		public = p.public()
	}
	if err := p.checkOutput(public); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	done, err := p.setBase(ctx, &in, rev)
	if err != nil {
		return err
	}
	defer done()
	in.LoadHistory = p.historyLoader(ctx, in, func(line string) { fmt.Fprintln(out.stderr, escape(line)) })
	result, diags, err := generator.Publish(ctx, in, public, publish.Options{Progress: out.progress(start)})
	out.clearProgress()
	if errors.Is(err, context.Canceled) {
		return errInterrupted
	}
	stops, outcome := in.Stops(diags), ""
	if stops && !in.KeepGoing {
		outcome = "the site was not written"
	}
	if len(diags)+result.Hidden > 0 {
		run := p.run(result.Sources, diags, outcome)
		run.Baseline = result.Hidden
		out.findings(out.stderr, defaultFormat(), run)
	}
	if err != nil {
		return p.themeError(err)
	}
	if outcome == "" {
		out.built(public, result.Result, time.Since(start))
	}
	if stops {
		return errContent
	}
	return nil
}

// isAddress reports whether s is empty or the address of a site.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return s == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}
