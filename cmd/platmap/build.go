package main

import (
	"net/url"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/publish"
)

func buildCommand(out *printer) *cobra.Command {
	var p project
	var public string
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long: `Build checks the content and writes the site. If the content has errors they
are printed, and the last good site stays as it was.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return build(&p, public, out) },
	}
	p.flags(c)
	p.themeFlag(c)
	c.Flags().StringVar(&public, "out", "", "the `folder` to write, which must hold nothing else (default: public/, beside the content/ that was found)")
	c.Flags().StringVar(&p.baseURL, "base-url", "", "the `address` the site will have, for sitemap and canonical links")
	c.Flags().BoolVar(&p.strict, "strict", false, "treat warnings as errors")
	_ = c.MarkFlagDirname("out")
	return c
}

func build(p *project, public string, out *printer) error {
	start := time.Now()
	debug.SetGCPercent(300) // a build is short: memory is cheaper than collecting it
	if !isAddress(p.baseURL) {
		return usagef("--base-url %s is not an address: write all of it, as in https://example.org/map", p.baseURL)
	}
	in, err := p.openThemed()
	if err != nil {
		return p.themeError(err)
	}
	if public == "" {
		public = p.public()
	}
	if err := p.apartFrom(public); err != nil {
		return err
	}
	result, diags, err := generator.Publish(in, public, publish.Options{Progress: out.progress(start)})
	out.clear()
	switch {
	case in.Stops(diags):
		out.findings(out.stderr, formatHere(), p.run(result.Sources, diags, "the site was not written"))
		return errContent
	case len(diags) > 0:
		out.findings(out.stderr, formatHere(), p.run(result.Sources, diags, ""))
	}
	if err != nil {
		return p.themeError(err)
	}
	out.built(public, result.Result, time.Since(start))
	return nil
}

// isAddress reports whether a site may have this address; it need not have one.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return s == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}
