// Package mcp answers questions about the map over the Model Context Protocol, a protocol
// with which assistants and other programs use tools. It reads requests from one stream
// and writes answers to another, and needs no network.
//
// The tools are search, show, query, explain and diff, which give the same answers as the
// commands with these names. The resources are the Markdown twins of the pages. Nothing
// changes files. An answer is text and data, has the file and the line of each fact, and
// has a limited size. It is marked as content, because many people write the content and
// an assistant must not follow instructions in it.
//
// Before each answer, package live updates the site from the files that have changed, so
// an answer is always about the present files. While a file does not parse, its last good
// version is used, with a note in the answer.
//
//	mcp.go        Serve; the state, which is updated before each answer
//	schemas.go    the tools and their arguments, as clients see them
//	tools.go      the answers of each tool
//	arguments.go  checks arguments, which may be anything
//	answer.go     the parts that all answers have
//	resources.go  the Markdown twins
//	lines.go      checks the messages of the input
//	transport.go  answers all requests after the end of the input
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"platmap/generator"
	"platmap/generator/changes"
	"platmap/generator/live"
	"platmap/generator/par"
	"platmap/generator/report"
	"platmap/generator/search"
	"platmap/generator/show"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/watch"
)

// Options are the inputs of Serve.
type Options struct {
	Input   generator.Input // must have a theme
	Folder  string          // the content folder, for the operating system
	Place   func(source.Pos) (file string, line int)
	Lang    string // the language of answers; "" is the main language of the site
	Version string // of platmap

	Today   func() site.Date
	Explain func(name, lang string) (string, error)
	Diff    func(context.Context, Comparison) (*changes.Report, error)

	Log func(string) // Log is called with lines for the user, by one goroutine at a time.
}

// Comparison says which states the tool diff compares.
type Comparison struct {
	Revisions string // as for platmap diff
	Since     string
	Lang      string
}

// maxMessage is the maximum size of a request, in bytes. It is much larger than the
// longest valid argument, so that a long argument gets an error about it as its answer.
const maxMessage = 4 << 20

// Serve answers requests until in ends or ctx is done. It returns nil when in ends, and
// an error if the site does not have the language opt.Lang.
func Serve(ctx context.Context, opt Options, in io.ReadCloser, out io.WriteCloser) error {
	s := newServer(opt)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	running, end := context.WithCancel(ctx)
	defer end()
	var loading sync.WaitGroup
	loading.Go(func() { // load meanwhile, because clients need a moment until their first question
		if err := s.load(running); err != nil {
			stop(err)
		}
	})
	to := &output{WriteCloser: out}
	err := s.protocol().Run(ctx, transport{&sdk.IOTransport{Reader: newLines(in, to), Writer: to, MaxLineLength: -1}}) // lines limits the length of messages
	end()
	loading.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// server is the state of Serve.
type server struct {
	Options
	live *live.Builder

	mu       sync.Mutex     // held during an update; guards:
	scanner  *watch.Scanner // nil before the content is read for the first time
	err      error          // the error if the content could not be read; the site may then be an older one
	reported string         // the last line that was logged about the content

	searching sync.Mutex       // held during a search; guards:
	searcher  *search.Searcher // of index
	index     *search.Index
}

func newServer(opt Options) *server {
	return &server{Options: opt, live: live.New(opt.Input)}
}

// protocol returns the SDK's server with all tools and resources.
func (s *server) protocol() *sdk.Server {
	p := sdk.NewServer(&sdk.Implementation{Name: "platmap", Title: "Platform map", Version: s.Version}, &sdk.ServerOptions{
		Instructions: instructions,
		// No notifications: the tools never change, and the list of resources is made for
		// each request.
		Capabilities: &sdk.ServerCapabilities{Tools: &sdk.ToolCapabilities{}, Resources: &sdk.ResourceCapabilities{}},
	})
	for _, t := range tools {
		p.AddTool(t.tool(), s.handler(t))
	}
	s.addResources(p)
	return p
}

const instructions = "A map of what a platform team offers: problem domains with owners, responsibilities, features and interfaces; components, teams, scenarios and guides. " +
	"Find things with search, then show one of them by its id: who owns it, how to contact them, how to get it. query answers one question about the whole map, in rows. " +
	"Answers name the file and line where a fact is written. " + contentNote

// load reads the content and makes the search index. It runs before the first question if
// there is time. It returns an error if no answer is possible.
func (s *server) load(ctx context.Context) error {
	defer debug.SetGCPercent(debug.SetGCPercent(300)) // loading is short, so memory costs less than garbage collection
	_ = s.update()                                    // the error is reported in each answer
	var err error
	s.live.View(func(v live.View) {
		if s.Lang != "" && v.Site != nil {
			err = oneOf("language", s.Lang, v.Site.Locales)
		}
	})
	s.live.UpdateIndex(func() bool { return err == nil && ctx.Err() == nil }, par.Each)
	return err
}

// update updates the site from the files. If that is not possible, it returns an error.
func (s *server) update() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.scanner == nil {
		s.scanner = watch.NewScanner(s.Folder)
		s.err = errors.Join(s.live.Open(), s.live.LoadRemaining(func() bool { return true }))
	} else if names, err := s.scanner.Changed(); err != nil {
		s.err = errors.New("the content folder is missing; this is its last good version")
	} else if len(names) > 0 || s.err != nil {
		_, _, s.err = s.live.Update(names, s.err != nil)
	}
	s.report()
	return s.err
}

// report logs the state of the content if it differs from the last one.
func (s *server) report() {
	line := ""
	s.live.View(func(v live.View) {
		if v.Site != nil {
			errors, warnings := v.Findings.Count()
			line = fmt.Sprintf("%s, %s, %s", report.Count(v.Site.Sources, "file"), report.Count(errors, "error"), report.Count(warnings, "warning"))
		}
	})
	if s.err != nil {
		line = oneLine(s.err)
	}
	if line != s.reported {
		s.reported = line
		s.Log(line)
	}
}

// view calls do with the newest site in a language, and with notes about the state of the
// content. It returns an error if there is no site, or if the site does not have the
// language.
func (s *server) view(lang string, do func(a show.Asker, notes []string) error) error {
	failed := s.update()
	var err error
	s.live.View(func(v live.View) {
		if v.Site == nil || v.Pages == nil {
			err = errors.Join(errors.New("the content cannot be read"), failed)
			return
		}
		if lang == "" {
			lang = s.Lang
		}
		if lang == "" {
			lang = v.Site.Locale()
		}
		if err = oneOf("lang", lang, v.Site.Locales); err == nil {
			err = do(show.Asker{Site: v.Site, Pages: v.Pages, Lang: lang, Place: s.Place}, s.notes(v, failed))
		}
	})
	return err
}

// find searches the index of the newest site.
func (s *server) find(words string, o search.Options) (search.Result, error) {
	s.searching.Lock()
	defer s.searching.Unlock()
	s.live.UpdateIndex(func() bool { return true }, par.Each)
	index, _ := s.live.Index()
	if index == nil {
		return search.Result{}, errors.New("there is no search index")
	}
	if index != s.index {
		s.searcher, s.index = search.Open(index), index
	}
	return s.searcher.Search(words, o), nil
}
