package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/changes"
	"platmap/generator/mcp"
	"platmap/generator/site"
)

// mcpFlags are the flags of mcp.
type mcpFlags struct {
	project
	lang string
}

func mcpCommand(out *printer) *cobra.Command {
	var f mcpFlags
	c := &cobra.Command{
		Use:   "mcp",
		Short: "Answer assistants over the Model Context Protocol",
		Long: `Mcp answers questions of an assistant, or of another client of the Model Context Protocol.
The client starts it, sends requests to its standard input and reads answers from its
standard output; it ends when its input ends. It needs no network and changes no files.

The tools search, show, query, explain and diff give the same answers as these commands.
The resources are the pages in Markdown, such as platmap://domains/logging.md. Every answer
has the file and line of each fact, and is about the present content of the files.

Most clients have a configuration file with a list of servers. This entry adds platmap:

  {"mcpServers": {"platmap": {"command": "platmap", "args": ["mcp", "--content", "/path/to/content"]}}}`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return serveMCP(c.Context(), &f, out) },
	}
	f.flags(c)
	f.themeFlag(c)
	langFlag(c, &f.project, &f.lang, "of answers, unless a question names one")
	return c
}

func serveMCP(ctx context.Context, f *mcpFlags, out *printer) error {
	in, err := f.openThemed()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	err = mcp.Serve(ctx, mcp.Options{
		Input: in, Folder: f.content, Place: f.place, Lang: f.lang, Version: currentVersion(),
		Today:   func() site.Date { day, _ := todayOr(""); return day },
		Explain: explained,
		Diff: func(ctx context.Context, c mcp.Comparison) (*changes.Report, error) {
			d := diffFlags{project: f.project, lang: c.Lang}
			return d.between(ctx, in, c, out)
		},
		Log: func(line string) { fmt.Fprintln(out.stderr, "platmap:", escape(line)) },
	}, io.NopCloser(out.stdin), nopCloser{out.stdout})
	if errors.Is(err, context.Canceled) { // a signal is a usual way to end the server
		return nil
	}
	return err
}

// nopCloser is an io.WriteCloser whose Close does nothing.
type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// explained returns the output of platmap explain.
func explained(name, lang string) (string, error) {
	var b bytes.Buffer
	err := explainAny(name, lang, &printer{stdout: &b, stderr: io.Discard})
	return b.String(), err
}

// between returns the report that compares the two states of c.
func (f *diffFlags) between(ctx context.Context, in generator.Input, c mcp.Comparison, out *printer) (*changes.Report, error) {
	r, err := openRevisions(ctx, f.content, in.Content)
	if err != nil {
		return nil, err
	}
	defer r.close()
	old, new, err := r.since(c.Since, c.Revisions)
	if err != nil {
		return nil, err
	}
	return f.report(in, old, new, out)
}
