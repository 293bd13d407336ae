package generator

import (
	"context"
	"io/fs"

	"platmap/generator/history"
	"platmap/generator/publish"
	"platmap/generator/render"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Input is everything that a site is made from. Two equal Inputs give equal sites,
// byte for byte.
type Input struct {
	Content fs.FS        // the YAML and Markdown that people wrote
	Schemas *schema.Set  // the schemas of the YAML; nil means no schema check
	Theme   *theme.Theme // not needed by Check
	BaseURL string       // the address of the site; if "", the one in site.yaml
	Strict  bool         // warnings prevent a build too

	Base *Base // the state that pages are compared with: they mark what changed; or nil

	// KeepGoing makes Build and Publish make a site that findings would prevent. Its pages
	// show them.
	KeepGoing bool

	// These affect only the warnings of Check, not the site.
	Today        site.Date    // if "", nothing is overdue
	Translations bool         // report texts that are missing in a language
	CodeOwners   *source.File // the CODEOWNERS file of the repository, or nil
	Languages    []string     // for which the theme has words, without a Theme; nil if unknown

	// History is what changed in the past, or nil. If LoadHistory is not nil, Build and
	// Publish call it for the site that they made.
	History     *history.History
	LoadHistory func(*site.Site) (*history.History, error)
}

// Check reads the content and links it into a site. It writes nothing.
//
// It reports everything it finds, not only the first thing. The site is usable
// even then: a name that cannot be resolved is reported and left out. If a file
// cannot be read, there is no site; the error joins all such errors.
func Check(in Input) (*site.Site, source.Diagnostics, error) {
	c, err := in.check(nil)
	if err != nil {
		return nil, nil, err
	}
	return c.graph.Site, c.findings, nil
}

// checked is the result of a check.
type checked struct {
	parsed   *parsedFiles
	graph    *site.Graph
	findings source.Diagnostics
}

// check is like Check. It does not parse files again that are in known, which an earlier
// call has parsed.
func (in Input) check(known *parsedFiles) (*checked, error) {
	files, diags, err := source.Read(in.Content) // disk → text
	if err != nil {
		return nil, err
	}
	if in.CodeOwners != nil {
		diags = append(diags, in.CodeOwners.Findings...)
	}
	parsed := in.parse(files, known) // text → documents
	graph := in.Link(parsed.list)    // names → pointers
	return &checked{parsed, graph, Findings(append(diags, in.ThemeFindings(graph.Site)...), parsed.list, graph)}, nil
}

// Build checks the content and, unless findings prevent it, makes the site: a file
// system that renders a page when the page is opened. Otherwise the site is nil.
func Build(in Input) (fs.FS, source.Diagnostics, error) {
	c, err := in.check(nil)
	if err != nil {
		return nil, nil, err
	}
	pages, err := in.build(c)
	if pages == nil { // a nil FS in an interface is not nil
		return nil, c.findings, err
	}
	return pages, c.findings, err
}

// build returns the site of a check, or nil if an error or, without KeepGoing, a finding
// prevents it.
func (in Input) build(c *checked) (*render.FS, error) {
	stops := in.Stops(c.findings)
	if stops && !in.KeepGoing {
		return nil, nil
	}
	pages, err := in.pages(c.graph.Site)
	if err != nil {
		return nil, err
	}
	if pages.Review, err = in.review(c, stops); err != nil {
		return nil, err
	}
	return render.New(pages), nil
}

// Published is the outcome of Publish.
type Published struct {
	publish.Result
	Sources int // source files that were read, even if nothing was written
}

// Publish builds the site and makes the folder public equal to it. If an error or,
// without KeepGoing, a finding prevents that, or ctx is done, the folder stays as it was.
func Publish(ctx context.Context, in Input, public string, opt publish.Options) (Published, source.Diagnostics, error) {
	c, err := in.check(nil)
	if err != nil {
		return Published{}, nil, err
	}
	done := Published{Sources: c.graph.Site.Sources}
	pages, err := in.build(c)
	if pages != nil {
		done.Result, err = publish.Write(ctx, public, pages, opt)
	}
	return done, c.findings, err
}

// Stops reports whether findings prevent a build. Errors do. With Strict,
// warnings do too, except those that depend on today's date.
func (in Input) Stops(diags source.Diagnostics) bool {
	return diags.HaveError() || in.Strict && diags.HaveStrict()
}

// Render returns the pages of a site. No page is rendered before it is opened.
func (in Input) Render(s *site.Site) *render.FS {
	in.LoadHistory = nil
	pages, _ := in.pages(s) // only loading a history fails
	return render.New(pages)
}

func (in Input) pages(s *site.Site) (render.Input, error) {
	var err error
	if in.LoadHistory != nil {
		in.History, err = in.LoadHistory(s)
	}
	return render.Input{Site: s, Theme: in.Theme, Content: in.Content, BaseURL: in.BaseURL, History: in.History}, err
}
